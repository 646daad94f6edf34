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
  | 'percent';

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
  readonly picklistValues: readonly string[];
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
  /** In the order of a describe. */
  readonly fields: readonly SandboxField[];
  /** The fields of the primary compact layout: what includeRecordDetails gives. */
  readonly compactLayout: readonly string[];
  /** The field whose value names a record. */
  readonly nameField: string;
}

/** The objects of the org, by name in any case. */
export class SandboxSchema {
  readonly #objects = new Map<string, SandboxObject>();
  readonly #fields = new Map<string, Map<string, SandboxField>>();

  constructor(objects: Iterable<SandboxObject>) {
    for (const object of objects) this.#put({ ...object });
  }

  /**
   * Takes the objects and fields of another schema. An object that was there stays the same value, with its key
   * prefix: records hold on to it.
   */
  replace({ objects }: SandboxSchema): void {
    const names = new Set(objects.map(({ name }) => name.toLowerCase()));
    for (const name of [...this.#objects.keys()].filter((one) => !names.has(one))) {
      this.#objects.delete(name);
      this.#fields.delete(name);
    }
    const fresh = objects.filter(({ name }) => this.object(name) === null);
    for (const object of objects) {
      const known = this.object(object.name);
      if (known) this.#put(Object.assign(known, object, { keyPrefix: known.keyPrefix }));
    }
    for (const object of fresh) {
      const keyPrefix = this.objectOfId(object.keyPrefix) ? this.#freePrefix() : object.keyPrefix;
      this.#put({ ...object, keyPrefix });
    }
  }

  #put(object: SandboxObject): void {
    const key = object.name.toLowerCase();
    this.#objects.set(key, object);
    this.#fields.set(key, new Map(object.fields.map((field) => [field.name.toLowerCase(), field])));
  }

  #freePrefix(): string {
    for (let index = 0; ; index++) {
      const prefix = customPrefix(index);
      if (!this.objectOfId(prefix)) return prefix;
    }
  }

  get objects(): readonly SandboxObject[] {
    return [...this.#objects.values()];
  }

  object(name: string): SandboxObject | null {
    return this.#objects.get(name.toLowerCase()) ?? null;
  }

  field(object: string, name: string): SandboxField | null {
    return this.#fields.get(object.toLowerCase())?.get(name.toLowerCase()) ?? null;
  }

  /** The reference field behind a relationship's name. */
  relationship(object: string, name: string): SandboxField | null {
    const lower = name.toLowerCase();
    const fields = this.object(object)?.fields ?? [];
    return fields.find((field) => field.relationshipName?.toLowerCase() === lower) ?? null;
  }

  objectOfId(id: string): SandboxObject | null {
    const prefix = id.slice(0, 3);
    return this.objects.find(({ keyPrefix }) => keyPrefix === prefix) ?? null;
  }
}

/** The key prefix of the custom object of that number, from 0. */
export function customPrefix(index: number): string {
  return `a${index.toString(36).padStart(2, '0').toUpperCase()}`;
}
