import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { createProject } from '../../../server/src/core/project.ts';
import { DiskSource } from '../../../server/src/lsp/diskSource.ts';
import type { OrgGateway } from '../../../server/src/org/gateway.ts';
import { createGateway } from '../../../server/src/org/main.ts';
import {
  compareRulesRequest,
  explainRequest,
  listOrgsRequest,
  readRecordsRequest,
  recordFormRequest,
  refreshRulesRequest,
  ruleSetupUrlRequest,
  type SampleRecord,
  selectOrgRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { useOrgHome } from '../../support/orgHome.ts';
import { request, sampleProject, startSampleOrg } from '../../support/sandbox.ts';
import { OrgClient } from './orgClient.ts';

/** The server with the real gateway, files on disk, and the embedded org: everything but the editor. */
const home = useOrgHome();
const sentinel = 'sentinel.person@secret.example';
const storage = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-store-'));
let org: Sandbox;
let gateway: OrgGateway;
let client: OrgClient;
let capture: string;
let root: string;

beforeAll(async () => {
  org = await startSampleOrg();
  // Without the rules, which only the org has then.
  const from = path.join(sampleProject, 'force-app/main/default/classes');
  copyFileSync(path.join(sampleProject, 'sfdx-project.json'), path.join(home.project, 'sfdx-project.json'));
  cpSync(from, path.join(home.project, 'force-app/main/default/classes'), { recursive: true });
  root = pathToFileURL(home.project).href;
  capture = `${root}/force-app/main/default/classes/LeadCapture.cls`;
});
afterAll(async () => {
  await org.close();
  rmSync(storage, { recursive: true, force: true });
});
beforeEach(async () => {
  home.logIn({ url: org.url, token: org.token, username: org.username, orgId: org.orgId });
  await start();
});
afterEach(async () => {
  await client.stop();
  expect(client.everythingSent()).not.toContain(org.token);
  expect(client.everythingSent()).not.toMatch(/sentinel/i);
  expect(org.journal.writes).toEqual([]);
  org.journal.clear();
  org.troubles.clear();
  org.latency = 0;
});

async function start(): Promise<void> {
  client = new OrgClient(
    // Nothing here looks into the source, as tests with files in memory do.
    new DiskSource() as never,
    undefined,
    () => createProject(),
    // The gateway's log is the server's.
    createServerGateway(),
  );
  await client.initialize({ folders: [root], initializationOptions: { storage } });
}

function createServerGateway(): OrgGateway {
  gateway = createGateway({ log: (message) => logged.push(message), timeoutMilliseconds: 1_500 });
  return gateway;
}
const logged: string[] = [];

const sample = (fields: Record<string, string>, id: string | null = null): SampleRecord => ({
  object: 'Lead',
  id,
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
});

function anyLead(): { id: string; email: string } {
  for (const { id, values } of org.org.store.records('Lead')) {
    const email = values.get('Email');
    if (typeof email === 'string') return { id, email };
  }
  throw new Error('The sample org has no lead with an email address.');
}

function testOf(record: SampleRecord) {
  return client.ask(testRecordRequest, { uri: capture, languageId: 'apex', record });
}

describe('the embedded org', () => {
  test('is listed, selected, and its rules are used in findings', async () => {
    const { orgs, target, chosen } = await client.ask(listOrgsRequest, { uri: capture });
    expect(orgs.map(({ username }) => username)).toContain(org.username);
    expect([target, chosen]).toEqual(['dev', null]);
    await client.ask(selectOrgRequest, { uri: capture, username: org.username });
    const read = await client.ask(refreshRulesRequest, { uri: capture });
    expect(read).toMatchObject({ username: org.username, problems: [] });
    expect(read.duplicateRules).toBeGreaterThan(2);
    expect((await client.finding(capture))?.message).toContain(`org ${org.username}, read `);
    await client.ask(selectOrgRequest, { uri: capture, username: null });
  });

  test('tests a new record, and shows whom it matches', async () => {
    const { email, id } = anyLead();
    const { preview, rules, suggestions } = await testOf(sample({ LastName: 'Other', Email: email }));
    const matched = preview.rules.filter(({ state }) => state === 'matched');
    expect(matched.length).toBeGreaterThan(0);
    const records = matched.flatMap(({ matches }) => matches.flatMap((match) => match.records));
    expect(records.map((record) => record.id)).toContain(id);
    expect(records[0]!.url).toMatch(`${org.url}/`);
    expect(preview.verdict.kind).toMatch(/^refused/);
    expect(preview.org?.username).toBe(org.username);
    expect(rules.length).toBeGreaterThan(2);
    expect(suggestions.map(({ language }) => language)).toContain('apex');
    const { preview: clean } = await testOf(sample({ LastName: 'Nobody', Email: 'nobody@nowhere.example' }));
    expect(clean.verdict.kind).toBe('clean');
  });

  test('tests the change of a record by its id', async () => {
    const { email } = anyLead();
    const other = [...org.org.store.records('Lead')].find((lead) => lead.values.get('Email') !== email)!;
    const { preview } = await testOf(sample({ Email: email }, other.id));
    expect(preview).toMatchObject({ operation: 'update', sample: { id: other.id } });
    const ids = preview.rules.flatMap(({ matches }) => matches.flatMap(({ records }) => records));
    expect(ids.map(({ id }) => id)).not.toContain(other.id);
  });

  test('from a code lens to the matched records', async () => {
    const text = await new DiskSource().readFile(capture);
    await client.open(capture, text!);
    const lenses = await client.rpc.sendRequest<{ command: { command: string; arguments: unknown[] } }[]>(
      'textDocument/codeLens',
      { textDocument: { uri: capture } },
    );
    const lens = lenses.find(({ command }) => command.command === 'duplicateRules.testRecord')!;
    const [{ range }] = lens.command.arguments as [{ range: never }];
    const { drafts } = await client.ask(readRecordsRequest, {
      uri: capture,
      languageId: 'apex',
      text: text!,
      selection: range,
    });
    const form = await client.ask(recordFormRequest, { uri: capture, object: drafts[0]!.object });
    expect(form.problems).toEqual([]);
    expect(form.fields.find(({ name }) => name === 'Email')).toMatchObject({ input: 'email' });
    const open = drafts[0]!.open.map(({ name }) => [name, name === 'Email' ? anyLead().email : 'Any']);
    const { preview } = await testOf(sample(Object.fromEntries(open)));
    expect(preview.verdict.kind).toMatch(/^refused/);
  });

  test('explains the very refusal that it gives a client', async () => {
    const body = { LastName: 'Other', Company: 'Any', Email: anyLead().email };
    const refused = await request(org, 'POST', '/services/data/v66.0/sobjects/Lead', body);
    expect(refused.status).toBe(400);
    org.journal.clear();
    const explanation = await client.ask(explainRequest, {
      uri: capture,
      languageId: 'apex',
      text: JSON.stringify(refused.body),
      useOrg: true,
    });
    expect(explanation.problems).toEqual([]);
    expect(explanation.refusals[0]!.preview.rules[0]).toMatchObject({ state: 'matched' });
    expect(org.journal.entries.length).toBeGreaterThan(0);
  });

  test('has the rules that its project has, and leads to them in Setup', async () => {
    const { drift } = await client.ask(compareRulesRequest, { uri: capture });
    expect(new Set(drift.map(({ state }) => state))).toEqual(new Set(['only-org']));
    const { url } = await client.ask(ruleSetupUrlRequest, { uri: capture, fullName: 'Lead.Lead_Email' });
    expect(url).toMatch(new RegExp(`^${org.url}/lightning/setup/DuplicateRules/page\\?address=`));
  });

  test('without an active rule for an object is told as such', async () => {
    const failed = client.ask(testRecordRequest, {
      uri: capture,
      languageId: null,
      record: { object: 'User', id: null, fields: [{ name: 'Username', value: 'any@example.com' }] },
    });
    await expect(failed).rejects.toMatchObject({ data: { kind: 'no-active-rules' } });
  });
});

describe('what goes wrong', () => {
  const secret = sample({ LastName: 'Any', Email: sentinel });

  test('a session that has ended: the form and explanations go on, the test says what to do', async () => {
    await client.ask(refreshRulesRequest, { uri: capture });
    const { token, username } = org.logIn('Short Lived');
    home.logIn({ url: org.url, token, username, alias: 'short', orgId: org.orgId });
    org.expireSession(token);
    const form = await client.ask(recordFormRequest, { uri: capture, object: 'Lead' });
    expect(form.problems.join()).toMatch(/types of fields were not read: The session with short has expired/);
    const failed = testOf(secret);
    await expect(failed).rejects.toMatchObject({
      data: { kind: 'expired' },
      message: expect.stringContaining('sf org login web'),
    });
    const text = '[{"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?"}]';
    const explanation = await client.ask(explainRequest, {
      uri: capture,
      languageId: null,
      text,
      useOrg: true,
    });
    expect(explanation.refusals).toHaveLength(1);
    expect(explanation.problems.join()).toContain('The session with short has expired');
  });

  test.each([
    ['limit', { kind: 'limit' }],
    ['bad-answer', { kind: 'garbage' }],
    ['unreachable', { kind: 'html' }],
    ['unreachable', { kind: 'silence' }],
    ['unreachable', { kind: 'reset' }],
  ] as const)('%s, from an org that answers with %o', async (kind, trouble) => {
    await client.ask(refreshRulesRequest, { uri: capture });
    org.troubles.plan(trouble, ({ soapOperation }) => soapOperation === 'findDuplicates', 9);
    const error = await testOf(secret).catch((thrown) => thrown);
    expect(error).toMatchObject({ data: { kind } });
    expect(error.message).not.toMatch(/sentinel/i);
    expect(error.message).not.toContain(org.token);
  });

  test('a test that is cancelled while the org thinks is answered at once', async () => {
    await client.ask(refreshRulesRequest, { uri: capture });
    org.latency = 10_000;
    const source = new CancellationTokenSource();
    const answer = client.rpc.sendRequest(
      testRecordRequest.method,
      { uri: capture, languageId: null, record: secret },
      source.token,
    );
    await client.received('duplicateRules/orgProgress');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = performance.now();
    source.cancel();
    await expect(answer).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    expect(performance.now() - before).toBeLessThan(org.latency);
  });

  test('the log names orgs, and neither tokens nor values', () => {
    expect(logged.join()).toContain(`Connected with ${org.username}`);
    expect(logged.join()).not.toContain(org.token);
    expect(logged.join()).not.toMatch(/sentinel/i);
  });
});
