import type { Channel, Operation } from '../../../../site.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall, OptionsDraft } from '../../model.ts';
import { fieldOf, isNothing, textOf } from '../../shared/reading.ts';
import { headerOptions } from '../headers.ts';
import { callBack } from './callback.ts';
import { versionOf } from './connection.ts';

const saving: Readonly<Record<string, Operation>> = {
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
};

const sobjectMethods: Readonly<Record<string, Operation>> = {
  createBulk: 'insert',
  insertBulk: 'insert',
  updateBulk: 'update',
  upsertBulk: 'upsert',
};

interface Load {
  readonly operations: readonly Operation[];
  readonly object: Value | null;
  readonly records: Value | null;
  readonly externalId: Value | null;
  readonly version: Value | null;
  readonly options: OptionsDraft | null;
}

/** Other operations (query, delete) save nothing; one that is not known is left alone. */
function operationsOf(value: Value | null | undefined): readonly Operation[] {
  if (value?.kind === 'choice') {
    return [...new Set(value.options.flatMap((option) => operationsOf(option.value)))];
  }
  const name = textOf(value)?.toLowerCase() ?? '';
  return Object.hasOwn(saving, name) ? [saving[name]!] : [];
}

/** `conn.bulk.load(type, operation, options?, input)`, `conn.bulk.createJob(type, operation, options)`. */
export function onBulk(receiver: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [object, name, third, fourth] = call.arguments;
  if (call.method === 'createJob') {
    const state = {
      object: object ?? null,
      operation: name ?? null,
      externalId: fieldOf(third, 'extIdField'),
    };
    return evaluation.library('jsforce.Job', { ...present(state), connection: receiver });
  }
  const operations = call.method === 'load' ? operationsOf(name) : [];
  if (operations.length === 0) return undefined;
  const input = fourth && fourth.kind !== 'function' ? fourth : third;
  const settings = input === third ? null : (third ?? null);
  return load(
    'bulk-1',
    {
      operations,
      object: object ?? null,
      records: input ?? null,
      externalId: fieldOf(settings, 'extIdField'),
      version: versionOf(receiver),
      options: headersIn(settings, call, evaluation),
    },
    call,
    evaluation,
  );
}

/** `conn.sobject('Lead').createBulk(records)`, `.bulkload('insert', records)`. */
export function onSobjectBulk(
  receiver: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  const { method } = call;
  const [first, second, third] = call.arguments;
  const object = receiver.state.get('object') ?? null;
  const version = versionOf(receiver);
  if (method === 'bulkload') {
    const operations = operationsOf(first);
    if (operations.length === 0) return undefined;
    const input = third && third.kind !== 'function' ? third : (second ?? null);
    const externalId = input === second ? null : fieldOf(second, 'extIdField');
    const options = headersIn(input === second ? null : second, call, evaluation);
    return load(
      'bulk-1',
      { operations, object, records: input, externalId, version, options },
      call,
      evaluation,
    );
  }
  if (!Object.hasOwn(sobjectMethods, method)) return undefined;
  const operation = sobjectMethods[method]!;
  const externalId = operation === 'upsert' && second && second.kind !== 'function' ? second : null;
  const options = headersIn(operation === 'upsert' ? third : second, call, evaluation);
  return load(
    'bulk-1',
    { operations: [operation], object, records: first ?? null, externalId, version, options },
    call,
    evaluation,
  );
}

/** `conn.bulk2.loadAndWaitForResults({ object, operation, input })`, `conn.bulk2.createJob({ object, operation })`. */
export function onBulk2(receiver: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [settings] = call.arguments;
  const state = {
    object: fieldOf(settings, 'object'),
    operation: fieldOf(settings, 'operation'),
    externalId: fieldOf(settings, 'externalIdFieldName'),
  };
  if (call.method === 'createJob') {
    return evaluation.library('jsforce.IngestJob', { ...present(state), connection: receiver });
  }
  const operations = call.method === 'loadAndWaitForResults' ? operationsOf(state.operation) : [];
  if (operations.length === 0) return undefined;
  const records = fieldOf(settings, 'input');
  const { object, externalId } = state;
  return load(
    'bulk-2',
    { operations, object, records, externalId, version: versionOf(receiver), options: null },
    call,
    evaluation,
  );
}

const sending: Readonly<Record<string, readonly string[]>> = {
  'jsforce.Batch': ['execute', 'exec', 'run', 'stream'],
  'jsforce.IngestJob': ['uploadData'],
};

/** Jobs and their batches: the records go with `batch.execute(records)` and `job.uploadData(records)`. */
export function onJob(receiver: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  if (receiver.type === 'jsforce.Job') {
    const state = Object.fromEntries(receiver.state);
    return call.method === 'createBatch' ? evaluation.library('jsforce.Batch', state) : undefined;
  }
  if (!sending[receiver.type]?.includes(call.method)) return undefined;
  const operations = operationsOf(receiver.state.get('operation'));
  if (operations.length === 0) return undefined;
  const [input] = call.arguments;
  return load(
    receiver.type === 'jsforce.Batch' ? 'bulk-1' : 'bulk-2',
    {
      operations,
      object: receiver.state.get('object') ?? null,
      records: input && input.kind !== 'function' ? input : null,
      externalId: receiver.state.get('externalId') ?? null,
      version: versionOf(receiver),
      options: null,
    },
    call,
    evaluation,
  );
}

/** A batch of the Bulk API gives its rows itself; those of a job of 2.0 that failed are a list of their own. */
function load(channel: Channel, bulk: Load, call: ModelCall, evaluation: Evaluation): Value {
  const isFirst = channel === 'bulk-1';
  const { operations, object, externalId, ...shared } = bulk;
  let result: Value = evaluation.library(isFirst ? 'jsforce.BatchResults' : 'jsforce.IngestResults');
  for (const operation of operations) {
    result = evaluation.save({
      ...shared,
      operation,
      channel,
      object: object ?? evaluation.unknown('not named'),
      externalId: operation !== 'upsert' || isNothing(externalId) ? null : externalId,
      reports: isFirst ? 'rows' : 'job',
      allOrNone: null,
      at: call.syntax,
      returns: result,
    });
  }
  return callBack(call, result, evaluation);
}

/** No header goes with a bulk load; what is written there is read to say so. */
function headersIn(
  settings: Value | null | undefined,
  call: ModelCall,
  evaluation: Evaluation,
): OptionsDraft | null {
  return settings?.kind === 'record' ? headerOptions(fieldOf(settings, 'headers'), call, evaluation) : null;
}

function present(values: Readonly<Record<string, Value | null>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== null),
  );
}
