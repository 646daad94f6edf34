import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPair, type MatchingPair, matchingPairs } from '../../../server/src/core/dedupe/pairs.ts';
import { changeOf, type FoundPairs } from '../../../server/src/core/forecast/change.ts';
import { indexTable } from '../../../server/src/core/matching/index/tableIndex.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { compiled } from '../../support/matchingRules.ts';

const fields = ['A', 'B', 'C'];

function found(rule: string, rows: readonly (readonly string[])[]): FoundPairs {
  const builder = tableBuilder({ object: 'Contact' });
  builder.fields(fields);
  for (const [at, row] of rows.entries()) builder.record(row, { row: at + 1, line: null }, null);
  const table = builder.build();
  const indexing = indexTable(table, [compiled(rule)]);
  let index = indexing.next();
  while (!index.done) index = indexing.next();
  const pairs: MatchingPair[] = [];
  const search = matchingPairs(table, index.value[0]!);
  for (;;) {
    const { done, value } = search.next();
    if (done) return { pairs, end: value };
    if (isPair(value)) pairs.push(value);
  }
}

/** Pairs of records that match by a rule, as all against all. */
function pairsBy(
  match: (one: readonly string[], other: readonly string[]) => boolean,
  rows: readonly (readonly string[])[],
) {
  return new Set(
    rows.flatMap((one, at) =>
      rows.slice(at + 1).flatMap((other, next) => (match(one, other) ? [`${at} ${at + 1 + next}`] : [])),
    ),
  );
}

const same = (column: number) => (one: readonly string[], other: readonly string[]) =>
  one[column] !== '' && one[column]!.toLowerCase() === other[column]!.toLowerCase();
const rules: Readonly<Record<string, (one: readonly string[], other: readonly string[]) => boolean>> = {
  'Contact: A': same(0),
  'Contact: B': same(1),
  'Contact: A, B; 1 OR 2': (one, other) => same(0)(one, other) || same(1)(one, other),
  'Contact: A, C': (one, other) => same(0)(one, other) && same(2)(one, other),
};

test('what a change gains and loses is what comparing all with all says, also of many records of the same values', () => {
  // Groups above a hundred are told by their values.
  const row = fc.tuple(
    fc.constantFrom('x', 'X', 'x', 'y', ''),
    fc.constantFrom('p', 'P', 'q'),
    fc.constantFrom('1', '2'),
  );
  const rows = fc.array(row, { minLength: 180, maxLength: 260, size: 'max' });
  const rule = fc.constantFrom(...Object.keys(rules));
  fc.assert(
    fc.property(rows, rule, rule, (all, now, before) => {
      const [some, others] = [pairsBy(rules[now]!, all), pairsBy(rules[before]!, all)];
      expect(changeOf(found(now, all), found(before, all), all.length)).toEqual({
        gained: [...some].filter((pair) => !others.has(pair)).length,
        lost: [...others].filter((pair) => !some.has(pair)).length,
        whyNoChange: '',
      });
    }),
    { numRuns: 12 },
  );
});

test('many thousand equal records', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => ['x', `p${at % 2}`, String(at)]);
  const change = changeOf(found('Contact: A', rows), found('Contact: A, B', rows), rows.length);
  expect(change).toEqual({ gained: 10_000 * 10_000, lost: 0, whyNoChange: '' });
});

test('is not told where pairs were left out', () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => ['x', `p${at}`, '']);
  const change = changeOf(found('Contact: A, B; 1 OR 2', rows), found('Contact: B', rows), rows.length);
  expect(change).toMatchObject({
    gained: null,
    lost: null,
    whyNoChange: expect.stringMatching(/1?match key/),
  });
});
