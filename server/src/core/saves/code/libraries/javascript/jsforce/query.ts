import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { isNothing, scalar } from '../../shared/reading.ts';
import { callBack } from './callback.ts';
import { versionOf } from './connection.ts';

const chained = new Set([
  'select',
  'where',
  'limit',
  'skip',
  'offset',
  'sort',
  'orderby',
  'include',
  'end',
  'on',
  'scanAll',
  'maxFetch',
  'autoFetch',
]);

/**
 * `conn.sobject('Lead').find(…).update(mapping)`: changes what the query finds, as a list, without a place for
 * headers. Many records go over the Bulk API, which takes no header either.
 */
export function onQuery(receiver: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  if (chained.has(call.method)) return receiver;
  if (call.method !== 'update') return undefined;
  const [mapping, type] = call.arguments;
  const named = type?.kind === 'text' || type?.kind === 'parameter' ? type : receiver.state.get('object');
  if (isNothing(mapping)) return undefined;
  const result = evaluation.save({
    operation: 'update',
    channel: 'rest-collections',
    object: named ?? evaluation.unknown('named by a query'),
    options: null,
    version: versionOf(receiver),
    externalId: null,
    records: mapping!.kind === 'record' ? mapping! : null,
    reports: 'rows',
    allOrNone: scalar(call.syntax, false),
    at: call.syntax,
    returns: evaluation.library('jsforce.SaveResults'),
  });
  return callBack(call, result, evaluation);
}
