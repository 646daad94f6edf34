import { valuesIn } from '../matching/index/tableIndex.ts';
import type { RecordValues } from '../matching/model.ts';
import type { RecordTable } from '../recordSets/model.ts';

/** Existing records of the plan's object by the value of the field that an update or upsert goes by. */
export interface ExistingById {
  /** @param value as the row has it, trimmed; case does not count. Null: there is none. */
  find(value: string): { readonly id: string | null; readonly values: RecordValues } | null;
}

/** Existing records by their Ids, in 15 or 18 characters, or by the values of an external id. */
export function existingById(table: RecordTable, externalId: string | null): ExistingById {
  const column = table.column(externalId ?? 'Id');
  const ordinals = new Map<string, number>();
  for (let ordinal = 0; ordinal < table.size; ordinal++) {
    const value = table.value(ordinal, column)?.trim();
    if (value) ordinals.set(recordKey(value, externalId), ordinal);
  }
  const valuesOf = valuesIn(table);
  return {
    find(value) {
      const ordinal = ordinals.get(recordKey(value, externalId));
      return ordinal === undefined ? null : { id: table.id(ordinal), values: valuesOf(ordinal) };
    },
  };
}

/** What is the same for values that name the same record. @param value trimmed */
export function recordKey(value: string, externalId: string | null): string {
  return isIdField(externalId) ? value.slice(0, 15) : value.toLowerCase();
}

/** Null: without an external id it is the Id that names a record. */
export function isIdField(externalId: string | null): boolean {
  return externalId === null || /^id$/i.test(externalId);
}
