import type { Place } from '../../../../../text.ts';
import type { SendRequest } from '../../../requests/http.ts';
import { variants } from '../../../requests/variants.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { joined, text, textOf } from '../../shared/reading.ts';
import { argument } from '../arguments.ts';
import { made } from '../made.ts';
import { saveByBulk, saveByBulk2, submitDml } from './bulk.ts';
import { requestByClient } from './calls.ts';
import { memberOfClient, newClient, newObject, objectOf, someClient } from './client.ts';
import { saveByObject } from './records.ts';
import { clientByShape, isClientByName } from './shapes.ts';
import { types } from './types.ts';

/** simple_salesforce 1.x: github.com/simple-salesforce/simple-salesforce. */
export function simpleSalesforce(send: SendRequest): LibraryModel {
  return {
    name: 'simple_salesforce',
    marker: null,
    module: (specifier) =>
      /^simple_salesforce(?:\.api|\.format|\.aio(?:\.api)?)?$/.test(specifier) ? made(types.module) : null,
    member: (receiver, name, at) => memberOf(receiver, name, at),
    call: (call, evaluation) => called(call, evaluation, send),
    declared: (type, at) =>
      /^(?:simple_salesforce\.)?(?:Async)?Salesforce$/.test(type) ? someClient(at) : undefined,
  };
}

function memberOf(receiver: LibraryValue, name: string, at: Place): Value | undefined {
  switch (receiver.type) {
    case types.module:
      // The second and third are of the fork async-simple-salesforce, whose classes have the same face.
      if (/^(?:Async)?Salesforce$|^build_async_salesforce_client$/.test(name)) return made(types.clientClass);
      if (/^(?:Async)?SFType$/.test(name)) return made(types.objectClass);
      if (name === 'format_external_id') return made(types.formatExternalId);
      return name === 'api' || name === 'format' || name === 'aio' ? receiver : undefined;
    case types.client:
      return memberOfClient(receiver, name, at);
    case types.bulk:
    case types.bulk2:
      return isMethodOfHandler(name) ? undefined : bulkObject(receiver, text(at, name), at);
    default:
      return undefined;
  }
}

function isMethodOfHandler(name: string): boolean {
  return name === 'submit_dml' || name === 'headers' || name.startsWith('_');
}

function bulkObject(handler: LibraryValue, object: Value, at: Place): LibraryValue {
  const type = handler.type === types.bulk ? types.bulkObject : types.bulk2Object;
  return made(type, { object, client: handler.state.get('client')! }, at);
}

function called(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const { syntax } = call;
  const callee = call.callee?.kind === 'library' ? call.callee : null;
  switch (callee?.type) {
    case types.clientClass:
      return newClient(call);
    case types.objectClass:
      return newObject(call);
    case types.formatExternalId: {
      const field = argument(call, 0, 'field');
      const value = argument(call, 1, 'value');
      return field && value ? joined(syntax, field, '/', value) : undefined;
    }
    case types.method: {
      const self = callee?.state.get('self');
      const method = textOf(callee?.state.get('name'));
      return self?.kind === 'library' && method !== null
        ? calledOn(self, method, call, evaluation, send)
        : undefined;
    }
  }
  if (call.receiver === null && call.method === 'getattr') return attribute(call);
  const receiver = call.receiver?.kind === 'library' ? call.receiver : clientByShape(call);
  if (receiver === null) return undefined;
  if (call.method === '__getattr__' || call.method === '__getattribute__') {
    const [name] = call.arguments;
    return name === undefined ? undefined : attributeOf(receiver, name, syntax);
  }
  return calledOn(receiver, call.method, call, evaluation, send);
}

function calledOn(
  receiver: LibraryValue,
  method: string,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  switch (receiver.type) {
    case types.object:
      return saveByObject(receiver, method, call, evaluation);
    case types.bulkObject:
      return saveByBulk(receiver, method, call, evaluation);
    case types.bulk2Object:
      return saveByBulk2(receiver, method, call, evaluation);
    case types.bulk:
      return method === 'submit_dml' ? submitDml(receiver, call, evaluation) : undefined;
    case types.client:
      return method === 'restful' || method === '_call_salesforce'
        ? requestByClient(receiver, method, call, evaluation, send)
        : undefined;
    default:
      return undefined;
  }
}

/** `getattr(sf, name)`, `getattr(sf.bulk, name)`, `getattr(getattr(sf, name), 'create')`. */
function attribute(call: ModelCall): Value | undefined {
  const [object, name] = call.arguments;
  if (object === undefined || name === undefined) return undefined;
  // A client that is made in one of several ways.
  const client = variants(object).find(({ value }) => value.kind === 'library')?.value;
  if (client?.kind === 'library') return attributeOf(client, name, call.syntax);
  const written = call.syntax.arguments[0]?.value;
  return written !== undefined && isClientByName(object, written)
    ? attributeOf(someClient(call.syntax), name, call.syntax)
    : undefined;
}

function attributeOf(receiver: LibraryValue, name: Value, at: Place): Value | undefined {
  const known = textOf(name);
  switch (receiver.type) {
    case types.client:
      return known === null
        ? objectOf(receiver, name, at)
        : (receiver.state.get(known) ?? memberOfClient(receiver, known, at));
    case types.bulk:
    case types.bulk2:
      return bulkObject(receiver, name, at);
    case types.object:
    case types.bulkObject:
    case types.bulk2Object:
      return known === null ? undefined : made(types.method, { self: receiver, name }, at);
    default:
      return undefined;
  }
}
