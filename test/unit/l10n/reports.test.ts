import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preflightContents } from '../../../server/src/core/preflight/html.ts';
import type { LoadPlan } from '../../../server/src/core/preflight/model.ts';
import { speech } from '../../../server/src/lsp/l10n/audit.ts';
import { speak } from '../../../server/src/lsp/l10n/language.ts';
import { ruleTestTrace } from '../../../server/src/lsp/ruleTests/traceText.ts';
import { preflightFile } from '../../../server/src/offline/preflightFile.ts';
import { runFile, sampleRules } from '../ruleTests/project.ts';

const data = join(import.meta.dirname, '../../../samples/recruiting/data');

beforeAll(() => speak(fileURLToPath(new URL('../../../l10n/bundle.l10n.ja.json', import.meta.url))));
afterAll(() => speak(null));

/** Lines in which English words follow each other; what is quoted is a name or a value. */
function english(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) =>
      /[a-z]{2,} [a-z]{2,}/.test(line.replace(/double metaphone|「[^」]*」|"[^"]*"|''[^']*'/g, '')),
    );
}

describe('in Japanese', () => {
  const loading: Pick<LoadPlan, 'operation' | 'externalId'>[] = [
    { operation: 'insert', externalId: null },
    { operation: 'upsert', externalId: 'Email' },
  ];
  test.each(loading)('a preflight of $operation', async ({ operation, externalId }) => {
    const project = sampleRules();
    for (const [channel, batchSize, against] of [
      ['bulk-2', 200, 'existing-leads.csv'],
      ['rest-tree', 1, null],
    ] as const) {
      const plan: LoadPlan = {
        ...{ object: 'Lead', operation, externalId, channel, batchSize, allowSave: operation === 'upsert' },
        ...{ user: null, catalog: project.catalog },
      };
      const report = await preflightFile(
        {
          path: join(data, 'job-fair-leads.csv'),
          ...{ plan, against: against === null ? [] : [join(data, against)], most: 100 },
        },
        project,
        { signal: new AbortController().signal, progress() {} },
      );
      const page = { ...speech(), most: 100, elsewhere: 'the command line lists all.', addressOf: null };
      const text = preflightContents(report, page).replace(/<[^>]+>/g, '\n');
      expect(english(text)).toEqual([]);
      expect(text).toContain('job-fair-leads.csv の読み込み前チェック');
    }
  });

  test('what a failed rule test explains, and its trace', () => {
    const { file, results } = runFile(failing, sampleRules());
    const traces = file.tests.map((one, index) => ruleTestTrace(one, results[index]!));
    expect(results.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
    expect(english(traces.join('\n').replace(/^By name.*$/gm, ''))).toEqual([]);
    expect(traces[0]).toContain(
      'alan (Candidate_Name_and_Phone): 一致しません: Last_Name__c のスコアは 29 (しきい値 90)。',
    );
  });
});

const failing = `
object: Candidate__c
channel: apex-statement
records:
  Candidate__c:
    alan: { Last_Name__c: Marlowe, Phone__c: +1 415 555 0103, Email__c: alan.marlowe@bombe-works.example }
    edsger: { Last_Name__c: Dykman, Phone__c: +31 20 555 0104 }
tests:
  - name: By name and phone
    save: { fields: { Last_Name__c: Hooper, Phone__c: +1 415 555 0103, Skip_Duplicate_Check__c: false } }
    expect: { matches: [alan] }
  - name: By name alone
    save: { fields: { Last_Name__c: Dykman, Skip_Duplicate_Check__c: false } }
    expect: { outcome: refused, matches: [edsger] }
  - name: By name and phone, and the check is on or off
    save: { fields: { Last_Name__c: Marlow, Phone__c: (415) 555-0103 } }
    expect: { outcome: saved, matches: [], certainty: exact }
`;
