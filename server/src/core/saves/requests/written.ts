import type { Place } from '../../text.ts';
import type { Evaluation, ObservationDraft, OptionDraft, SaveDraft } from '../code/libraries/model.ts';
import { parseJsonText } from '../code/requests/jsonText.ts';
import { sendRequest } from '../code/requests/send.ts';
import type { CallExpression } from '../code/tree.ts';
import type { RecordValue, TextValue, Value } from '../code/values.ts';
import type { OptionValue, WrittenFields } from '../site.ts';
import { noOptions, type SiteParts, targetOf, unset, versionOf } from './parts.ts';

/** An HTTP request that is written out as text: a curl command, an HTTP file, a Postman collection. */
export interface WrittenRequest {
  readonly method: Value;
  readonly url: Value;
  /** Pairs of name and value, or texts `Name: value`. */
  readonly headers: readonly Value[] | RecordValue;
  /** Null where there is none. */
  readonly body: Value | null;
  /** The whole request. */
  readonly extent: Place;
  /** Where findings stand: the command's name, the method. */
  readonly at: Place;
  /** What names the object and fills in variables, for messages: "the command". */
  readonly by: string;
  /** What a variable is called, for messages: "a variable of the script". */
  readonly variable: string;
}

export interface RequestSaves {
  readonly saves: readonly SiteParts[];
  readonly problems: readonly Extract<ObservationDraft, { kind: 'malformed-header' }>[];
}

/** The saves in a request, if it is one to Salesforce. */
export function savesOf(request: WrittenRequest): RequestSaves {
  const at = callAt(request);
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
  const { method, url, headers, body } = request;
  sendRequest(
    {
      method,
      url,
      headers:
        'kind' in headers
          ? headers
          : { kind: 'list', items: [...headers], open: false, place: request.extent },
      body,
      reports: 'exit-code',
      returns: unknown('the answer'),
      at,
    },
    evaluation,
  );
  return {
    saves: drafts.map((draft) => partsOf(draft, request)),
    problems: observed.filter((one) => one.kind === 'malformed-header'),
  };
}

/** In the shape that the reading of requests takes: a call, of which nothing but its place counts. */
function callAt({ extent, at }: WrittenRequest): CallExpression {
  return {
    kind: 'call',
    ...extent,
    callee: { kind: 'name', name: '', ...at },
    isNew: false,
    arguments: [],
    nameAt: at,
    initializer: null,
  };
}

function partsOf(draft: SaveDraft, { by, variable }: WrittenRequest): SiteParts {
  const { options } = draft;
  const settled = (option: OptionDraft): OptionValue =>
    option.kind === 'value' ? { kind: 'unknown', why: variable, place: option.place } : option;
  return {
    operation: draft.operation,
    channel: draft.channel,
    target: targetOf(plain(draft.object), by),
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

/** A text without holes. */
function plain(value: Value): string | null {
  if (value.kind !== 'text') return null;
  return value.parts.every((part) => typeof part === 'string') ? value.parts.join('') : null;
}

export function textAt(value: string, place: Place): TextValue {
  return { kind: 'text', parts: value === '' ? [] : [value], place };
}

export function unknown(why: string): Value {
  return { kind: 'unknown', why };
}
