import { expect, test } from 'vitest';
import { findTargets } from '../../../server/src/cli/targets.ts';
import { readCsvRecords } from '../../../server/src/core/records/csv/read.ts';

test.each([
  ['in the header', 'LastName,"Email\nA,b@x.org\n', 1],
  ['behind a value of two lines', '"Last\nName","Email\nA,b@x.org\n', 2],
])('a quote that is not closed is named by its line: %s', (_, text, line) => {
  const { problems } = readCsvRecords('file:///leads.csv', text, { start: 0, end: text.length }, null);
  expect(problems).toEqual([
    `A quote is opened on line ${line} and not closed: all that stands below it is taken for one value.`,
  ]);
});

test('an empty path is no folder', () => {
  expect(() => findTargets(['.', ''], process.cwd())).toThrow(/"" names no file or folder/);
});
