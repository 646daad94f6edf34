import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { tableSource } from '../../../server/src/core/matching/index/tableSource.ts';
import type { TableChannel } from '../../../server/src/core/outcome/tableModel.ts';
import { preflight } from '../../../server/src/core/preflight/run.ts';
import { recordReader } from '../../../server/src/core/recordSets/read.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { runFile, sampleRules } from './project.ts';

const data = join(import.meta.dirname, '../../../samples/recruiting/data');
const existing = readFileSync(join(data, 'existing-leads.csv'), 'utf8');
const project = sampleRules();

function tableOf(csv: string) {
  const builder = tableBuilder({ object: 'Lead' });
  const reader = recordReader('csv', builder);
  reader.push(csv);
  reader.end();
  return builder.build();
}

const existingTable = tableOf(existing);
const names = ['Ada', 'Byron', ''];
const addresses = [
  'ada.byron@analytical-engines.example',
  'E.Dykman@shortest-path.example',
  'new@example.com',
  '',
];
const row = fc.record({ LastName: fc.constantFrom(...names), Email: fc.constantFrom(...addresses) });
const channels: readonly TableChannel[] = [
  'rest-tree',
  'rest-collections',
  'bulk-2',
  'soap',
  'ui-form',
  'web-to-lead',
];

it('batches fare as in a preflight of the same rows', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(...channels),
      fc.boolean(),
      (rows, batchSize, channel, allowSave) => {
        const csv = ['LastName,Email', ...rows.map(({ LastName, Email }) => `${LastName},${Email}`)].join(
          '\n',
        );
        const plan = {
          object: 'Lead',
          operation: 'insert',
          externalId: null,
          channel,
          batchSize,
          allowSave,
          user: null,
          catalog: project.catalog,
        } as const;
        const source = tableSource([{ table: existingTable, indexes: [] }]);
        const fates = [...preflight(tableOf(csv), plan, { source, byId: null })].map(({ fate }) => fate);
        const saves = [];
        for (let at = 0; at < rows.length; at += batchSize) {
          const batch = rows.slice(at, at + batchSize).map((fields) => ({ fields }));
          saves.push({ batch, expect: { certainty: 'unknown' } });
        }
        const test = { name: 'rows', channel, options: { allowSave }, saves };
        const text = stringify({ object: 'Lead', records: 'leads.csv', tests: [test] });
        const { results } = runFile(text, project, { 'leads.csv': existing });
        expect(results[0]!.messages).toEqual([]);
        expect(results[0]!.saves.map(({ outcome }) => outcome)).toEqual(fates);
      },
    ),
    { numRuns: 25 },
  );
});
