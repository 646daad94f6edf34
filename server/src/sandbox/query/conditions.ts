import type { FieldScalar } from '../../core/records/model.ts';
import type { QueryProblems } from './problems.ts';
import type { Condition, Literal, Operand, Query } from './syntax.ts';
import { stringValue } from './tokens.ts';
import { type Compared, normal, testOf, wantedValue } from './wanted.ts';

/** What an operand is of the rows that a condition looks at: records, or groups of them. */
export interface Source<Row> extends Compared {
  /** Whether a record can be found by it: the name of a field of its own. */
  readonly indexedBy: string | null;
  /** The value as it is stored. */
  read(row: Row): FieldScalar;
}

/** A condition ready to be asked. */
export interface Filter<Row> {
  holds(row: Row): boolean;
  /** Fields with the values that one of them must have, each by itself: to find rows without looking at all. */
  readonly keys: readonly Key[];
}

export interface Key {
  readonly field: string;
  readonly values: readonly FieldScalar[];
}

export interface ConditionContext<Row> {
  readonly problems: QueryProblems;
  readonly now: Date;
  /** @throws RestError for what cannot be filtered by */
  source(operand: Operand): Source<Row>;
  /** The values of the only column of a query. */
  values(query: Query): ReadonlySet<FieldScalar>;
}

export function compileCondition<Row>(condition: Condition, context: ConditionContext<Row>): Filter<Row> {
  switch (condition.kind) {
    case 'not': {
      const operand = compileCondition(condition.operand, context);
      return { holds: (row) => !operand.holds(row), keys: [] };
    }
    case 'and':
    case 'or': {
      const filters = condition.operands.map((operand) => compileCondition(operand, context));
      if (condition.kind === 'or')
        return { holds: (row) => filters.some((filter) => filter.holds(row)), keys: [] };
      return {
        holds: (row) => filters.every((filter) => filter.holds(row)),
        keys: filters.flatMap(({ keys }) => keys),
      };
    }
    case 'compare':
      return compileComparison(condition, context);
  }
}

function compileComparison<Row>(
  { operand, operator, values }: Condition & { kind: 'compare' },
  context: ConditionContext<Row>,
): Filter<Row> {
  const { problems, now } = context;
  const source = context.source(operand);
  const read = (row: Row): FieldScalar => normal(source.read(row), source);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    const includes = includesTest(values, source, problems, operand.at);
    const wanted = operator === 'INCLUDES';
    return { holds: (row) => includes(read(row)) === wanted, keys: [] };
  }
  if (operator === 'IN' || operator === 'NOT IN') {
    const wanted = isQuery(values)
      ? context.values(values)
      : new Set(values.map((literal) => wantedValue(literal, source, problems)));
    if (operator === 'NOT IN') return { holds: (row) => !wanted.has(read(row)), keys: [] };
    return { holds: (row) => wanted.has(read(row)), keys: keysOf(source, [...wanted]) };
  }
  const [literal] = values as readonly Literal[];
  const test = testOf(operator, literal!, source, problems, now);
  const isKey = operator === '=' && literal!.kind !== 'period';
  const keys = isKey ? keysOf(source, [wantedValue(literal!, source, problems)]) : [];
  return { holds: (row) => test(read(row)), keys };
}

export function isQuery(values: readonly Literal[] | Query): values is Query {
  return !Array.isArray(values);
}

/** Blank values are in no index. */
function keysOf({ indexedBy }: Source<never>, values: readonly FieldScalar[]): readonly Key[] {
  if (indexedBy === null || values.includes(null)) return [];
  return [{ field: indexedBy, values }];
}

/** Whether a multi-select picklist has all of the values of one of the texts: `('A;B', 'C')`. */
function includesTest(
  values: readonly Literal[] | Query,
  compared: Compared,
  problems: QueryProblems,
  at: number,
): (value: FieldScalar) => boolean {
  if (compared.type !== 'multipicklist' || isQuery(values)) {
    throw problems.wrong(at, 'INCLUDES and EXCLUDES need a multi-select picklist and a list of texts.');
  }
  const choices = values.map((literal) => {
    if (literal.kind !== 'string') return null;
    return stringValue(literal.inner).toLowerCase().split(';');
  });
  return (value) => {
    const has = typeof value === 'string' ? value.split(';').map((one) => one.trim()) : [];
    return choices.some((wanted) => {
      if (wanted === null) return has.length === 0;
      return wanted.every((one) => has.includes(one.trim()));
    });
  };
}
