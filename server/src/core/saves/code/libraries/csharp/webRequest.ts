import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
import { sendOut } from '../shared/outgoing.ts';
import { newRequest, responseType } from '../shared/requestValue.ts';

const webRequest = 'System.Net.WebRequest';
const webClient = 'System.Net.WebClient';

/** System.Net of the .NET Framework: WebRequest and WebClient throw WebException for an error status. */
export function webRequests(send: SendRequest): LibraryModel {
  return {
    name: 'WebRequest',
    marker: /WebRequest|WebClient/,
    member: (receiver, name) =>
      (receiver.type === webRequest || receiver.type === webClient) && name === 'Headers'
        ? receiver.state.get('headers')
        : undefined,
    call(call, evaluation) {
      const { receiver, path, method, syntax } = call;
      const [first] = call.arguments;
      if (call.isNew) {
        return path.at(-1) === 'WebClient' ? { ...newRequest(syntax, {}), type: webClient } : undefined;
      }
      if (/^(?:Http)?WebRequest$/.test(path.at(-2) ?? '') && /^Create(?:Http)?$/.test(method)) {
        return { ...newRequest(syntax, { url: first ?? null }), type: webRequest };
      }
      if (isLibrary(receiver, webRequest)) return onRequest(receiver, call, evaluation, send);
      return isLibrary(receiver, webClient) ? onClient(receiver, call, evaluation, send) : undefined;
    },
  };
}

function onRequest(
  request: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  if (!/^GetResponse(?:Async)?$/.test(call.method)) return undefined;
  const { state } = request;
  return sendOut(
    {
      method: state.get('Method') ?? 'GET',
      url: state.get('url'),
      headers: state.get('headers'),
      body: null,
      reports: 'exception',
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}

/** `client.UploadString(url, "POST", json)`, `UploadData`; without a method it is POST. */
function onClient(
  client: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  if (!/^Upload(?:String|Data|Values)(?:TaskAsync|Async)?$/.test(call.method)) return undefined;
  const passed: readonly Value[] = call.arguments;
  const [url, second, third] = passed;
  return sendOut(
    {
      method: (third ? second : null) ?? 'POST',
      url,
      headers: client.state.get('headers'),
      body: third ?? second,
      reports: 'exception',
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}
