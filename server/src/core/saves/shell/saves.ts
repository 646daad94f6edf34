import { type Anchor, place, type Span } from '../../text.ts';
import type { TextValue } from '../code/values.ts';
import type { Observation } from '../facts.ts';
import { noOptions, type SiteParts, targetOf, versionOf } from '../requests/parts.ts';
import { savesOf, textAt, unknown, type WrittenRequest } from '../requests/written.ts';
import type { FieldWrite, SaveSite, SaveTarget, WrittenFields } from '../site.ts';
import { readCurl } from './curl.ts';
import { webTelling } from './powershell/telling.ts';
import type { WebRequest } from './powershell/webRequest.ts';
import type { Sent } from './powershell/wrappers.ts';
import { type RefusalRequest, refusalOf, type Telling } from './refusal.ts';
import { type Command, type Script, type ThrownAt, textOf, type Word } from './script.ts';
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
  if (command.sent) return sentFacts(command.sent, command, script, around);
  return command.request
    ? webFacts(command.request, command, script, around)
    : curlFacts(command, script, around);
}

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
    target: save.object === null ? noObject : targetOf(textOf(save.object), 'the command'),
    options: noOptions,
    fields: fieldsIn(save.values, around.anchor),
    apiVersion: save.version === null ? null : versionOf(textOf(save.version)),
    externalId: save.externalId === null ? null : textOf(save.externalId),
  };
  return siteOf(parts, save.at, save.isStartedOnly ? 'nothing' : 'exit-code', command, script, around);
}

const noObject: SaveTarget = { kind: 'unknown', why: 'the objects stand in the files that are imported' };

/** `LastName=x Email='a b'`. */
function fieldsIn(values: Word | null, anchor: Anchor): WrittenFields {
  if (values === null) return { complete: false, writes: [] };
  const text = values.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  const writes: FieldWrite[] = [];
  const rest = text.replace(
    /\b([A-Za-z]\w*)=('[^']*'|"[^"]*"|[^\s'"]*)/g,
    (_, name: string, value: string) => {
      const plain = value.replace(/^(['"])(.*)\1$/s, '$2');
      const known = !plain.includes('\u0000');
      writes.push({
        name,
        value: known ? { kind: 'literal', value: plain } : { kind: 'unknown' },
        place: place(anchor, values),
        always: true,
      });
      return '';
    },
  );
  return { complete: writes.length > 0 && rest.trim() === '', writes };
}

// ----------------------------------------------------------------------------------------------------------- curl

function curlFacts(command: Command, script: Script, around: ScriptSurroundings): ScriptFacts {
  const request = readCurl(command, script);
  if (request === null) return { sites: [], observations: [] };
  const { anchor } = around;
  const at = place(anchor, request.at);
  const { saves, problems } = savesOf({
    method: textAt(request.method, at),
    url: valueOfWord(request.url, anchor),
    headers: request.headers.map((one) => valueOfWord(one, anchor)),
    body: request.body === null ? null : valueOfWord(request.body, anchor),
    extent: place(anchor, command),
    at,
    by: 'the command',
    variable,
  });
  const isLost =
    request.output !== null && textOf(request.output) === '/dev/null' && command.output.goes === 'shown';
  const told: Command = isLost ? { ...command, output: { goes: 'discarded', variable: null } } : command;
  return {
    sites: saves.map((save) =>
      siteOf(save, request.at, request.fails ? 'exit-code' : 'output', told, script, around),
    ),
    observations: problems.map((one) => ({ ...one, inTest: around.inTest, enclosing: around.name })),
  };
}

// ----------------------------------------------------------------------------------------- PowerShell's own cmdlets

/** A call of a function that sends: it stands for what is not known within. */
function sentFacts(
  sent: readonly Sent[],
  command: Command,
  script: Script,
  around: ScriptSurroundings,
): ScriptFacts {
  const facts = sent
    .filter(({ within }) => !within.some((request) => isKnown(request, command, around)))
    .map(({ request }) => webFacts({ ...request, isWithin: true }, command, script, around));
  // What is wrong with a header stands where it is written, and is told there.
  return { sites: facts.flatMap(({ sites }) => sites), observations: [] };
}

function isKnown(request: WebRequest, command: Command, { anchor }: ScriptSurroundings): boolean {
  const { saves } = savesOf(writtenRequest(request, command, anchor));
  return saves.length > 0 && saves.every(({ target }) => target.kind === 'objects');
}

function webFacts(
  request: WebRequest & ThrownAt & { readonly isWithin?: boolean },
  command: Command,
  script: Script,
  around: ScriptSurroundings,
): ScriptFacts {
  const { anchor } = around;
  const { saves, problems } = savesOf(writtenRequest(request, command, anchor));
  return {
    sites: saves.map((save) =>
      siteOf(
        save,
        command.words[0]!,
        webTelling(request, save.channel, around.text),
        command,
        script,
        around,
      ),
    ),
    observations: problems.map((one) => ({ ...one, inTest: around.inTest, enclosing: around.name })),
  };
}

function writtenRequest(request: WebRequest, command: Command, anchor: Anchor): WrittenRequest {
  const at = place(anchor, command.words[0]!);
  const hidden: TextValue = {
    kind: 'text',
    parts: ['Sforce-Duplicate-Rule-Header: ', unknown(variable)],
    place: at,
  };
  return {
    method: request.method,
    url: request.url,
    headers: request.mayHaveOptions ? [hidden] : (request.headers ?? []),
    body: request.body,
    extent: place(anchor, command),
    at,
    by: 'the command',
    variable,
  };
}

const variable = 'a variable of the script';

function valueOfWord({ parts, start, end }: Word, anchor: Anchor): TextValue {
  return {
    kind: 'text',
    parts: parts.map((part) => (typeof part === 'string' ? part : unknown(variable))),
    place: place(anchor, { start, end }),
  };
}
