import type { RecordValues } from '../matching/model.ts';
import { textOf } from '../matching/record.ts';
import type { OfflineSave } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RecordTable } from '../recordSets/model.ts';
import type { LoadPlan } from './model.ts';

/** Existing records of the plan's object by the value of the field that an update or upsert goes by. */
export interface ExistingById {
  /** @param value as the row has it, trimmed; case does not count. Null: there is none. */
  find(value: string): { readonly id: string | null; readonly values: RecordValues } | null;
}

/** What Bulk API and Data Loader take for "set to nothing". */
const nothing = '#N/A';

/** A row of a file as a save: an update stands on the existing record, where that is at hand. */
export function rowSave(
  table: RecordTable,
  ordinal: number,
  row: RecordValues,
  plan: LoadPlan,
  existing: ExistingById | null,
): OfflineSave {
  const { object, user, catalog } = plan;
  const given = written(row);
  const base = { object, user, catalog };
  const key = keyOf(table, ordinal, plan);
  if (plan.operation === 'insert' || key === '') {
    return { ...base, operation: 'insert', id: null, values: given, changed: null };
  }
  const found = existing?.find(key) ?? null;
  if (plan.operation === 'upsert' && found === null) {
    const isById = plan.externalId === null;
    // An upsert by id updates or fails; by an external id that is not there it inserts.
    if (!isById && existing !== null) {
      return { ...base, operation: 'insert', id: null, values: given, changed: null };
    }
  }
  const values: RecordValues = (name) => {
    const own = given(name);
    return own === undefined ? found?.values(name) : own;
  };
  return {
    ...base,
    operation: 'update',
    id: found?.id ?? table.id(ordinal),
    values,
    changed: found === null ? null : changedFields(table, given, found.values),
  };
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
  if (externalId === null || /^id$/i.test(externalId)) return table.id(ordinal) ?? '';
  return table.value(ordinal, table.column(externalId))?.trim() ?? '';
}

function changedFields(table: RecordTable, given: RecordValues, before: RecordValues): ReadonlySet<string> {
  const changed = table.fields.map(fieldKey).filter((key) => {
    const value = given(key);
    return value !== undefined && textOf(value) !== textOf(before(key));
  });
  return new Set(changed);
}
