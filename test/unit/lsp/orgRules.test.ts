import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  compareRulesRequest,
  listOrgsRequest,
  listRulesRequest,
  recordFormRequest,
  refreshRulesRequest,
  ruleObjectsRequest,
  ruleSetupUrlRequest,
  selectOrgRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';
import { FakeOrgs, leadEmail, orgProblem, readingOf } from './fakeOrgs.ts';
import { capture, captureText, OrgClient, type OrgClientOptions, plainFiles, root } from './orgClient.ts';

let client: OrgClient;
let orgs: FakeOrgs;
let storage: string;
beforeEach(() => {
  orgs = new FakeOrgs();
  storage = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-store-'));
});
afterEach(async () => {
  await client.stop();
  rmSync(storage, { recursive: true, force: true });
});

async function start(options: OrgClientOptions = {}): Promise<void> {
  client = await OrgClient.of(orgs, { storage, ...options });
}

/** The next session of the editor. */
async function restart(options: OrgClientOptions = {}): Promise<void> {
  await client.stop();
  await start(options);
}

const about = { uri: capture };
const record = { object: 'Lead', id: null, fields: [{ name: 'Email', value: 'ada@example.com' }] };

/** Path and text of a rule's files in the workspace. */
function ruleFiles(insert: string): Record<string, string> {
  const files = [
    duplicateRuleFile({ ...leadEmail, insert }),
    matchingRulesFile('Lead', { Lead_Email: ['Email'] }),
  ];
  return Object.fromEntries(files.map(([name, text]) => [`${root}/${name}`, text]));
}

function cacheFile(): string {
  const folder = path.join(storage, 'org-rules');
  return path.join(folder, readdirSync(folder)[0]!);
}

describe('findings', () => {
  test('use the rules of the org at once, and name it with the time of reading', async () => {
    await start();
    await client.open(capture, captureText);
    expect((await client.finding())?.message).toContain('assumed standard rule');
    const before = client.count('workspace/diagnostic/refresh');
    const read = await client.ask(refreshRulesRequest, about);
    expect(read).toMatchObject({
      username: 'ada@example.com',
      duplicateRules: 1,
      matchingRules: 1,
      objects: 1,
      problems: [],
    });
    const finding = await client.finding();
    expect(finding?.message).toContain('Lead_Email');
    expect(finding?.message).toContain('org ada@example.com, read ');
    expect(finding?.message).toContain(read.readAt.slice(0, 10));
    expect(finding?.message).not.toContain('assumed');
    await client.received('workspace/diagnostic/refresh', before + 1);
  });

  test('prefer the file in the workspace, and the list says how the copy of the org differs', async () => {
    await start({ files: { ...plainFiles, ...ruleFiles('Allow Alert') } });
    await client.ask(refreshRulesRequest, about);
    expect((await client.finding())?.message).not.toContain('org ada@example.com');
    const [rule, ...others] = (await client.ask(listRulesRequest, about)).filter(
      ({ object }) => object === 'Lead',
    );
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ actions: expect.stringContaining('Allow + Alert on create'), origin: '' });
    expect(rule!.orgNote).toMatch(/org's copy differs.*Block/);
  });

  test('assume no standard rule for what the org tells completely', async () => {
    orgs.rules.set('ada@example.com', readingOf([]));
    await start();
    expect(await client.finding()).toBeDefined();
    await client.ask(refreshRulesRequest, about);
    expect(await client.finding()).toBeUndefined();
    expect(await client.ask(listRulesRequest, about)).toEqual([]);
    expect(await client.ask(ruleObjectsRequest, about)).toEqual([]);
    await expect.poll(() => client.project()).toMatchObject({ assumedRules: 0 });
  });

  test('assume the standard rule where the org was read in part', async () => {
    orgs.rules.set(
      'ada@example.com',
      readingOf([], { objects: ['Contact'], problems: ['Lead was not read.'] }),
    );
    await start();
    expect(await client.ask(refreshRulesRequest, about)).toMatchObject({ problems: ['Lead was not read.'] });
    expect((await client.finding())?.message).toContain('assumed standard rule');
  });

  test('of one project are not changed by the org of another', async () => {
    const other = 'file:///other';
    const files = {
      ...plainFiles,
      [`${other}/sfdx-project.json`]: '{}',
      [`${other}/Capture.cls`]: captureText,
    };
    orgs.rules.set(
      'eve@example.com',
      readingOf([{ object: 'Lead', name: 'Eve_Rule', insert: 'Allow Report' }]),
    );
    await start({ files, folders: [root, other] });
    await client.ask(selectOrgRequest, { uri: `${other}/Capture.cls`, username: 'eve@example.com' });
    await client.ask(refreshRulesRequest, about);
    await client.ask(refreshRulesRequest, { uri: `${other}/Capture.cls` });
    expect((await client.finding())?.message).toContain('org ada@example.com');
    expect(await client.finding(`${other}/Capture.cls`)).toBeUndefined();
    expect(orgs.asked('connect')).toEqual([
      { projectFolder: '/ws', org: null },
      { projectFolder: '/other', org: 'eve@example.com' },
    ]);
    expect((await client.ask(listOrgsRequest, about)).chosen).toBeNull();
    expect((await client.ask(listOrgsRequest, { uri: other })).chosen).toBe('eve@example.com');
    await expect.poll(() => client.project(other)?.org?.username).toBe('eve@example.com');
    expect(client.project()?.org?.username).toBe('ada@example.com');

    // Which of the two is meant is not guessed: a record must not go to the wrong org.
    const unclear = client.ask(testRecordRequest, { uri: null, languageId: null, record });
    await expect(unclear).rejects.toMatchObject({ data: { kind: 'no-org' } });
    expect(orgs.asked('testRecord')).toEqual([]);
  });
});

describe('the status', () => {
  test('tells the org, its alias, when its rules were read, and how many only it has', async () => {
    orgs.aliases.set('dev', 'ada@example.com');
    orgs.target = 'dev';
    await start();
    await client.diagnostics(capture);
    expect(client.project()?.org).toBeNull();
    const { readAt } = await client.ask(refreshRulesRequest, about);
    await expect
      .poll(() => client.project()?.org)
      .toEqual({ username: 'ada@example.com', alias: 'dev', rulesReadAt: readAt, addedRules: 1 });
  });
});

describe('rules that were read in an earlier session', () => {
  test('are used again without asking anybody, and the status says from when they are', async () => {
    const readAt = new Date(Date.now() - 60 * 60 * 1000).toISOString();
    orgs.rules.set('ada@example.com', readingOf([leadEmail], { readAt }));
    await start();
    await client.ask(refreshRulesRequest, about);
    const asked = orgs.calls.length;
    await restart();
    expect((await client.finding())?.message).toContain('org ada@example.com, read ');
    await expect.poll(() => client.project()?.org).toMatchObject({ rulesReadAt: readAt, addedRules: 1 });
    expect(orgs.calls.length).toBe(asked);
  });

  test('are used in a workspace that is not trusted, where no org is asked', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    const asked = orgs.calls.length;
    await restart({ trusted: false });
    expect((await client.finding())?.message).toContain('org ada@example.com');
    await expect(client.ask(refreshRulesRequest, about)).rejects.toMatchObject({
      data: { kind: 'untrusted' },
    });
    expect(orgs.calls.length).toBe(asked);
  });

  test('serve a test without being read again; from a week on it says how old they are', async () => {
    await start();
    await client.ask(testRecordRequest, { ...about, languageId: 'apex', record });
    await client.ask(testRecordRequest, { ...about, languageId: 'apex', record });
    expect(orgs.asked('readRules')).toHaveLength(1);
    const readAt = new Date(Date.now() - 9 * 24 * 60 * 60 * 1000).toISOString();
    orgs.rules.set('ada@example.com', readingOf([leadEmail], { readAt }));
    await client.ask(refreshRulesRequest, about);
    await restart();
    const { preview } = await client.ask(testRecordRequest, { ...about, languageId: 'apex', record });
    expect(preview.problems).toEqual([expect.stringMatching(/were read 9 days ago.*Refresh Rules from Org/)]);
  });

  test.each([
    ['not JSON', () => '{"version":1,"chosen'],
    ['empty', () => ''],
    ['of another version', (text: string) => text.replace('"version":1', '"version":0')],
    ['of another shape', (text: string) => text.replace('"files":[', '"files":[7,')],
    ['without a time', (text: string) => text.replace(/"readAt":"[^"]*"/, '"readAt":"long ago"')],
  ])('are left alone when the file is %s, and can be read again', async (_, damage) => {
    await start();
    await client.ask(refreshRulesRequest, about);
    writeFileSync(cacheFile(), damage(readFileSync(cacheFile(), 'utf8')));
    await restart();
    expect((await client.finding())?.message).toContain('assumed standard rule');
    expect(client.project()?.state).toBe('ready');
    expect(
      client
        .logged()
        .map(({ message }) => message)
        .join(),
    ).toContain('damaged or of another version');
    await client.ask(refreshRulesRequest, about);
    await restart();
    expect((await client.finding())?.message).toContain('org ada@example.com');
  });

  test('survive a file of an org that makes no sense', async () => {
    orgs.rules.set(
      'ada@example.com',
      readingOf([leadEmail], {
        by: 'ui-api',
        files: [{ path: 'duplicateRules/Lead.X.duplicateRule-meta.xml', text: '<DuplicateRule><<' }],
        uiApi: { Lead: { duplicateRules: 'none' }, Contact: null },
      }),
    );
    await start();
    await client.ask(refreshRulesRequest, about);
    await restart();
    expect(await client.finding()).toBeDefined();
    expect(client.project()?.state).toBe('ready');
  });

  test('are not kept, and that is told, where the storage cannot be written', async () => {
    writeFileSync(path.join(storage, 'org-rules'), 'a file where the folder should be');
    await start();
    await client.ask(refreshRulesRequest, about);
    expect((await client.finding())?.message).toContain('org ada@example.com');
    await expect
      .poll(() =>
        client
          .logged()
          .map(({ message }) => message)
          .join(),
      )
      .toContain('not kept for the next session');
  });

  test('hold no login: the file names the org and its rules', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    const kept = JSON.parse(readFileSync(cacheFile(), 'utf8'));
    expect(Object.keys(kept).toSorted()).toEqual(['chosen', 'rules', 'version']);
    expect(Object.keys(kept.rules).toSorted()).toEqual(['alias', 'reading', 'target', 'username']);
  });
});

describe('another org', () => {
  beforeEach(() => {
    orgs.rules.set('eve@example.com', readingOf([{ ...leadEmail, name: 'Eve_Rule' }]));
  });

  test('that is selected takes the rules of the first away, and is remembered', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    await client.ask(selectOrgRequest, { ...about, username: 'eve@example.com' });
    expect((await client.finding())?.message).toContain('assumed standard rule');
    await expect.poll(() => client.project()?.org).toBeNull();
    await restart();
    expect((await client.ask(listOrgsRequest, about)).chosen).toBe('eve@example.com');
    await client.ask(refreshRulesRequest, about);
    expect((await client.finding())?.message).toContain('Eve_Rule');
    await client.ask(selectOrgRequest, { ...about, username: null });
    expect((await client.ask(listOrgsRequest, about)).chosen).toBeNull();
    expect((await client.finding())?.message).toContain('assumed standard rule');
  });

  test('that is the same keeps its rules', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    await client.ask(selectOrgRequest, { ...about, username: 'ada@example.com' });
    expect((await client.finding())?.message).toContain('org ada@example.com');
  });

  test('that is selected while rules are read does not get those of the first', async () => {
    let open = () => {};
    orgs.gates.set('readRules', new Promise<void>((resolve) => (open = resolve)));
    await start();
    const refreshed = client.ask(refreshRulesRequest, about);
    await expect.poll(() => orgs.asked('readRules')).toHaveLength(1);
    await client.ask(selectOrgRequest, { ...about, username: 'eve@example.com' });
    open();
    await expect(refreshed).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    expect((await client.finding())?.message).toContain('assumed standard rule');
  });

  const config = `${root}/.sf/config.json`;
  const targetOf = (name: string) => JSON.stringify({ 'target-org': name });

  test('that the project names in the meantime puts the kept rules out of use, and the status says so', async () => {
    orgs.aliases.set('dev', 'ada@example.com').set('uat', 'eve@example.com');
    await start({ files: { ...plainFiles, [config]: targetOf('dev') } });
    await client.ask(refreshRulesRequest, about);
    await restart({ files: { ...plainFiles, [config]: targetOf('uat') } });
    expect((await client.finding())?.message).toContain('assumed standard rule');
    await expect
      .poll(() => client.project()?.org)
      .toMatchObject({ alias: 'dev', addedRules: 0, unused: "the project's target-org is uat now" });

    // Back again: nothing has been lost.
    client.source.files.set(config, targetOf('dev'));
    await client.filesChanged({ uri: config, type: 2 });
    await expect.poll(async () => (await client.finding())?.message).toContain('org ada@example.com');
    await expect.poll(() => client.project()?.org).not.toHaveProperty('unused');
  });

  test('that connecting leads to replaces the rules', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    orgs.target = 'eve@example.com';
    await client.ask(testRecordRequest, { ...about, languageId: null, record });
    const finding = await client.finding();
    expect(finding?.message).toContain('org eve@example.com');
    expect(finding?.message).not.toContain('ada@example.com');
  });

  test('that connecting leads to puts the rules out of use, even if its own cannot be read', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    orgs.target = 'eve@example.com';
    orgs.failing.set('readRules', orgProblem('permission', 'A permission is missing.'));
    const { preview } = await client.ask(testRecordRequest, { ...about, languageId: null, record });
    expect(preview.verdict.kind).toBe('refused');
    expect(preview.problems.join()).toContain('The rules of the org were not read: A permission is missing.');
    expect((await client.finding())?.message).toContain('assumed standard rule');
    await expect.poll(() => client.project()?.org?.unused).toBe('the org in use is eve@example.com now');
  });
});

describe('without a project', () => {
  test('an org can be selected, its rules are used for loose files, and are kept', async () => {
    orgs.target = null;
    const loose = 'file:///elsewhere/Loose.cls';
    await start({ files: {}, folders: [] });
    await client.open(loose, captureText);
    await expect(client.ask(refreshRulesRequest, { uri: loose })).rejects.toMatchObject({
      data: { kind: 'no-org' },
    });
    await client.ask(selectOrgRequest, { uri: loose, username: 'ada@example.com' });
    await client.ask(refreshRulesRequest, { uri: null });
    expect((await client.finding(loose))?.message).toContain('org ada@example.com');
    expect(orgs.asked('connect').at(-1)).toEqual({ projectFolder: null, org: 'ada@example.com' });
    await restart({ files: {}, folders: [] });
    await client.open(loose, captureText);
    expect((await client.finding(loose))?.message).toContain('org ada@example.com');
  });

  test('a file outside of the only project is tested with its org', async () => {
    await start();
    await client.ask(testRecordRequest, { uri: 'file:///elsewhere/leads.json', languageId: 'json', record });
    expect(orgs.asked('connect')).toEqual([{ projectFolder: '/ws', org: null }]);
  });

  test('a folder that is no file system asks for the org of the user', async () => {
    const virtual = 'vscode-vfs://github/example';
    await start({ files: { [`${virtual}/sfdx-project.json`]: '{}' }, folders: [virtual] });
    await client.ask(refreshRulesRequest, { uri: null });
    expect(orgs.asked('connect')).toEqual([{ projectFolder: null, org: null }]);
  });
});

test('rules are compared, found in Setup, and asked for in a form', async () => {
  orgs.rules.set(
    'ada@example.com',
    readingOf([leadEmail, { ...leadEmail, name: 'Only_There', sortOrder: 2 }]),
  );
  await start({ files: { ...plainFiles, ...ruleFiles('Allow Alert') } });
  const { username, drift } = await client.ask(compareRulesRequest, about);
  expect(username).toBe('ada@example.com');
  const states = Object.fromEntries(drift.map(({ kind, fullName, state }) => [`${kind} ${fullName}`, state]));
  expect(states).toMatchObject({
    'DuplicateRule Lead.Lead_Email': 'different',
    'DuplicateRule Lead.Only_There': 'only-org',
    'MatchingRule Lead.Lead_Email': 'same',
  });
  const { url } = await client.ask(ruleSetupUrlRequest, { ...about, fullName: 'Lead.Only_There' });
  expect(url).toBe('https://example.my.salesforce.com/setup/Lead.Only_There');
  expect(await client.ask(ruleObjectsRequest, about)).toEqual([{ object: 'Lead', rules: 2 }]);
  const form = await client.ask(recordFormRequest, { ...about, object: 'Lead' });
  expect(form.fields).toMatchObject([{ name: 'Email', label: 'Mail of the org', input: 'email' }]);
  expect(form.problems).toEqual([]);
});

test('a project that is closed and opened again has its rules', async () => {
  await start();
  await client.ask(refreshRulesRequest, about);
  await client.rpc.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [], removed: [{ uri: root, name: 'ws' }] },
  });
  await client.rpc.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: root, name: 'ws' }], removed: [] },
  });
  expect((await client.finding())?.message).toContain('org ada@example.com');
});

test('an old storage without the folder is no problem', async () => {
  mkdirSync(path.join(storage, 'something else'));
  await start();
  expect((await client.finding())?.message).toContain('assumed standard rule');
  expect(client.logged().filter(({ type }) => type < 3)).toEqual([]);
});
