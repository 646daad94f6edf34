import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { QueryProblems } from './problems.ts';
import type { FieldPath } from './syntax.ts';

/** A field of a query: the references to go up by, and the field. */
export interface Column {
  readonly ups: readonly SandboxField[];
  readonly field: SandboxField;
}

/** References that a path may follow, as in SOQL. */
const longestPath = 5;

/** Finds the columns that paths name, as far as the user may read them. */
export class ColumnFinder {
  readonly #org: Org;
  readonly #session: Session;
  readonly #problems: QueryProblems;

  constructor(org: Org, session: Session, problems: QueryProblems) {
    this.#org = org;
    this.#session = session;
    this.#problems = problems;
  }

  /** @throws RestError INVALID_FIELD */
  find(object: SandboxObject, { names, at }: FieldPath, alias: string | null): Column {
    const { schema } = this.#org;
    const path = isPrefix(this.#org, object, names, alias) ? names.slice(1) : names;
    if (path.length > longestPath + 1) {
      throw this.#problems.malformed(at, `A path can follow up to ${longestPath} relationships.`);
    }
    const ups: SandboxField[] = [];
    let parents: readonly SandboxObject[] = [object];
    for (const name of path.slice(0, -1)) {
      const parent = parents.find((one) => schema.relationship(one.name, name));
      const up = parent ? schema.relationship(parent.name, name) : null;
      if (!up || !this.#session.canRead(parent!.name, up.name)) {
        throw this.#problems.noRelationship(at, name);
      }
      ups.push(up);
      parents = up.referenceTo.flatMap((one) => schema.object(one) ?? []);
    }
    const last = path.at(-1)!;
    for (const parent of parents) {
      const field = schema.field(parent.name, last);
      if (field && this.#session.canRead(parent.name, field.name)) return { ups, field };
    }
    const isType = (ups.at(-1)?.referenceTo.length ?? 0) > 1 && last.toLowerCase() === 'type';
    if (isType) return { ups, field: typeField };
    throw this.#problems.noField(at, last, parents[0] ?? object);
  }

  /** The record at the end of a column's references; null where one leads nowhere or to what is not shared. */
  follow(record: StoredRecord, ups: readonly SandboxField[]): StoredRecord | null {
    let at: StoredRecord | null = record;
    for (const { name } of ups) {
      const id: FieldScalar | undefined = at.values.get(name);
      at = typeof id === 'string' ? this.#org.store.record(id) : null;
      if (at === null || !this.#session.canSee(at)) return null;
    }
    return at;
  }

  value(record: StoredRecord, { ups, field }: Column): FieldScalar {
    if (ups.length === 0) return record.values.get(field.name) ?? null;
    const end = this.follow(record, ups);
    if (end === null) return null;
    return field === typeField ? end.object.name : (end.values.get(field.name) ?? null);
  }
}

/** Of a reference to records of several objects: which of them. */
export const typeField: SandboxField = {
  name: 'Type',
  label: 'Type',
  type: 'string',
  length: 80,
  custom: false,
  required: false,
  writable: false,
  externalId: false,
  unique: false,
  referenceTo: [],
  relationshipName: null,
  childRelationshipName: null,
  picklistValues: [],
  autoNumber: null,
};

/** `a.Name` of `FROM Account a`, `Account.Name` of `FROM Account`. */
function isPrefix(
  { schema }: Org,
  object: SandboxObject,
  [first = '', ...rest]: readonly string[],
  alias: string | null,
): boolean {
  if (rest.length === 0) return false;
  if (first.toLowerCase() === alias?.toLowerCase()) return true;
  return (
    first.toLowerCase() === object.name.toLowerCase() && schema.relationship(object.name, first) === null
  );
}
