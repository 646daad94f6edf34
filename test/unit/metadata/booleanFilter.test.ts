import { expect, test } from 'vitest';
import {
  checkBooleanFilter,
  type FilterExpression,
  operandsOfOr,
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

test.each([
  [
    '1 AND (2 OR 7)',
    [
      '7 The booleanFilter names item 7, but there are 3 items.',
      '1 AND (2 OR 7) The booleanFilter leaves out item 3.',
    ],
  ],
  ['1 AND 9 AND 2 AND 3 AND 9', ['9 The booleanFilter names item 9, but there are 3 items.']],
  [
    '1 AND 2 XOR 3',
    ['XOR The booleanFilter "1 AND 2 XOR 3" cannot be read: AND or OR is expected after "2", not "XOR".'],
  ],
  [
    '1 AND',
    [
      'AND The booleanFilter "1 AND" cannot be read: the number of an item, NOT or ( is expected after "AND", and it ends there.',
    ],
  ],
  ['(1 2)', ['2 The booleanFilter "(1 2)" cannot be read: AND, OR or ) is expected after "1", not "2".']],
  [
    '&& 1',
    [
      '& The booleanFilter "&& 1" cannot be read: the number of an item, NOT or ( is expected at its beginning, not "&".',
    ],
  ],
  ['1 AND 2 AND 3', []],
])('what is wrong stands at its token: %s', (text, expected) => {
  const problems = checkBooleanFilter(text, [1, 2, 3], 'item');
  expect(problems.map(({ span, message }) => `${text.slice(span.start, span.end)} ${message}`)).toEqual(
    expected,
  );
});

test.each([
  ['1 AND 2', ['1 AND 2']],
  ['(1 AND 2) OR 3 or (4 OR 5)', ['(1 AND 2)', '3', '(4 OR 5)']],
  ['((1 OR (2 AND 3)))', ['1', '(2 AND 3)']],
  ['(1) OR (2)', ['(1)', '(2)']],
])('the operands of the outermost OR: %s', (text, expected) => {
  expect(operandsOfOr(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});

test('brackets without end are read in a moment', () => {
  const brackets = 50_000;
  const text = `${'('.repeat(brackets)}1${')'.repeat(brackets)}`;
  expect(parseBooleanFilter(text)).toBeNull();
  expect(operandsOfOr(text)).toHaveLength(1);
});
