import type { FieldScalar } from '../../core/records/model.ts';
import { IdSequence } from '../ids.ts';
import type { SandboxObject, SandboxSchema } from '../schema/model.ts';
import { ValueIndexes } from './valueIndexes.ts';

/** A record: values by field name as the schema spells it; blank fields are left out. */
export interface StoredRecord {
  readonly id: string;
  readonly object: SandboxObject;
  /** Only the store changes them. */
  readonly values: Map<string, FieldScalar>;
}

export interface StoreOptions {
  readonly schema: SandboxSchema;
  readonly now: () => Date;
}

/** What became of a record, after it became so; `before` and `after` are null where there was or is none. */
export interface StoreChange {
  readonly record: StoredRecord;
  readonly before: ReadonlyMap<string, FieldScalar> | null;
  readonly after: ReadonlyMap<string, FieldScalar> | null;
}

/** All that a store holds of some objects, as plain values. */
export interface StoreContent {
  /** Last number of the ids given, by key prefix. */
  readonly ids: Iterable<readonly [string, number]>;
  /** Last number of the names given, by object. */
  readonly names: Iterable<readonly [string, number]>;
  readonly records: Iterable<StoredRow>;
}

/** Values by field, `Id` among them. */
export interface StoredRow {
  readonly object: string;
  readonly values: Iterable<readonly [string, FieldScalar]>;
}

/**
 * The records of the org, in memory. It knows no rules and no permissions. Deleted records go to a recycle bin: they
 * are in no table, but are found by {@link deleted}.
 */
export class RecordStore {
  readonly #schema: SandboxSchema;
  readonly #now: () => Date;
  readonly #ids = new IdSequence();
  readonly #tables = new Map<string, Map<string, StoredRecord>>();
  readonly #bins = new Map<string, Map<string, StoredRecord>>();
  readonly #names = new Map<string, number>();
  readonly #listeners: ((change: StoreChange) => void)[] = [];
  readonly #indexes: ValueIndexes;
  /** How to undo what was done since the outermost transaction began; null outside of one. */
  #undo: (() => void)[] | null = null;

  constructor({ schema, now }: StoreOptions) {
    this.#schema = schema;
    this.#now = now;
    this.#indexes = new ValueIndexes((object) => this.records(object));
    this.onChange((change) => this.#indexes.follow(change));
  }

  /** In the order of their creation; of an undeleted one, of its return. */
  records(object: string): Iterable<StoredRecord> {
    return this.#table(this.#tables, object).values();
  }

  count(object: string): number {
    return this.#table(this.#tables, object).size;
  }

  /** Those in the recycle bin. */
  deleted(object: string): Iterable<StoredRecord> {
    return this.#table(this.#bins, object).values();
  }

  /** `id`: 18 characters. */
  record(id: string): StoredRecord | null {
    const object = this.#schema.objectOfId(id);
    return (object && this.#table(this.#tables, object.name).get(id)) ?? null;
  }

  deletedRecord(id: string): StoredRecord | null {
    const object = this.#schema.objectOfId(id);
    return (object && this.#table(this.#bins, object.name).get(id)) ?? null;
  }

  /** Records whose field has the value, in any case; an index of the field is kept from the first question on. */
  withValue(object: string, field: string, value: FieldScalar): readonly StoredRecord[] {
    const { name = object } = this.#schema.object(object) ?? {};
    return this.#indexes.withValue(name, this.#schema.field(name, field)?.name ?? field, value);
  }

  /** What it holds of the objects, those in the recycle bin last; to be read before the next change. */
  content(objects: readonly SandboxObject[]): StoreContent {
    const all = [this.#tables, this.#bins].flatMap((tables) =>
      objects.flatMap(({ name }) => [...this.#table(tables, name).values()]),
    );
    return {
      ids: [...this.#ids.given],
      names: [...this.#names],
      records: all.map(({ object, values }) => ({ object: object.name, values })),
    };
  }

  /**
   * Puts this in the place of all that it holds of the objects. Fields and objects that are not in the schema are left
   * out. Gives the number of records left out.
   */
  replace(objects: readonly SandboxObject[], { ids, names, records }: StoreContent): number {
    for (const { name } of objects) {
      for (const record of [...this.records(name)]) {
        this.#table(this.#tables, name).delete(record.id);
        this.#tell({ record, before: record.values, after: null });
      }
      this.#table(this.#bins, name).clear();
    }
    const wanted = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
    let leftOut = 0;
    for (const row of records) {
      const object = wanted.get(row.object.toLowerCase());
      const values = new Map(
        [...row.values].filter(([name]) => object && this.#schema.field(object.name, name) !== null),
      );
      const id = values.get('Id');
      if (object === undefined || typeof id !== 'string') {
        leftOut++;
        continue;
      }
      const record = { id, object, values };
      if (values.get('IsDeleted') === true) this.#table(this.#bins, object.name).set(id, record);
      else this.#put(record);
    }
    this.#ids.goOn(ids);
    this.#names.clear();
    for (const [name, number] of names) this.#names.set(name, number);
    return leftOut;
  }

  /** Told of every change, also of those that a transaction takes back. */
  onChange(listener: (change: StoreChange) => void): void {
    this.#listeners.push(listener);
  }

  /** Undoes all changes of the work if it throws, and throws what it threw. May be nested. Ids are not given again. */
  transaction<T>(work: () => T): T {
    const isOutermost = this.#undo === null;
    this.#undo ??= [];
    const undo = this.#undo;
    const start = undo.length;
    try {
      return work();
    } catch (error) {
      while (undo.length > start) undo.pop()!();
      throw error;
    } finally {
      if (isOutermost) this.#undo = null;
    }
  }

  /** Values by the schema's spelling of the fields. `userId`: whoever creates it. */
  insert(
    object: SandboxObject,
    values: Iterable<readonly [string, FieldScalar]>,
    userId: string,
  ): StoredRecord {
    const id = this.#ids.next(object.keyPrefix);
    const record: StoredRecord = { id, object, values: new Map([['Id', id]]) };
    const now = timestamp(this.#now());
    const system: [string, FieldScalar][] = [
      ['OwnerId', userId],
      ['IsDeleted', false],
      ['CreatedDate', now],
      ['CreatedById', userId],
    ];
    for (const field of object.fields) if (field.type === 'boolean') record.values.set(field.name, false);
    for (const [name, value] of system) {
      if (this.#schema.field(object.name, name)) record.values.set(name, value);
    }
    this.#number(record);
    this.#write(record, values, userId, now);
    this.#put(record);
    return record;
  }

  update(record: StoredRecord, values: Iterable<readonly [string, FieldScalar]>, userId: string): void {
    const before = new Map(record.values);
    this.#write(record, values, userId, timestamp(this.#now()));
    this.#changed(record, before, record.values, () => this.#restore(record, before));
  }

  /** Moves it to the recycle bin. */
  delete(record: StoredRecord, userId: string): void {
    const before = new Map(record.values);
    this.#table(this.#tables, record.object.name).delete(record.id);
    this.#write(record, [['IsDeleted', true]], userId, timestamp(this.#now()));
    this.#table(this.#bins, record.object.name).set(record.id, record);
    this.#changed(record, before, null, () => {
      this.#table(this.#bins, record.object.name).delete(record.id);
      record.values.clear();
      for (const [name, value] of before) record.values.set(name, value);
      this.#put(record);
    });
  }

  /** Takes it back from the recycle bin. */
  undelete(record: StoredRecord, userId: string): void {
    this.#table(this.#bins, record.object.name).delete(record.id);
    this.#write(record, [['IsDeleted', false]], userId, timestamp(this.#now()));
    this.#put(record, () => {
      record.values.set('IsDeleted', true);
      this.#table(this.#bins, record.object.name).set(record.id, record);
    });
  }

  #put(record: StoredRecord, andUndo = (): void => {}): void {
    const table = this.#table(this.#tables, record.object.name);
    table.set(record.id, record);
    this.#changed(record, null, record.values, () => {
      table.delete(record.id);
      this.#tell({ record, before: record.values, after: null });
      andUndo();
    });
  }

  #restore(record: StoredRecord, values: ReadonlyMap<string, FieldScalar>): void {
    const before = new Map(record.values);
    record.values.clear();
    for (const [name, value] of values) record.values.set(name, value);
    this.#tell({ record, before, after: record.values });
  }

  #changed(
    record: StoredRecord,
    before: StoreChange['before'],
    after: StoreChange['after'],
    undo: () => void,
  ): void {
    this.#undo?.push(undo);
    this.#tell({ record, before, after });
  }

  #tell(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #table(tables: Map<string, Map<string, StoredRecord>>, object: string): Map<string, StoredRecord> {
    const key = object.toLowerCase();
    let table = tables.get(key);
    if (table === undefined) {
      table = new Map();
      tables.set(key, table);
    }
    return table;
  }

  #write(
    record: StoredRecord,
    values: Iterable<readonly [string, FieldScalar]>,
    userId: string,
    now: string,
  ): void {
    for (const [name, value] of values) {
      if (value === null || value === '') record.values.delete(name);
      else record.values.set(name, typeof value === 'string' ? value.trim() : value);
    }
    const { object } = record;
    if (this.#schema.field(object.name, 'LastName') && this.#schema.field(object.name, 'Name')) {
      const parts = [record.values.get('FirstName'), record.values.get('LastName')];
      record.values.set('Name', parts.filter((part) => typeof part === 'string').join(' '));
    }
    record.values.set('LastModifiedDate', now);
    record.values.set('LastModifiedById', userId);
    record.values.set('SystemModstamp', now);
  }

  /** Gives a number to a record whose name is one. */
  #number(record: StoredRecord): void {
    const { object } = record;
    const name = this.#schema.field(object.name, 'Name');
    if (name === null || name.writable || this.#schema.field(object.name, 'LastName')) return;
    const number = (this.#names.get(object.name) ?? 0) + 1;
    this.#names.set(object.name, number);
    record.values.set('Name', `${object.name.charAt(0)}-${String(number).padStart(5, '0')}`);
  }
}

/** `2026-01-02T03:04:05.000+0000`, as REST writes it. */
function timestamp(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
