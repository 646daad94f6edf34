import type { FieldScalar } from '../../core/records/model.ts';
import { IdSequence } from '../ids.ts';
import type { SandboxObject, SandboxSchema } from '../schema/model.ts';

/** A record: values by field name as the schema spells it; blank fields are left out. */
export interface StoredRecord {
  readonly id: string;
  readonly object: SandboxObject;
  readonly values: Map<string, FieldScalar>;
}

export interface StoreOptions {
  readonly schema: SandboxSchema;
  readonly now: () => Date;
}

/** The records of the org, in memory. It knows no rules and no permissions. */
export class RecordStore {
  readonly #schema: SandboxSchema;
  readonly #now: () => Date;
  readonly #ids = new IdSequence();
  readonly #tables = new Map<string, Map<string, StoredRecord>>();
  readonly #names = new Map<string, number>();

  constructor({ schema, now }: StoreOptions) {
    this.#schema = schema;
    this.#now = now;
  }

  records(object: string): Iterable<StoredRecord> {
    return this.#tables.get(object.toLowerCase())?.values() ?? [];
  }

  /** `id`: 18 characters. */
  record(id: string): StoredRecord | null {
    const object = this.#schema.objectOfId(id);
    return (object && this.#tables.get(object.name.toLowerCase())?.get(id)) ?? null;
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
    const table = this.#tables.get(object.name.toLowerCase()) ?? new Map<string, StoredRecord>();
    table.set(id, record);
    this.#tables.set(object.name.toLowerCase(), table);
    return record;
  }

  update(record: StoredRecord, values: Iterable<readonly [string, FieldScalar]>, userId: string): void {
    this.#write(record, values, userId, timestamp(this.#now()));
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
