import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { mergedHeaders, withBase } from '../shared/combine.ts';
import { constantAt } from '../shared/constants.ts';
import { isLibrary } from '../shared/made.ts';
import { sendOut } from '../shared/outgoing.ts';
import { fieldOf, isNothing, text, textOf } from '../shared/reading.ts';
import {
  addHeader,
  addHeaders,
  bodyAmong,
  newClient,
  newRequest,
  responseType,
} from '../shared/requestValue.ts';

const clientType = 'restsharp.RestClient';
const requestType = 'restsharp.RestRequest';

/**
 * RestSharp (github.com/restsharp/RestSharp): `Execute…` gives a response to look at; since version 107 the short
 * forms `PostAsync`, `PatchAsync`, `PutAsync` throw.
 */
export function restSharp(send: SendRequest): LibraryModel {
  return {
    name: 'RestSharp',
    marker: /RestSharp|RestRequest|RestClient/,
    declared: (type, at) =>
      /^(?:RestSharp\.)?I?RestClient$/.test(type) ? { ...newClient(at, {}), type: clientType } : undefined,
    call(call, evaluation) {
      if (call.isNew) return created(call);
      const { receiver } = call;
      if (isLibrary(receiver, requestType)) return onRequest(receiver, call);
      if (isLibrary(receiver, clientType) && /^AddDefaultHeaders?$/.test(call.method)) {
        const [first, second] = call.arguments;
        if (second) addHeader(receiver, first, second, call.syntax);
        else addHeaders(receiver, first, call.syntax);
        return receiver;
      }
      const request = call.arguments.find((one) => isLibrary(one, requestType));
      return isLibrary(request, requestType) ? sent(request, call, evaluation, send) : undefined;
    },
  };
}

function created(call: ModelCall): Value | undefined {
  const { syntax, arguments: passed } = call;
  const [first] = passed;
  if (call.path.at(-1) === 'RestRequest') {
    // Before version 107 the method may come alone.
    const isMethod = /^(?:POST|PATCH|PUT|GET|DELETE)$/i.test(textOf(constantAt(call, 0)) ?? '');
    const method = constantAt(call, isMethod ? 0 : 1);
    const url = isMethod ? null : (first ?? null);
    return { ...newRequest(syntax, { url, method: isNothing(method) ? null : method }), type: requestType };
  }
  if (call.path.at(-1) === 'RestClient')
    return { ...newClient(syntax, { url: first ?? null }), type: clientType };
  // `new RestClientOptions(url) { … }`: the address is what counts.
  return call.path.at(-1) === 'RestClientOptions' ? first : undefined;
}

function onRequest(request: LibraryValue, call: ModelCall): Value | undefined {
  const { method, arguments: passed, syntax } = call;
  const [first, second] = passed;
  switch (method) {
    case 'AddHeader':
    case 'AddOrUpdateHeader':
      addHeader(request, first, second, syntax);
      return request;
    case 'AddHeaders':
    case 'AddOrUpdateHeaders':
      addHeaders(request, first, syntax);
      return request;
    case 'AddJsonBody':
    case 'AddBody':
    case 'AddStringBody':
    case 'AddObject':
      if (first) request.state.set('body', first);
      return request;
    case 'AddParameter':
      // `AddParameter("application/json", json, ParameterType.RequestBody)`.
      if (passed.length >= 3) request.state.set('body', bodyAmong(passed.slice(1, 2))!);
      return request;
    case 'AddUrlSegment': {
      const url = request.state.get('url');
      if (first && second && url) request.state.set('url', segmentSet(url, first, second));
      return request;
    }
    default:
      return undefined;
  }
}

/** `sobjects/{object}` of `AddUrlSegment("object", "Lead")`. */
function segmentSet(url: Value, name: Value, value: Value): Value {
  if (url.kind !== 'text' || name.kind !== 'text') return url;
  const place = `{${name.parts.join('')}}`;
  const parts = url.parts.flatMap((part): readonly (string | Value)[] => {
    if (typeof part !== 'string' || !part.includes(place)) return [part];
    const at = part.indexOf(place);
    return [part.slice(0, at), value, part.slice(at + place.length)].filter((piece) => piece !== '');
  });
  return { ...url, parts };
}

function sent(
  request: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const name = /^(Execute)?(Post|Put|Patch|Get|Delete)?(?:Async)?$/.exec(call.method);
  if (name === null || (name[1] === undefined && name[2] === undefined)) return undefined;
  const client = isLibrary(call.receiver, clientType) ? call.receiver.state : null;
  const { state } = request;
  const made = state.get('Method') ?? state.get('method');
  return sendOut(
    {
      method: name[2] !== undefined ? text(call.syntax, name[2]) : (methodPassed(call) ?? made ?? 'GET'),
      url: withBase(
        client?.get('url') ?? fieldOf(call.receiver, 'BaseUrl'),
        state.get('Resource') ?? state.get('url'),
        call.syntax,
      ),
      headers: mergedHeaders(call.syntax, client?.get('headers'), state.get('headers')),
      body: state.get('body'),
      reports: name[1] === undefined ? 'exception' : 'response',
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}

/** `Execute(request, Method.Post)`; what else is passed cancels. */
function methodPassed(call: ModelCall): Value | null {
  const second = constantAt(call, 1);
  return second?.kind === 'text' ? second : null;
}
