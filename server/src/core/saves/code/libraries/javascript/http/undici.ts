import type { SendRequest } from '../../../requests/http.ts';
import type { Value } from '../../../values.ts';
import type { LibraryModel } from '../../model.ts';
import { withBase } from '../../shared/combine.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut } from '../../shared/outgoing.ts';
import { fieldOf } from '../../shared/reading.ts';

const clients = new Set(['Client', 'Pool', 'BalancedPool']);

/** undici's `request(url, options)` and `client.request({ path, … })`: a refusal is a response. */
export function undici(send: SendRequest): LibraryModel {
  return {
    name: 'undici',
    marker: null,
    module: (specifier) => (specifier === 'undici' ? made.library('undici.Module') : null),
    member(receiver, name) {
      if (receiver.type !== 'undici.Module') return undefined;
      if (name === 'default') return receiver;
      if (name === 'fetch') return made.library('fetch.Module');
      if (name === 'request') return made.library('undici.request');
      return clients.has(name) ? made.library('undici.ClientClass') : undefined;
    },
    call(call, evaluation) {
      const { receiver, callee, method, isNew } = call;
      const [first, second] = call.arguments;
      if (isNew && isLibrary(callee, 'undici.ClientClass')) {
        return evaluation.library('undici.Client', first ? { origin: first } : {});
      }
      const isFunction = isLibrary(callee, 'undici.request') || isLibrary(receiver, 'undici.Module');
      const isMethod = isLibrary(receiver, 'undici.Client');
      if (method !== 'request' ? !isLibrary(callee, 'undici.request') : !isFunction && !isMethod)
        return undefined;
      const options: Value | undefined = isMethod ? first : second;
      const origin = isMethod && receiver?.kind === 'library' ? receiver.state.get('origin') : null;
      return sendOut(
        {
          method: fieldOf(options, 'method') ?? 'GET',
          url: isMethod ? withBase(origin, fieldOf(options, 'path'), call.syntax) : first,
          headers: fieldOf(options, 'headers'),
          body: fieldOf(options, 'body'),
          reports: 'response',
          returns: 'undici.Response',
        },
        call,
        evaluation,
        send,
      );
    },
  };
}
