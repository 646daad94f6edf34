import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { constantAt } from '../shared/constants.ts';
import { joined, text, textOf } from '../shared/reading.ts';
import {
  addHeader,
  addHeaders,
  bodyAmong,
  filledTemplate,
  isClient,
  isRequest,
  newClient,
  newRequest,
  sendValue,
} from '../shared/requestValue.ts';

/**
 * Requests that are put together and sent: java.net.http (JDK 11), Apache HttpClient 3 to 5, OkHttp, Spring's
 * WebClient and RestClient, Unirest. What a class is called decides, as most are imported with a wildcard.
 */
export function javaHttp(send: SendRequest): LibraryModel {
  return {
    name: 'HTTP clients of Java',
    marker: null,
    call(call, evaluation) {
      const { receiver } = call;
      if (call.isNew) return created(call);
      if (isRequest(receiver)) return onRequest(receiver, call, evaluation, send);
      if (isClient(receiver)) return onClient(receiver, call);
      const sent = call.arguments.find(isRequest);
      if (sent !== undefined) return passedOn(sent, call, evaluation, send);
      return started(call) ?? body(call);
    },
    declared: (type, at) =>
      /^(?:org\.springframework\..*\.)?(?:WebClient|RestClient)$/.test(type) ? newClient(at, {}) : undefined,
  };
}

const verbs = /^(?:Http)?(Post|Patch|Put|Get|Delete)(?:Method)?$/;

/** `new HttpPost(url)`, `new PostMethod(url)`, `new Request.Builder()`. */
function created(call: ModelCall): Value | undefined {
  const [first] = call.arguments;
  const name = call.path.at(-1) ?? call.method;
  const verb = /^Http|Method$/.test(name) ? verbs.exec(name)?.[1] : undefined;
  if (verb !== undefined) return newRequest(call.syntax, { method: verb.toUpperCase(), url: first ?? null });
  if (name === 'Builder' && call.path.at(-2) === 'Request') return newRequest(call.syntax, {});
  return undefined;
}

/** Static methods and factories that begin a request. */
function started(call: ModelCall): Value | undefined {
  const { path, syntax, arguments: passed } = call;
  const [first] = passed;
  const [owner = '', method = ''] = path.slice(-2);
  if (owner === 'HttpRequest' && method === 'newBuilder') return newRequest(syntax, { url: first ?? null });
  if (/^(?:Classic|Simple|Basic)?(?:Http)?RequestBuilder$|^Request$|^Unirest$|^RequestEntity$/.test(owner)) {
    const verb = verbs.exec(capitalized(method))?.[1];
    if (verb !== undefined)
      return newRequest(syntax, { method: verb.toUpperCase(), url: filled(passed, call) });
    if (method === 'method' && passed.length > 1)
      return newRequest(syntax, { method: constantAt(call, 0), url: passed[1]! });
    return method === 'create' && first ? newRequest(syntax, { method: first }) : undefined;
  }
  if (/^(?:WebClient|RestClient)$/.test(owner)) {
    if (method === 'create') return newClient(syntax, { url: first ?? null });
    return method === 'builder' ? newClient(syntax, {}) : undefined;
  }
  // `webClient.post()` of a client that is made elsewhere.
  const isOpen = call.receiver?.kind === 'unknown' || call.receiver?.kind === 'parameter';
  if (isOpen && passed.length === 0 && /^(?:post|patch|put)$/.test(method)) {
    return newRequest(syntax, { method: method.toUpperCase() });
  }
  return undefined;
}

function filled(passed: readonly Value[], call: ModelCall): Value | null {
  const [url, ...values] = passed;
  return url === undefined ? null : filledTemplate(url, values, call.syntax);
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `WebClient.builder().baseUrl(…).defaultHeader(…).build()`, `client.post()`. */
function onClient(client: LibraryValue, call: ModelCall): Value | undefined {
  const { method, syntax, arguments: passed } = call;
  const [first, second] = passed;
  switch (method) {
    case 'baseUrl':
      if (first) client.state.set('url', first);
      return client;
    case 'defaultHeader':
      addHeader(client, first, second, syntax);
      return client;
    case 'post':
    case 'patch':
    case 'put':
    case 'get':
    case 'delete':
      return newRequest(syntax, { method: method.toUpperCase(), client });
    case 'method':
      return newRequest(syntax, { method: constantAt(call, 0), client });
    case 'mutate':
      return newClient(syntax, {
        url: client.state.get('url') ?? null,
        headers: client.state.get('headers') ?? null,
      });
    case 'build':
      return client;
    default:
      // Filters, codecs and the like leave the builder as it is.
      return /^(?:filter|codecs|clientConnector|exchangeStrategies|defaultHeaders|requestFactory|default\w+)$/.test(
        method,
      )
        ? client
        : undefined;
  }
}

function onRequest(
  request: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { method, syntax, arguments: passed } = call;
  const { state } = request;
  const [first, second] = passed;
  switch (method) {
    case 'uri':
    case 'url':
    case 'setURI':
    case 'setUri':
    case 'setURL':
      if (first)
        state.set(
          'url',
          first.kind === 'function' ? evaluation.unknown('built by a function') : filled(passed, call)!,
        );
      return request;
    case 'header':
    case 'setHeader':
    case 'addHeader':
    case 'setRequestHeader':
    case 'addRequestHeader':
      addHeader(request, first, second, syntax);
      return request;
    case 'headers':
    case 'setHeaders':
      if (first?.kind === 'function') evaluation.invoke(first, [state.get('headers')!]);
      else if (passed.length > 1) {
        for (let index = 0; index + 1 < passed.length; index += 2) {
          addHeader(request, passed[index], passed[index + 1], syntax);
        }
      } else addHeaders(request, first, syntax);
      return request;
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'GET':
    case 'DELETE':
    case 'post':
    case 'put':
    case 'patch':
    case 'get':
    case 'delete':
      state.set('method', text(syntax, method.toUpperCase()));
      if (first) state.set('body', first);
      return request;
    case 'method':
    case 'setMethod':
      if (first) state.set('method', constantAt(call, 0)!);
      if (second) state.set('body', second);
      return request;
    case 'body':
    case 'bodyValue':
    case 'bodyString':
    case 'syncBody':
    case 'setEntity':
    case 'setRequestEntity':
    case 'setBody':
      if (first) state.set('body', first.kind === 'library' ? (first.state.get('body') ?? first) : first);
      return request;
    case 'newBuilder':
    case 'toBuilder':
      return newRequest(syntax, {
        method: state.get('method') ?? null,
        url: state.get('url') ?? null,
        headers: state.get('headers') ?? null,
        body: state.get('body') ?? null,
      });
    // WebClient and RestClient raise for an error status; the fluent Apache API does on reading the content.
    case 'retrieve':
      return sendValue(request, null, 'exception', call, evaluation, send);
    case 'exchange':
    case 'exchangeToMono':
    case 'exchangeToFlux':
    case 'execute':
    case 'executeAsync':
    case 'enqueue':
    case 'asJson':
    case 'asString':
    case 'asObject':
    case 'asEmpty':
    case 'asJsonAsync':
      if (first?.kind === 'function') evaluation.invoke(first, [evaluation.library('http.Response')]);
      return sendValue(request, null, 'response', call, evaluation, send);
    default:
      return /^(?:build|accept|acceptCharset|contentType|timeout|version|expectContinue|setConfig|setVersion|tag|attributes?|cookie|basicAuth|queryString|connectTimeout|socketTimeout|routeParam|addParameter|cacheControl|setAcceptHeader)$/.test(
        method,
      )
        ? request
        : undefined;
  }
}

/** `client.send(request, …)`, `client.execute(request)`, `client.newCall(request)`. */
function passedOn(
  request: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  switch (call.method) {
    case 'newCall':
      return request;
    case 'send':
    case 'sendAsync':
    case 'execute':
    case 'executeMethod':
    case 'executeOpen':
      return sendValue(request, null, 'response', call, evaluation, send);
    case 'exchange':
      return sendValue(request, null, 'exception', call, evaluation, send);
    default:
      return undefined;
  }
}

/** What wraps a body: `BodyPublishers.ofString(json)`, `RequestBody.create(json, JSON)`, `Entity.json(map)`. */
function body(call: ModelCall): Value | undefined {
  const { path, arguments: passed, receiver, method } = call;
  const owner = path.at(-2) ?? '';
  if (
    owner === 'BodyPublishers' ||
    owner === 'RequestBody' ||
    owner === 'Entity' ||
    owner === 'BodyInserters'
  ) {
    return bodyAmong(passed) ?? undefined;
  }
  if (/^(?:writeValueAs(?:String|Bytes)|toJson|toJSONString)$/.test(method) && passed.length === 1)
    return passed[0];
  if (
    receiver?.kind === 'record' &&
    passed.length === 0 &&
    /^(?:toString|toJSONString|toJson|toPrettyString|getBytes)$/.test(method)
  ) {
    return receiver;
  }
  if (method === 'createObjectNode' && passed.length === 0) {
    return { kind: 'record', entries: [], open: false, place: call.syntax, type: null };
  }
  // `UriComponentsBuilder.fromHttpUrl(base).path("/services/…").toUriString()`.
  if (owner === 'UriComponentsBuilder' && /^from/.test(method)) return passed[0];
  if (receiver?.kind === 'text' && (method === 'path' || method === 'pathSegment')) {
    const pieces = method === 'path' ? passed : passed.flatMap((one) => [text(call.syntax, '/'), one]);
    return joined(call.syntax, receiver, ...pieces);
  }
  const isUri = /^(?:build|toUriString|toUri|encode|queryParam|buildAndExpand|build)$/.test(method);
  return receiver?.kind === 'text' && isUri && textOf(receiver) !== '' ? receiver : undefined;
}
