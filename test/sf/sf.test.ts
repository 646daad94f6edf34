import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDuplicateRule } from '../../server/src/core/metadata/duplicateRule.ts';
import { createGateway } from '../../server/src/org/main.ts';
import type { Sandbox } from '../../server/src/sandbox/server.ts';
import { useOrgHome } from '../support/orgHome.ts';
import { sampleProject, startSampleOrg } from '../support/sandbox.ts';
import { cliIn } from './cli.ts';

/** The home of this file's tests: the CLI logs in there, and the product finds the login. */
const home = useOrgHome();
const gateway = createGateway({ log: () => {} });
const signal = new AbortController().signal;
const rule = 'duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml';
let org: Sandbox;

beforeAll(async () => {
  org = await startSampleOrg();
  mkdirSync(path.join(home.project, 'force-app'));
  writeFileSync(
    path.join(home.project, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' }),
  );
});
afterAll(async () => {
  gateway.close();
  await org.close();
});

const sf = cliIn(home, () => org.token);

it('logs in, and the product uses that login', async () => {
  const login = ['org', 'login', 'access-token', '--instance-url', org.url, '--no-prompt'];
  expect(await sf(...login, '--alias', 'dev', '--set-default')).toMatchObject({
    status: 0,
    result: { username: org.username, orgId: org.orgId },
  });
  expect(await gateway.listOrgs(home.project)).toMatchObject({
    orgs: [{ username: org.username, aliases: ['dev'], instanceUrl: org.url, problem: null }],
    target: 'dev',
  });
  const session = await gateway.connect(home.project, null, signal);
  const record = { object: 'Lead', id: null, fields: [{ name: 'LastName', value: 'x' }] };
  expect((await session.testRecord(record, signal)).answer.success).toBe(true);
  expect((await session.readRules(signal, () => {}, [])).objects).toBe('all');
});

it('queries what the product reads', async () => {
  const { result } = await sf('data', 'query', '--query', 'SELECT Id, LastName FROM Lead LIMIT 3');
  const session = await gateway.connect(home.project, 'dev', signal);
  const records: { Id: string; LastName: string }[] = result.records;
  const [reading] = await session.readFields(
    [{ type: 'Lead', ids: records.map(({ Id }) => Id), fields: ['LastName'] }],
    signal,
  );
  expect(reading!.records).toEqual(records.map(({ Id, LastName }) => ({ id: Id, fields: { LastName } })));
});

it('retrieves the rules that the product reads', async () => {
  const retrieved = await sf('project', 'retrieve', 'start', '--metadata', 'DuplicateRule:Lead.Lead_Email');
  expect(retrieved).toMatchObject({ status: 0, result: { success: true } });
  const text = (root: string) => readFileSync(path.join(root, 'force-app/main/default', rule), 'utf8');
  const session = await gateway.connect(home.project, 'dev', signal);
  const { files } = await session.readRules(signal, () => {}, []);
  const own = files.find((file) => file.path === rule)!.text;
  // The embedded org packs its files without line breaks.
  const packed = (content: string) => content.replace(/>\s+</g, '><').trim();
  expect(packed(own)).toBe(packed(text(home.project)));
  const meaning = (content: string) => ({ ...readDuplicateRule(rule, content).rule, source: null });
  expect(meaning(own)).toEqual(meaning(text(sampleProject)));
});

it('is refused a duplicate as the facts say, and the product wrote nothing', async () => {
  const writes = org.journal.writes.length;
  const { result } = await sf(
    'data',
    'query',
    '--query',
    'SELECT Email FROM Lead WHERE Email != null LIMIT 1',
  );
  const values = `LastName=Twin Company=Twin Email=${result.records[0].Email}`;
  const created = await sf('data', 'create', 'record', '--sobject', 'Lead', '--values', values);
  expect(created).toMatchObject({ status: 1, name: 'DUPLICATES_DETECTED' });
  expect(writes).toBe(0);
  expect(org.journal.writes).toHaveLength(1);
});
