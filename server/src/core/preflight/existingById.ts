import { valuesIn } from '../matching/index/tableIndex.ts';
import type { RecordTable } from '../recordSets/model.ts';
import type { ExistingById } from './rowSave.ts';

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
