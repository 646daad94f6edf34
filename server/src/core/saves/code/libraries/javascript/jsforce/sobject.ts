import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { versionOf } from './connection.ts';
import { dmlArguments, dmlOperation, saveRecords } from './dml.ts';

/** `conn.sobject('Lead')`; the connection need not be known. */
export function sobject(
  connection: LibraryValue | null,
  object: Value | null,
  evaluation: Evaluation,
): LibraryValue {
  const named = object ?? evaluation.unknown('not named');
  return evaluation.library(
    'jsforce.SObject',
    connection ? { object: named, connection } : { object: named },
  );
}

const queries = new Set(['find', 'findOne', 'select']);

export function onSobject(
  receiver: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  const object = receiver.state.get('object') ?? null;
  const operation = dmlOperation(call.method);
  if (operation) {
    const dml = {
      operation,
      object,
      version: versionOf(receiver),
      ...dmlArguments(operation, call.arguments),
    };
    return saveRecords(dml, call, evaluation);
  }
  const state = Object.fromEntries(receiver.state);
  if (call.method === 'record') return evaluation.library('jsforce.RecordReference', state);
  return queries.has(call.method) ? evaluation.library('jsforce.Query', state) : undefined;
}

/** `conn.sobject('Lead').record(id).update(fields, options)`. */
export function onRecord(receiver: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  if (call.method !== 'update') return undefined;
  const object = receiver.state.get('object') ?? null;
  const args = dmlArguments('update', call.arguments);
  return saveRecords(
    { operation: 'update', object, version: versionOf(receiver), ...args },
    call,
    evaluation,
  );
}
