import path from 'node:path';
import { expect, it } from 'vitest';
import { checkRuleTests } from '../../../server/src/core/ruleTests/check.ts';
import { DataFiles } from '../../../server/src/core/ruleTests/existing.ts';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import { runRuleTest } from '../../../server/src/core/ruleTests/run.ts';
import { observeRuleTest } from '../../../server/src/embedded/observeRuleTest.ts';
import { readProjectFiles } from '../../../server/src/sandbox/rules/project.ts';
import { sampleRules } from './project.ts';

const sample = path.resolve(import.meta.dirname, '../../../samples/recruiting');
const metadata = readProjectFiles(sample);
const project = sampleRules();
const none = new DataFiles(() => 'There are no files here.');

/** What becomes of each test: its status, with why. */
async function run(text: string, rules: ReadonlyMap<string, string> = metadata): Promise<string[]> {
  const file = checkRuleTests(parseRuleTests('file:///x.duptest.yaml', text), project);
  expect(file.problems).toEqual([]);
  const results: string[] = [];
  for (const test of file.tests) {
    const { observed, problems } = await observeRuleTest(test, rules, project, none);
    if (problems.length > 0) results.push(problems.join(' '));
    else {
      const { status, failures } = runRuleTest(file, test, project, none, observed);
      results.push([status, ...failures.map(({ message }) => message)].join(': '));
    }
  }
  return results;
}

const records = `
object: Lead
records:
  Lead:
    ada: { FirstName: Ada, LastName: Byron, Company: Engines, Email: ada@engines.example }
`;
const again = '{ LastName: Lovelace, Company: Engines, Email: Ada@engines.example }';

const channels = [
  'rest-record',
  'cli',
  'rest-collections',
  'rest-composite',
  'rest-tree',
  'rest-batch',
  'soap',
  'data-loader-soap',
  'ui-api',
];

it('every channel of an API is answered as the rules say', async () => {
  const tests = channels.flatMap((channel) => [
    `  - name: ${channel}
    channel: ${channel}
    save: { fields: ${again} }
    expect: { outcome: ${channel === 'cli' ? 'refused' : 'refused-unless-allow-save'}, matches: [ada] }`,
    ...(channel === 'cli'
      ? []
      : [
          `  - name: ${channel} with allowSave
    channel: ${channel}
    options: { allowSave: true }
    save: { fields: ${again} }
    expect: { outcome: [saved-and-reported, unknown] }`,
        ]),
  ]);
  const bulk = ['bulk-1', 'bulk-2'].map(
    (channel) => `  - name: ${channel}
    channel: ${channel}
    saves:
      - batch:
          - { as: x, fields: { LastName: X, Company: X, Email: x@x.example } }
          - { as: y, fields: { LastName: "Y, Z", Company: X, Email: x@x.example } }
        expect: { outcome: saved-and-reported }
      - { fields: ${again}, expect: { outcome: refused } }
      - { record: x, fields: { Email: new@x.example, Title: '' }, expect: { outcome: saved } }
      - { fields: { LastName: X, Company: X, Email: new@x.example }, expect: { outcome: refused, matches: [x] } }`,
  );
  const results = await run(`${records}\ntests:\n${[...tests, ...bulk].join('\n')}`);
  expect(results).toEqual(results.map(() => 'passed'));
});

it('users, edits and upserts by a field that finds records', async () => {
  const results = await run(`${records}
tests:
  - name: an edit is only reported
    save: { record: ada, fields: { Email: ada@engines.example, Title: Countess } }
    expect: { outcome: [saved, saved-and-reported] }
  - name: an upsert that finds its record
    channel: rest-external-id
    save: { operation: upsert, externalId: Email, fields: { Email: ada@engines.example, LastName: King, Company: Engines } }
    expect: { outcome: [saved, saved-and-reported] }
  - name: who does not see ada
    user: { fields: { Username: robot@x.example, Profile.Name: Integration }, sees: none }
    save: { fields: ${again} }
    expect: { outcome: [saved, refused-unless-allow-save] }
`);
  expect(results).toEqual(['passed', 'passed', 'passed']);
});

it('a test fails where the org does something else than the rules', async () => {
  const blocking = new Map(
    [...metadata].map(([path, text]) => [
      path,
      path.includes('Lead_Email.duplicateRule') ? text.replace('>Allow<', '>Block<') : text,
    ]),
  );
  const tests = `tests: [{ name: one, save: { fields: ${again} }, expect: { outcome: refused-unless-allow-save } }]`;
  expect((await run(`${records}${tests}`, blocking))[0]).toMatch(
    /^failed: The embedded org did something else with the record than its rules say: it was refused, not /,
  );
});

it('what cannot be carried out is said', async () => {
  const save = `save: { fields: ${again} }, expect: { outcome: saved }`;
  const batch = `save: { batch: [{ fields: ${again} }, { fields: ${again} }] }, expect: { outcome: saved }`;
  expect(
    await run(`${records}tests:
  - { name: a, channel: apex-statement, ${save} }
  - { name: b, channel: ui-api, ${batch} }
  - { name: c, save: { fields: { LastName: X } }, expect: { outcome: saved } }`),
  ).toEqual([
    'An embedded org has no channel apex-statement: run this test offline.',
    'On the channel ui-api a call saves one record: it has no batches.',
    expect.stringContaining('REQUIRED_FIELD_MISSING (Company)'),
  ]);
});
