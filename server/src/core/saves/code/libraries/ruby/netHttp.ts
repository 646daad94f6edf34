import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { sendOut, verbOf } from '../shared/outgoing.ts';
import {
  addHeader,
  isClient,
  isRequest,
  newClient,
  newRequest,
  responseType,
  sendValue,
} from '../shared/requestValue.ts';

/**
 * Ruby's own Net::HTTP (docs.ruby-lang.org, Net::HTTP): a status of 400 and above is a response to look at. The
 * client has the host alone; the path, with that of the API, is the request's.
 */
export function netHttp(send: SendRequest): LibraryModel {
  return {
    name: 'Net::HTTP',
    marker: /\bNet::HTTP\b/,
    call(call, evaluation) {
      const { receiver, method, arguments: passed } = call;
      const path = call.path.join('.');
      if (/^URI(?:\.parse)?$/.test(path)) return passed[0];
      const verb = /^Net\.HTTP\.(Post|Patch|Put)(?:\.new)?$/.exec(path)?.[1];
      if (verb !== undefined)
        return newRequest(call.syntax, {
          method: verb.toUpperCase(),
          url: passed[0] ?? null,
          headers: passed[1] ?? null,
        });
      if (/^Net\.HTTP(?:\.new)?$/.test(path) && call.isNew) return newClient(call.syntax, {});
      if (path === 'Net.HTTP.start') return started(newClient(call.syntax, {}), call, evaluation);
      if (path === 'Net.HTTP.post') return direct('POST', passed[0], passed[1], passed[2], call, evaluation);
      const [first] = passed;
      if (method === 'request' && isRequest(first)) {
        if (passed[1]) first.state.set('body', passed[1]);
        return sendValue(first, null, 'response', call, evaluation, send);
      }
      if (isRequest(receiver)) return onRequest(receiver, call);
      if (!isClient(receiver)) return undefined;
      if (method === 'start') return started(receiver, call, evaluation);
      if (method === 'send_request')
        return direct(passed[0] ?? 'GET', passed[1], passed[2], passed[3], call, evaluation);
      const sent = verbOf(method);
      return sent === null ? undefined : direct(sent, passed[0], passed[1], passed[2], call, evaluation);
    },
    assign(receiver, name, value) {
      if (isRequest(receiver) && /[A-Z-]/.test(name)) {
        const key: Value = { kind: 'text', parts: [name], place: receiver.place! };
        addHeader(receiver, key, value, receiver.place!);
      }
    },
  };

  function direct(
    method: Value | string,
    url: Value | undefined,
    body: Value | undefined,
    headers: Value | undefined,
    call: ModelCall,
    evaluation: Evaluation,
  ): Value | undefined {
    const parts = { method, url, body, headers, reports: 'response', returns: responseType } as const;
    return sendOut(parts, call, evaluation, send);
  }
}

/** With a block: what the block gives. */
function started(client: LibraryValue, call: ModelCall, evaluation: Evaluation): Value {
  const block = call.arguments.findLast(({ kind }) => kind === 'function');
  return block ? evaluation.invoke(block, [client]) : client;
}

function onRequest(request: LibraryValue, call: ModelCall): Value | undefined {
  const [first, second] = call.arguments;
  if (call.method === 'add_field') addHeader(request, first, second, call.syntax);
  return call.method === 'add_field' ? request : undefined;
}
