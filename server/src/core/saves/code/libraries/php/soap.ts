import type { Operation } from '../../../site.ts';
import type { Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { isLibrary, made } from '../shared/made.ts';
import { fieldOf, isNothing, textOf, unknown } from '../shared/reading.ts';

const types = {
  client: 'forceToolkit.Client',
  object: 'forceToolkit.SObject',
};

const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  update: 'update',
  upsert: 'upsert',
};

/**
 * The Force.com Toolkit for PHP (github.com/developerforce/Force.com-Toolkit-for-PHP, soapclient/): `create($records,
 * $type)` of the enterprise client names the object, that of the partner client's records have it as their type.
 * Refusals are rows of the result.
 */
export const soapToolkit: LibraryModel = {
  name: 'Force.com Toolkit',
  marker: /Sforce(?:Partner|Enterprise)Client|Sforce\w*Client\b/,
  declared: (name) =>
    /(?:^|\.)Sforce(?:Partner|Enterprise|Base)Client$/.test(name) ? made.library(types.client) : undefined,
  call(call, evaluation) {
    if (call.isNew) return newValue(call, evaluation);
    const { receiver } = call;
    return isLibrary(receiver, types.client) ? onClient(call, evaluation) : undefined;
  },
};

function newValue({ path }: ModelCall, evaluation: Evaluation): Value | undefined {
  const name = path.at(-1) ?? '';
  if (/^Sforce(?:Partner|Enterprise)Client$/.test(name)) return evaluation.library(types.client);
  if (name === 'SObject') return evaluation.library(types.object);
  return undefined;
}

function onClient(call: ModelCall, evaluation: Evaluation): Value | undefined {
  const { method, syntax } = call;
  const operation = Object.hasOwn(operations, method) ? operations[method]! : null;
  if (operation === null) return undefined;
  const isUpsert = operation === 'upsert';
  const [first, second, third] = call.arguments;
  const records = isUpsert ? second : first;
  if (records === undefined) return undefined;
  const named = isUpsert ? third : second;
  const row = records.kind === 'list' ? records.items[0] : records;
  return evaluation.save({
    operation,
    channel: 'soap',
    object: textOf(named) !== null ? named! : objectOf(row),
    // The toolkit has no header for them (soapclient/SforceHeaderOptions.php).
    options: null,
    version: null,
    externalId: isUpsert ? (first ?? null) : null,
    records: isLibrary(row, types.object) ? (row.state.get('fields') ?? null) : records,
    reports: 'rows',
    allOrNone: null,
    at: syntax,
    returns: evaluation.library('soap.SaveResult'),
  });
}

function objectOf(row: Value | undefined): Value {
  const type = fieldOf(row, 'type');
  return isNothing(type) ? unknown('the type that the records have') : type!;
}
