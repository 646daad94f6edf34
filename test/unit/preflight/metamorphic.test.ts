import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowIndexer } from '../../../server/src/core/matching/index/tableIndex.ts';
import { tableSource } from '../../../server/src/core/matching/index/tableSource.ts';
import { compiledRulesFor } from '../../../server/src/core/matching/run/compiledRules.ts';
import type { LoadPlan } from '../../../server/src/core/preflight/model.ts';
import { preflight } from '../../../server/src/core/preflight/run.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { catalogWith } from '../../support/catalog.ts';
import { matchingRule } from '../../support/matchingRules.ts';
import { duplicateRule } from '../../support/offlineRuns.ts';

type Rows = readonly (readonly string[])[];

interface Case {
  readonly rule: string;
  readonly fields: readonly string[];
  readonly existing: Rows;
  readonly load: Rows;
  readonly batchSize: number;
}

/** Rows that are saved pile up: the rule lets them in, with a report. */
const reports = { action: 'Allow', alert: false, report: true } as const;

function verdicts({ rule, fields, existing, load, batchSize }: Case) {
  const matching = matchingRule(rule);
  const catalog = catalogWith([duplicateRule('Lead', [['Lead', 'R']], { onInsert: reports })], [matching]);
  const indexer = rowIndexer(compiledRulesFor('Lead', catalog));
  const known = tableBuilder({ object: 'Lead', taken: indexer.add });
  const incoming = tableBuilder({ object: 'Lead' });
  known.fields(['Id', ...fields]);
  incoming.fields(fields);
  for (const [at, row] of existing.entries())
    known.record([`00Q${at}`, ...row], { row: at + 1, line: null }, null);
  for (const [at, row] of load.entries()) incoming.record(row, { row: at + 1, line: null }, null);
  const source = tableSource([{ table: known.build(), indexes: indexer.build() }]);
  const plan: LoadPlan = {
    object: 'Lead',
    operation: 'insert',
    externalId: null,
    channel: 'rest-collections',
    batchSize,
    allowSave: false,
    user: null,
    catalog,
  };
  return [...preflight(incoming.build(), plan, { source, byId: null })].map(
    ({ fate, certainty, rules, escapes, hints }) => ({
      fate,
      certainty,
      escapes,
      hints: hints.map(({ field, change }) => `${field} ${change}`),
      rules: rules.map(({ finds, count, matches, notes }) => ({
        finds,
        count,
        notes,
        // Which of many are named is not.
        matches: count > 20 ? null : matches.map(({ id, row }) => id ?? `row ${row}`).sort(),
      })),
    }),
  );
}

const cell = fc.constantFrom('x', 'X', 'y', 'ü', '');
const row = fc.tuple(cell, cell, cell);
const rows = fc.array(row, { maxLength: 25 });
const fields = ['A', 'B', 'C'];
const filters = ['1 OR 2', '1 AND (2 OR 3)', '(1 AND 2) OR (2 AND 3) OR (1 AND 3)', '1 AND NOT 3'];
const some = fc.record({
  filter: fc.constantFrom(...filters),
  existing: rows,
  load: rows,
  batchSize: fc.constantFrom(1, 3, 200),
});
const ruleOf = (filter: string) => `Lead: A, B, C; ${filter}`;

describe('a preflight says the same', () => {
  test('with a field that no rule compares, which keeps equal rows apart', () => {
    fc.assert(
      fc.property(some, ({ filter, existing, load, batchSize }) => {
        const rule = ruleOf(filter);
        const plain = verdicts({ rule, fields, existing, load, batchSize });
        const numbered = (all: Rows, mark: string) => all.map((one, at) => [...one, `${mark}${at}`]);
        const wider = {
          fields: [...fields, 'Note'],
          existing: numbered(existing, 'e'),
          load: numbered(load, 'l'),
        };
        expect(verdicts({ rule, batchSize, ...wider })).toEqual(plain);
      }),
      { numRuns: 8 },
    );
  });

  test.each([
    ['1 OR 2', '2 OR 1'],
    ['1 AND (2 OR 3)', '(3 OR 2) AND 1'],
    ['(1 AND 2) OR (2 AND 3) OR (1 AND 3)', '(3 AND 1) OR (3 AND 2) OR (2 AND 1)'],
    ['1 AND (2 OR 3)', '(1 AND 2) OR (1 AND 3)'],
  ])('by %s as by %s', (one, other) => {
    fc.assert(
      fc.property(rows, rows, (existing, load) => {
        const given = { fields, existing, load, batchSize: 4 };
        expect(verdicts({ rule: ruleOf(other), ...given })).toEqual(
          verdicts({ rule: ruleOf(one), ...given }),
        );
      }),
      { numRuns: 8 },
    );
  });

  test('in batches of any size, where no two rows match each other', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(distinct, distinct, fc.integer({ min: 1, max: 7 }), (existing, load, batchSize) => {
        const given = {
          rule: ruleOf('1 OR 2'),
          fields,
          existing: existing.map((value) => [`a${value}`, '', '']),
          load: load.map((value) => [`A${value}`, `b${value}`, '']),
        };
        expect(verdicts({ ...given, batchSize })).toEqual(verdicts({ ...given, batchSize: 200 }));
      }),
      { numRuns: 10 },
    );
  });

  test('with existing records in any order', () => {
    fc.assert(
      fc.property(some, ({ filter, existing, load, batchSize }) => {
        const marked = existing.map((one, at) => [...one, String(at)]);
        const given = { rule: ruleOf(filter), fields: [...fields, 'Note'], batchSize };
        const incoming = load.map((one) => [...one, '']);
        const found = (all: Rows) =>
          verdicts({ ...given, existing: all, load: incoming }).map(({ rules, ...rest }) => ({
            ...rest,
            rules: rules.map(({ matches: _, ...rule }) => rule),
          }));
        expect(found([...marked].reverse())).toEqual(found(marked));
      }),
      { numRuns: 10 },
    );
  });
});

test('thousands of equal rows that are saved', () => {
  const load = Array.from({ length: 1_400 }, () => ['x', 'y', '']);
  const found = verdicts({ rule: ruleOf('1 AND 2'), fields, existing: [], load, batchSize: 200 });
  expect(found[199]).toMatchObject({ fate: 'saved-and-reported', rules: [] });
  expect(found[199]!.escapes).toHaveLength(100);
  expect(found[1_399]).toMatchObject({
    fate: 'saved-and-reported',
    certainty: 'exact',
    rules: [{ finds: true, count: 100, notes: [expect.stringMatching(/^1200 records stand behind/)] }],
  });
});
