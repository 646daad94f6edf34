import { describe, expect, it } from 'vitest';
import type { Confidence } from '../../../server/src/core/outcome/model.ts';
import { sources } from '../../../server/src/core/outcome/sources.ts';
import { cellFor, outcomeTable, rowOf, type TableResult } from '../../../server/src/core/outcome/table.ts';
import type { TableChannel } from '../../../server/src/core/outcome/tableModel.ts';

const R = 'refused';
const U = 'refused-unless-allow-save';
const S = 'saved-by-allow-save';
const N = 'not-evaluated';

/** Section 1.2 of the facts, row by row: Block, Alert, Alert with allowSave (null: no such option), quiet. */
const rows: readonly [number, TableChannel, TableResult, TableResult, TableResult | null, TableResult][] = [
  [1, 'ui-form', R, 'asked', null, 'saved'],
  [2, 'apex-statement', R, U, null, 'saved'],
  [2, 'apex-upsert', R, R, null, 'saved'],
  [3, 'apex-database', R, U, S, 'saved'],
  [4, 'apex-database', R, U, S, 'saved'],
  [5, 'apex-database', R, U, S, 'saved'],
  [6, 'apex-set-options', R, U, 'unknown', 'saved'],
  [7, 'apex-upsert', R, R, null, 'saved'],
  [8, 'nested-dml', R, R, null, 'saved'],
  [9, 'apex-async', R, U, S, 'saved'],
  [10, 'rest-record', R, U, S, 'saved'],
  [11, 'rest-external-id', R, U, S, 'saved'],
  [12, 'rest-collections', R, U, S, 'saved'],
  [13, 'rest-composite', R, U, S, 'saved'],
  [14, 'rest-tree', R, U, 'unknown', 'saved'],
  [15, 'rest-batch', R, U, 'unknown', 'saved'],
  [16, 'soap', R, U, S, 'saved'],
  [17, 'soap-convert-lead', R, R, R, R],
  [17, 'soap-merge', 'unknown', 'unknown', 'unknown', 'saved'],
  [18, 'bulk-1', R, R, null, 'saved'],
  [18, 'bulk-2', R, R, null, 'saved'],
  [19, 'data-loader-soap', R, U, S, 'saved'],
  [20, 'data-loader-bulk', R, R, null, 'saved'],
  [21, 'data-import-wizard', R, R, null, 'saved'],
  [22, 'cli', R, R, null, 'saved'],
  [23, 'flow', R, R, null, 'saved'],
  [24, 'web-to-lead', R, R, null, 'saved'],
  [25, 'lead-conversion-ui', R, R, null, R],
  [26, 'apex-convert-lead', R, R, R, R],
  [27, 'merge-ui', N, N, null, N],
  [28, 'merge-apex', 'unknown', 'unknown', null, 'saved'],
  [29, 'undelete', N, N, null, N],
  [30, 'quick-create', N, N, null, N],
  [30, 'self-registration', N, N, null, N],
  [30, 'exchange-sync', N, N, null, N],
  [31, 'person-account-conversion', R, R, null, 'saved'],
  [32, 'ui-api', R, U, S, 'saved'],
  [33, 'lwc', R, R, 'unknown', 'saved'],
  [34, 'graphql', 'unknown', 'unknown', null, 'unknown'],
];

describe('the outcome table', () => {
  it.each(rows)('row %i, %s', (fact, channel, block, alert, alertAllowSave, quiet) => {
    const row = rowOf(channel);
    expect(row.facts).toContain(fact);
    expect(row.block.result).toBe(block);
    expect(row.alert.result).toBe(alert);
    expect(row.alertAllowSave?.result ?? null).toBe(alertAllowSave);
    expect(row.quiet.result).toBe(quiet);
  });

  it('has the rows 1 to 34, each channel once, and no others', () => {
    expect(new Set(outcomeTable.flatMap(({ facts }) => facts))).toEqual(new Set(rows.map(([fact]) => fact)));
    expect(rows.map(([fact]) => fact)).toEqual(
      expect.arrayContaining(Array.from({ length: 34 }, (_, i) => i + 1)),
    );
    expect(outcomeTable.map(({ channel }) => channel).sort()).toEqual(
      [...new Set(rows.map(([, channel]) => channel))].sort(),
    );
  });

  it.each(outcomeTable.map((row) => [row.channel, row] as const))(
    '%s names a source for every cell',
    (_, row) => {
      for (const cell of [row.block, row.alert, row.quiet, row.alertAllowSave ?? row.alert]) {
        expect(cell.sources.length).toBeGreaterThan(0);
        for (const key of cell.sources) expect(sources[key]).toBeTruthy();
        if (cell.result === 'unknown') expect(cell.confidence).toBe('open');
      }
    },
  );

  it.each<[TableChannel, 'block' | 'alert' | 'alertAllowSave' | 'quiet', Confidence]>([
    ['apex-database', 'block', 'well-founded'],
    ['apex-database', 'alertAllowSave', 'documented'],
    ['apex-set-options', 'alert', 'well-founded'],
    ['apex-async', 'alert', 'well-founded'],
    ['rest-record', 'alertAllowSave', 'documented'],
    ['rest-collections', 'alertAllowSave', 'well-founded'],
    ['rest-composite', 'alert', 'documented'],
    ['rest-composite', 'alertAllowSave', 'weak'],
    ['rest-tree', 'alert', 'weak'],
    ['bulk-2', 'alert', 'well-founded'],
    ['flow', 'alert', 'documented'],
    ['lwc', 'alertAllowSave', 'open'],
  ])('%s, %s is %s', (channel, column, confidence) => {
    expect(rowOf(channel)[column]?.confidence).toBe(confidence);
  });

  it('row 35: a rule that only reports lets every save through, and a duplicate record set is written', () => {
    const report = { action: 'Allow', alert: false, report: true } as const;
    for (const row of outcomeTable) {
      const expected = row.quiet.result === 'saved' ? 'saved-and-reported' : row.quiet.result;
      expect(cellFor(row, report)?.result).toBe(expected);
    }
  });

  it('says nothing of an action that is not known', () => {
    expect(cellFor(rowOf('apex-statement'), { action: null, alert: true, report: false })).toBeNull();
  });
});
