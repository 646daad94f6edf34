import { valuesIn } from '../matching/index/tableIndex.ts';
import type { RecordTable } from '../recordSets/model.ts';
import type { ExistingById } from './rowSave.ts';

/** Existing records by their Ids, in 15 or 18 characters, or by the values of an external id. */
export function existingById(table: RecordTable, externalId: string | null): ExistingById {
  const isId = externalId === null || /^id$/i.test(externalId);
  const column = table.column(externalId ?? 'Id');
  const keyOf = (value: string) => (isId ? value.slice(0, 15) : value.toLowerCase());
  const ordinals = new Map<string, number>();
  for (let ordinal = 0; ordinal < table.size; ordinal++) {
    const value = table.value(ordinal, column)?.trim();
    if (value) ordinals.set(keyOf(value), ordinal);
  }
  const valuesOf = valuesIn(table);
  return {
    find(value) {
      const ordinal = ordinals.get(keyOf(value));
      return ordinal === undefined ? null : { id: table.id(ordinal), values: valuesOf(ordinal) };
    },
  };
}
