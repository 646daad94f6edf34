import type { FieldScalar } from '../../core/records/model.ts';
import type { Comparison } from './syntax.ts';

/** Compares as queries do: texts without case. */
export function holds(operator: Comparison, value: FieldScalar, wanted: readonly FieldScalar[]): boolean {
  const [first = null] = wanted;
  switch (operator) {
    case '=':
      return equal(value, first);
    case '!=':
      return !equal(value, first);
    case 'IN':
      return wanted.some((one) => equal(value, one));
    case 'NOT IN':
      return !wanted.some((one) => equal(value, one));
    case 'LIKE':
      return typeof value === 'string' && likePattern(String(first)).test(value);
    default:
      return value !== null && first !== null && ordered(operator, value, first);
  }
}

function equal(value: FieldScalar, wanted: FieldScalar): boolean {
  if (value === null || wanted === null) return isBlank(value) && isBlank(wanted);
  return comparable(value) === comparable(unescaped(wanted));
}

function isBlank(value: FieldScalar): boolean {
  return value === null || value === '';
}

function ordered(operator: string, value: FieldScalar, wanted: FieldScalar): boolean {
  const [left, right] = [comparable(value), comparable(wanted)];
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

function comparable(value: FieldScalar): string | number {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  const text = String(value);
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text.toLowerCase() : time;
}

function unescaped(value: FieldScalar): FieldScalar {
  return typeof value === 'string' ? value.replace(/\\([%_])/g, '$1') : value;
}

/** `%` stands for any text, `_` for one character, both literal behind a backslash. */
function likePattern(like: string): RegExp {
  const source = like.replace(/\\[%_]|[%_]|[\\^$.*+?()[\]{}|]/g, (char) => {
    if (char === '%') return '.*';
    if (char === '_') return '.';
    return char.length === 2 ? char.slice(1) : `\\${char}`;
  });
  return new RegExp(`^${source}$`, 'is');
}
