import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { mergedHeaders, withBase } from '../shared/combine.ts';
import { constantAt } from '../shared/constants.ts';
import { sendOut } from '../shared/outgoing.ts';
import { isNothing } from '../shared/reading.ts';
import {
  clientType,
  isClient,
  isRequest,
  newClient,
  newRequest,
  requestType,
  responseType,
} from '../shared/requestValue.ts';

const clientNames = /^(?:System\.Net\.Http\.)?(?:HttpClient|HttpMessageInvoker)$/;

/**
 * System.Net.Http: `client.PostAsync(url, content)`, `client.SendAsync(request)`, and the extension methods that
 * write JSON. An error status is a response to look at.
 */
export function httpClient(send: SendRequest): LibraryModel {
  return {
    name: 'HttpClient of .NET',
    marker: null,
    member: memberOf,
    declared: (type, at) => (clientNames.test(type) ? newClient(at, {}) : undefined),
    call(call, evaluation) {
      if (call.isNew) return created(call);
      const { receiver, method, path } = call;
      const request = call.arguments.find(isRequest);
      if (request && /^Send(?:Async)?$/.test(method)) return sent(request, receiver, call, evaluation, send);
      if (isClient(receiver)) return byVerb(receiver, call, evaluation, send);
      if (path.at(-2) === 'JsonContent' && method === 'Create') return call.arguments[0];
      if (/^CreateClient$/.test(method) && !isRequest(receiver)) return newClient(call.syntax, {});
      const isOpen = receiver?.kind === 'unknown' || receiver?.kind === 'parameter';
      return isOpen ? byVerb(null, call, evaluation, send) : undefined;
    },
  };
}

function memberOf(receiver: LibraryValue, name: string): Value | undefined {
  if (receiver.type === clientType && name === 'DefaultRequestHeaders') return receiver.state.get('headers');
  if (receiver.type === requestType && name === 'Headers') {
    return receiver.state.get('Headers') ?? receiver.state.get('headers');
  }
  return undefined;
}

function created(call: ModelCall): Value | undefined {
  const { syntax, arguments: passed } = call;
  switch (call.path.at(-1)) {
    case 'HttpClient':
      return newClient(syntax, {});
    case 'HttpRequestMessage':
      return newRequest(syntax, { method: constantAt(call, 0), url: passed[1] ?? null });
    case 'HttpMethod':
      return passed[0];
    default:
      return undefined;
  }
}

/** What was given to the request in its braces, or assigned later, over what it was made with. */
function part(request: LibraryValue, property: string, made: string): Value | undefined {
  const given = request.state.get(property);
  return isNothing(given) ? request.state.get(made) : given;
}

function sent(
  request: LibraryValue,
  client: Value | null,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const of = isClient(client) ? client.state : null;
  return sendOut(
    {
      method: part(request, 'Method', 'method') ?? 'GET',
      url: withBase(of?.get('BaseAddress'), part(request, 'RequestUri', 'url'), call.syntax),
      headers: mergedHeaders(
        call.syntax,
        of?.get('headers'),
        request.state.get('headers'),
        request.state.get('Headers'),
      ),
      body: part(request, 'Content', 'body'),
      reports: 'response',
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}

const verb = /^(Post|Put|Patch)(AsJson|AsXml)?Async$/;

/** `PostAsync(url, content)`, `PatchAsJsonAsync(url, value)`. */
function byVerb(
  client: LibraryValue | null,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const name = verb.exec(call.method)?.[1];
  const [url, body] = call.arguments;
  if (name === undefined || url === undefined || isRequest(url)) return undefined;
  return sendOut(
    {
      method: name.toUpperCase(),
      url: withBase(client?.state.get('BaseAddress'), url, call.syntax),
      headers: client?.state.get('headers'),
      body,
      reports: 'response',
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}
