import type { Operation } from '../../../site.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall, SaveDraft } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
import { text } from '../shared/reading.ts';
import { argument } from './arguments.ts';
import { made } from './made.ts';

type Draft = Pick<SaveDraft, 'operation' | 'channel' | 'object' | 'externalId' | 'records' | 'reports'>;

const jobs: Readonly<Record<string, Operation>> = {
  create_insert_job: 'insert',
  create_update_job: 'update',
  create_upsert_job: 'upsert',
};

/**
 * `bulk.create_insert_job('Lead')` of salesforce_bulk (github.com/heroku/salesforce-bulk, salesforce_bulk.py): a job
 * of Bulk API 1, whose batches are posted later. These names are its own.
 */
export const salesforceBulk: LibraryModel = {
  name: 'salesforce_bulk',
  marker: /create_(?:insert|update|upsert)_job/,
  call(call, evaluation) {
    if (call.receiver === null || !Object.hasOwn(jobs, call.method)) return undefined;
    const object = argument(call, 0, 'object_name');
    if (object === null) return undefined;
    const operation = jobs[call.method]!;
    const externalId = operation === 'upsert' ? argument(call, 1, 'external_id_name') : null;
    const draft: Draft = { operation, channel: 'bulk-1', object, externalId, records: null, reports: 'job' };
    return save(draft, null, 'salesforce_bulk.job', call, evaluation);
  },
};

/**
 * `salesforce.create_salesforce_object('Lead', data)` of RPA.Salesforce (github.com/robocorp/rpaframework,
 * RPA/Salesforce.py): SFType of simple_salesforce, without headers. These names are its own.
 */
export const rpaSalesforce: LibraryModel = {
  name: 'RPA.Salesforce',
  marker: /_salesforce_object\(/,
  call(call, evaluation) {
    const verb = /^(create|update|upsert)_salesforce_object$/.exec(call.method)?.[1];
    const object = argument(call, 0, 'object_type');
    if (call.receiver === null || verb === undefined || object === null) return undefined;
    const common = { object, externalId: null, reports: 'exception' } as const;
    const records = argument(call, verb === 'create' ? 1 : 2, 'object_data');
    const draft: Draft =
      verb === 'create'
        ? { ...common, operation: 'insert', channel: 'rest-record', records }
        : verb === 'update'
          ? { ...common, operation: 'update', channel: 'rest-record', records }
          : { ...common, operation: 'upsert', channel: 'rest-external-id', records };
    return save(draft, null, 'RPA.Salesforce.Result', call, evaluation);
  },
};

const types = {
  module: 'aiosalesforce.Module',
  clientClass: 'aiosalesforce.Salesforce.class',
  client: 'aiosalesforce.Salesforce',
  records: 'aiosalesforce.sobject',
  bulk: 'aiosalesforce.bulk_v2',
} as const;

/**
 * `await sf.sobject.create('Lead', data)`, `sf.bulk_v2.insert('Lead', rows)` of github.com/georgebv/aiosalesforce:
 * no call takes headers; a refusal of a record is raised, failed rows of a job are in its result.
 */
export const aiosalesforce: LibraryModel = {
  name: 'aiosalesforce',
  marker: null,
  module: (specifier) => (/^aiosalesforce(?:\.client)?$/.test(specifier) ? made(types.module) : null),
  member(receiver, name, at) {
    if (receiver.type === types.module) return name === 'Salesforce' ? made(types.clientClass) : undefined;
    if (receiver.type !== types.client) return undefined;
    if (name === 'sobject') return made(types.records, { client: receiver }, at);
    return name === 'bulk_v2' ? made(types.bulk, { client: receiver }, at) : undefined;
  },
  call(call, evaluation) {
    const { callee, receiver, syntax } = call;
    if (isLibrary(callee, types.clientClass)) {
      return made(types.client, { version: call.keywords.get('version') ?? text(syntax, '60.0') }, syntax);
    }
    if (isLibrary(receiver, types.records)) return recordSave(receiver, call, evaluation);
    return isLibrary(receiver, types.bulk) ? bulkSave(receiver, call, evaluation) : undefined;
  },
};

function recordSave(records: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [object] = call.arguments;
  if (object === undefined) return undefined;
  const common = { object, channel: 'rest-record', externalId: null, reports: 'exception' } as const;
  const draft: Draft | null =
    call.method === 'create'
      ? { ...common, operation: 'insert', records: argument(call, 1, 'data') }
      : call.method === 'update'
        ? { ...common, operation: 'update', records: argument(call, 2, 'data') }
        : call.method === 'upsert'
          ? {
              ...common,
              operation: 'upsert',
              channel: 'rest-external-id',
              externalId: argument(call, 2, 'external_id_field'),
              records: argument(call, 3, 'data'),
            }
          : null;
  return draft === null ? undefined : save(draft, records, 'aiosalesforce.Result', call, evaluation);
}

function bulkSave(bulk: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const { method } = call;
  const object = argument(call, 0, 'sobject');
  if (object === null || (method !== 'insert' && method !== 'update' && method !== 'upsert'))
    return undefined;
  const draft: Draft = {
    operation: method,
    channel: 'bulk-2',
    object,
    externalId: method === 'upsert' ? argument(call, 2, 'external_id_field') : null,
    records: argument(call, 1, 'data'),
    reports: 'job',
  };
  return save(draft, bulk, 'aiosalesforce.IngestResult', call, evaluation);
}

function save(
  draft: Draft,
  from: LibraryValue | null,
  returns: string,
  call: ModelCall,
  evaluation: Evaluation,
): Value {
  const client = from?.state.get('client');
  return evaluation.save({
    ...draft,
    options: null,
    version: client?.kind === 'library' ? (client.state.get('version') ?? null) : null,
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library(returns),
  });
}
