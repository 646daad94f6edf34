import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryModel } from '../../model.ts';
import { mergedHeaders, recordOf } from '../../shared/combine.ts';
import { isLibrary } from '../../shared/made.ts';
import { sendOut } from '../../shared/outgoing.ts';
import { textOf } from '../../shared/reading.ts';

/** XMLHttpRequest: `open(method, url)`, `setRequestHeader(name, value)`, `send(body)`; gives a response. */
export function xhr(send: SendRequest): LibraryModel {
  return {
    name: 'XMLHttpRequest',
    marker: /XMLHttpRequest/,
    call(call, evaluation) {
      const { receiver, method, isNew } = call;
      const [first, second] = call.arguments;
      if (isNew) return method === 'XMLHttpRequest' ? evaluation.library('xhr.Request') : undefined;
      if (!isLibrary(receiver, 'xhr.Request')) return undefined;
      const { state } = receiver;
      const at = call.syntax;
      switch (method) {
        case 'open':
          if (first) state.set('method', first);
          if (second) state.set('url', second);
          return evaluation.unknown('nothing');
        case 'setRequestHeader': {
          const name = textOf(first);
          const added = name !== null && second ? recordOf(at, { [name]: second }) : null;
          const headers = mergedHeaders(at, state.get('headers'), added);
          if (headers) state.set('headers', headers);
          return evaluation.unknown('nothing');
        }
        case 'send':
          return sendOut(
            {
              method: state.get('method') ?? 'GET',
              url: state.get('url'),
              headers: state.get('headers'),
              body: first,
              reports: 'response',
              returns: 'xhr.Response',
            },
            call,
            evaluation,
            send,
          );
        default:
          return undefined;
      }
    },
  };
}
