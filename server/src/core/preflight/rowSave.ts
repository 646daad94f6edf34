import type { RecordValues } from '../matching/model.ts';
import { textOf } from '../matching/record.ts';
import { wholeRecord } from '../matching/run/candidates.ts';
import type { OfflineSave } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RecordTable } from '../recordSets/model.ts';
import { type ExistingById, isIdField, recordKey } from './existingById.ts';
import type { LoadPlan } from './model.ts';

/** What Bulk API and Data Loader take for "set to nothing". */
const nothing = '#N/A';

/** A row as Salesforce takes it. */
export interface RowSave {
  readonly save: OfflineSave;
  /** By which an update or upsert finds its record; '' where there is none, and for an insert. */
  readonly key: string;
  /** Why Salesforce refuses it before any rule runs: a sentence; null if it does not. */
  readonly fails: string | null;
}

/** A row of a file as a save: an update stands on the existing record, where that is at hand. */
export function rowSave(
  table: RecordTable,
  ordinal: number,
  row: RecordValues,
  plan: LoadPlan,
  before: ExistingById,
): RowSave {
  const { object, user, catalog, operation, externalId } = plan;
  const given = written(row);
  const base = { object, user, catalog };
  const insert: OfflineSave = { ...base, operation: 'insert', id: null, values: given, changed: null };
  if (operation === 'insert') return { save: insert, key: '', fails: null };
  const key = keyOf(table, ordinal, plan);
  if (key === '') {
    // An upsert by Id inserts what has none.
    const fails =
      operation === 'update'
        ? 'The row has no Id: an update of it fails.'
        : isIdField(externalId)
          ? null
          : `The row has no ${externalId}: an upsert by it fails.`;
    return { save: insert, key, fails };
  }
  const found = before.find(key);
  // An upsert by id updates or fails; by an external id that is not there it inserts.
  if (operation === 'upsert' && found === null && !isIdField(externalId)) {
    return { save: insert, key, fails: null };
  }
  const values: RecordValues = (name) => {
    const own = given(name);
    return own === undefined ? found?.values(name) : own;
  };
  const save: OfflineSave = {
    ...base,
    operation: 'update',
    id: found?.id ?? table.id(ordinal),
    values,
    changed: found === null ? null : changedFields(table, given, found.values),
  };
  return { save, key, fails: null };
}

/** What a row leaves that becomes a record of its own: what it does not give is blank. */
export function newValues(row: RecordValues): RecordValues {
  return wholeRecord(written(row));
}

/** Keys of an upsert by an external id that several rows of a batch have: Salesforce refuses all of them. */
export function repeatedKeys(
  table: RecordTable,
  from: number,
  to: number,
  plan: LoadPlan,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  if (plan.operation !== 'upsert' || isIdField(plan.externalId)) return repeated;
  for (let ordinal = from; ordinal < to; ordinal++) {
    const key = recordKey(keyOf(table, ordinal, plan), plan.externalId);
    if (key === '') continue;
    if (seen.has(key)) repeated.add(key);
    seen.add(key);
  }
  return repeated;
}

/** An empty cell is not given, as in an import. */
function written(row: RecordValues): RecordValues {
  return (name) => {
    const value = row(name);
    if (value === undefined || value === '') return undefined;
    return value === nothing ? null : value;
  };
}

function keyOf(table: RecordTable, ordinal: number, { externalId }: LoadPlan): string {
  if (isIdField(externalId)) return table.id(ordinal) ?? '';
  return table.value(ordinal, table.column(externalId!))?.trim() ?? '';
}

function changedFields(table: RecordTable, given: RecordValues, before: RecordValues): ReadonlySet<string> {
  const changed = table.fields.map(fieldKey).filter((key) => {
    const value = given(key);
    return value !== undefined && textOf(value) !== textOf(before(key));
  });
  return new Set(changed);
}
