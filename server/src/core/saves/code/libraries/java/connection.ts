import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
import { addHeader, newRequest, sendValue } from '../shared/requestValue.ts';

const connectionType = 'java.net.HttpURLConnection';
const streamType = 'java.net.OutputStream';

/**
 * `url.openConnection()`: the request goes out where the answer is asked for. getInputStream() throws for a status
 * of 400 and more, getResponseCode() does not (java.net.HttpURLConnection).
 */
export function urlConnection(send: SendRequest): LibraryModel {
  return {
    name: 'HttpURLConnection',
    marker: /openConnection/,
    call(call, evaluation) {
      const { receiver, method, arguments: passed, syntax } = call;
      if (method === 'openConnection' && receiver !== null) {
        return { ...newRequest(syntax, { url: receiver }), type: connectionType };
      }
      if (isLibrary(receiver, connectionType)) return onConnection(receiver, call, evaluation, send);
      if (isLibrary(receiver, streamType)) return written(receiver, call);
      // `new OutputStreamWriter(connection.getOutputStream())`.
      const [first] = passed;
      return call.isNew && isLibrary(first, streamType) ? first : undefined;
    },
  };
}

function onConnection(
  connection: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { method, arguments: passed, syntax } = call;
  const { state } = connection;
  const [first, second] = passed;
  switch (method) {
    case 'setRequestMethod':
      if (first) state.set('method', first);
      return undefined;
    case 'setRequestProperty':
    case 'addRequestProperty':
      addHeader(connection, first, second, syntax);
      return undefined;
    case 'setDoOutput':
      // HttpURLConnection turns GET to POST once something is written.
      if (!state.has('method')) state.set('method', { kind: 'text', parts: ['POST'], place: syntax });
      return undefined;
    case 'getOutputStream':
      return {
        kind: 'library',
        type: streamType,
        state: new Map([['connection', connection]]),
        place: syntax,
      };
    case 'getResponseCode':
    case 'getResponseMessage':
    case 'getInputStream': {
      if (state.has('sent')) return undefined;
      state.set('sent', { kind: 'scalar', value: true, place: syntax });
      return sendValue(
        connection,
        null,
        method === 'getInputStream' ? 'exception' : 'response',
        call,
        evaluation,
        send,
      );
    }
    default:
      return undefined;
  }
}

function written(stream: LibraryValue, call: ModelCall): Value | undefined {
  const [first] = call.arguments;
  const connection = stream.state.get('connection');
  if (
    /^(?:write|print|println|writeBytes|append)$/.test(call.method) &&
    first &&
    connection?.kind === 'library'
  ) {
    connection.state.set('body', first);
  }
  return undefined;
}
