import { expect, it } from 'vitest';
import { nestsTooDeep } from '../../../server/src/org/nesting.ts';

it.each([
  ['lists in lists', '['.repeat(501), true],
  ['objects in objects', ' \n' + '{"a":'.repeat(501), true],
  ['as deep as may be', '['.repeat(500) + ']'.repeat(500), false],
  ['many beside each other', `[${'{},'.repeat(10_000)}{}]`, false],
  ['brackets in a text', JSON.stringify(['['.repeat(1000), '\\"[{'.repeat(1000)]), false],
  ['brackets in XML', `<a>${'['.repeat(1000)}</a>`, false],
  ['nothing', '', false],
])('%s', (_, text, deep) => {
  expect(nestsTooDeep(text)).toBe(deep);
});
