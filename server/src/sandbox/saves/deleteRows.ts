import type { StoredRecord } from '../data/storedRecord.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { countItems } from './reports.ts';
import { rolledBack } from './saveRows.ts';

export type DeleteOutcome =
  | { readonly success: true; readonly id: string }
  | { readonly success: false; readonly error: RestError };

/** Deletes records by id; duplicate rules have no say in that. `ids` as the caller writes them. */
export function deleteRows(
  org: Org,
  session: Session,
  ids: readonly string[],
  { allOrNone }: { readonly allOrNone: boolean },
): readonly DeleteOutcome[] {
  const found = ids.map((id) => deletable(org, session, id));
  const isRolledBack = allOrNone && found.some((one) => one instanceof RestError);
  return found.map((one): DeleteOutcome => {
    if (one instanceof RestError) return { success: false, error: one };
    if (isRolledBack) return { success: false, error: rolledBack };
    deleteOne(org, session, one);
    return { success: true, id: one.id };
  });
}

/** Deletes a record with those that go with it: details of a master, contacts of an account, items of a set. */
function deleteOne(org: Org, session: Session, record: StoredRecord): void {
  const { store, schema } = org;
  // The same id may have been given twice.
  if (store.record(record.id) === null) return;
  const { name } = record.object;
  const setId = name === 'DuplicateRecordItem' ? record.values.get('DuplicateRecordSetId') : null;
  store.delete(record, session.user.id);
  if (typeof setId === 'string') countItems(org, session, setId);
  for (const { child, field } of schema.childRelationships(name)) {
    const goesWithIt = field.cascadeDelete || cascades.has(`${child.name}.${field.name}`);
    if (!goesWithIt) continue;
    for (const one of store.withValue(child.name, field.name, record.id)) deleteOne(org, session, one);
  }
}

const cascades = new Set(['Contact.AccountId', 'DuplicateRecordItem.DuplicateRecordSetId']);

function deletable(org: Org, session: Session, text: string): StoredRecord | RestError {
  const id = asId(text);
  if (id === null) return new RestError(400, 'MALFORMED_ID', `malformed id ${text}`);
  const record = org.store.record(id);
  if (record && session.canSee(record)) {
    if (record.object.createable) return record;
    const message = `entity type cannot be deleted: ${record.object.label}`;
    return new RestError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', message);
  }
  if (org.store.deletedRecord(id)) return new RestError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return new RestError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', { fields: [] });
}
