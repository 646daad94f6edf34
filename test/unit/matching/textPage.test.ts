import { expect, test } from 'vitest';
import { TextPage } from '../../../server/src/core/textPage.ts';

test('what the last column of a table cannot hold goes on below; other columns are cut', () => {
  const page = new TextPage(44);
  page.table(2, [
    ['Field', 'Record', 'Score', ''],
    ['Company', 'Analytical Engines Inc', '70 of 70', 'matches (approximate)'],
    ['Email', 'ada@engines.example', '', 'does not match (blank)'],
  ]);
  expect(page.text().split('\n')).toEqual([
    '  Field    Record    Score',
    '  Company  Analyti…  70 of 70  matches',
    '                               (approximate)',
    '  Email    ada@eng…            does not',
    '                               match (blank)',
    '',
  ]);
});
