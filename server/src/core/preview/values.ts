import type { MatchRecord } from '../duplicateResults/model.ts';
import type { FieldDescription, FieldReading, ObjectDescription } from '../orgData/model.ts';
import type { FieldScalar, SampleRecord } from '../records/model.ts';
import { keyOf } from './matching.ts';

/** The values of records, from an answer and from what was read besides; labels of fields. */
export class RecordValues {
  readonly #records = new Map<string, Map<string, { readonly name: string; readonly value: FieldScalar }>>();
  readonly #unreadable = new Map<string, Set<string>>();
  readonly #missing = new Set<string>();
  readonly #givenByKey = new WeakMap<object, ReadonlyMap<string, FieldScalar>>();
  /** By object, then by name in lower case and by key; names go first. */
  readonly #described = new Map<string, Map<string, FieldDescription>>();

  constructor(readings: readonly FieldReading[], descriptions: readonly ObjectDescription[]) {
    for (const { name, fields } of descriptions)
      this.#described.set(name.toLowerCase(), byNameAndKey(fields));
    for (const { type, records, unreadable, missing } of readings) {
      const fields = this.#unreadable.get(type.toLowerCase()) ?? new Set();
      for (const field of unreadable) fields.add(keyOf(field));
      this.#unreadable.set(type.toLowerCase(), fields);
      for (const id of missing) this.#missing.add(idKey(id));
      for (const { id, fields: values } of records) this.#add(id, values);
    }
  }

  #add(id: string, values: Readonly<Record<string, FieldScalar>>): void {
    const key = idKey(id);
    const known = this.#records.get(key) ?? new Map();
    for (const [name, value] of Object.entries(values)) known.set(keyOf(name), { name, value });
    this.#records.set(key, known);
  }

  /** Undefined if not known. What was read goes before what came with the answer: that may be shortened. */
  ofRecord(match: MatchRecord, field: string): FieldScalar | undefined {
    const key = keyOf(field);
    const read = this.#records.get(idKey(match.id))?.get(key);
    if (read) return read.value;
    return this.#given(match.fields).get(key);
  }

  /** An answer may hold many fields, and each is looked up by its key. */
  #given(fields: MatchRecord['fields']): ReadonlyMap<string, FieldScalar> {
    const known = this.#givenByKey.get(fields);
    if (known) return known;
    const given = new Map(Object.entries(fields).map(([name, value]) => [keyOf(name), value]));
    this.#givenByKey.set(fields, given);
    return given;
  }

  /** The value that the sample gives, or that the org holds for a record that is tested with changes. */
  ofSample(sample: SampleRecord, field: string): FieldScalar | undefined {
    const key = keyOf(field);
    const given = sample.fields.findLast(({ name }) => keyOf(name) === key);
    if (given) return given.value;
    return sample.id === null ? undefined : this.#records.get(idKey(sample.id))?.get(key)?.value;
  }

  /** Names of the fields whose values are known, without the id. */
  fieldNames(match: MatchRecord): readonly string[] {
    const read = this.#records.get(idKey(match.id));
    const names = [...Object.keys(match.fields), ...[...(read?.values() ?? [])].map(({ name }) => name)];
    return names.filter((name) => name.toLowerCase() !== 'id');
  }

  isUnreadable(match: MatchRecord, field: string): boolean {
    return (
      this.isMissing(match) || (this.#unreadable.get(match.type.toLowerCase())?.has(keyOf(field)) ?? false)
    );
  }

  /** The user cannot see the record. */
  isMissing(match: MatchRecord): boolean {
    return this.#missing.has(idKey(match.id));
  }

  label(type: string, field: string): string | null {
    return this.#describe(type, field)?.label || null;
  }

  /** As describe says; null if not known. */
  fieldType(type: string, field: string): string | null {
    return this.#describe(type, field)?.type || null;
  }

  /** Whether a new record can be given a value for it; null if not known. */
  isCreateable(type: string, field: string): boolean | null {
    return this.#describe(type, field)?.createable ?? null;
  }

  #describe(type: string, field: string): FieldDescription | undefined {
    const object = type.toLowerCase();
    const fields = this.#described.get(object === 'personaccount' ? 'account' : object);
    return fields?.get(field.toLowerCase()) ?? fields?.get(`key ${keyOf(field)}`);
  }
}

function byNameAndKey(fields: readonly FieldDescription[]): Map<string, FieldDescription> {
  const index = new Map<string, FieldDescription>();
  for (const field of fields) {
    index.set(field.name.toLowerCase(), field);
    const key = `key ${keyOf(field.name)}`;
    if (!index.has(key)) index.set(key, field);
  }
  return index;
}

/** Ids of 15 and of 18 characters meet. */
export function idKey(id: string): string {
  return id.slice(0, 15);
}
