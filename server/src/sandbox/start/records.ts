import type { FieldScalar } from '../../core/records/model.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';

/** A record that exists when the org starts, as a file gives it. */
export interface InitialRecord {
  /** In any case. */
  readonly object: string;
  /** Fields in any case, `Id` among them if the record has one; also `Account.Ext__c`, which is left out. */
  readonly fields: readonly (readonly [string, FieldScalar])[];
  /** By which other records of the files refer to it as `@reference`; null: none do. */
  readonly reference: string | null;
  /** The record in whose list of children it stands; null: in none. */
  readonly parent: { readonly object: string; readonly reference: string } | null;
  /** Where it stands, for problems: `contacts.csv, row 3`. */
  readonly place: string;
}

/** What was left out, for a reader; no value is quoted. */
export type LoadProblem = string;

export interface Loaded {
  /** How many, by object. */
  readonly loaded: ReadonlyMap<string, number>;
  readonly problems: readonly LoadProblem[];
  /** The org's ids by what the files call the records: their own ids (18 characters), `@reference`. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Problems beyond these are only counted. */
const mostProblems = 50;

/**
 * Puts records into the org without asking its rules: they exist. Ids of the files are kept where they are of the
 * object; else the record gets one of its own, and what refers to the old one refers to it.
 */
export function loadRecords(
  org: Pick<Org, 'schema' | 'store'>,
  records: readonly InitialRecord[],
  userId: string,
): Loaded {
  const problems = new Problems();
  const loaded = new Map<string, number>();
  const ids = new Map<string, string>();
  const inserted: { readonly draft: InitialRecord; readonly object: SandboxObject; readonly id: string }[] =
    [];
  for (const draft of records) {
    const object = org.schema.object(draft.object);
    if (!object?.createable) {
      const why = object ? 'its records are not made by hand' : 'the org has no such object';
      problems.add(
        `objects.${draft.object}`,
        draft.object === ''
          ? `${draft.place}: neither the record nor the name of the file tells its object; it is left out (a name like Lead.csv tells it, or OBJECT=FILE).`
          : `${draft.place}: records of ${draft.object} are left out: ${why}.`,
      );
      continue;
    }
    const given = idIn(draft);
    const isOwn = given?.startsWith(object.keyPrefix) === true;
    if (isOwn && org.store.record(given) !== null) {
      problems.add(`${draft.place}.id`, `${draft.place}: another record has its Id; it is left out.`);
      continue;
    }
    const { id } = org.store.insert(object, [], userId, isOwn ? given : undefined);
    if (given !== null) ids.set(given, id);
    if (draft.reference !== null) ids.set(`@${draft.reference}`, id);
    inserted.push({ draft, object, id });
    loaded.set(object.name, (loaded.get(object.name) ?? 0) + 1);
  }
  // Values come when all ids are known: a record may refer to a later one.
  for (const { draft, object, id } of inserted) {
    const values = [...valuesOf(org, object, draft, ids, problems), ...linkOf(object, draft, ids)];
    org.store.update(org.store.record(id)!, values, userId);
  }
  return { loaded, problems: problems.all, ids };
}

function idIn({ fields }: InitialRecord): string | null {
  const value = fields.find(([name]) => name.toLowerCase() === 'id')?.[1];
  return typeof value === 'string' ? asId(value) : null;
}

/** The field that refers to records of the parent's object: a child's place says no more. */
function linkOf(
  object: SandboxObject,
  { parent }: InitialRecord,
  ids: ReadonlyMap<string, string>,
): [string, FieldScalar][] {
  if (parent === null) return [];
  const wanted = parent.object.toLowerCase();
  const field = object.fields.find(
    ({ type, writable, referenceTo }) =>
      type === 'reference' && writable && referenceTo.some((name) => name.toLowerCase() === wanted),
  );
  const id = ids.get(`@${parent.reference}`);
  return field === undefined || id === undefined ? [] : [[field.name, id]];
}

function valuesOf(
  { schema }: Pick<Org, 'schema'>,
  object: SandboxObject,
  { fields, place }: InitialRecord,
  ids: ReadonlyMap<string, string>,
  problems: Problems,
): [string, FieldScalar][] {
  const values: [string, FieldScalar][] = [];
  for (const [name, value] of fields) {
    if (name.toLowerCase() === 'id' || value === null || value === '') continue;
    const field = schema.field(object.name, name);
    if (field === null) {
      const key = `${object.name}.${name}`.toLowerCase();
      problems.add(key, `${place}: ${object.name} has no field ${name}; its values are left out.`);
      continue;
    }
    const read = readValue(field, value, ids);
    if (read instanceof RestError) {
      problems.add(
        `${object.name}.${field.name}.value`,
        `${place}: the value of ${field.name} is left out: it is no ${field.type}.`,
      );
    } else if (read !== null) values.push([field.name, read]);
  }
  return values;
}

const noValue = new RestError(400, 'INVALID_TYPE', '');

function readValue(
  { type }: SandboxField,
  value: FieldScalar,
  ids: ReadonlyMap<string, string>,
): FieldScalar | RestError {
  switch (type) {
    case 'boolean':
      return (
        /^(true|1|yes)$/i.test(String(value)) || (/^(false|0|no)$/i.test(String(value)) ? false : noValue)
      );
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return Number.isNaN(Number(value)) ? noValue : Number(value);
    case 'reference': {
      const text = String(value);
      const id = asId(text);
      return ids.get(id ?? text) ?? id ?? noValue;
    }
    default:
      return String(value);
  }
}

/** One of a kind: a column that the org does not have is told once. */
class Problems {
  readonly #texts = new Map<string, string>();
  #more = 0;

  add(kind: string, text: string): void {
    if (this.#texts.has(kind)) return;
    if (this.#texts.size < mostProblems) this.#texts.set(kind, text);
    else this.#more++;
  }

  get all(): readonly string[] {
    const texts = [...this.#texts.values()];
    return this.#more === 0 ? texts : [...texts, `${this.#more} more of the kind.`];
  }
}
