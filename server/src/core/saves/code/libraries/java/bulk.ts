import { operationOf } from '../../requests/bodies.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { constantAt } from '../shared/constants.ts';
import { isLibrary } from '../shared/made.ts';

const jobType = 'wsc.JobInfo';

/**
 * `bulk.createJob(job)` of com.sforce.async.BulkConnection (github.com/forcedotcom/wsc): Bulk API 1. Batches that
 * are added later carry the rows; which failed has to be fetched.
 */
export const bulkConnection: LibraryModel = {
  name: 'BulkConnection',
  marker: /JobInfo|createJob/,
  call(call, evaluation) {
    const { receiver, method, path } = call;
    if (call.isNew && path.at(-1) === 'JobInfo') {
      return { kind: 'library', type: jobType, state: new Map(), place: call.syntax };
    }
    if (isLibrary(receiver, jobType)) return onJob(receiver, call);
    return method === 'createJob' ? created(call, evaluation) : undefined;
  },
};

function onJob(job: LibraryValue, call: ModelCall): Value | undefined {
  const { method } = call;
  const value = constantAt(call, 0);
  if (/^set(?:Object|Operation|ExternalIdFieldName)$/.test(method) && value)
    job.state.set(method.slice(3), value);
  return /^set/.test(method) ? job : undefined;
}

function created(call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [first, second] = call.arguments;
  const job = isLibrary(first, jobType) ? first.state : null;
  const operation = operationOf(job ? job.get('Operation') : second, call.syntax);
  const object = job ? job.get('Object') : first;
  if (operation === null || object === undefined) return undefined;
  return evaluation.save({
    operation,
    channel: 'bulk-1',
    object,
    options: null,
    version: null,
    externalId: operation === 'upsert' ? (job?.get('ExternalIdFieldName') ?? null) : null,
    records: null,
    reports: 'job',
    allOrNone: null,
    at: call.syntax,
    returns: job ? first! : evaluation.library(jobType),
  });
}
