import type { RecordValues } from '../../core/matching/model.ts';
import { fieldKey } from '../../core/outcome/fieldNames.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { RecordStore } from '../data/store.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';

/** Reads records of the org as matching rules ask for their values. All fields that a record does not hold are blank. */
export class RecordReader {
  readonly #store: RecordStore;

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** @param values by the schema's spelling of the fields; read when asked for */
  read(object: SandboxObject, values: ReadonlyMap<string, FieldScalar>): RecordValues {
    const names = fieldNamesOf(object);
    return (key) => {
      const dot = key.indexOf('.');
      return dot < 0
        ? firstOf(names.of(key), values)
        : this.#behind(firstOf(names.of(key.slice(0, dot)), values), key.slice(dot + 1));
    };
  }

  /** A value of the record that a lookup names. */
  #behind(id: FieldScalar, key: string): FieldScalar {
    const parent = typeof id === 'string' ? this.#store.record(id) : null;
    if (parent === null) return null;
    const { object, values } = parent;
    return key === 'name' ? (values.get(object.nameField) ?? null) : this.read(object, values)(key)!;
  }
}

function firstOf(names: readonly string[], values: ReadonlyMap<string, FieldScalar>): FieldScalar {
  for (const name of names) {
    const value = values.get(name);
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** Which fields of an object meet under a key: `BillingState` and `BillingStateCode`. */
export class FieldNames {
  readonly #names = new Map<string, string[]>();

  constructor(fields: readonly SandboxField[]) {
    for (const { name } of fields) {
      const key = fieldKey(name);
      const known = this.#names.get(key);
      if (known) known.push(name);
      else this.#names.set(key, [name]);
    }
  }

  of(key: string): readonly string[] {
    const known = this.#names.get(key);
    if (known) return known;
    // Person accounts spell a contact's fields in two ways.
    const other = [
      `person${key}`,
      key.replace(/^person/, ''),
      key.replace(/__c$/, '__pc'),
      key.replace(/__pc$/, '__c'),
    ];
    const names = other.map((one) => this.#names.get(one)).find((one) => one !== undefined) ?? [];
    this.#names.set(key, names);
    return names;
  }
}

/** By the fields: those of an object are others after a deploy. */
const fieldNames = new WeakMap<readonly SandboxField[], FieldNames>();

export function fieldNamesOf({ fields }: SandboxObject): FieldNames {
  let names = fieldNames.get(fields);
  if (names === undefined) {
    names = new FieldNames(fields);
    fieldNames.set(fields, names);
  }
  return names;
}
