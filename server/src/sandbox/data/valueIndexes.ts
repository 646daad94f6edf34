import type { FieldScalar } from '../../core/records/model.ts';
import type { StoreChange, StoredRecord } from './storedRecord.ts';

/** Most values are of one record, which needs no set. */
type Holders = StoredRecord | Set<StoredRecord>;

/** Records by the value of a field, for external ids and unique fields; kept from the first question on. */
export class ValueIndexes {
  readonly #records: (object: string) => Iterable<StoredRecord>;
  /** By object, then by field. */
  readonly #byObject = new Map<string, Map<string, Map<string, Holders>>>();

  constructor(records: (object: string) => Iterable<StoredRecord>) {
    this.#records = records;
  }

  /** In the order of their creation. Names as the schema spells them. */
  withValue(object: string, field: string, value: FieldScalar): readonly StoredRecord[] {
    const key = keyOf(value);
    const holders = key === null ? undefined : this.#index(object, field).get(key);
    if (holders === undefined) return [];
    if (!(holders instanceof Set)) return [holders];
    return [...holders].sort((one, other) => one.ordinal - other.ordinal);
  }

  follow({ record, before, after }: StoreChange): void {
    for (const [field, index] of this.#byObject.get(record.object.name) ?? []) {
      const [old, now] = [keyOf(before?.get(field)), keyOf(after?.get(field))];
      if (old === now) continue;
      if (old !== null) remove(index, old, record);
      if (now !== null) add(index, now, record);
    }
  }

  #index(object: string, field: string): Map<string, Holders> {
    const indexes = this.#byObject.get(object) ?? new Map<string, Map<string, Holders>>();
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

function add(index: Map<string, Holders>, key: string, record: StoredRecord): void {
  const holders = index.get(key);
  if (holders === undefined) index.set(key, record);
  else if (holders instanceof Set) holders.add(record);
  else if (holders !== record) index.set(key, new Set([holders, record]));
}

function remove(index: Map<string, Holders>, key: string, record: StoredRecord): void {
  const holders = index.get(key);
  if (holders === record) index.delete(key);
  else if (holders instanceof Set) {
    holders.delete(record);
    if (holders.size === 0) index.delete(key);
  }
}

function keyOf(value: FieldScalar | undefined): string | null {
  return value === undefined || value === null || value === '' ? null : String(value).toLowerCase();
}
