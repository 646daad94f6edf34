import { type Anchor, type Place, place, type Span } from '../../text.ts';
import type { Evaluation, ObservationDraft, OptionDraft, SaveDraft } from '../code/libraries/model.ts';
import { parseJsonText } from '../code/requests/jsonText.ts';
import { sendRequest } from '../code/requests/send.ts';
import type { CallExpression } from '../code/tree.ts';
import type { TextValue, Value } from '../code/values.ts';
import type { Observation } from '../facts.ts';
import type { FieldWrite, OptionValue, SaveOptions, SaveSite, SaveTarget, WrittenFields } from '../site.ts';
import { readCurl } from './curl.ts';
import { type RefusalRequest, refusalOf, type Telling } from './refusal.ts';
import { type Command, type Script, textOf, type Word } from './script.ts';
import { readSfCommand } from './sfCommand.ts';

export interface ScriptSurroundings {
  readonly anchor: Anchor;
  /** Without comments. */
  readonly text: string;
  /** The script's own name, for messages. */
  readonly name: string;
  /** A failing step does not stop the job. */
  readonly mayFail: boolean;
  readonly inTest: boolean;
}

export interface ScriptFacts {
  readonly sites: readonly SaveSite[];
  readonly observations: readonly Observation[];
}

/** The saves of a script's commands: of the sf CLI, and of curl. */
export function savesIn(script: Script, around: ScriptSurroundings): ScriptFacts {
  const facts = script.commands.map((command) => factsOf(command, script, around));
  return {
    sites: facts.flatMap(({ sites }) => sites),
    observations: facts.flatMap(({ observations }) => observations),
  };
}

function factsOf(command: Command, script: Script, around: ScriptSurroundings): ScriptFacts {
  const site = sfSite(command, script, around);
  if (site !== null) return { sites: [site], observations: [] };
  return curlFacts(command, script, around);
}

const unset: OptionValue = { kind: 'unset' };
const noOptions: SaveOptions = {
  form: 'none',
  allowSave: unset,
  runAsCurrentUser: unset,
  includeRecordDetails: unset,
  optAllOrNone: unset,
  atomicity: 'unknown',
  place: null,
};

type SiteParts = Pick<
  SaveSite,
  'operation' | 'channel' | 'target' | 'options' | 'fields' | 'apiVersion' | 'externalId'
>;

function siteOf(
  parts: SiteParts,
  at: Span,
  telling: Telling,
  command: Command,
  script: Script,
  around: ScriptSurroundings,
): SaveSite {
  const { anchor, text, name, mayFail, inTest } = around;
  const request: RefusalRequest = { command, script, telling, text, place: place(anchor, at) };
  const judged = refusalOf(request);
  const refusal =
    mayFail && judged.kind === 'propagates'
      ? { ...judged, kind: 'logs' as const, how: "is only seen in the step's log: the step may fail" }
      : judged;
  return {
    language: 'shell',
    ...parts,
    place: place(anchor, at),
    extent: place(anchor, command),
    calledWith: [],
    refusal,
    inTest,
    enclosing: [name, command.enclosing].filter((one) => one !== '').join('.'),
    via: [],
    dedupeChecksBypassed: [],
  };
}

// ------------------------------------------------------------------------------------------------------- the CLI

function sfSite(command: Command, script: Script, around: ScriptSurroundings): SaveSite | null {
  const save = readSfCommand(command, script);
  if (save === null) return null;
  const parts: SiteParts = {
    operation: save.operation,
    channel: 'cli',
    target: save.object === null ? noObject : targetOf(textOf(save.object)),
    options: noOptions,
    fields: fieldsIn(save.values, around.anchor),
    apiVersion: save.version === null ? null : versionOf(textOf(save.version)),
    externalId: save.externalId === null ? null : textOf(save.externalId),
  };
  return siteOf(parts, save.at, save.isStartedOnly ? 'nothing' : 'exit-code', command, script, around);
}

const noObject: SaveTarget = { kind: 'unknown', why: 'the objects stand in the files that are imported' };

function targetOf(name: string | null): SaveTarget {
  return name !== null && /^[a-z]\w*$/i.test(name)
    ? { kind: 'objects', names: [name], evidence: 'named by the command' }
    : { kind: 'unknown', why: 'the name of the object is put together when the script runs' };
}

/** `LastName=x Email='a b'`. */
function fieldsIn(values: Word | null, anchor: Anchor): WrittenFields {
  if (values === null) return { complete: false, writes: [] };
  const text = values.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  const writes: FieldWrite[] = [];
  const rest = text.replace(/([A-Za-z]\w*)=('[^']*'|"[^"]*"|[^\s'"]*)/g, (_, name: string, value: string) => {
    const plain = value.replace(/^(['"])(.*)\1$/s, '$2');
    const known = !plain.includes('\u0000');
    writes.push({
      name,
      value: known ? { kind: 'literal', value: plain } : { kind: 'unknown' },
      place: place(anchor, values),
      always: true,
    });
    return '';
  });
  return { complete: writes.length > 0 && rest.trim() === '', writes };
}

function versionOf(text: string | null): number | null {
  const version = Number.parseFloat(text?.replace(/^v/i, '') ?? '');
  return Number.isFinite(version) ? version : null;
}

// ----------------------------------------------------------------------------------------------------------- curl

function curlFacts(command: Command, script: Script, around: ScriptSurroundings): ScriptFacts {
  const request = readCurl(command, script);
  if (request === null) return { sites: [], observations: [] };
  const { anchor } = around;
  const at = callAt(command, request.at, anchor);
  const drafts: SaveDraft[] = [];
  const observed: ObservationDraft[] = [];
  const evaluation: Evaluation = {
    save: (draft) => {
      drafts.push(draft);
      return draft.returns;
    },
    observe: (observation) => void observed.push(observation),
    invoke: () => unknown('called'),
    unknown,
    library: (type) => ({ kind: 'library', type, state: new Map(), place: null }),
  };
  const returns = unknown('the answer');
  sendRequest(
    {
      method: text(request.method, place(anchor, request.at)),
      url: valueOfWord(request.url, anchor),
      headers: {
        kind: 'list',
        items: request.headers.map((one) => valueOfWord(one, anchor)),
        open: false,
        place: at,
      },
      body: request.body === null ? null : valueOfWord(request.body, anchor),
      reports: 'exit-code',
      returns,
      at,
    },
    evaluation,
  );
  const isLost =
    request.output !== null && textOf(request.output) === '/dev/null' && command.output.goes === 'shown';
  const told: Command = isLost ? { ...command, output: { goes: 'discarded', variable: null } } : command;
  return {
    sites: drafts.map((draft) =>
      siteOf(partsOf(draft), request.at, request.fails ? 'exit-code' : 'output', told, script, around),
    ),
    observations: observed.flatMap((one) =>
      one.kind === 'malformed-header' ? [{ ...one, inTest: around.inTest, enclosing: around.name }] : [],
    ),
  };
}

/** A command in the shape that the reading of requests takes: a call, of which nothing but its place counts. */
function callAt(command: Command, name: Span, anchor: Anchor): CallExpression {
  const at = place(anchor, command);
  return {
    kind: 'call',
    ...at,
    callee: { kind: 'name', name: 'curl', ...place(anchor, name) },
    isNew: false,
    arguments: [],
    nameAt: place(anchor, name),
    initializer: null,
  };
}

function partsOf(draft: SaveDraft): SiteParts {
  const options = draft.options;
  return {
    operation: draft.operation,
    channel: draft.channel,
    target: targetOf(plain(draft.object)),
    options:
      options === null
        ? noOptions
        : {
            form: 'passed',
            allowSave: settled(options.allowSave),
            runAsCurrentUser: settled(options.runAsCurrentUser),
            includeRecordDetails: settled(options.includeRecordDetails),
            optAllOrNone: unset,
            atomicity: 'unknown',
            place: options.place,
            ...(options.ineffective === null ? {} : { ineffective: options.ineffective }),
          },
    fields: recordFields(draft.records),
    apiVersion: draft.version === null ? null : versionOf(plain(draft.version)),
    externalId: draft.externalId === null ? null : plain(draft.externalId),
  };
}

function recordFields(body: Value | null): WrittenFields {
  const records = body?.kind === 'text' ? parseJsonText(body) : body;
  if (records?.kind !== 'record') return { complete: false, writes: [] };
  return {
    complete: !records.open,
    writes: records.entries.map(({ key, value, place: at }) => ({
      name: key,
      value:
        value.kind === 'scalar'
          ? { kind: 'literal', value: value.value }
          : plain(value) === null
            ? { kind: 'unknown' }
            : { kind: 'literal', value: plain(value)! },
      place: at,
      always: true,
    })),
  };
}

function settled(option: OptionDraft): OptionValue {
  return option.kind === 'value'
    ? { kind: 'unknown', why: 'a variable of the script', place: option.place }
    : option;
}

/** A text without holes. */
function plain(value: Value): string | null {
  if (value.kind !== 'text') return null;
  return value.parts.every((part) => typeof part === 'string') ? value.parts.join('') : null;
}

function valueOfWord({ parts, start, end }: Word, anchor: Anchor): TextValue {
  return {
    kind: 'text',
    parts: parts.map((part) => (typeof part === 'string' ? part : unknown('a variable of the script'))),
    place: place(anchor, { start, end }),
  };
}

function text(value: string, at: Place): TextValue {
  return { kind: 'text', parts: [value], place: at };
}

function unknown(why: string): Value {
  return { kind: 'unknown', why };
}
