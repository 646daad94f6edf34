import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { misplacedOptions, withOptions } from '../../shared/misplaced.ts';
import { fieldOf, joined, text } from '../../shared/reading.ts';
import { callBack } from './callback.ts';
import { versionOf } from './connection.ts';

const methods: Readonly<Record<string, string>> = {
  requestPost: 'POST',
  requestPut: 'PUT',
  requestPatch: 'PATCH',
};

/** `conn.request({ method, url, body, headers })`, `conn.requestPost(url, body)`: the latter sends no own headers. */
export function sendRequest(
  connection: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const [first, second, third] = call.arguments;
  if (!first) return undefined;
  const shared = { reports: 'exception', at: call.syntax } as const;
  const returns = evaluation.library('jsforce.Response');
  const fixed = Object.hasOwn(methods, call.method) ? methods[call.method]! : null;
  if (fixed) {
    const url = fullUrl(first, connection, call, evaluation);
    const method = text(call.syntax, fixed);
    const request = { ...shared, method, url, headers: null, body: second ?? null, returns };
    const unread = misplacedOptions(fieldOf(third, 'headers') ?? third, notSent(call), call);
    return callBack(call, send(request, withOptions(unread, evaluation)), evaluation);
  }
  if (call.method !== 'request' || first.kind === 'text') return undefined;
  const url = fieldOf(first, 'url');
  if (!url) return undefined;
  const request = {
    ...shared,
    method: fieldOf(first, 'method') ?? text(call.syntax, 'GET'),
    url: fullUrl(url, connection, call, evaluation),
    headers: fieldOf(first, 'headers'),
    body: fieldOf(first, 'body'),
    returns,
  };
  return callBack(call, send(request, evaluation), evaluation);
}

function notSent({ method }: ModelCall): string {
  return `${method} sends no headers of its caller, which request({ method, url, body, headers }) does`;
}

/** A path that does not begin with /services/ counts from the root of the version. */
function fullUrl(url: Value, connection: LibraryValue, call: ModelCall, evaluation: Evaluation): Value {
  if (url.kind === 'choice') {
    const options = url.options.map(({ when, value }) => ({
      when,
      value: fullUrl(value, connection, call, evaluation),
    }));
    return { kind: 'choice', options };
  }
  const start = url.kind === 'text' ? url.parts[0] : null;
  if (url.kind !== 'text' || typeof start !== 'string') return url;
  if (!start.startsWith('/') || start.startsWith('/services/')) return url;
  const version = versionOf(connection) ?? evaluation.unknown('the version of a connection');
  return joined(url.place, '/services/data/v', version, url);
}
