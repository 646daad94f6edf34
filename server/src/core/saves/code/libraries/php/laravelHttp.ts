import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { mergedHeaders, withBase } from '../shared/combine.ts';
import { isLibrary, made } from '../shared/made.ts';
import { sendOut, verbOf } from '../shared/outgoing.ts';
import { isFalse } from '../shared/reading.ts';
import { knownField } from './guzzle.ts';

const type = 'laravel.Http';

/**
 * Laravel's HTTP client (laravel.com/docs/http-client): `Http::withHeaders([…])->post($url, $data)`. A refusal is a
 * response to look at, unless `throw()` was called before the request, or `retry()`, whose last attempt throws.
 */
export function laravelHttp(send: SendRequest): LibraryModel {
  return {
    name: 'Laravel HTTP',
    marker: /\bHttp\b|PendingRequest/,
    module: (specifier) => (/(?:^|\.)Http$/.test(specifier) ? made.library(type) : null),
    declared: (name) =>
      /(?:^|\.)(?:PendingRequest|HttpFactory)$/.test(name) ? made.library(type) : undefined,
    call(call, evaluation) {
      return isLibrary(call.receiver, type) ? onClient(call.receiver, call, evaluation, send) : undefined;
    },
  };
}

function onClient(
  client: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { method, syntax } = call;
  const [first, second, third] = call.arguments;
  const verb = verbOf(method);
  if (verb !== null || method === 'send') {
    return sendOut(
      {
        method: verb ?? first ?? 'GET',
        url: withBase(client.state.get('base'), verb === null ? second : first, syntax),
        headers: client.state.get('headers'),
        body:
          (verb === null ? (knownField(third, 'json') ?? knownField(third, 'body')) : second) ??
          client.state.get('body'),
        reports: client.state.has('throws') ? 'exception' : 'response',
        returns: 'laravel.Response',
      },
      call,
      evaluation,
      send,
    );
  }
  const more: Record<string, Value> = {};
  if (/^(?:withHeaders|replaceHeaders)$/.test(method)) {
    const headers = mergedHeaders(syntax, client.state.get('headers'), first);
    if (headers) more.headers = headers;
  } else if (method === 'withHeader' && first?.kind === 'text' && first.parts.length === 1 && second) {
    const key = String(first.parts[0]);
    const own: Value = {
      kind: 'record',
      entries: [{ key, value: second, place: syntax, when: null }],
      open: false,
      place: syntax,
      type: null,
    };
    more.headers = mergedHeaders(syntax, client.state.get('headers'), own) ?? own;
  } else if (method === 'baseUrl' && first) more.base = first;
  else if (method === 'withBody' && first) more.body = first;
  else if (method === 'throw' || (method === 'retry' && !isFalse(call.keywords.get('$throw'))))
    more.throws = { kind: 'scalar', value: true, place: syntax };
  return evaluation.library(type, { ...Object.fromEntries(client.state), ...more });
}
