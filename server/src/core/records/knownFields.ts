import { fieldNamesOf } from '../metadata/editing/fields.ts';
import type { Schema } from '../metadata/objects.ts';
import { fieldsOfCustomObjects, standardField, standardFields } from '../metadata/standardFields.ts';
import { isCustomObjectName } from '../metadata/standardObjects.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { nearestField } from '../rules/nearestField.ts';
import { misspelt, nearest, suggestion } from './suggest.ts';
import { usedFields } from './usedFields.ts';

/** A name that is probably no field. */
export interface FieldProblem {
  /** A sentence. */
  readonly message: string;
  /** What was probably meant; null where nothing is near. */
  readonly meant: string | null;
  /** A slip of the finger: one letter, or two exchanged. Names that differ by a digit alone may well be two fields. */
  readonly isMisspelt: boolean;
}

/** Tells names that are no fields, as far as that can be told: standard fields are not all known. */
export class KnownFields {
  readonly #catalog: RuleCatalog;
  readonly #schema: Schema;
  readonly #used = new Map<string, ReadonlyMap<string, string>>();

  constructor({ catalog, schema }: { readonly catalog: RuleCatalog; readonly schema: Schema }) {
    this.#catalog = catalog;
    this.#schema = schema;
  }

  /** Null where the name may be a field. */
  problem(object: string, name: string): FieldProblem | null {
    if (this.#mayBeField(object, name)) return null;
    const used = [...this.used(object).values()];
    const isCustom = /__p?c$/i.test(name);
    const meant =
      (isCustom ? nearest(name, used) : misspelt(name, used)) ??
      nearestField(name, fieldNamesOf(object, this.#schema));
    // Only what looks like a misspelt one is told.
    if (meant === null && !isCustom) return null;
    const message = `${object} has no field ${name} in the project.${meant === null ? '' : suggestion(meant, used)}`;
    const isMisspelt = meant !== null && misspelt(name, [meant]) !== null && letters(name) !== letters(meant);
    return { message, meant, isMisspelt };
  }

  /**
   * Whether the name is that of a field that is known, as rules, metadata and the list of standard fields have them;
   * of a standard object without such a list also where the name may be one.
   */
  isField(object: string, name: string): boolean {
    if (this.#mayBeField(object, name)) return true;
    if (/__p?c$/i.test(name)) return false;
    if (isCustomObjectName(object))
      return fieldsOfCustomObjects().some((field) => field.name.toLowerCase() === name.toLowerCase());
    return standardFields(object).length === 0 && /^[a-z]\w*$/i.test(name);
  }

  /** Those that rules look at, as they spell them, by their key. */
  used(object: string): ReadonlyMap<string, string> {
    const key = object.toLowerCase();
    let fields = this.#used.get(key);
    if (fields === undefined) {
      const used = usedFields(object, this.#catalog);
      fields = new Map([...used].map(([name, uses]) => [name, uses.at(-1)!.field]));
      this.#used.set(key, fields);
    }
    return fields;
  }

  #mayBeField(object: string, name: string): boolean {
    if (/^id$/i.test(name) || name.includes('.')) return true;
    if (this.used(object).has(fieldKey(name))) return true;
    if (standardField(object, name) !== null || this.#schema.field(object, name) !== null) return true;
    // Without metadata of the object its custom fields are not known either.
    return /__p?c$/i.test(name) && this.#schema.object(object) === null;
  }
}

const letters = (name: string) => name.toLowerCase().replace(/\d/g, '');
