import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut } from '../../shared/outgoing.ts';
import { fieldOf } from '../../shared/reading.ts';

const modules =
  /^(?:node-fetch|cross-fetch|isomorphic-fetch|isomorphic-unfetch|unfetch|whatwg-fetch|node-fetch-native|fetch-retry|make-fetch-happen|@vercel\/fetch)$/;
const globals = new Set(['window', 'globalThis', 'self', 'global', 'this']);

/** fetch of browsers, Node and Deno, and packages that have the same face: a refusal is a response to look at. */
export function fetchModel(send: SendRequest): LibraryModel {
  return {
    name: 'fetch',
    marker: /fetch/,
    module: (specifier) => (modules.test(specifier) ? made.library('fetch.Module') : null),
    member: (receiver, name) => (isModule(receiver) ? memberOfModule(receiver, name) : undefined),
    call(call, evaluation) {
      if (call.isNew && call.method === 'Request' && call.callee?.kind !== 'library') {
        return webRequest(call, evaluation);
      }
      return isFetch(call) ? fetched(call, evaluation, send) : undefined;
    },
  };
}

function isModule(receiver: LibraryValue): boolean {
  return receiver.type === 'fetch.Module';
}

function memberOfModule(receiver: LibraryValue, name: string): Value | undefined {
  return name === 'default' || name === 'fetch' ? receiver : undefined;
}

function isFetch({ callee, receiver, method, path, isNew }: ModelCall): boolean {
  if (isNew) return false;
  if (callee?.kind === 'library') return callee.type === 'fetch.Module';
  if (method !== 'fetch') return false;
  return (
    receiver === null || (path.length === 2 && globals.has(path[0]!)) || isLibrary(receiver, 'fetch.Module')
  );
}

/** `new Request(url, { method, headers, body })`. */
function webRequest(call: ModelCall, evaluation: Evaluation): Value {
  const [url, init] = call.arguments;
  const state: Record<string, Value> = url ? { url } : {};
  for (const name of ['method', 'headers', 'body']) {
    const value = fieldOf(init, name);
    if (value) state[name] = value;
  }
  return evaluation.library('web.Request', state);
}

function fetched(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const [target, init] = call.arguments;
  const request = isLibrary(target, 'web.Request') ? target : null;
  const member = (name: string) => fieldOf(init, name) ?? request?.state.get(name) ?? null;
  return sendOut(
    {
      method: member('method') ?? 'GET',
      url: request ? request.state.get('url') : target,
      headers: member('headers'),
      body: member('body'),
      options: init,
      reports: 'response',
      returns: 'fetch.Response',
    },
    call,
    evaluation,
    send,
  );
}
