import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { mergedHeaders, recordOf } from '../../shared/combine.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut, verbOf } from '../../shared/outgoing.ts';
import { textOf } from '../../shared/reading.ts';
import { letsRefusalPass } from './statusCheck.ts';

/** `request.post(url).set(name, value).send(body)`: throws for a refusal unless `.ok(…)` lets it pass. */
export function superagent(send: SendRequest): LibraryModel {
  return {
    name: 'superagent',
    marker: null,
    module: (specifier) =>
      /^super(?:agent|test)$/.test(specifier) ? made.library('superagent.Agent') : null,
    member: (receiver, name) =>
      receiver.type === 'superagent.Agent' && (name === 'default' || name === 'superagent')
        ? receiver
        : undefined,
    call(call, evaluation) {
      const { receiver, callee } = call;
      if (isLibrary(receiver, 'superagent.Request')) return onRequest(receiver, call, evaluation, send);
      if (isLibrary(receiver, 'superagent.Agent')) return onAgent(receiver, call, evaluation);
      if (!isLibrary(callee, 'superagent.Agent')) return undefined;
      // `request('POST', url)`; supertest's `request(app)` makes an agent.
      const [method, url] = call.arguments;
      return url === undefined
        ? evaluation.library('superagent.Agent')
        : started(callee, method!, url, call, evaluation);
    },
  };
}

function onAgent(agent: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const verb = verbOf(call.method);
  const [url] = call.arguments;
  if (verb !== null && url) return started(agent, verb, url, call, evaluation);
  if (call.method === 'agent') return evaluation.library('superagent.Agent');
  if (call.method !== 'set') return undefined;
  setHeaders(agent, call);
  return agent;
}

function started(
  agent: LibraryValue,
  method: Value | string,
  url: Value,
  call: ModelCall,
  evaluation: Evaluation,
): Value {
  const at = call.syntax;
  const verb: Value = typeof method === 'string' ? { kind: 'text', parts: [method], place: at } : method;
  const inherited = agent.state.get('headers');
  const headers = recordOf(at, {});
  if (inherited?.kind === 'record') headers.entries.push(...inherited.entries);
  return evaluation.library('superagent.Request', { method: verb, url, headers });
}

function onRequest(
  request: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { state } = request;
  const [first] = call.arguments;
  switch (call.method) {
    case 'set':
      setHeaders(request, call);
      return request;
    case 'ok':
      if (first) state.set('ok', first);
      return request;
    case 'send':
      return sendOut(
        {
          method: state.get('method') ?? 'GET',
          url: state.get('url'),
          headers: state.get('headers'),
          body: first,
          reports: letsRefusalPass(state.get('ok') ?? null) ? 'response' : 'exception',
          returns: 'superagent.Response',
        },
        call,
        evaluation,
        send,
      );
    default:
      return chained.has(call.method) ? request : undefined;
  }
}

const chained = new Set([
  'auth',
  'accept',
  'type',
  'query',
  'timeout',
  'retry',
  'redirects',
  'use',
  'withCredentials',
]);

/** `.set(name, value)` and `.set({ name: value })`. */
function setHeaders(holder: LibraryValue, call: ModelCall): void {
  const [name, value] = call.arguments;
  const at = call.syntax;
  const before = holder.state.get('headers');
  const key = textOf(name);
  const added = value ? (key === null ? null : recordOf(at, { [key]: value })) : name;
  const all = mergedHeaders(at, before, added);
  if (all) holder.state.set('headers', all);
}
