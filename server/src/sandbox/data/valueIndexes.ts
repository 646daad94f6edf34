import type { FieldScalar } from '../../core/records/model.ts';
import type { StoreChange, StoredRecord } from './store.ts';

/** Records by the value of a field, for external ids and unique fields; kept from the first question on. */
export class ValueIndexes {
  readonly #records: (object: string) => Iterable<StoredRecord>;
  /** By object, then by field. */
  readonly #byObject = new Map<string, Map<string, Map<string, Set<StoredRecord>>>>();

  constructor(records: (object: string) => Iterable<StoredRecord>) {
    this.#records = records;
  }

  /** Names as the schema spells them. */
  withValue(object: string, field: string, value: FieldScalar): readonly StoredRecord[] {
    const key = keyOf(value);
    return key === null ? [] : [...(this.#index(object, field).get(key) ?? [])];
  }

  follow({ record, before, after }: StoreChange): void {
    for (const [field, index] of this.#byObject.get(record.object.name) ?? []) {
      const [old, now] = [keyOf(before?.get(field)), keyOf(after?.get(field))];
      if (old === now) continue;
      if (old !== null) {
        const records = index.get(old);
        records?.delete(record);
        if (records?.size === 0) index.delete(old);
      }
      if (now !== null) add(index, now, record);
    }
  }

  #index(object: string, field: string): Map<string, Set<StoredRecord>> {
    const indexes = this.#byObject.get(object) ?? new Map<string, Map<string, Set<StoredRecord>>>();
    this.#byObject.set(object, indexes);
    let index = indexes.get(field);
    if (index === undefined) {
      index = new Map();
      for (const record of this.#records(object)) {
        const key = keyOf(record.values.get(field));
        if (key !== null) add(index, key, record);
      }
      indexes.set(field, index);
    }
    return index;
  }
}

function add(index: Map<string, Set<StoredRecord>>, key: string, record: StoredRecord): void {
  const records = index.get(key);
  if (records) records.add(record);
  else index.set(key, new Set([record]));
}

function keyOf(value: FieldScalar | undefined): string | null {
  return value === undefined || value === null || value === '' ? null : String(value).toLowerCase();
}
