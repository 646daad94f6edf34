import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryModel } from '../../model.ts';
import { isLibrary } from '../../shared/made.ts';
import { isNothing } from '../../shared/reading.ts';
import { isRequest, newRequest, sendValue } from '../../shared/requestValue.ts';
import { argument } from '../arguments.ts';
import { made } from '../made.ts';
import { bodyOf } from './model.ts';

const requestClass = 'requests.Request.class';

/**
 * `session.send(session.prepare_request(Request('POST', url, …)))` of requests, `client.send(client.build_request(…))`
 * of httpx: what the session adds is merged on the way (requests/sessions.py, httpx/_client.py).
 */
export function preparedRequests(send: SendRequest): LibraryModel {
  return {
    name: 'prepared requests',
    marker: /Request\(|build_request/,
    member: (receiver, name) =>
      (receiver.type === 'requests.Module' || receiver.type === 'httpx.Module') && name === 'Request'
        ? made(requestClass)
        : undefined,
    call(call, evaluation) {
      const { callee, receiver, method, syntax } = call;
      const session = receiver?.kind === 'library' ? receiver : null;
      if (isLibrary(callee, requestClass) || (session !== null && method === 'build_request')) {
        return newRequest(syntax, {
          method: argument(call, 0, 'method'),
          url: argument(call, 1, 'url'),
          headers: argument(call, isLibrary(callee, requestClass) ? 2 : -1, 'headers'),
          body: bodyOf(call, false),
          client: session,
        });
      }
      if (isRequest(receiver)) return method === 'prepare' ? receiver : undefined;
      const request = argument(call, 0, 'request');
      if (!isRequest(request)) return undefined;
      if (method === 'prepare_request') {
        if (session !== null && isNothing(request.state.get('client'))) request.state.set('client', session);
        return request;
      }
      return method === 'send' ? sendValue(request, session, 'response', call, evaluation, send) : undefined;
    },
  };
}
