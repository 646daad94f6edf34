import type { Operation } from '../../../site.ts';
import { optionOf } from '../../requests/options.ts';
import type { LibraryValue, Value } from '../../values.ts';
import { isLibrary, made } from '../javascript/made.ts';
import { fieldOf, isNothing, textOf, unknown } from '../javascript/reading.ts';
import type { Evaluation, LibraryModel, ModelCall, OptionsDraft } from '../model.ts';

const types = {
  client: 'forceToolkit.Client',
  header: 'forceToolkit.AllowSave',
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
    return isLibrary(receiver, types.client) ? onClient(receiver, call, evaluation) : undefined;
  },
};

function newValue({ path, arguments: passed }: ModelCall, evaluation: Evaluation): Value | undefined {
  const name = path.at(-1) ?? '';
  if (/^Sforce(?:Partner|Enterprise)Client$/.test(name)) return evaluation.library(types.client);
  if (name === 'SObject') return evaluation.library(types.object);
  // new DuplicateRuleHeader(allowSave, includeRecordDetails, runAsCurrentUser)
  if (name !== 'DuplicateRuleHeader') return undefined;
  const [allowSave, includeRecordDetails, runAsCurrentUser] = passed;
  const given = { allowSave, includeRecordDetails, runAsCurrentUser };
  const state = Object.entries(given).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return evaluation.library(types.header, Object.fromEntries(state));
}

function onClient(client: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const { method, syntax } = call;
  if (method === 'setDuplicateRuleHeader') {
    const [header] = call.arguments;
    if (header) client.state.set('header', header);
    return client;
  }
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
    options: optionsOf(client, syntax),
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

function optionsOf(client: LibraryValue, at: ModelCall['syntax']): OptionsDraft | null {
  const header = client.state.get('header');
  if (header === undefined) return null;
  const place = 'place' in header && header.place ? header.place : at;
  const option = (name: string) => optionOf(fieldOf(header, name) ?? undefined, place);
  return {
    allowSave: option('allowSave'),
    runAsCurrentUser: option('runAsCurrentUser'),
    includeRecordDetails: option('includeRecordDetails'),
    place,
    ineffective: null,
  };
}
