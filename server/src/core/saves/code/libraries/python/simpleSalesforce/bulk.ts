import { operationOf } from '../../../requests/bodies.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { isLibrary } from '../../shared/made.ts';
import { isTrue, text } from '../../shared/reading.ts';
import { argument } from '../arguments.ts';
import { bulk2Results, bulkResults, types } from './types.ts';

/**
 * `sf.bulk.Lead.insert(data)`, `upsert(data, 'Ext__c')`: rows come back, none is raised. Source: SFBulkType in
 * simple_salesforce/bulk.py; the dict of headers is written there, and no call takes others.
 */
export function saveByBulk(
  type: LibraryValue,
  method: string,
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  const object = type.state.get('object')!;
  if (method === 'submit_dml') {
    const passed = { records: 1, field: 2, name: argument(call, 0, 'function_name') };
    return bulkSave(object, passed, type, call, evaluation);
  }
  const name = text(call.syntax, method);
  return bulkSave(object, { records: 0, field: 1, name }, type, call, evaluation);
}

/** `sf.bulk.submit_dml('Lead', 'insert', data)`. */
export function submitDml(bulk: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const object = argument(call, 0, 'object_name');
  if (object === null) return undefined;
  const passed = { records: 2, field: 3, name: argument(call, 1, 'dml') };
  return bulkSave(object, passed, bulk, call, evaluation);
}

function bulkSave(
  object: Value,
  passed: { readonly records: number; readonly field: number; readonly name: Value | null },
  type: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  const operation = operationOf(passed.name ?? undefined, call.syntax);
  if (operation === null) return undefined;
  const isFireAndForget = isTrue(call.keywords.get('bypass_results'));
  return evaluation.save({
    operation,
    channel: 'bulk-1',
    object,
    options: null,
    version: versionOf(type),
    externalId: operation === 'upsert' ? argument(call, passed.field, 'external_id_field') : null,
    records: argument(call, passed.records, 'data'),
    reports: isFireAndForget ? 'job' : 'rows',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library(isFireAndForget ? bulk2Results : bulkResults),
  });
}

/**
 * `sf.bulk2.Lead.insert('leads.csv')`, `upsert(records=…, external_id_field='Ext__c')`: waits for the jobs and
 * gives how many records failed; which, has to be asked for (`get_failed_records`). Source: SFBulk2Type in
 * simple_salesforce/bulk2.py.
 */
export function saveByBulk2(
  type: LibraryValue,
  method: string,
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  const operation = method === 'insert' || method === 'update' || method === 'upsert' ? method : null;
  if (operation === null) return undefined;
  const object = type.state.get('object')!;
  return evaluation.save({
    operation,
    channel: 'bulk-2',
    object,
    options: null,
    version: versionOf(type),
    externalId:
      operation === 'upsert' ? (argument(call, 2, 'external_id_field') ?? text(call.syntax, 'Id')) : null,
    records: argument(call, 1, 'records'),
    reports: 'job',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library(bulk2Results),
  });
}

function versionOf(type: LibraryValue): Value | null {
  const client = type.state.get('client');
  return isLibrary(client, types.client) ? (client.state.get('version') ?? null) : null;
}
