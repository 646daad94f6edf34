import type { Place } from '../../../../text.ts';
import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, RecordValue, Value } from '../../values.ts';
import type { Evaluation, ModelCall, RefusalReport } from '../model.ts';
import { mergedHeaders, withBase } from './combine.ts';
import { sendOut } from './outgoing.ts';
import { fieldOf, isNothing, text, textOf } from './reading.ts';

/** A request that is put together before it is sent: `HttpRequest`, `HttpPost`, `RestRequest`, a builder. */
export const requestType = 'http.Request';
/** A client with headers and an address of its own. */
export const clientType = 'http.Client';
/** What comes back. */
export const responseType = 'http.Response';

export interface RequestParts {
  readonly method?: Value | string | null;
  readonly url?: Value | null;
  readonly headers?: Value | null;
  readonly body?: Value | null;
  /** The client that it is made from. */
  readonly client?: LibraryValue | null;
}

export function newRequest(at: Place, parts: RequestParts): LibraryValue {
  const { method, url, headers, body, client } = parts;
  const state = new Map<string, Value>([['headers', ownHeaders(at, headers ?? null)]]);
  if (method) state.set('method', typeof method === 'string' ? text(at, method) : method);
  if (!isNothing(url)) state.set('url', url!);
  if (!isNothing(body)) state.set('body', body!);
  if (client) state.set('client', client);
  return { kind: 'library', type: requestType, state, place: at };
}

export function newClient(
  at: Place,
  { url, headers }: { readonly url?: Value | null; readonly headers?: Value | null },
): LibraryValue {
  const state = new Map<string, Value>([['headers', ownHeaders(at, headers ?? null)]]);
  if (!isNothing(url)) state.set('url', url!);
  return { kind: 'library', type: clientType, state, place: at };
}

/** A collection of its own: what is added later reaches it alone. */
function ownHeaders(at: Place, given: Value | null): RecordValue {
  const empty: RecordValue = { kind: 'record', entries: [], open: false, place: at, type: null };
  const merged = mergedHeaders(at, { ...empty, open: true }, given);
  return merged?.kind === 'record' ? { ...empty, entries: [...merged.entries] } : empty;
}

export function isRequest(value: Value | null | undefined): value is LibraryValue {
  return value?.kind === 'library' && value.type === requestType;
}

export function isClient(value: Value | null | undefined): value is LibraryValue {
  return value?.kind === 'library' && value.type === clientType;
}

/** Adds a header to a request or a client. */
export function addHeader(
  to: LibraryValue,
  name: Value | undefined,
  value: Value | undefined,
  at: Place,
): void {
  const headers = to.state.get('headers');
  const key = textOf(name);
  if (headers?.kind === 'record' && key !== null && value) {
    headers.entries.push({ key, value, place: at, when: null });
  }
}

/** Adds all headers of a record, or whatever stands for headers. */
export function addHeaders(to: LibraryValue, more: Value | undefined, at: Place): void {
  if (more === undefined) return;
  const merged = mergedHeaders(at, to.state.get('headers'), more);
  if (merged) to.state.set('headers', merged);
}

/** Sends a request that was put together. */
export function sendValue(
  request: LibraryValue,
  client: Value | null,
  reports: RefusalReport,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { state } = request;
  const from = client?.kind === 'library' ? client : state.get('client');
  const ofClient = from?.kind === 'library' ? from.state : null;
  return sendOut(
    {
      method: state.get('method') ?? 'GET',
      url: withBase(ofClient?.get('url') ?? ofClient?.get('base_url'), state.get('url'), call.syntax),
      headers: mergedHeaders(call.syntax, ofClient?.get('headers'), state.get('headers')),
      body: state.get('body'),
      reports,
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}

/** The argument that holds a body: neither a type of content nor an encoding. */
export function bodyAmong(values: readonly Value[]): Value | null {
  const isBody = (value: Value): boolean => value.kind === 'record' || value.kind === 'list' || isJson(value);
  return values.find(isBody) ?? values.find(({ kind }) => kind === 'parameter') ?? values[0] ?? null;
}

function isJson(value: Value): boolean {
  const first = value.kind === 'text' ? value.parts[0] : null;
  return typeof first === 'string' && /^\s*[{[<]/.test(first);
}

/** A template with places in braces: `/sobjects/{object}/{id}`, filled in order or by name. */
export function filledTemplate(template: Value, values: readonly Value[], at: Place): Value {
  if (template.kind !== 'text' || values.length === 0) return template;
  const named = values.length === 1 && values[0]!.kind === 'record' ? values[0]! : null;
  let next = 0;
  const parts = template.parts.flatMap((part): readonly (string | Value)[] =>
    typeof part !== 'string'
      ? [part]
      : part.split(/(\{\w+\})/).flatMap((piece): readonly (string | Value)[] => {
          if (!/^\{\w+\}$/.test(piece)) return piece === '' ? [] : [piece];
          const value = named ? fieldOf(named, piece.slice(1, -1)) : values[next++];
          return [value ?? { kind: 'unknown', why: `the value of ${piece}` }];
        }),
  );
  return { kind: 'text', parts, place: at };
}
