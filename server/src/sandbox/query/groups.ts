import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import { type ConditionContext, compileCondition, type Source } from './conditions.ts';
import { inOrder } from './ordered.ts';
import type { QueryContext, RecordPlan } from './plan.ts';
import type { Aggregate, DateFunction, FieldOperand, Operand, Query } from './syntax.ts';
import { kindOfType, normal } from './wanted.ts';

/** A value of an answer with groups. */
export interface GroupColumn {
  /** Under which the answer has it. */
  readonly name: string;
  readonly source: Source<Group>;
  /** Of a function, how it is shown: `avg(Amount)`; null for a field. */
  readonly shownAs: string | null;
}

export interface GroupResult {
  readonly columns: readonly GroupColumn[];
  readonly groups: readonly Group[];
}

/** Records that have the values in common by which a query groups. */
export interface Group {
  readonly records: readonly StoredRecord[];
}

export function isGrouped(query: Query): boolean {
  const aggregates = query.selected?.some((one) => one.kind === 'value' && one.operand.kind === 'aggregate');
  return query.groupBy.length > 0 || aggregates === true;
}

export function runGroups(context: QueryContext, plan: RecordPlan, query: Query): GroupResult {
  const sources = new GroupSources(context, plan, query);
  const columns = columnsOf(context, query, sources);
  const keys = query.groupBy.map((operand) => plan.source(operand, 'grouped'));
  const having = query.having && compileCondition(query.having, havingContext(context, sources));
  const orders = query.orderBy.map(({ operand, descending, nullsLast }) => {
    const source = sources.of(operand);
    return { read: (group: Group) => normal(source.read(group), source), descending, nullsLast };
  });
  let groups = groupBy(plan.matching(), keys);
  // Without GROUP BY all records are one group, also none.
  if (query.groupBy.length === 0 && groups.length === 0) groups = [{ records: [] }];
  if (having) groups = groups.filter((group) => having.holds(group));
  return { columns, groups: inOrder(groups, orders, query.offset, query.limit) };
}

function groupBy(records: Iterable<StoredRecord>, keys: readonly Source<StoredRecord>[]): readonly Group[] {
  const groups = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const key = JSON.stringify(keys.map((source) => normal(source.read(record), source)));
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].map((all) => ({ records: all }));
}

function columnsOf(context: QueryContext, query: Query, sources: GroupSources): readonly GroupColumn[] {
  let unnamed = 0;
  return (query.selected ?? []).map((selected): GroupColumn => {
    if (selected.kind !== 'value') {
      const at = selected.kind === 'all' ? selected.at : selected.query.objectAt;
      throw context.problems.malformed(at, 'A query with groups selects fields and aggregates only.');
    }
    const { operand, alias } = selected;
    const isField = operand.kind === 'field';
    const source = sources.of(operand);
    const name =
      alias ?? (isField ? source.name.slice(source.name.lastIndexOf('.') + 1) : `expr${unnamed++}`);
    return { name, source, shownAs: isField ? null : source.name };
  });
}

function havingContext(context: QueryContext, sources: GroupSources): ConditionContext<Group> {
  const { problems, now } = context;
  return {
    problems,
    now,
    source: (operand) => sources.of(operand),
    values: ({ objectAt }) => {
      throw problems.malformed(objectAt, 'The embedded org does not answer queries within HAVING.');
    },
  };
}

/** What operands are of groups. */
class GroupSources {
  readonly #context: QueryContext;
  readonly #plan: RecordPlan;
  readonly #query: Query;

  constructor(context: QueryContext, plan: RecordPlan, query: Query) {
    this.#context = context;
    this.#plan = plan;
    this.#query = query;
  }

  of(operand: Operand): Source<Group> {
    return operand.kind === 'aggregate' ? this.#aggregate(operand) : this.#grouped(operand);
  }

  #grouped(operand: FieldOperand | DateFunction): Source<Group> {
    const wanted = keyOf(operand);
    if (!this.#query.groupBy.some((one) => keyOf(one) === wanted)) {
      const name = operand.field.names.join('.');
      throw this.#context.problems.malformed(operand.at, `Field must be grouped or aggregated: ${name}`);
    }
    const source = this.#plan.source(operand, 'grouped');
    const column = operand.kind === 'field' ? this.#plan.column(operand) : null;
    const path = column && [...column.ups.map((up) => up.relationshipName), column.field.name].join('.');
    const name = operand.kind === 'field' ? path! : `${operand.name.toLowerCase()}(${source.name})`;
    return { ...source, name, indexedBy: null, read: ({ records }) => source.read(records[0]!) };
  }

  #aggregate(operand: Aggregate): Source<Group> {
    const { name, field, at } = operand;
    const source = this.#plan.source({ kind: 'field', field, at }, 'filtered');
    const kind = kindOfType(source.type);
    const isNumeric = name === 'SUM' || name === 'AVG';
    if ((isNumeric && kind !== 'number') || (/^M/.test(name) && kind === 'boolean')) {
      throw this.#context.problems.malformed(
        at,
        `field ${source.name} does not support aggregate operator ${name}`,
      );
    }
    const values = ({ records }: Group): Exclude<FieldScalar, null>[] =>
      records.flatMap((record) => source.read(record) ?? []);
    const counts = name === 'COUNT' || name === 'COUNT_DISTINCT';
    const type = counts ? 'int' : isNumeric ? 'double' : source.type;
    const read = (group: Group): FieldScalar => aggregateOf(name, values(group), source);
    return {
      name: `${name.toLowerCase()}(${source.name})`,
      type,
      caseSensitive: false,
      indexedBy: null,
      read,
    };
  }
}

function aggregateOf(
  name: Aggregate['name'],
  values: readonly Exclude<FieldScalar, null>[],
  source: Source<StoredRecord>,
): FieldScalar {
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values.map((value) => normal(value, source))).size;
    case 'SUM':
    case 'AVG': {
      if (values.length === 0) return null;
      const sum = values.reduce<number>((total, value) => total + Number(value), 0);
      return name === 'SUM' ? sum : sum / values.length;
    }
    default: {
      const least = name === 'MIN';
      let found: Exclude<FieldScalar, null> | null = null;
      for (const value of values) {
        if (found === null) found = value;
        else if (normal(value, source)! < normal(found, source)! === least) found = value;
      }
      return found;
    }
  }
}

function keyOf(operand: FieldOperand | DateFunction): string {
  const name = operand.kind === 'field' ? '' : operand.name;
  return `${name}(${operand.field.names.join('.').toLowerCase()})`;
}
