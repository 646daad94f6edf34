import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, RecordFieldValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { mergedHeaders, withBase } from '../../shared/combine.ts';
import { isLibrary } from '../../shared/made.ts';
import { sendOut } from '../../shared/outgoing.ts';
import { isNothing, textOf } from '../../shared/reading.ts';
import { argument } from '../arguments.ts';
import { emptyRecord, made } from '../made.ts';

const types = {
  urllib: 'urllib.Module',
  requestClass: 'urllib.Request.class',
  request: 'urllib.Request',
  urlopen: 'urllib.urlopen',
  httpClient: 'http.client.Module',
  connectionClass: 'http.client.Connection.class',
  connection: 'http.client.Connection',
  urllib3: 'urllib3.Module',
  poolClass: 'urllib3.PoolManager.class',
  pool: 'urllib3.PoolManager',
} as const;

/**
 * What Python brings along, and urllib3. `urlopen` raises HTTPError for a status of 400 and more (Lib/urllib/
 * request.py, HTTPErrorProcessor); http.client and urllib3 give a response to look at.
 */
export function urllibModel(send: SendRequest): LibraryModel {
  return {
    name: 'urllib',
    marker: null,
    module(specifier) {
      if (/^urllib(?:\.request)?$|^urllib2$|^six\.moves\.urllib(?:\.request)?$/.test(specifier))
        return made(types.urllib);
      if (/^http(?:\.client)?$|^httplib$/.test(specifier)) return made(types.httpClient);
      return specifier === 'urllib3' ? made(types.urllib3) : null;
    },
    member: memberOf,
    call: (call, evaluation) => called(call, evaluation, send),
  };
}

function memberOf(receiver: LibraryValue, name: string): Value | undefined {
  switch (receiver.type) {
    case types.urllib:
      if (name === 'request') return receiver;
      if (name === 'Request') return made(types.requestClass);
      return name === 'urlopen' ? made(types.urlopen) : undefined;
    case types.httpClient:
      if (name === 'client') return receiver;
      return /^HTTPS?Connection$/.test(name) ? made(types.connectionClass) : undefined;
    case types.urllib3:
      if (name === 'PoolManager') return made(types.poolClass);
      return name === 'request' ? receiver : undefined;
    default:
      return undefined;
  }
}

function called(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const { callee, receiver, method, syntax } = call;
  if (isLibrary(callee, types.requestClass)) return newRequest(call);
  if (isLibrary(callee, types.urlopen)) return opened(call, evaluation, send);
  if (isLibrary(callee, types.connectionClass)) return made(types.connection, {}, syntax);
  if (isLibrary(callee, types.poolClass)) {
    return made(types.pool, { headers: call.keywords.get('headers') ?? emptyRecord(syntax) }, syntax);
  }
  if (receiver?.kind !== 'library') return undefined;
  switch (receiver.type) {
    case types.urllib:
      return method === 'urlopen' ? opened(call, evaluation, send) : undefined;
    case types.request:
      return method === 'add_header' || method === 'add_unredirected_header'
        ? addHeader(receiver, call)
        : undefined;
    case types.connection:
      return method === 'request' ? overConnection(call, evaluation, send) : undefined;
    case types.urllib3:
    case types.pool:
      return method === 'request' || method === 'urlopen'
        ? overPool(receiver, call, evaluation, send)
        : undefined;
    default:
      return undefined;
  }
}

/** `Request(url, data, headers, method='PATCH')`. */
function newRequest(call: ModelCall): LibraryValue {
  const at = call.syntax;
  const given = argument(call, 2, 'headers');
  const entries: RecordFieldValue[] = [];
  const merged = mergedHeaders(at, { ...emptyRecord(at), open: true }, given);
  if (merged?.kind === 'record') entries.push(...merged.entries);
  const state: Record<string, Value> = { headers: { ...emptyRecord(at), entries } };
  const url = argument(call, 0, 'url');
  const data = argument(call, 1, 'data');
  const method = argument(call, 5, 'method');
  if (url) state.url = url;
  if (!isNothing(data)) state.data = data!;
  if (!isNothing(method)) state.method = method!;
  return made(types.request, state, at);
}

function addHeader(request: LibraryValue, call: ModelCall): Value | undefined {
  const [name, value] = call.arguments;
  const headers = request.state.get('headers');
  const key = textOf(name);
  if (headers?.kind === 'record' && key !== null && value !== undefined) {
    headers.entries.push({ key, value, place: call.syntax, when: null });
  }
  return undefined;
}

function opened(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const target = argument(call, 0, 'url');
  const request = isLibrary(target, types.request) ? target.state : null;
  const data = argument(call, 1, 'data') ?? request?.get('data') ?? null;
  return sendOut(
    {
      method: request?.get('method') ?? (isNothing(data) ? 'GET' : 'POST'),
      url: request === null ? target : request.get('url'),
      headers: request?.get('headers'),
      body: data,
      reports: 'exception',
      returns: 'urllib.Response',
    },
    call,
    evaluation,
    send,
  );
}

/** `connection.request('POST', path, body, headers)`; the response comes from `getresponse()`. */
function overConnection(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  return sendOut(
    {
      method: argument(call, 0, 'method') ?? 'GET',
      url: argument(call, 1, 'url'),
      headers: argument(call, 3, 'headers'),
      body: argument(call, 2, 'body'),
      reports: 'response',
      returns: 'http.client.Response',
    },
    call,
    evaluation,
    send,
  );
}

/** `pool.request('POST', url, body=…, json=…, headers=…)`: headers replace those of the pool. */
function overPool(
  pool: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  return sendOut(
    {
      method: argument(call, 0, 'method') ?? 'GET',
      url: withBase(null, argument(call, 1, 'url'), call.syntax),
      headers: call.keywords.get('headers') ?? pool.state.get('headers'),
      body: call.keywords.get('json') ?? call.keywords.get('body'),
      reports: 'response',
      returns: 'urllib3.Response',
    },
    call,
    evaluation,
    send,
  );
}
