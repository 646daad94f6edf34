import type { Expression } from '../../../tree.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { ModelCall } from '../../model.ts';
import { text } from '../../shared/reading.ts';
import { memberOfClient, objectOf, someClient } from './client.ts';
import { types } from './types.ts';

const clientName =
  /^_?(?:sf|sfdc|salesforce|simple_salesforce)(?:_?(?:client|conn(?:ection)?|api|session|instance|obj))?\d?$/i;
const objectName = /^(?:[A-Z][A-Za-z0-9]*|[A-Za-z]\w*__[a-z]+)$/;
const ofObject = new Set(['create', 'update', 'upsert']);
const ofBulkObject = new Set(['insert', 'update', 'upsert', 'submit_dml']);

/**
 * A client that is handed in without a type, or kept in a field that is set elsewhere: `sf.Lead.create(…)`,
 * `self.sf.bulk.Lead.insert(…)`. The name of the client and the shape together are simple_salesforce's alone.
 */
export function clientByShape(call: ModelCall): LibraryValue | null {
  if (!mayBeAnything(call.receiver)) return null;
  const { method, syntax, path } = call;
  const before = path.slice(0, -1);
  const last = before.at(-1) ?? '';
  const isClient = (name: string | undefined): boolean => name !== undefined && clientName.test(name);
  if (ofObject.has(method) && objectName.test(last) && isClient(before.at(-2))) {
    return objectOf(someClient(syntax), text(syntax, last), syntax);
  }
  const handler = before.at(-2);
  if (
    ofBulkObject.has(method) &&
    objectName.test(last) &&
    (handler === 'bulk' || handler === 'bulk2') &&
    isClient(before.at(-3))
  ) {
    const found = memberOfClient(someClient(syntax), handler, syntax) as LibraryValue;
    const type = handler === 'bulk' ? types.bulkObject : types.bulk2Object;
    return { ...found, type, state: new Map([...found.state, ['object', text(syntax, last)]]) };
  }
  const isOwnMethod = method === 'restful' || method === '_call_salesforce';
  return isOwnMethod && isClient(last) ? someClient(syntax) : null;
}

/** `getattr(self.sf, name)`. */
export function isClientByName(value: Value, written: Expression): boolean {
  const name = written.kind === 'name' || written.kind === 'member' ? written.name : '';
  return clientName.test(name) && mayBeAnything(value);
}

export function mayBeAnything(receiver: Value | null): boolean {
  if (receiver?.kind === 'choice') return receiver.options.every(({ value }) => mayBeAnything(value));
  if (receiver?.kind === 'scalar') return receiver.value === null;
  return receiver?.kind === 'unknown' || receiver?.kind === 'parameter';
}
