import { statusCodeOf } from '../bulk/rowError.ts';
import { notFound, RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import { deleteRows } from '../saves/deleteRows.ts';
import type { Session } from '../session.ts';
import { children, type SoapCall } from './envelope.ts';
import { checkCount, isAllOrNone } from './save.ts';
import { element, leaf } from './xml.ts';

/** `delete`, a result per id. */
export function remove(org: Org, session: Session, call: SoapCall): string {
  const outcomes = deleteRows(org, session, idsOf(call), { allOrNone: isAllOrNone(call) });
  return outcomes.map((one) => resultXml(one.success ? one.id : one.error)).join('');
}

/** No duplicate rule is run for what comes back from the recycle bin (outcome model, `undelete`). */
export function undelete(org: Org, session: Session, call: SoapCall): string {
  return fromBin(org, session, call, (record) => org.store.undelete(record, session.user.id));
}

export function emptyRecycleBin(org: Org, session: Session, call: SoapCall): string {
  return fromBin(org, session, call, (record) => org.store.purge(record));
}

type BinRecord = NonNullable<ReturnType<Org['store']['deletedRecord']>>;

function fromBin(org: Org, session: Session, call: SoapCall, work: (record: BinRecord) => void): string {
  return idsOf(call)
    .map((text) => {
      const record = binned(org, session, text);
      if (record instanceof RestError) return resultXml(record);
      work(record);
      return resultXml(record.id);
    })
    .join('');
}

function binned(org: Org, session: Session, text: string): BinRecord | RestError {
  const id = asId(text);
  if (id === null) return new RestError(400, 'MALFORMED_ID', `bad id ${text}`);
  const record = org.store.deletedRecord(id);
  if (record && session.canSee(record)) return record;
  if (org.store.record(id)) return new RestError(400, 'UNDELETE_FAILED', 'Entity is not in the recycle bin');
  return notFound('invalid cross reference id');
}

function idsOf(call: SoapCall): readonly string[] {
  const ids = children(call.body, 'ids').map(({ text }) => text);
  checkCount(ids.length);
  return ids;
}

function resultXml(outcome: string | RestError): string {
  if (typeof outcome === 'string') return element('result', [leaf('id', outcome), leaf('success', true)]);
  const error = element('errors', [
    ...(outcome.fields ?? []).map((field) => leaf('fields', field)),
    leaf('message', outcome.message),
    leaf('statusCode', statusCodeOf(outcome)),
  ]);
  return element('result', [error, leaf('id', null), leaf('success', false)]);
}
