import { checkSave } from '../data/saveChecks.ts';
import { readValues } from '../data/values.ts';
import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { judgeSave, writeReports } from './judge.ts';
import type { RowDraft, RowOutcome, SaveOptions } from './model.ts';
import { DuplicateRefusal } from './refusal.ts';
import { targetOf } from './target.ts';

/**
 * Saves rows as one operation does, whatever the protocol. All rows are checked against the records of now before any
 * is saved, so that rows of one call are no duplicates of each other (facts, section 1.1). A row that could not even
 * be read is given as its error and keeps its place. Callers split what Salesforce splits: 200 rows at a time.
 */
export function saveRows(
  org: Org,
  session: Session,
  rows: readonly (RowDraft | RestError)[],
  options: SaveOptions,
): readonly RowOutcome[] {
  const prepared = rows.map((row) => (row instanceof RestError ? row : prepare(org, session, row, options)));
  const isRolledBack = options.allOrNone && prepared.some((row) => row instanceof RestError);
  return prepared.map((row): RowOutcome => {
    if (row instanceof RestError) return { success: false, error: row };
    if (isRolledBack) return { success: false, error: rolledBack };
    return row();
  });
}

/** Saves one. @throws RestError what refuses it */
export function saveRow(
  org: Org,
  session: Session,
  row: RowDraft,
  options: Omit<SaveOptions, 'allOrNone'>,
): RowOutcome & { readonly success: true } {
  const [outcome] = saveRows(org, session, [row], { ...options, allOrNone: true });
  if (outcome?.success) return outcome;
  throw outcome!.error;
}

export const rolledBack = new RestError(
  400,
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

function prepare(
  org: Org,
  session: Session,
  row: RowDraft,
  options: SaveOptions,
): (() => RowOutcome) | RestError {
  try {
    const { object, target } = row;
    const existing = targetOf(org, session, row);
    // What names a record by an external id is the new record's value as well.
    const key: [string, unknown][] =
      target.kind === 'external-id' && target.field.toLowerCase() !== 'id'
        ? [[target.field, target.value]]
        : [];
    const values = readValues(org, session, object, [...row.fields, ...key]);
    checkSave(org, object, values, existing);
    const verdict = judgeSave(org, session, { object, values, existing, ...options });
    if (verdict.refusedBy) return new DuplicateRefusal(verdict.refusedBy, session, options);
    return () => {
      const record = existing ?? org.store.insert(object, values, session.user.id);
      if (existing) org.store.update(existing, values, session.user.id);
      writeReports(org, session, record, verdict.reportedBy);
      return { success: true, record, created: existing === null };
    };
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
}
