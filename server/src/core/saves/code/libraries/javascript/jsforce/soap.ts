import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { fieldOf, isNothing, text } from '../../shared/reading.ts';
import { callBack } from './callback.ts';
import { versionOf } from './connection.ts';
import { dmlOperation, objectOf } from './dml.ts';

/** `conn.soap`: sends SessionHeader and CallOptions, and no other header. */
export function onSoap(receiver: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const isConversion = call.method === 'convertLead';
  const operation = isConversion ? 'convertLead' : dmlOperation(call.method);
  if (!operation) return undefined;
  const [first, second] = call.arguments;
  const isUpsert = operation === 'upsert';
  const records = (isUpsert ? second : first) ?? null;
  const shared = { version: versionOf(receiver), records, options: null, externalId: null } as const;
  const dml = { ...shared, operation, object: null, externalId: isUpsert ? (first ?? null) : null };
  const result = evaluation.save({
    ...dml,
    channel: isConversion ? 'soap-convert-lead' : 'soap',
    object: isConversion ? converted(records, call, evaluation) : objectOf(dml, evaluation),
    reports: 'rows',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library('jsforce.SaveResults'),
  });
  return callBack(call, result, evaluation);
}

/** A conversion creates an account and a contact, unless it is told which to merge into. */
function converted(records: Value | null, call: ModelCall, evaluation: Evaluation): Value {
  const conversion = records?.kind === 'list' ? (records.items[0] ?? null) : records;
  const created = [
    ['Account', 'accountId'],
    ['Contact', 'contactId'],
  ] as const;
  const options = created
    .filter(([, merged]) => isNothing(fieldOf(conversion, merged)))
    .map(([name]) => ({ when: null, value: text(call.syntax, name) }));
  return options.length > 0
    ? { kind: 'choice', options }
    : evaluation.unknown('merged into records that are there');
}
