import type { Operation } from '../../../../site.ts';
import type { Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { misplacedOptions } from '../../shared/misplaced.ts';
import { fieldOf, isList, isNothing, scalar } from '../../shared/reading.ts';
import { headerOptions } from '../headers.ts';
import { callBack } from './callback.ts';
import { isDeclaredList } from './declaredLists.ts';

export interface DmlCall {
  readonly operation: Operation;
  readonly object: Value | null;
  readonly records: Value | null;
  readonly options: Value | null;
  readonly externalId: Value | null;
  readonly version: Value | null;
}

const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  insert: 'insert',
  _createSingle: 'insert',
  _createMany: 'insert',
  _createParallel: 'insert',
  update: 'update',
  _updateSingle: 'update',
  _updateMany: 'update',
  _updateParallel: 'update',
  upsert: 'upsert',
};

export function dmlOperation(method: string): Operation | null {
  return Object.hasOwn(operations, method) ? operations[method]! : null;
}

const notInHeaders = 'jsforce sends the headers that stand under "headers" in its options, and no others';

/** `(records, options)`, `(records, extIdField, options)`: what follows the object in all forms of the call. */
export function dmlArguments(
  operation: Operation,
  args: readonly Value[],
): Pick<DmlCall, 'records' | 'externalId' | 'options'> {
  const plain = args.filter((value) => value.kind !== 'function');
  const isUpsert = operation === 'upsert';
  return {
    records: plain[0] ?? null,
    externalId: isUpsert ? (plain[1] ?? null) : null,
    options: plain[isUpsert ? 2 : 1] ?? null,
  };
}

/**
 * One record goes to `sobjects/X`, and a refusal is thrown. A list goes to `composite/sobjects` (jsforce before
 * 1.9, and upserts before 3.9: a request for each record), and a refusal is a row of the results in all versions.
 */
export function saveRecords(dml: DmlCall, call: ModelCall, evaluation: Evaluation): Value {
  const { operation, options, externalId } = dml;
  const many = isMany(dml, call);
  const headers = fieldOf(options, 'headers');
  const single = externalId ? 'rest-external-id' : 'rest-record';
  const allOrNone = fieldOf(options, 'allOrNone') ?? scalar(call.syntax, false);
  const result = evaluation.save({
    operation,
    channel: many ? 'rest-collections' : single,
    object: objectOf(dml, evaluation),
    options: headerOptions(headers, call, evaluation) ?? misplacedOptions(options, notInHeaders, call),
    version: dml.version,
    externalId,
    records: dml.records,
    reports: many ? 'rows' : isOne(dml) ? 'exception' : 'exception-or-rows',
    allOrNone: many ? allOrNone : null,
    at: call.syntax,
    returns: evaluation.library(many ? 'jsforce.SaveResults' : 'jsforce.SaveResult'),
  });
  return callBack(call, result, evaluation);
}

function isMany({ records, options }: DmlCall, call: ModelCall): boolean {
  if (isList(records) || isDeclaredList(records, call) || /Many$|Parallel$/.test(call.method)) return true;
  if (isPartOfList(records, call)) return true;
  return records?.kind !== 'record' && hasListOptions(options);
}

/** `create(rows.slice(i, i + 200))`: nothing but a list has such a method and is saved. */
function isPartOfList(records: Value | null, { syntax, arguments: values }: ModelCall): boolean {
  const written = records ? syntax.arguments[values.indexOf(records)]?.value : undefined;
  if (written?.kind !== 'call' || written.callee.kind !== 'member') return false;
  return /^(?:slice|splice|filter|concat|flat)$/.test(written.callee.name);
}

/** Whether it is known to be a single record. */
function isOne({ records }: DmlCall): boolean {
  return records?.kind === 'record' && records.type === null;
}

/** Options that only lists of records have. */
function hasListOptions(options: Value | null): boolean {
  if (options?.kind === 'choice') return options.options.some(({ value }) => hasListOptions(value));
  return (
    options?.kind === 'record' &&
    options.entries.some(({ key }) => key === 'allOrNone' || key === 'allowRecursive')
  );
}

/** Without a name for the object, each record has to say what it is. */
export function objectOf({ object, records }: DmlCall, evaluation: Evaluation): Value {
  if (!isNothing(object)) return object!;
  const record = records?.kind === 'list' ? records.items[0] : records;
  const type = fieldOf(fieldOf(record, 'attributes'), 'type') ?? fieldOf(record, 'type');
  return type ?? evaluation.unknown('named by the record, which is not known here');
}
