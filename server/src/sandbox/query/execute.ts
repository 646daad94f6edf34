import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/store.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { holds } from './compare.ts';
import { malformed, parseQuery } from './parse.ts';
import type { Condition, FieldPath, Ordering } from './syntax.ts';

/** A field of a query: the reference to go up by, if any, and the field. */
export interface Column {
  readonly up: SandboxField | null;
  readonly field: SandboxField;
}

export interface QueryResult {
  readonly object: SandboxObject;
  /** Null for COUNT(). */
  readonly columns: readonly Column[] | null;
  readonly records: readonly StoredRecord[];
}

/**
 * Answers a query as a user sees the org.
 * @throws RestError MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD
 */
export function runQuery(org: Org, session: Session, text: string): QueryResult {
  return new Execution(org, session, text).run();
}

class Execution {
  readonly #org: Org;
  readonly #session: Session;
  readonly #text: string;

  constructor(org: Org, session: Session, text: string) {
    this.#org = org;
    this.#session = session;
    this.#text = text;
  }

  run(): QueryResult {
    const query = parseQuery(this.#text);
    const object = this.#org.schema.object(query.object);
    if (!object || !this.#mayRead(object)) throw this.#noObject(query.object, query.objectAt);
    const columns = query.fields?.map((path) => this.#column(object, path)) ?? null;
    const where = query.where && this.#condition(object, query.where);
    const order = query.orderBy.map((ordering) => this.#comparator(object, ordering));
    let records = [...this.#org.store.records(object.name)].filter((record) => this.#session.canSee(record));
    if (where) records = records.filter((record) => where(record));
    if (order.length > 0) {
      records.sort((a, b) => order.reduce((sign, compare) => sign || compare(a, b), 0));
    }
    records = records.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit);
    return { object, columns, records };
  }

  #mayRead(object: SandboxObject): boolean {
    return this.#session.canReadObject(object.name) && (!object.setup || this.#session.canViewSetup);
  }

  #column(object: SandboxObject, path: FieldPath): Column {
    const { schema } = this.#org;
    const [first, second] = path.names as [string, string?];
    if (path.names.length > 2) throw malformed('the loopback org follows one relationship, not several');
    if (second === undefined) {
      const field = schema.field(object.name, first);
      if (!field || !this.#session.canRead(object.name, field.name)) throw this.#noField(object, path, first);
      return { up: null, field };
    }
    const up = schema.relationship(object.name, first);
    if (!up) {
      const message = `Didn't understand relationship '${first}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
      throw new RestError(400, 'INVALID_FIELD', this.#at(path.at, message));
    }
    const parent = schema.object(up.referenceTo[0] ?? '');
    const field = parent && schema.field(parent.name, second);
    if (!parent || !field || !this.#session.canRead(parent.name, field.name)) {
      throw this.#noField(parent ?? object, path, second);
    }
    return { up, field };
  }

  #condition(object: SandboxObject, condition: Condition): (record: StoredRecord) => boolean {
    switch (condition.kind) {
      case 'not': {
        const operand = this.#condition(object, condition.operand);
        return (record) => !operand(record);
      }
      case 'and':
      case 'or': {
        const operands = condition.operands.map((operand) => this.#condition(object, operand));
        return condition.kind === 'and'
          ? (record) => operands.every((operand) => operand(record))
          : (record) => operands.some((operand) => operand(record));
      }
      case 'compare': {
        const column = this.#column(object, condition.field);
        const isId = column.field.type === 'id' || column.field.type === 'reference';
        const values = isId ? condition.values.map((value) => this.#id(value, column)) : condition.values;
        return (record) => holds(condition.operator, columnValue(this.#org, record, column), values);
      }
    }
  }

  #id(value: FieldScalar, { field }: Column): FieldScalar {
    if (value === null) return null;
    const id = asId(String(value));
    if (id === null) {
      throw new RestError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value} (${field.name})`);
    }
    return id;
  }

  #comparator(
    object: SandboxObject,
    { field, descending, nullsLast }: Ordering,
  ): (a: StoredRecord, b: StoredRecord) => number {
    const column = this.#column(object, field);
    return (a, b) => {
      const [one, other] = [columnValue(this.#org, a, column), columnValue(this.#org, b, column)];
      if (one === other) return 0;
      if (one === null) return nullsLast ? 1 : -1;
      if (other === null) return nullsLast ? -1 : 1;
      const [left, right] = [sortable(one), sortable(other)];
      const sign = left < right ? -1 : left > right ? 1 : 0;
      return descending ? -sign : sign;
    };
  }

  #noObject(name: string, at: number): RestError {
    const message = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
    return new RestError(400, 'INVALID_TYPE', this.#at(at, message));
  }

  #noField(object: SandboxObject, path: FieldPath, name: string): RestError {
    const message = `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
    return new RestError(400, 'INVALID_FIELD', this.#at(path.at, message));
  }

  /** A message with the place in the query, as the org shows it. */
  #at(offset: number, message: string): string {
    const column = `ERROR at Row:1:Column:${offset + 1}`;
    return `\n${this.#text}\n${' '.repeat(offset)}^\n${column}\n${message}`;
  }
}

/** The value of a column; of a record that is not there, null. */
export function columnValue(org: Org, record: StoredRecord, { up, field }: Column): FieldScalar {
  if (up === null) return record.values.get(field.name) ?? null;
  const id = record.values.get(up.name);
  const parent = typeof id === 'string' ? org.store.record(id) : null;
  return parent?.values.get(field.name) ?? null;
}

function sortable(value: Exclude<FieldScalar, null>): string | number {
  return typeof value === 'string' ? value.toLowerCase() : Number(value);
}
