import { afterEach, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import { createProject } from '../../../server/src/core/project.ts';
import {
  type EarlierRules,
  type RuleImpactAnswer,
  ruleImpactRequest,
  showImpactCommand,
} from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const root = 'file:///ws';
const metadata = `${root}/force-app/main/default`;
const rule = `${metadata}/duplicateRules/Lead.Lead_Rule.duplicateRule-meta.xml`;
const matchingRule = `${metadata}/matchingRules/Lead.matchingRule-meta.xml`;
const tests = `${root}/tests/leads.duptest.yaml`;

/** The text of a file in a set-up of rules. */
const textIn = (rules: string, uri: string) => expandRules(rules).get(uri.slice(root.length + 1))!;

const files: Record<string, string> = {
  [`${root}/sfdx-project.json`]: '{}',
  ...Object.fromEntries(
    [...expandRules('Lead: Report/Report')].map(([path, text]) => [`${root}/${path}`, text]),
  ),
  [`${metadata}/classes/A.cls`]: `public class A {
  void make(List<Lead> leads) { insert leads; }
  void change(List<Lead> leads) { update leads; }
}`,
  [tests]: `object: Lead
channel: rest-record
records:
  Lead:
    ada: { LastName: Byron, Email: ada@example.com }
tests:
  - name: A known address is reported
    save: { fields: { LastName: Lovelace, Email: ada@example.com } }
    expect: { outcome: saved-and-reported }
`,
};

let client: TestClient;
afterEach(() => client.stop());

async function start(): Promise<void> {
  client = new TestClient(new MemorySource(files), undefined, () => createProject());
  await client.initialize({});
  await client.open(rule, files[rule]!);
}

let version = 1;
function type(uri: string, text: string): Promise<void> {
  version++;
  const textDocument = { uri, version };
  return client.rpc.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
}

async function lenses(): Promise<string[]> {
  const all = await client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: rule },
  });
  const own = all.filter(({ command }) => command?.command === showImpactCommand);
  for (const { range, command } of own) {
    expect(range.start.line).toBe(0);
    expect(command?.arguments).toEqual([rule]);
  }
  return own.map(({ command }) => command!.title);
}

const impact = (before: EarlierRules | null) =>
  client.rpc.sendRequest<RuleImpactAnswer>(ruleImpactRequest.method, { uri: rule, before });

test('a lens tells what an edit does until it is saved', async () => {
  await start();
  expect(await lenses()).toEqual([]);

  await type(rule, textIn('Lead: Block/Report', rule));
  expect(await lenses()).toEqual(['This edit: looking at the saves …']);
  await client.received('workspace/codeLens/refresh');
  await expect.poll(lenses).toEqual(['This edit: 1 save becomes refused on a match, 1 rule test fails']);

  await type(rule, textIn('Lead: Block/Block', rule));
  expect(await lenses()).toEqual(['This edit: 2 saves become refused on a match, 1 rule test fails']);
  await type(rule, `${files[rule]!}\n`);
  expect(await lenses()).toEqual(['This edit: the rules stay as they are']);
  await type(rule, files[rule]!.replace('</actionOnInsert>', ''));
  expect(await lenses()).toEqual([]);

  const saved = textIn('Lead: Block/Report', rule);
  await type(rule, saved);
  client.source.files.set(rule, saved);
  await client.filesChanged({ uri: rule, type: 2 });
  await expect.poll(lenses).toEqual([]);
});

test('unsaved rule files count together', async () => {
  await start();
  await type(rule, textIn('Lead: Block/Report', rule));
  await client.open(matchingRule, textIn('Lead: Block/Report matching Email, Phone', matchingRule));
  await lenses();
  await client.received('workspace/codeLens/refresh');
  await expect
    .poll(lenses)
    .toEqual([
      'The edits of 2 rule files: 1 save becomes refused on a match, 1 is reported in other cases, 1 rule test fails',
    ]);
});

test('the page leads to the saves and rule tests', async () => {
  await start();
  await type(rule, textIn('Lead: Block/Report', rule));
  const { title, headline, markdown } = await impact(null);
  expect(title).toBe('What the unsaved rules do');
  expect(headline).toBe('1 save becomes refused on a match, 1 rule test fails');
  expect(markdown).toContain(`[A.cls:2](${metadata}/classes/A.cls#L2) Insert of Lead in A.make`);
  expect(markdown).toContain(
    `[leads.duptest.yaml:7](${tests}#L7) A known address is reported: passes → fails`,
  );
  expect(markdown).toContain(') missing-duplicate-rule-header');
});

test('other rules than the saved ones can be named', async () => {
  await start();
  const before = { name: 'main', files: [{ uri: rule, text: textIn('Lead: Block/Report', rule) }] };
  expect(await impact(before)).toMatchObject({
    title: 'What the rules do since main',
    headline: '1 save is no longer refused, 1 rule test passes that did not',
  });
  const without = { name: 'main', files: [rule, matchingRule].map((uri) => ({ uri, text: null })) };
  expect(await impact(without)).toMatchObject({
    headline: '2 saves become reported on a match, 1 rule test passes that did not',
  });
  expect(await impact({ name: 'main', files: [] })).toMatchObject({ changes: false, headline: null });
});
