import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { constantAt } from '../shared/constants.ts';
import { isLibrary } from '../shared/made.ts';
import { sendOut } from '../shared/outgoing.ts';
import { filledTemplate, isRequest, responseType } from '../shared/requestValue.ts';

const entityType = 'spring.HttpEntity';

/** Position of the entity and of the URI variables by method of RestTemplate. */
const methods: Readonly<
  Record<string, { readonly method: string | null; readonly entityAt: number; readonly varsAt: number }>
> = {
  postForObject: { method: 'POST', entityAt: 1, varsAt: 3 },
  postForEntity: { method: 'POST', entityAt: 1, varsAt: 3 },
  postForLocation: { method: 'POST', entityAt: 1, varsAt: 2 },
  patchForObject: { method: 'PATCH', entityAt: 1, varsAt: 3 },
  put: { method: 'PUT', entityAt: 1, varsAt: 2 },
  exchange: { method: null, entityAt: 2, varsAt: 4 },
};

/** Spring's RestTemplate (and TestRestTemplate): an error status is thrown as HttpStatusCodeException. */
export function restTemplate(send: SendRequest): LibraryModel {
  return {
    name: 'RestTemplate',
    marker: /RestTemplate|RestOperations/i,
    call(call, evaluation) {
      if (call.isNew) return newEntity(call);
      return Object.hasOwn(methods, call.method) ? sent(call, evaluation, send) : undefined;
    },
  };
}

/** `new HttpEntity<>(body, headers)`. */
function newEntity(call: ModelCall): LibraryValue | undefined {
  if (call.path.at(-1) !== 'HttpEntity') return undefined;
  const [first, second] = call.arguments;
  const state = new Map<string, Value>();
  if (first) state.set('body', first);
  if (second) state.set('headers', second);
  return { kind: 'library', type: entityType, state, place: call.syntax };
}

function sent(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const { method, entityAt, varsAt } = methods[call.method]!;
  const passed = call.arguments;
  const [url] = passed;
  if (url === undefined || isRequest(url) || passed.length < 2) return undefined;
  const given = passed[entityAt];
  const entity = isLibrary(given, entityType) ? given.state : null;
  return sendOut(
    {
      method: method ?? constantAt(call, 1) ?? evaluation.unknown('passed in'),
      url: filledTemplate(url, passed.slice(varsAt), call.syntax),
      headers: entity?.get('headers'),
      body: entity ? entity.get('body') : given,
      reports: 'exception',
      returns: responseType,
    },
    call,
    evaluation,
    send,
  );
}
