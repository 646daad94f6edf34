import type { StoredRecord } from '../data/store.ts';
import { notFound, RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
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
    // The same id may have been given twice.
    if (org.store.record(one.id)) org.store.delete(one, session.user.id);
    return { success: true, id: one.id };
  });
}

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
  return notFound('invalid cross reference id');
}
