import type { FieldScalar } from '../../core/records/model.ts';
import { IdSequence } from '../ids.ts';
import type { SandboxObject, SandboxSchema } from '../schema/model.ts';
import { Columns, FieldValues } from './fieldValues.ts';
import { nameOfPerson, numberText, planOf } from './recordPlan.ts';
import type { StoreChange, StoredRecord } from './storedRecord.ts';
import { type OwnRecord, Tables } from './tables.ts';
import { ValueIndexes } from './valueIndexes.ts';

export interface StoreOptions {
  readonly schema: SandboxSchema;
  readonly now: () => Date;
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
  readonly #live = new Tables();
  readonly #bin = new Tables();
  readonly #columns = new WeakMap<SandboxObject, Columns>();
  readonly #names = new Map<string, number>();
  readonly #listeners: ((change: StoreChange) => void)[] = [];
  readonly #indexes: ValueIndexes;
  #lastOrdinal = 0;
  /** How to undo what was done since the outermost transaction began; null outside of one. */
  #undo: (() => void)[] | null = null;

  constructor({ schema, now }: StoreOptions) {
    this.#schema = schema;
    this.#now = now;
    this.#indexes = new ValueIndexes((object) => this.records(object));
    this.onChange((change) => this.#indexes.follow(change));
  }

  /** In the order of their creation. */
  records(object: string): Iterable<StoredRecord> {
    return this.#live.records(object);
  }

  count(object: string): number {
    return this.#live.count(object);
  }

  /** Those in the recycle bin. */
  deleted(object: string): Iterable<StoredRecord> {
    return this.#bin.records(object);
  }

  /** `id`: 18 characters. */
  record(id: string): StoredRecord | null {
    return this.#live.find(id);
  }

  deletedRecord(id: string): StoredRecord | null {
    return this.#bin.find(id);
  }

  /**
   * Records whose field has the value, in any case, in the order of their creation; an index of the field is kept from
   * the first question on.
   */
  withValue(object: string, field: string, value: FieldScalar): readonly StoredRecord[] {
    const { name = object } = this.#schema.object(object) ?? {};
    return this.#indexes.withValue(name, this.#schema.field(name, field)?.name ?? field, value);
  }

  /** What it holds of the objects, those in the recycle bin last; to be read before the next change. */
  content(objects: readonly SandboxObject[]): StoreContent {
    const all = [this.#live, this.#bin].flatMap((tables) =>
      objects.flatMap(({ name }) => [...tables.records(name)]),
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
      for (const record of [...this.#live.records(name)]) this.#unlink(record, record.values);
      for (const record of [...this.#bin.records(name)]) this.#bin.remove(record);
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
      const record = this.#make(object, id, values);
      if (values.get('IsDeleted') === true) this.#bin.add(record);
      else this.#link(record);
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

  /**
   * Values by the schema's spelling of the fields. `userId`: whoever creates it. `ownId`: one that no record has, of 18
   * characters and with the object's key prefix; else it gets the next one.
   */
  insert(
    object: SandboxObject,
    values: Iterable<readonly [string, FieldScalar]>,
    userId: string,
    ownId?: string,
  ): StoredRecord {
    const now = this.#now();
    const record = this.#make(object, ownId ?? this.#nextId(object));
    const own = record.values;
    const { defaults, isOwned, isDeletable, isNamedById, numbered } = planOf(object);
    for (const [name, value] of defaults) own.set(name, value);
    if (isOwned) own.set('OwnerId', userId);
    if (isDeletable) own.set('IsDeleted', false);
    if (isDeletable) own.set('CreatedDate', timestamp(now));
    if (isDeletable) own.set('CreatedById', userId);
    for (const { name, counter, autoNumber } of numbered) {
      const number = (this.#names.get(counter) ?? autoNumber.start - 1) + 1;
      this.#names.set(counter, number);
      own.set(name, numberText(autoNumber, number, now));
    }
    this.#write(record, values, userId, now);
    if (isNamedById && !own.get('Name')) own.set('Name', record.id.slice(0, 15));
    own.trim();
    this.#link(record);
    this.#undo?.push(() => this.#unlink(record, record.values));
    return record;
  }

  update(record: StoredRecord, values: Iterable<readonly [string, FieldScalar]>, userId: string): void {
    const own = this.#own(record);
    const before = own.values.copy();
    this.#write(own, values, userId, this.#now());
    this.#undo?.push(() => this.#restore(own, before));
    this.#tell({ record, before, after: record.values });
  }

  /** Moves it to the recycle bin. */
  delete(record: StoredRecord, userId: string): void {
    const own = this.#own(record);
    const before = own.values.copy();
    this.#write(own, [['IsDeleted', true]], userId, this.#now());
    this.#bin.add(own);
    this.#undo?.push(() => {
      this.#bin.remove(own);
      own.values.restore(before);
      this.#link(own);
    });
    this.#unlink(own, before);
  }

  /** Takes it back from the recycle bin. */
  undelete(record: StoredRecord, userId: string): void {
    const own = this.#own(record);
    const before = own.values.copy();
    this.#bin.remove(own);
    this.#write(own, [['IsDeleted', false]], userId, this.#now());
    this.#undo?.push(() => {
      const undeleted = own.values.copy();
      own.values.restore(before);
      this.#bin.add(own);
      this.#unlink(own, undeleted);
    });
    this.#link(own);
  }

  /** Takes it out of the recycle bin for good. */
  purge(record: StoredRecord): void {
    const own = this.#own(record);
    this.#bin.remove(own);
    this.#undo?.push(() => this.#bin.add(own));
  }

  #make(object: SandboxObject, id: string, values: Iterable<readonly [string, FieldScalar]> = []): OwnRecord {
    const columns = this.#columns.get(object) ?? new Columns();
    this.#columns.set(object, columns);
    const own = new FieldValues(columns, [['Id', id], ...values]);
    return { id, object, ordinal: ++this.#lastOrdinal, values: own };
  }

  /** All records come from {@link #make}. */
  #own(record: StoredRecord): OwnRecord {
    return record as OwnRecord;
  }

  #link(record: OwnRecord): void {
    this.#live.add(record);
    this.#tell({ record, before: null, after: record.values });
  }

  #unlink(record: OwnRecord, before: ReadonlyMap<string, FieldScalar>): void {
    this.#live.remove(record);
    this.#tell({ record, before, after: null });
  }

  #restore(record: OwnRecord, values: FieldValues): void {
    const before = record.values.copy();
    record.values.restore(values);
    this.#tell({ record, before, after: record.values });
  }

  #tell(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #write(
    { object, values: own }: OwnRecord,
    values: Iterable<readonly [string, FieldScalar]>,
    userId: string,
    now: Date,
  ): void {
    const { booleans, isNamedAsPerson, marksPersons } = planOf(object);
    for (const [name, given] of values) {
      const value = typeof given === 'string' ? given.trim() : given;
      if (value !== null && value !== '') own.set(name, value);
      else if (booleans.includes(name)) own.set(name, false);
      else own.delete(name);
    }
    const name = isNamedAsPerson ? nameOfPerson(own) : null;
    if (name !== null) own.set('Name', name);
    if (name !== null && marksPersons) own.set('IsPersonAccount', true);
    const at = timestamp(now);
    own.set('LastModifiedDate', at);
    own.set('LastModifiedById', userId);
    own.set('SystemModstamp', at);
  }

  /** One that no record has that came with an id of its own. */
  #nextId(object: SandboxObject): string {
    for (;;) {
      const id = this.#ids.next(object.keyPrefix);
      if (this.#live.find(id) === null && this.#bin.find(id) === null) return id;
    }
  }
}

/** `2026-01-02T03:04:05.000+0000`, as REST writes it. */
function timestamp(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
