import type { Value } from '../../../values.ts';
import type { ModelCall } from '../../model.ts';
import { fieldOf, isMadeElsewhere, textOf } from '../../shared/reading.ts';

const jsforcePackages =
  /^(?:jsforce(?:\/|$)|@jsforce\/|@types\/jsforce|node-salesforce$|@salesforce\/core(?:\/|$))/;
const platformPackages = /^@salesforce\/(?:core|command|sf-plugins-core|source-deploy-retrieve|plugin-|cli)/;

export function importsJsforce({ imports }: ModelCall): boolean {
  return imports.some((name) => jsforcePackages.test(name));
}

/** `flags['target-org'].getConnection()`, `this.org.getConnection()`. */
export function isCoreConnectionCall(call: ModelCall): boolean {
  return call.method === 'getConnection' && call.imports.some((name) => platformPackages.test(name));
}

/** Whether nothing speaks against the receiver being a connection: it comes from outside of what is known. */
function mayBeAnything(receiver: Value | null): boolean {
  if (receiver?.kind === 'choice') return receiver.options.every(({ value }) => mayBeAnything(value));
  return (
    receiver?.kind === 'unknown' ||
    receiver?.kind === 'parameter' ||
    isMadeElsewhere(receiver) ||
    (receiver?.kind === 'scalar' && receiver.value === null)
  );
}

/** `.sobject(…)` is jsforce's alone; a class of the project may be derived from a connection. */
export function mayHaveSobjects(receiver: Value | null): boolean {
  return mayBeAnything(receiver) || receiver?.kind === 'instance';
}

/** `conn.tooling.sobject('ApexClass')`: no data. */
export function isTooling({ path }: ModelCall): boolean {
  return path.at(-2) === 'tooling';
}

/** The part of a connection that an unknown receiver stands for: `conn.bulk.load('Lead', 'insert', …)`. */
export function partByShape({
  receiver,
  method,
  path,
  arguments: [first, second],
}: ModelCall): string | null {
  if (!mayBeAnything(receiver)) return null;
  const part = path.at(-2);
  if (part === 'bulk' && (method === 'load' || method === 'createJob')) {
    return first && isBulkOperation(textOf(second)) ? 'jsforce.Bulk' : null;
  }
  if (part !== 'bulk2' || (method !== 'loadAndWaitForResults' && method !== 'createJob')) return null;
  return fieldOf(first, 'object') && fieldOf(first, 'operation') ? 'jsforce.Bulk2' : null;
}

function isBulkOperation(name: string | null): boolean {
  return name !== null && /^(?:insert|update|upsert|delete|hardDelete|query)$/i.test(name);
}

/** `conn.requestPost(…)` and its like are jsforce's names. */
export function isRequestByShape({ receiver, method, arguments: [url] }: ModelCall): boolean {
  return /^request(?:Post|Patch|Put)$/.test(method) && mayBeAnything(receiver) && url !== undefined;
}

const connectionName = /conn(?:ection)?\d?$|^(?:sf|sfdc|salesforce|jsforce|org)(?:client)?$/i;
const sobjectName = /^(?:[A-Z][A-Za-z]*|[A-Za-z]\w*__[a-z]+)$/;

/** `conn.create('Lead', …)`: a connection by the name and by what is passed to it. */
export function isConnectionByName(call: ModelCall): boolean {
  if (!mayBeAnything(call.receiver)) return false;
  const name = call.path.at(-2) ?? '';
  if (!connectionName.test(name)) return false;
  const [first, second] = call.arguments;
  if (!first || !second || second.kind === 'function') return false;
  const object = textOf(first);
  if (object !== null)
    return sobjectName.test(object) && (importsJsforce(call) || call.mentions(/jsforce|salesforce|sobject/i));
  return importsJsforce(call) && first.kind !== 'record' && first.kind !== 'list';
}
