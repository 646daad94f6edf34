import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clustersOf } from '../../../server/src/core/dedupe/clusters.ts';
import {
  isPair,
  type MatchingPair,
  matchingPairs,
  type PairsEnd,
} from '../../../server/src/core/dedupe/pairs.ts';
import { countPairs } from '../../../server/src/core/forecast/forecast.ts';
import { isCompiled } from '../../../server/src/core/matching/compile.ts';
import { indexTable } from '../../../server/src/core/matching/index/tableIndex.ts';
import type { CompiledRule } from '../../../server/src/core/matching/model.ts';
import { compileStandardRule } from '../../../server/src/core/matching/standard/rules.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { compiled } from '../../support/matchingRules.ts';

function pairsIn(
  rule: string | CompiledRule,
  fields: readonly string[],
  rows: readonly (readonly string[])[],
) {
  const builder = tableBuilder({ object: 'Contact' });
  builder.fields(fields);
  for (const [index, row] of rows.entries()) builder.record(row, { row: index + 1, line: index + 2 }, null);
  const table = builder.build();
  const indexing = indexTable(table, [typeof rule === 'string' ? compiled(rule) : rule]);
  let indexed = indexing.next();
  while (!indexed.done) indexed = indexing.next();
  const pairs: MatchingPair[] = [];
  const search = matchingPairs(table, indexed.value[0]!);
  let step = search.next();
  for (; !step.done; step = search.next()) if (isPair(step.value)) pairs.push(step.value);
  return { pairs, end: step.value as PairsEnd };
}

const short = (pairs: readonly MatchingPair[]) => pairs.map(({ one, other }) => [one, other]);

test('each pair once, whatever keys it shares', () => {
  const rows = [
    ['a@x.org', '1'],
    ['b@x.org', '2'],
    ['A@x.org', '1'],
    ['c@x.org', '2'],
    ['', ''],
    ['', ''],
  ];
  const { pairs } = pairsIn('Contact: Email, Phone; 1 OR 2', ['Email', 'Phone'], rows);
  expect(short(pairs)).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test('are those that comparing all with all gives', () => {
  const cell = fc.constantFrom('', 'a', 'b', 'c');
  const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });
  const rule = 'Contact: A, B, C; (1 AND 2) OR (2 AND 3) OR (1 AND 3)';
  fc.assert(
    fc.property(rows, (all) => {
      const expected = all.flatMap((one, index) =>
        all.flatMap((other, at) => {
          const same = one.filter((value, column) => value !== '' && value === other[column]).length;
          return at > index && same >= 2 ? [[index, at]] : [];
        }),
      );
      const { pairs } = pairsIn(rule, ['A', 'B', 'C'], all);
      expect(short(pairs).sort()).toEqual(expected.sort());
    }),
    { numRuns: 50 },
  );
});

test('too many different ones behind one key are told and left out, but for those of the same values', () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => ['info@x.org', `n${at}`]);
  const rule = 'Contact: Email, Name; 1 OR 2';
  const { pairs, end } = pairsIn(rule, ['Email', 'Name'], [...rows, ['info@x.org', 'n5'], ['b@x.org', 'N5']]);
  expect(end.leftOut).toEqual({ records: 1_002, groups: 1 });
  expect(short(pairs)).toEqual([
    [5, 1_001],
    [5, 1_002],
    [1_001, 1_002],
  ]);
});

test('records of the same values are found however many they are, and counted', () => {
  const rows = Array.from({ length: 130_000 }, (_, at) => [at % 2 === 0 ? 'a@x.org' : 'A@x.org']);
  const { pairs, end } = pairsIn('Contact: Email', ['Email'], rows);
  expect(end.leftOut.groups).toBe(0);
  expect(pairs.reduce((sum, { stands }) => sum + stands, 0)).toBe((130_000 * 129_999) / 2);
  expect(clustersOf(pairs).map(({ ordinals }) => ordinals.length)).toEqual([130_000]);
});

test('pairs that only transposed names bring together', () => {
  const rule = compileStandardRule('Contact', 'Standard_Contact_Match_Rule_v1_1', null);
  if (!isCompiled(rule)) throw new Error(rule.why);
  const { pairs } = pairsIn(
    rule,
    ['FirstName', 'LastName', 'Phone', 'Email'],
    [
      ['Luis', 'Antonio', '(415) 555-0101', ''],
      ['Ada', 'Byron', '(415) 555-0101', ''],
      ['Antonio', 'Luis', '(415) 555-0101', ''],
    ],
  );
  expect(short(pairs)).toEqual([[0, 2]]);
});

test('clusters: the largest first, as sure as what holds them together', () => {
  const rule = compiled('Contact: Email');
  const link = (one: number, other: number, certainty: MatchingPair['certainty']): MatchingPair => ({
    rule,
    one,
    other,
    certainty,
    confidence: 100,
    stands: 1,
  });
  const clusters = clustersOf([
    link(8, 9, 'exact'),
    link(1, 2, 'approximate'),
    link(2, 5, 'exact'),
    link(1, 5, 'exact'),
    link(3, 4, 'approximate'),
  ]);
  expect(clusters.map(({ ordinals, certainty, links }) => [ordinals, certainty, links.length])).toEqual([
    [[1, 2, 5], 'exact', 3],
    [[3, 4], 'approximate', 1],
    [[8, 9], 'exact', 1],
  ]);
});

test('a pair is no surer than the match key that brings it together', () => {
  const rows = [
    ['Ada', 'Byron', 'a@x.org'],
    ['A.', 'Byron', 'a@x.org'],
    ['ada', 'BYRON', 'a@x.org'],
  ];
  const rule = 'Contact: FirstName FirstName, LastName LastName, Email';
  const { pairs } = pairsIn(rule, ['FirstName', 'LastName', 'Email'], rows);
  // Which key this combination of fields has is an analogy: but equal values have equal ones.
  expect(pairs.map(({ one, other, certainty }) => [one, other, certainty])).toEqual([
    [0, 1, 'approximate'],
    [0, 2, 'exact'],
    [1, 2, 'approximate'],
  ]);
});

test('records of the same values that do not match one another are in the cluster of those that they match', () => {
  const rows = Array.from({ length: 120 }, (_, at) => ['x', at < 60 ? 'p' : 'q']);
  const { pairs, end } = pairsIn('Contact: A, B; 1 AND NOT 2', ['A', 'B'], rows);
  expect(pairs.map(({ stands }) => stands)).toEqual([60 * 60]);
  expect(countPairs(pairs, end)).toMatchObject({ pairs: 3_600, records: 120 });
  expect(clustersOf(pairs).map(({ ordinals }) => ordinals.length)).toEqual([120]);
});
