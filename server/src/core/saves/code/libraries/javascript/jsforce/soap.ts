import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { objectOfConversions } from '../../shared/soapRecords.ts';
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
    object: isConversion ? objectOfConversions(records, call.syntax) : objectOf(dml, evaluation),
    reports: 'rows',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library('jsforce.SaveResults'),
  });
  return callBack(call, result, evaluation);
}
