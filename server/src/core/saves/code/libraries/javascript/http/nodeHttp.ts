import type { SendRequest } from '../../../requests/http.ts';
import type { CallExpression } from '../../../tree.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut } from '../../shared/outgoing.ts';
import { fieldOf, isNothing, joined } from '../../shared/reading.ts';

/** Where a request was made, for what is found when it is sent. */
const madeBy = new WeakMap<LibraryValue, CallExpression>();

/** `https.request(options, callback)`, then `write(body)` and `end()`: a refusal is a response. */
export function nodeHttp(send: SendRequest): LibraryModel {
  return {
    name: 'node http',
    marker: /\bhttps?\b/,
    module: (specifier) => (/^(?:node:)?https?$/.test(specifier) ? made.library('node.http') : null),
    member(receiver, name) {
      if (receiver.type !== 'node.http') return undefined;
      if (name === 'default') return receiver;
      return name === 'request' ? made.library('node.request') : undefined;
    },
    call(call, evaluation) {
      const { receiver, callee, method } = call;
      if (isLibrary(receiver, 'node.ClientRequest')) return onRequest(receiver, call, evaluation, send);
      const isRequest = isLibrary(receiver, 'node.http') && method === 'request';
      return isRequest || isLibrary(callee, 'node.request') ? requested(call, evaluation) : undefined;
    },
  };
}

function requested(call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [first, second] = call.arguments.filter(({ kind }) => kind !== 'function');
  const isUrl = second !== undefined || first?.kind === 'text';
  const options = isUrl ? second : first;
  const url = isUrl ? first : urlOf(options, call);
  if (isNothing(url)) return undefined;
  const state: Record<string, Value> = { url: url! };
  for (const name of ['method', 'headers']) {
    const value = fieldOf(options, name);
    if (value) state[name] = value;
  }
  const request = evaluation.library('node.ClientRequest', state);
  madeBy.set(request, call.syntax);
  const callback = call.arguments.at(-1);
  if (callback?.kind === 'function') evaluation.invoke(callback, [evaluation.library('node.Response')]);
  return request;
}

function urlOf(options: Value | undefined, call: ModelCall): Value | null {
  const path = fieldOf(options, 'path');
  const host = fieldOf(options, 'hostname') ?? fieldOf(options, 'host');
  if (!path) return null;
  return host ? joined(call.syntax, 'https://', host, path) : path;
}

function onRequest(
  request: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { state } = request;
  const body = call.arguments.find(({ kind }) => kind !== 'function') ?? null;
  if (call.method === 'write') {
    if (body) state.set('body', body);
    return evaluation.unknown('whether the request takes more');
  }
  if (call.method !== 'end') return undefined;
  const at = madeBy.get(request);
  return sendOut(
    {
      method: state.get('method') ?? 'GET',
      url: state.get('url'),
      headers: state.get('headers'),
      body: state.get('body') ?? body,
      reports: 'response',
      returns: 'node.Response',
      ...(at ? { at } : {}),
    },
    call,
    evaluation,
    send,
  );
}
