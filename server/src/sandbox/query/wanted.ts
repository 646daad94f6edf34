import type { FieldScalar } from '../../core/records/model.ts';
import { asId } from '../ids.ts';
import type { FieldType } from '../schema/model.ts';
import { type Period, periodOf } from './dates.ts';
import { likePattern } from './like.ts';
import type { QueryProblems } from './problems.ts';
import type { Comparison, Literal } from './syntax.ts';
import { stringValue } from './tokens.ts';

/** What values of a type are compared as. */
export type Kind = 'id' | 'boolean' | 'number' | 'date' | 'datetime' | 'text';

export function kindOfType(type: FieldType): Kind {
  switch (type) {
    case 'id':
    case 'reference':
      return 'id';
    case 'boolean':
    case 'date':
    case 'datetime':
      return type;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    default:
      return 'text';
  }
}

/** A field, or what is made of one, as conditions see it. */
export interface Compared {
  /** As messages name it. */
  readonly name: string;
  readonly type: FieldType;
  readonly caseSensitive: boolean;
}

const typeNames: Partial<Record<FieldType, string>> = {
  id: 'ID',
  reference: 'reference',
  boolean: 'boolean',
  int: 'int',
  double: 'double',
  currency: 'currency',
  percent: 'percent',
  date: 'date',
  datetime: 'dateTime',
};

/**
 * The value of a literal in the form in which values of the field are compared: {@link normal}.
 * @throws RestError INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR where it is of another type
 */
export function wantedValue(literal: Literal, compared: Compared, problems: QueryProblems): FieldScalar {
  if (literal.kind === 'null') return null;
  const kind = kindOfType(compared.type);
  if (literal.kind === 'string' && (kind === 'text' || kind === 'id')) {
    const text = stringValue(literal.inner);
    if (kind === 'text') return normal(text, compared);
    if (text === '') return null;
    const id = asId(text);
    if (id !== null) return id;
    throw problems.wrong(literal.at, `invalid ID field: ${text}`, 'INVALID_QUERY_FILTER_OPERATOR');
  }
  if (literal.kind === 'number' && kind === 'number') return literal.value;
  if (literal.kind === 'boolean' && kind === 'boolean') return literal.value;
  if (literal.kind === 'date' && (kind === 'date' || kind === 'datetime')) {
    const hasTime = literal.text.includes('T');
    const time = Date.parse(literal.text);
    if (!Number.isNaN(time) && hasTime === (kind === 'datetime')) return hasTime ? time : literal.text;
  }
  throw wrongType(literal, compared, problems);
}

function wrongType(literal: Literal, { name, type }: Compared, problems: QueryProblems): Error {
  const quotes = kindOfType(type) === 'text' || kindOfType(type) === 'id' ? 'should' : 'should not';
  const message = `value of filter criterion for field '${name}' must be of type ${typeNames[type] ?? 'string'} and ${quotes} be enclosed in quotes`;
  return problems.wrong(literal.at, message);
}

/** A value in the form in which it is compared and ordered: times as numbers, texts without case. */
export function normal(value: FieldScalar, { type, caseSensitive }: Compared): FieldScalar {
  if (value === null || value === '') return null;
  if (type === 'datetime') return typeof value === 'string' ? Date.parse(value) : value;
  if (typeof value !== 'string' || caseSensitive) return value;
  return type === 'id' || type === 'reference' || type === 'date' ? value : value.toLowerCase();
}

type Test = (value: FieldScalar) => boolean;

/** @throws RestError as {@link wantedValue} */
export function testOf(
  operator: Comparison,
  literal: Literal,
  compared: Compared,
  problems: QueryProblems,
  now: Date,
): Test {
  if (operator === 'LIKE') return likeTest(literal, compared, problems);
  if (literal.kind === 'period') return periodTest(operator, literal, compared, problems, now);
  const wanted = wantedValue(literal, compared, problems);
  if (operator === '=') return (value) => value === wanted;
  if (operator === '!=') return (value) => value !== wanted;
  if (wanted === null) return () => false;
  return orderTest(operator, wanted);
}

function orderTest(operator: Comparison, wanted: Exclude<FieldScalar, null>): Test {
  switch (operator) {
    case '<':
      return (value) => value !== null && value < wanted;
    case '<=':
      return (value) => value !== null && value <= wanted;
    case '>':
      return (value) => value !== null && value > wanted;
    default:
      return (value) => value !== null && value >= wanted;
  }
}

function likeTest(literal: Literal, compared: Compared, problems: QueryProblems): Test {
  if (kindOfType(compared.type) !== 'text') {
    const type = typeNames[compared.type]!.toLowerCase();
    throw problems.wrong(literal.at, `invalid operator on ${type} field`, 'INVALID_QUERY_FILTER_OPERATOR');
  }
  if (literal.kind === 'null') return () => false;
  if (literal.kind !== 'string') throw wrongType(literal, compared, problems);
  const matches = likePattern(literal.inner);
  return (value) => typeof value === 'string' && matches(value);
}

function periodTest(
  operator: Comparison,
  literal: Literal & { readonly kind: 'period' },
  compared: Compared,
  problems: QueryProblems,
  now: Date,
): Test {
  const kind = kindOfType(compared.type);
  if (kind !== 'date' && kind !== 'datetime') throw wrongType(literal, compared, problems);
  const { from, to }: Period = periodOf(literal.name, literal.count, now);
  const [start, end] = kind === 'date' ? [dayOf(from), dayOf(to)] : [from, to];
  switch (operator) {
    case '=':
      return (value) => value !== null && value >= start && value < end;
    case '!=':
      return (value) => value === null || value < start || value >= end;
    case '<':
      return (value) => value !== null && value < start;
    case '<=':
      return (value) => value !== null && value < end;
    case '>':
      return (value) => value !== null && value >= end;
    default:
      return (value) => value !== null && value >= start;
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
