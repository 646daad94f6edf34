import { expect, test } from 'vitest';
import {
  type FilterExpression,
  parseBooleanFilter,
} from '../../../server/src/core/metadata/booleanFilter.ts';

function written(expression: FilterExpression): string {
  if (expression.kind === 'item') return String(expression.number);
  if (expression.kind === 'not') return `!${written(expression.operand)}`;
  return `(${expression.operands.map(written).join(expression.kind === 'and' ? '&' : '|')})`;
}

test.each([
  ['1', '1'],
  ['1 AND 2 AND 3', '(1&2&3)'],
  ['(1 OR 3) AND 2', '((1|3)&2)'],
  ['1 and 2 OR not 3', '((1&2)|!3)'],
  ['1 AND 2 AND ((3 AND 4) OR 5)', '(1&2&((3&4)|5))'],
  ['((1))', '1'],
  ['NOT (1 OR 2)', '!(1|2)'],
])('%s', (text, expected) => {
  expect(written(parseBooleanFilter(text)!)).toBe(expected);
});

test.each(['', '1 2', '1 AND', 'AND 1', '(1', '1)', 'one', '1 XOR 2', '1 && 2', '('.repeat(5_000)])(
  'cannot be read: %s',
  (text) => expect(parseBooleanFilter(text)).toBeNull(),
);
