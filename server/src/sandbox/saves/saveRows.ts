import { personField } from '../data/accountKinds.ts';
import { planOf } from '../data/recordPlan.ts';
import { checkSave, checkUnique } from '../data/saveChecks.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import { readValues, type Values } from '../data/values.ts';
import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { countedHeader } from './countedHeader.ts';
import { judgeSave, type SaveVerdict } from './judge.ts';
import type { RowDraft, RowOutcome, SaveOptions } from './model.ts';
import { DuplicateRefusal } from './refusal.ts';
import { withoutRepeated } from './repeated.ts';
import { countItems, type SavedRow, writeReports } from './reports.ts';
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
  given: SaveOptions,
): readonly RowOutcome[] {
  const options = { ...given, header: countedHeader(org, given) };
  const checked = withoutRepeated(org, rows).map((row) =>
    row instanceof RestError ? row : prepare(org, session, row, options),
  );
  const isRefused = options.allOrNone && checked.some((row) => row instanceof RestError);
  if (isRefused) return allUndone(checked.map((row) => (row instanceof RestError ? row : null)));
  try {
    return org.store.transaction(() => saveAll(org, session, checked, options));
  } catch (error) {
    if (error instanceof Undone) return allUndone(error.errors);
    throw error;
  }
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

/** A row that nothing refuses so far. */
interface ReadyRow {
  readonly draft: RowDraft;
  readonly values: Values;
  readonly existing: StoredRecord | null;
  readonly verdict: SaveVerdict;
}

function prepare(org: Org, session: Session, draft: RowDraft, options: SaveOptions): ReadyRow | RestError {
  return orError(() => {
    const { object, target } = draft;
    const existing = targetOf(org, session, draft);
    // What names a record by an external id is the new record's value as well.
    const key: [string, unknown][] =
      target.kind === 'external-id' && target.field.toLowerCase() !== 'id'
        ? [[target.field, target.value]]
        : [];
    const values = readValues(org, session, object, [...draft.fields, ...key], formOf(options));
    if (existing === null) addDefaults(object, values);
    checkSave(org, session, object, values, existing);
    const verdict = judgeSave(org, session, { object, values, existing, ...options });
    if (verdict.refusedBy) return new DuplicateRefusal(verdict.refusedBy, session, options);
    return { draft, values, existing, verdict };
  });
}

/** Rules see them. Those of checkboxes they know. */
function addDefaults(object: SandboxObject, values: Values): void {
  for (const [name, value] of planOf(object).defaults) {
    const isOfOthers = object.name === 'Account' && personField.test(name) && !values.get('LastName');
    if (value !== false && !values.has(name) && !isOfOthers) values.set(name, value);
  }
}

/** Values come as JSON has them, or as texts. */
function formOf({ channel }: SaveOptions): 'json' | 'text' {
  return channel === 'soap' || channel.startsWith('bulk') ? 'text' : 'json';
}

function saveAll(
  org: Org,
  session: Session,
  rows: readonly (ReadyRow | RestError)[],
  { allOrNone }: SaveOptions,
): readonly RowOutcome[] {
  const saved: SavedRow[] = [];
  const outcomes = rows.map((row): RowOutcome => {
    const done = row instanceof RestError ? row : orError(() => saveOne(org, session, row));
    if (done instanceof RestError) return { success: false, error: done };
    const { existing, verdict } = row as ReadyRow;
    saved.push({ ...verdict, record: done });
    return { success: true, record: done, created: existing === null };
  });
  if (allOrNone && outcomes.some(({ success }) => !success)) {
    throw new Undone(outcomes.map((outcome) => (outcome.success ? null : outcome.error)));
  }
  writeReports(org, session, saved);
  return outcomes;
}

/** @throws RestError where a row of the same call took a value that must be unique */
function saveOne(org: Org, session: Session, { draft, values, existing }: ReadyRow): StoredRecord {
  checkUnique(org, draft.object, values, existing);
  const { id } = session.user;
  if (existing) org.store.update(existing, values, id);
  const record = existing ?? org.store.insert(draft.object, values, id);
  const set = draft.object.name === 'DuplicateRecordItem' && record.values.get('DuplicateRecordSetId');
  if (set) countItems(org, session, String(set));
  return record;
}

class Undone extends Error {
  readonly errors: readonly (RestError | null)[];

  constructor(errors: readonly (RestError | null)[]) {
    super();
    this.errors = errors;
  }
}

function allUndone(errors: readonly (RestError | null)[]): readonly RowOutcome[] {
  return errors.map((error) => ({ success: false, error: error ?? rolledBack }));
}

function orError<Kind>(work: () => Kind): Kind | RestError {
  try {
    return work();
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
}
