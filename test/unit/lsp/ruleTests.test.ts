import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource, type CodeAction, LSPErrorCodes } from 'vscode-languageserver/node';
import {
  type RuleTestOutcome,
  recordFormRequest,
  ruleTestEndedNotification,
  ruleTestsOfRequest,
  runRuleTestsRequest,
  testLocallyRequest,
} from '../../../server/src/protocol.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';
import { FakeOrgs } from './fakeOrgs.ts';
import { OrgClient } from './orgClient.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-tests-'));
const root = pathToFileURL(folder).toString();
const file = `${root}/tests/leads.duptest.yaml`;
const [ruleFile, ruleText] = duplicateRuleFile({ object: 'Lead', name: 'Lead_Email', insert: 'Block' });
const [matchingFile, matchingText] = matchingRulesFile('Lead', { Lead_Email: ['Email'] });
const text = `object: Lead
records:
  Lead:
    ada: { LastName: Byron, Email: ada@example.com }
tests:
  - name: known
    save:
      fields: { Email: ADA@example.com }
    expect: { outcome: refused, matches: ada }
  - name: wrong
    save:
      fields: { Email: eve@example.com }
    expect:
      outcome: refused
      matches: ada
  - name: later
    skip: not now
    save: { fields: { Email: eve@example.com } }
    expect: { outcome: saved }
  - name: from a file
    records: ../leads.csv
    save: { fields: { Email: secret@example.com } }
    expect: { matches: 00Q000000000001AAA }
`;

let client: OrgClient;
let orgs: FakeOrgs;
beforeAll(() =>
  writeFileSync(path.join(folder, 'leads.csv'), 'Id,Email\n00Q000000000001AAA,secret@example.com\n'),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  orgs = new FakeOrgs();
  client = await OrgClient.of(orgs, {
    folders: [root],
    trusted: false,
    files: {
      [`${root}/sfdx-project.json`]: '{}',
      [`${root}/${ruleFile}`]: ruleText,
      [`${root}/${matchingFile}`]: matchingText,
      [file]: text,
    },
  });
});
afterEach(() => client.stop());

async function run(ids: readonly string[] | null, coverage = false) {
  const answer = await client.ask(runRuleTestsRequest, { run: 1, files: [{ uri: file, ids }], coverage });
  const ended = (client.sent.get(ruleTestEndedNotification.method) ?? []) as {
    run: number;
    outcome: RuleTestOutcome;
  }[];
  return { ...answer, outcomes: ended.map(({ outcome }) => outcome) };
}

describe('the tests of a file', () => {
  test('have names, places, and why they are skipped', async () => {
    const { tests, problem } = await client.ask(ruleTestsOfRequest, { uri: file });
    expect(problem).toBeNull();
    expect(tests.map(({ id, skip }) => [id, skip])).toEqual([
      ['known', null],
      ['wrong', null],
      ['later', 'not now'],
      ['from a file', null],
    ]);
    expect(tests[0]!.range).toEqual({ start: { line: 5, character: 10 }, end: { line: 5, character: 15 } });
  });

  test('are those of the text in the editor', async () => {
    await client.open(file, text.replace('name: known', 'name: changed'));
    const { tests } = await client.ask(ruleTestsOfRequest, { uri: file });
    expect(tests[0]!.id).toBe('changed');
  });

  test.each([
    ['a file that is not there', 'none.duptest.yaml', undefined, 'cannot be read'],
    ['a file without tests', 'leads.duptest.yaml', 'object: Lead\n', 'no tests'],
  ])('of %s are none', async (_what, name, opened, problem) => {
    const uri = `${root}/tests/${name}`;
    if (opened !== undefined) await client.open(uri, opened);
    expect(await client.ask(ruleTestsOfRequest, { uri })).toEqual({
      tests: [],
      problem: expect.stringContaining(problem),
    });
  });
});

describe('running tests', () => {
  test('tells of each as it ends, without an org and in a workspace that is not trusted', async () => {
    const { outcomes, coverage } = await run(null);
    expect(outcomes.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'known passed',
      'wrong failed',
      'later skipped',
      'from a file passed',
    ]);
    expect(coverage).toEqual([]);
    expect(orgs.calls).toEqual([]);
  });

  test('says of a failed one what was expected where, and what is the case', async () => {
    const [outcome] = (await run(['wrong'])).outcomes;
    const [failure, second] = outcome!.failures;
    expect(failure).toMatchObject({
      range: { start: { line: 13 } },
      expected: expect.stringContaining('refused'),
      actual: expect.stringContaining('saved'),
    });
    expect(second!.message).toContain('ada');
    expect(outcome!.trace).toContain('Compared with ada by Lead_Email');
    expect(outcome!.trace).toContain('ada@example.com');
  });

  test('shows no value of a record from a file', async () => {
    const [outcome] = (await run(['from a file'])).outcomes;
    expect(outcome!.trace).toContain('Compared with 00Q000000000001AAA');
    expect(outcome!.trace).not.toContain('secret@');
  });

  test('of a test that is gone ends with that', async () => {
    const { outcomes } = await run(['known', 'gone']);
    expect(outcomes.map(({ id, status }) => `${id} ${status}`).sort()).toEqual([
      'gone error',
      'known passed',
    ]);
  });

  test('ends when it is cancelled', async () => {
    const source = new CancellationTokenSource();
    const { method } = runRuleTestsRequest;
    const params = { run: 2, files: [{ uri: file, ids: null }], coverage: false };
    const running = client.rpc.sendRequest(method, params, source.token);
    source.cancel();
    await expect(running).rejects.toMatchObject({ code: expect.any(Number) });
    await expect(running).rejects.not.toMatchObject({ code: LSPErrorCodes.ContentModified });
  });

  test('lays what was touched on the files of the rules', async () => {
    const { coverage } = await run(['known'], true);
    expect(coverage.map(({ uri }) => uri)).toEqual([`${root}/${ruleFile}`, `${root}/${matchingFile}`]);
    const parts = coverage.flatMap(({ elements }) => elements);
    const shown = (name: string) => parts.find((part) => part.name === name);
    expect(shown('Rule Lead_Email')).toMatchObject({ kind: 'rule', count: 1 });
    expect(shown('Action on create')).toMatchObject({ kind: 'part', count: 1 });
    expect(shown('Action on edit')).toMatchObject({ kind: 'part', count: 0 });
  });

  test('keeps to the rules in files, whatever an org has', async () => {
    await client.stop();
    client = await OrgClient.of(orgs, {
      folders: [root],
      files: { [`${root}/sfdx-project.json`]: '{}', [file]: text },
    });
    await client.ask({ method: 'duplicateRules/refreshRules' }, { uri: file });
    const { outcomes } = await run(['known']);
    expect(outcomes[0]!.status).not.toBe('passed');
  });
});

test('a record is tested against the records of a file, without an org and without trust', async () => {
  const tested = await client.ask(testLocallyRequest, {
    uri: file,
    record: { object: 'Lead', id: null, fields: [{ name: 'Email', value: 'secret@example.com' }] },
    languageId: null,
    file: `${root}/leads.csv`,
  });
  expect(tested.preview.verdict.kind).toBe('refused');
  expect(tested.ruleTest).toContain('outcome: refused');
  expect(tested.rules.map(({ fullName }) => fullName)).toContain('Lead.Lead_Email');
  const form = await client.ask(recordFormRequest, { uri: file, object: 'Lead', withoutOrg: true });
  expect(form.problems).toEqual([]);
  expect(orgs.calls).toEqual([]);
});

describe('what is wrong with a file', () => {
  const wrong = text.replace('outcome: refused, matches: ada', 'outcome: refusde, matches: ada');

  test('is told where it stands, with a fix', async () => {
    await client.open(file, wrong);
    const found = await client.diagnostics(file);
    expect(found).toMatchObject([{ severity: 1, source: 'duplicate-rules', code: 'rule-test' }]);
    const { range } = found[0]!;
    expect(range.start.line).toBe(8);
    const actions = await client.rpc.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: file },
      range,
      context: { diagnostics: found },
    });
    expect(actions).toMatchObject([
      { title: 'Change to refused', edit: { changes: { [file]: [{ newText: 'refused', range }] } } },
    ]);
  });

  test('nothing is found in it but that', async () => {
    await client.open(file, `${text}# sf data create record --sobject Lead --values "LastName=x"\n`);
    expect(await client.diagnostics(file)).toEqual([]);
  });
});
