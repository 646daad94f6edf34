import type { FieldValues } from './fieldValues.ts';
import type { StoredRecord } from './storedRecord.ts';

/** As the store sees it, which alone changes values. */
export interface OwnRecord extends StoredRecord {
  readonly values: FieldValues;
}

interface Table {
  records: Map<string, OwnRecord>;
  /** Whether one was put back, and stands behind younger ones. */
  isMixed: boolean;
}

/** Records by object and by id. */
export class Tables {
  readonly #byObject = new Map<string, Table>();
  /** By the first three characters of ids. */
  readonly #byPrefix = new Map<string, Table>();
  readonly #lastOrdinals = new Map<Table, number>();

  /** In the order of their creation. `object`: in any case. */
  records(object: string): Iterable<OwnRecord> {
    const table = this.#table(object);
    if (table.isMixed) {
      const inOrder = [...table.records].sort(([, one], [, other]) => one.ordinal - other.ordinal);
      table.records = new Map(inOrder);
      table.isMixed = false;
    }
    return table.records.values();
  }

  count(object: string): number {
    return this.#table(object).records.size;
  }

  /** `id`: 18 characters. */
  find(id: string): OwnRecord | null {
    return this.#byPrefix.get(id.slice(0, 3))?.records.get(id) ?? null;
  }

  add(record: OwnRecord): void {
    const table = this.#table(record.object.name);
    this.#byPrefix.set(record.id.slice(0, 3), table);
    table.records.set(record.id, record);
    const last = this.#lastOrdinals.get(table) ?? -1;
    if (record.ordinal < last) table.isMixed = true;
    else this.#lastOrdinals.set(table, record.ordinal);
  }

  remove(record: StoredRecord): void {
    this.#table(record.object.name).records.delete(record.id);
  }

  #table(object: string): Table {
    const key = object.toLowerCase();
    let table = this.#byObject.get(key);
    if (table === undefined) {
      table = { records: new Map(), isMixed: false };
      this.#byObject.set(key, table);
    }
    return table;
  }
}
