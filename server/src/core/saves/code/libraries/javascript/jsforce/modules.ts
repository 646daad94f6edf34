import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { fieldOf } from '../../shared/reading.ts';
import { connection, newConnection } from './connection.ts';

const modules = /^(?:jsforce(?:\/.*)?|@jsforce\/jsforce-node(?:\/.*)?|node-salesforce)$/;
const coreModules = /^@salesforce\/core(?:\/.*)?$/;

export function jsforceModule(specifier: string): LibraryValue | null {
  if (modules.test(specifier)) return made.library('jsforce.Module');
  return coreModules.test(specifier) ? made.library('sfcore.Module') : null;
}

export function jsforceMember(receiver: LibraryValue, name: string): Value | undefined {
  if (receiver.type === 'jsforce.Module') {
    if (name === 'default' || name === 'jsforce') return receiver;
    return name === 'Connection' ? made.library('jsforce.ConnectionClass') : undefined;
  }
  if (receiver.type === 'sfcore.Module') {
    if (name === 'Connection') return made.library('sfcore.ConnectionClass');
    return name === 'Org' ? made.library('sfcore.OrgClass') : undefined;
  }
  return undefined;
}

/** Parts of a connection. The tooling API saves no data; its methods have the same names. */
const parts: Readonly<Record<string, string>> = {
  bulk: 'jsforce.Bulk',
  bulk2: 'jsforce.Bulk2',
  soap: 'jsforce.Soap',
  tooling: 'jsforce.Tooling',
  metadata: 'jsforce.Metadata',
  apex: 'jsforce.Apex',
  sobjects: 'jsforce.SObjects',
};

export function memberOfConnection(receiver: LibraryValue, name: string): Value | undefined {
  if (receiver.type === 'jsforce.SObjects') {
    const at = receiver.place;
    return at
      ? made.library('jsforce.SObject', { object: { kind: 'text', parts: [name], place: at } })
      : undefined;
  }
  if (receiver.type !== 'jsforce.Connection') return undefined;
  if (name === 'version') return receiver.state.get('version');
  return Object.hasOwn(parts, name) ? made.library(parts[name]!, { connection: receiver }) : undefined;
}

/** `new Connection(…)`, `Connection.create(…)`, `Org.create(…)`, `org.getConnection(…)`. */
export function createdConnection(call: ModelCall, evaluation: Evaluation): Value | undefined {
  const { receiver, callee, method, isNew } = call;
  const [first] = call.arguments;
  if (isLibrary(receiver, 'sfcore.Org')) {
    return method === 'getConnection' ? connection(first ?? null, evaluation) : undefined;
  }
  if (method === 'create' && isLibrary(receiver, 'sfcore.OrgClass')) return evaluation.library('sfcore.Org');
  if (method === 'create' && isLibrary(receiver, 'sfcore.ConnectionClass')) {
    return connection(fieldOf(fieldOf(first, 'connectionOptions'), 'version'), evaluation);
  }
  if (!isNew) return undefined;
  if (isLibrary(callee, 'jsforce.ConnectionClass')) return newConnection(call, evaluation);
  return isLibrary(receiver, 'jsforce.Module') && method === 'Connection'
    ? newConnection(call, evaluation)
    : undefined;
}
