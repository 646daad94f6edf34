import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { type Column, ColumnFinder } from './columns.ts';
import { type ConditionContext, compileCondition, type Filter, type Key, type Source } from './conditions.ts';
import { dateFunctions } from './dates.ts';
import { inOrder, type Order } from './ordered.ts';
import { QueryProblems } from './problems.ts';
import type { DateFunction, FieldOperand, Operand, Query } from './syntax.ts';
import { kindOfType, normal } from './wanted.ts';

/** What the queries of one text have in common. */
export class QueryContext {
  readonly org: Org;
  readonly session: Session;
  readonly problems: QueryProblems;
  readonly columns: ColumnFinder;
  readonly now: Date;
  readonly withDeleted: boolean;

  constructor(org: Org, session: Session, text: string, withDeleted: boolean) {
    this.org = org;
    this.session = session;
    this.problems = new QueryProblems(text);
    this.columns = new ColumnFinder(org, session, this.problems);
    this.now = org.now();
    this.withDeleted = withDeleted;
  }

  /** @throws RestError INVALID_TYPE */
  object(name: string, at: number): SandboxObject {
    const object = this.org.schema.object(name);
    if (object && this.mayRead(object)) return object;
    throw this.problems.noObject(at, name);
  }

  mayRead(object: SandboxObject): boolean {
    return this.session.canReadObject(object.name) && (!object.setup || this.session.canViewSetup);
  }
}

/** Types of fields whose values are in an index once somebody asks for one. */
const indexed = new Set(['id', 'reference', 'string', 'email', 'phone', 'url']);

/** What a query asks of records of an object, made ready: which ones, and in which order. */
export class RecordPlan {
  readonly object: SandboxObject;
  readonly #context: QueryContext;
  readonly #query: Query;
  readonly #filter: Filter<StoredRecord> | null;
  readonly #orders: readonly Order<StoredRecord>[];

  /** `isGrouped`: groups are put in order, not records. */
  constructor(context: QueryContext, object: SandboxObject, query: Query, isGrouped: boolean) {
    this.object = object;
    this.#context = context;
    this.#query = query;
    this.#filter = query.where && compileCondition(query.where, this.#conditionContext());
    this.#orders = isGrouped ? [] : query.orderBy.map((ordering) => this.#order(ordering));
    if (query.offset > 2000) {
      const message = 'Maximum SOQL offset allowed is 2000';
      throw context.problems.wrong(query.objectAt, message, 'NUMBER_OUTSIDE_VALID_RANGE');
    }
  }

  /** All that fit, in no order but that of their creation. */
  *matching(candidates: Iterable<StoredRecord> = this.#candidates()): Iterable<StoredRecord> {
    const { session } = this.#context;
    const owner = this.#query.scope === 'mine' ? session.user.id : null;
    for (const record of candidates) {
      if (this.#filter && !this.#filter.holds(record)) continue;
      if (owner !== null && record.values.get('OwnerId') !== owner) continue;
      if (session.canSee(record)) yield record;
    }
  }

  /** Those that the query asks for. `parent`: only those that refer to it by the field. */
  records(
    parent: { readonly field: SandboxField; readonly id: string } | null = null,
  ): readonly StoredRecord[] {
    const { offset, limit } = this.#query;
    const candidates = parent
      ? this.#found({ field: parent.field.name, values: [parent.id] })
      : this.#candidates();
    return inOrder(this.matching(candidates), this.#orders, offset, limit);
  }

  column(operand: FieldOperand | DateFunction): Column {
    return this.#context.columns.find(this.object, operand.field, this.#query.alias);
  }

  /** What an operand is of a record. @throws RestError for what cannot be `used`: filtered, grouped, sorted */
  source(operand: Operand, used: 'filtered' | 'grouped' | 'sorted'): Source<StoredRecord> {
    const { problems, columns } = this.#context;
    if (operand.kind === 'aggregate') {
      throw problems.malformed(operand.at, 'Aggregate functions stand in SELECT, HAVING and ORDER BY only.');
    }
    const column = this.column(operand);
    const { field, ups } = column;
    if (field.type === 'address' || (field.type === 'textarea' && field.length > 255)) {
      throw problems.wrong(operand.at, `field '${field.name}' can not be ${used} in a query call`);
    }
    if (field.calculated === true) {
      const message = `The embedded org does not work out formulas and summaries: '${field.name}' can not be ${used} here`;
      throw problems.wrong(operand.at, message);
    }
    const name = operand.field.names.join('.');
    const caseSensitive = field.caseSensitive === true;
    const read = (record: StoredRecord): FieldScalar => columns.value(record, column);
    if (operand.kind === 'field') {
      const isIndexed = ups.length === 0 && indexed.has(field.type);
      return { name, type: field.type, caseSensitive, indexedBy: isIndexed ? field.name : null, read };
    }
    const kind = kindOfType(field.type);
    if (kind !== 'date' && kind !== 'datetime') {
      throw problems.wrong(operand.at, `${operand.name} needs a date or a time, not ${field.name}.`);
    }
    const apply = dateFunctions[operand.name]!;
    return {
      name,
      type: operand.name === 'DAY_ONLY' ? 'date' : 'int',
      caseSensitive,
      indexedBy: null,
      read: (record) => {
        const value = read(record);
        return typeof value === 'string' ? apply(new Date(value)) : null;
      },
    };
  }

  #conditionContext(): ConditionContext<StoredRecord> {
    const { problems, now } = this.#context;
    return {
      problems,
      now,
      source: (operand) => this.source(operand, 'filtered'),
      values: (query) => columnOf(this.#context, query),
    };
  }

  #order({ operand, descending, nullsLast }: Query['orderBy'][number]): Order<StoredRecord> {
    const source = this.source(operand, 'sorted');
    return { read: (record) => normal(source.read(record), source), descending, nullsLast };
  }

  /** As few records as an index leaves; all without one. */
  #candidates(): Iterable<StoredRecord> {
    const keys = this.#filter?.keys ?? [];
    const key = best(this.object, keys, this.#context.org);
    return key ? this.#found(key) : this.#all();
  }

  *#all(): Iterable<StoredRecord> {
    const { store } = this.#context.org;
    yield* store.records(this.object.name);
    if (this.#deletedToo) yield* store.deleted(this.object.name);
  }

  #found({ field, values }: Key): Iterable<StoredRecord> {
    const { store } = this.#context.org;
    const { name } = this.object;
    const live =
      field === 'Id'
        ? values.flatMap((id) => store.record(String(id)) ?? [])
        : values.flatMap((value) => store.withValue(name, field, value));
    // The order of their creation, in which queries without another give them.
    if (values.length > 1) live.sort((a, b) => a.ordinal - b.ordinal);
    const found = live.filter(({ object }) => object === this.object);
    if (!this.#deletedToo) return found;
    return [...found, ...[...store.deleted(name)].filter((one) => hasValue(one, field, values))];
  }

  get #deletedToo(): boolean {
    return this.#context.withDeleted || this.#query.allRows;
  }
}

/** An id finds one record, a unique field few; of many values each is looked up. */
function best(object: SandboxObject, keys: readonly Key[], { schema }: Org): Key | null {
  const usable = keys.filter(({ values }) => values.length <= 2000);
  const isUnique = ({ field }: Key): boolean => {
    const { unique = false, externalId = false } = schema.field(object.name, field) ?? {};
    return unique || externalId;
  };
  return usable.find(({ field }) => field === 'Id') ?? usable.find(isUnique) ?? usable[0] ?? null;
}

function hasValue({ values: own }: StoredRecord, field: string, values: readonly FieldScalar[]): boolean {
  const value = own.get(field);
  const text = typeof value === 'string' ? value.toLowerCase() : value;
  return values.some((one) => (typeof one === 'string' ? one.toLowerCase() : one) === text);
}

/** The values of the only column of a query in a condition. */
function columnOf(context: QueryContext, query: Query): ReadonlySet<FieldScalar> {
  const [selected, ...more] = query.selected ?? [];
  if (selected?.kind !== 'value' || selected.operand.kind !== 'field' || more.length > 0) {
    const message = 'A query in a condition selects one field.';
    throw context.problems.malformed(query.objectAt, message);
  }
  const plan = new RecordPlan(context, context.object(query.object, query.objectAt), query, false);
  const source = plan.source(selected.operand, 'filtered');
  return new Set(plan.records().map((record) => normal(source.read(record), source)));
}
