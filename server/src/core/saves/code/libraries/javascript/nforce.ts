import type { Operation } from '../../../site.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { recordOf } from '../shared/combine.ts';
import { isLibrary, made } from '../shared/made.ts';
import { fieldOf, isNothing, text } from '../shared/reading.ts';
import { headerOptions } from './headers.ts';
import { callBack } from './jsforce/callback.ts';

const defaultVersion = '38.0';

const operations: Readonly<Record<string, Operation>> = {
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
};

/** nforce: `org.insert({ sobject, headers }, callback)` with `nforce.createSObject('Lead', fields)`. */
export const nforce: LibraryModel = {
  name: 'nforce',
  marker: null,
  module: (specifier) => (/^nforce8?$/.test(specifier) ? made.library('nforce.Module') : null),
  member: (receiver, name) =>
    receiver.type === 'nforce.Module' && name === 'default' ? receiver : undefined,
  call(call, evaluation) {
    const { receiver, method } = call;
    const [first, second] = call.arguments;
    if (isLibrary(receiver, 'nforce.SObject')) return onSobject(receiver, call, evaluation);
    if (isLibrary(receiver, 'nforce.Org')) return onOrg(receiver, call, evaluation);
    if (isOrgByShape(call)) return onOrg(evaluation.library('nforce.Org'), call, evaluation);
    if (!isLibrary(receiver, 'nforce.Module')) return undefined;
    if (method === 'createConnection') {
      const version = fieldOf(first, 'apiVersion') ?? text(call.syntax, defaultVersion);
      return evaluation.library('nforce.Org', { version });
    }
    if (method !== 'createSObject' || !first) return undefined;
    const fields =
      second?.kind === 'record' ? second : { ...recordOf(call.syntax, {}), open: second !== undefined };
    return evaluation.library('nforce.SObject', { object: first, fields });
  },
};

/** `org.insert({ sobject: lead })`: that name of the record is nforce's. */
function isOrgByShape({ receiver, method, arguments: [data] }: ModelCall): boolean {
  if (receiver?.kind !== 'unknown' && receiver?.kind !== 'parameter') return false;
  return (
    Object.hasOwn(operations, method) &&
    data?.kind === 'record' &&
    data.entries.some(({ key }) => key === 'sobject')
  );
}

function onSobject(sobject: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [first, second] = call.arguments;
  if (call.method === 'setExternalId' && first) sobject.state.set('externalId', first);
  else if (call.method === 'set') addFields(sobject, first, second, call);
  else return undefined;
  return evaluation.unknown('nothing');
}

function addFields(
  sobject: LibraryValue,
  first: Value | undefined,
  second: Value | undefined,
  call: ModelCall,
): void {
  const fields = sobject.state.get('fields');
  if (fields?.kind !== 'record') return;
  const name = first?.kind === 'text' && first.parts.length === 1 ? first.parts[0] : null;
  const added = typeof name === 'string' && second ? recordOf(call.syntax, { [name]: second }) : first;
  const entries = added?.kind === 'record' ? added.entries : [];
  const open = fields.open || added?.kind !== 'record' || added.open;
  sobject.state.set('fields', { ...fields, entries: [...fields.entries, ...entries], open });
}

function onOrg(org: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const operation = Object.hasOwn(operations, call.method) ? operations[call.method]! : null;
  const [data] = call.arguments;
  if (!operation || !data) return undefined;
  const own = fieldOf(data, 'sobject');
  const sobject = own ?? data;
  const externalId = operation === 'upsert' ? fieldOf(sobject, 'externalId') : null;
  const known = sobject.kind === 'library' && sobject.type === 'nforce.SObject' ? sobject : null;
  const result = evaluation.save({
    operation,
    channel: operation === 'upsert' ? 'rest-external-id' : 'rest-record',
    object: known?.state.get('object') ?? evaluation.unknown('that of a record which is made elsewhere'),
    options: headerOptions(own ? fieldOf(data, 'headers') : null, call, evaluation),
    version: org.state.get('version') ?? null,
    externalId: isNothing(externalId) ? null : externalId,
    records: known?.state.get('fields') ?? null,
    reports: 'exception',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library('nforce.Result'),
  });
  return callBack(call, result, evaluation);
}
