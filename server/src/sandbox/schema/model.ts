import type { FieldScalar } from '../../core/records/model.ts';

/** Field types as a describe call names them. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'multipicklist'
  | 'reference'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  /** A compound field, made of others. */
  | 'address';

/** How an auto-number field counts. */
export interface AutoNumber {
  /** `A-{0000}` */
  readonly format: string;
  readonly start: number;
}

export interface SandboxField {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 for types without a length. */
  readonly length: number;
  readonly custom: boolean;
  /** Whether a record cannot be created without it. */
  readonly required: boolean;
  /** Whether callers may set it. */
  readonly writable: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly referenceTo: readonly string[];
  /** Name under which a query reaches the record it refers to (`Account`, `Parent__r`); null if none. */
  readonly relationshipName: string | null;
  /** Name of the list of such records on the record it refers to (`Contacts`, `Children__r`); null if none. */
  readonly childRelationshipName: string | null;
  readonly picklistValues: readonly string[];
  /** Whether a picklist takes no other values. */
  readonly restricted?: boolean;
  /** Of a number: how many digits there may be before the decimal point. */
  readonly integerDigits?: number;
  /** Of a unique text: whether case makes a difference. */
  readonly caseSensitive?: boolean;
  /** Whether callers may set it when they create a record, and never again: a parent that owns the record. */
  readonly createOnly?: boolean;
  /** Whether it is worked out from others: a formula or a roll-up summary. */
  readonly calculated?: boolean;
  /** Whether its record goes when the record goes that it refers to: master-detail. */
  readonly cascadeDelete?: boolean;
  /** Digits behind the decimal point. */
  readonly scale?: number;
  /** What a new record gets that says nothing of it. */
  readonly defaultValue?: FieldScalar;
  /** Null: it is no such field. */
  readonly autoNumber: AutoNumber | null;
}

export interface SandboxObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its records' ids. */
  readonly keyPrefix: string;
  readonly custom: boolean;
  /** False for rules, users and the organization: callers only read them. */
  readonly createable: boolean;
  /** Only visible with the permission View Setup and Configuration. */
  readonly setup: boolean;
  /** Whether records of it may exist that this org does not know: record types and queues are in no file it reads. */
  readonly partlyKnown?: boolean;
  /** In the order of a describe. */
  readonly fields: readonly SandboxField[];
  /** The fields of the primary compact layout: what includeRecordDetails gives. */
  readonly compactLayout: readonly string[];
  /** The field whose value names a record. */
  readonly nameField: string;
}

/** The records of an object that refer to a record of another by one field. */
export interface ChildRelationship {
  /** `Contacts`; null where it has no name. */
  readonly name: string | null;
  readonly child: SandboxObject;
  readonly field: SandboxField;
}

/** The objects of the org, by name in any case. */
export class SandboxSchema {
  readonly #objects = new Map<string, SandboxObject>();
  readonly #byPrefix = new Map<string, SandboxObject>();
  readonly #fields = new Map<string, Map<string, SandboxField>>();
  readonly #up = new Map<string, Map<string, SandboxField>>();
  readonly #down = new Map<string, ChildRelationship[]>();
  #all: readonly SandboxObject[] = [];

  constructor(objects: Iterable<SandboxObject>) {
    for (const object of objects) this.#objects.set(object.name.toLowerCase(), { ...object });
    this.#index();
  }

  /**
   * Takes the objects and fields of another schema. An object that was there stays the same value, with its key
   * prefix: records hold on to it.
   */
  replace({ objects }: SandboxSchema): void {
    const names = new Set(objects.map(({ name }) => name.toLowerCase()));
    for (const [key, { keyPrefix }] of this.#objects) {
      if (names.has(key)) continue;
      this.#objects.delete(key);
      this.#byPrefix.delete(keyPrefix);
    }
    for (const object of objects) {
      const key = object.name.toLowerCase();
      const known = this.#objects.get(key);
      const keyPrefix = known?.keyPrefix ?? this.#freePrefix(object.keyPrefix);
      const now = Object.assign(known ?? {}, object, { keyPrefix });
      this.#objects.set(key, now);
      this.#byPrefix.set(keyPrefix, now);
    }
    this.#index();
  }

  #freePrefix(wanted: string): string {
    let prefix = wanted;
    for (let index = 0; this.#byPrefix.has(prefix); index++) prefix = customPrefix(index);
    return prefix;
  }

  #index(): void {
    for (const map of [this.#byPrefix, this.#fields, this.#up, this.#down]) map.clear();
    for (const [key, object] of this.#objects) {
      this.#byPrefix.set(object.keyPrefix, object);
      this.#fields.set(key, new Map(object.fields.map((field) => [field.name.toLowerCase(), field])));
      const up = object.fields.filter(({ relationshipName }) => relationshipName !== null);
      this.#up.set(key, new Map(up.map((field) => [field.relationshipName!.toLowerCase(), field])));
      for (const field of object.fields) this.#addChildren(object, field);
    }
    this.#all = [...this.#objects.values()];
  }

  #addChildren(child: SandboxObject, field: SandboxField): void {
    for (const parent of field.referenceTo) {
      const key = parent.toLowerCase();
      const children = this.#down.get(key) ?? [];
      children.push({ name: field.childRelationshipName, child, field });
      this.#down.set(key, children);
    }
  }

  get objects(): readonly SandboxObject[] {
    return this.#all;
  }

  object(name: string): SandboxObject | null {
    return this.#objects.get(name.toLowerCase()) ?? null;
  }

  field(object: string, name: string): SandboxField | null {
    return this.#fields.get(object.toLowerCase())?.get(name.toLowerCase()) ?? null;
  }

  /** The reference field behind a relationship's name. */
  relationship(object: string, name: string): SandboxField | null {
    return this.#up.get(object.toLowerCase())?.get(name.toLowerCase()) ?? null;
  }

  /** The lists of records that refer to records of an object. */
  childRelationships(object: string): readonly ChildRelationship[] {
    return this.#down.get(object.toLowerCase()) ?? [];
  }

  childRelationship(object: string, name: string): ChildRelationship | null {
    const lower = name.toLowerCase();
    return this.childRelationships(object).find((one) => one.name?.toLowerCase() === lower) ?? null;
  }

  objectOfId(id: string): SandboxObject | null {
    return this.#byPrefix.get(id.slice(0, 3)) ?? null;
  }
}

/** The key prefix of the custom object of that number, from 0. */
export function customPrefix(index: number): string {
  return `a${index.toString(36).padStart(2, '0').toUpperCase()}`;
}

/**
 * Whether an upsert may find records by a field: an external id, or the address of a contact or lead, which the object
 * reference gives the property idLookup.
 */
export function isUpsertKey({ name: object }: SandboxObject, field: SandboxField): boolean {
  return field.externalId || (field.name === 'Email' && (object === 'Contact' || object === 'Lead'));
}
