import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../server/src/sandbox/server.ts';
import { useOrgHome } from '../support/orgHome.ts';
import { sampleProject, startSampleOrg } from '../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../support/sandboxRules.ts';
import { cliIn } from './cli.ts';

const home = useOrgHome();
let org: Sandbox;
const sf = cliIn(home, () => org.token);
const packaged = 'force-app/main/default';
const inProject = (name: string) => path.join(home.project, name);
const write = (name: string, text: string) => {
  mkdirSync(path.dirname(inProject(name)), { recursive: true });
  writeFileSync(inProject(name), text);
};

beforeAll(async () => {
  org = await startSampleOrg();
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' }),
  );
  mkdirSync(inProject('force-app'));
  const login = ['org', 'login', 'access-token', '--instance-url', org.url, '--no-prompt'];
  expect(await sf(...login, '--alias', 'dev', '--set-default')).toMatchObject({ status: 0 });
});
afterAll(() => org.close());

const query = async (text: string, ...more: string[]) =>
  (await sf('data', 'query', '--query', text, ...more)).result.records.map(
    ({ attributes: _, ...record }: { attributes: unknown }) => record,
  );

it('lists and shows the org', async () => {
  expect((await sf('org', 'list')).result.nonScratchOrgs).toMatchObject([
    { username: org.username, orgId: org.orgId, connectedStatus: 'Connected', alias: 'dev' },
  ]);
  expect((await sf('org', 'display')).result).toMatchObject({
    username: org.username,
    id: org.orgId,
    connectedStatus: 'Connected',
  });
  expect((await sf('org', 'open', '--url-only')).result.url).toContain(org.url);
  expect((await sf('org', 'list', 'limits')).result.map(({ name }: { name: string }) => name)).toContain(
    'DailyApiRequests',
  );
  expect((await sf('sobject', 'list', '--sobject', 'custom')).result).toEqual(['Candidate__c']);
  const { fields } = (await sf('sobject', 'describe', '--sobject', 'Candidate__c')).result;
  expect(fields.map(({ name }: { name: string }) => name)).toContain('Agency_Id__c');
});

describe('records', () => {
  it('are created, updated, read and deleted one by one', async () => {
    const where = ['--sobject', 'Lead', '--where', 'Email=zed@x.example'];
    const values = ['--values', 'LastName=Zed Company=Zed Email=zed@x.example'];
    expect(await sf('data', 'create', 'record', '--sobject', 'Lead', ...values)).toMatchObject({ status: 0 });
    expect(await sf('data', 'create', 'record', '--sobject', 'Lead', ...values)).toMatchObject({
      status: 1,
      name: 'DUPLICATES_DETECTED',
      message: 'Somebody has already entered this lead. Use that record?',
    });
    expect(await sf('data', 'update', 'record', ...where, '--values', 'Company=Other')).toMatchObject({
      status: 0,
    });
    expect((await sf('data', 'get', 'record', ...where)).result).toMatchObject({ Company: 'Other' });
    expect(await sf('data', 'delete', 'record', ...where)).toMatchObject({ status: 0 });
    expect(await query("SELECT Id FROM Lead WHERE Email = 'zed@x.example'")).toEqual([]);
  });

  it('come and go as trees', async () => {
    const contact = (referenceId: string, Email: string) => ({
      attributes: { type: 'Contact', referenceId },
      LastName: 'Treeman',
      Email,
    });
    const tree = (name: string, ...contacts: object[]) => ({
      records: [
        {
          attributes: { type: 'Account', referenceId: 'A1' },
          Name: name,
          Contacts: { records: contacts },
        },
      ],
    });
    write('tree.json', JSON.stringify(tree('Tree One', contact('C1', 'one@tree.example'))));
    const imported = await sf('data', 'import', 'tree', '--files', 'tree.json');
    expect(imported.result).toMatchObject([
      { refId: 'A1', type: 'Account' },
      { refId: 'C1', type: 'Contact' },
    ]);
    const from = "FROM Account WHERE Name = 'Tree One'";
    const all = `SELECT Name, (SELECT LastName, Email FROM Contacts) ${from}`;
    expect(await sf('data', 'export', 'tree', '--query', all, '--plan', '--output-dir', 'out')).toMatchObject(
      { status: 0 },
    );
    expect(JSON.parse(readFileSync(inProject('out/Contact.json'), 'utf8')).records).toMatchObject([
      { LastName: 'Treeman', Email: 'one@tree.example', AccountId: '@AccountRef1' },
    ]);
    // The contact's rule blocks, and so nothing of the tree is saved.
    write('twin.json', JSON.stringify(tree('Tree Two', contact('C1', 'one@tree.example'))));
    const refused = await sf('data', 'import', 'tree', '--files', 'twin.json');
    expect([refused.status, JSON.stringify(refused)]).toEqual([
      1,
      expect.stringContaining('DUPLICATES_DETECTED'),
    ]);
    expect(await query("SELECT Id FROM Account WHERE Name = 'Tree Two'")).toEqual([]);
  });

  it('are loaded in bulk', async () => {
    const bulk = (verb: string, object: string, file: string, ...more: string[]) =>
      sf('data', verb, 'bulk', '--sobject', object, '--file', file, '--wait', '2', ...more);
    const results = async (id: string) => {
      expect(await sf('data', 'bulk', 'results', '--job-id', id)).toMatchObject({ status: 0 });
      return readFileSync(inProject(`${id}-failed-records.csv`), 'utf8');
    };
    const addresses = ['one', 'two'].map((name) => `${name}@bulk.example`);
    const rows = (...emails: string[]) =>
      ['LastName,Company,Email', ...emails.map((email) => `Bulk,C,${email}`), ''].join('\n');
    write('first.csv', rows(...addresses));
    expect((await bulk('import', 'Lead', 'first.csv')).result).toMatchObject({ successfulRecords: 2 });
    write('second.csv', rows('three@bulk.example', addresses[0]!));
    const second = await bulk('import', 'Lead', 'second.csv');
    expect(second).toMatchObject({ status: 1, data: { state: 'JobComplete' } });
    expect(await results(second.data.jobId)).toContain(
      'DUPLICATES_DETECTED:Somebody has already entered this lead. Use that record?',
    );
    write('keys.csv', 'Agency_Id__c,Last_Name__c\nX-1,First\n');
    const upsert = () => bulk('upsert', 'Candidate__c', 'keys.csv', '--external-id', 'Agency_Id__c');
    expect((await upsert()).result.jobInfo).toMatchObject({ numberRecordsFailed: 0 });
    write('keys.csv', 'Agency_Id__c,Last_Name__c\nX-1,Second\n');
    await upsert();
    expect(await query("SELECT Last_Name__c FROM Candidate__c WHERE Agency_Id__c = 'X-1'")).toEqual([
      { Last_Name__c: 'Second' },
    ]);
    const ids = await query("SELECT Id FROM Lead WHERE LastName = 'Bulk'");
    write('ids.csv', ['Id', ...ids.map(({ Id }: { Id: string }) => Id), ''].join('\n'));
    expect((await bulk('delete', 'Lead', 'ids.csv')).status).toBe(0);
    expect(await query("SELECT Id FROM Lead WHERE LastName = 'Bulk'")).toEqual([]);
  });
});

describe('rules', () => {
  const deploy = (...args: string[]) => sf('project', 'deploy', 'start', ...args);
  const states = ({ result }: { result: { files: { fullName: string; state: string }[] } }) =>
    Object.fromEntries(result.files.map(({ fullName, state }) => [fullName, state]));
  const place = ([file, text]: readonly [string, string]) => write(file.replace('force-app', packaged), text);

  it('are listed, retrieved, and unchanged when they are deployed again', async () => {
    const listed = (await sf('org', 'list', 'metadata', '--metadata-type', 'DuplicateRule')).result;
    expect(listed.map(({ fullName }: { fullName: string }) => fullName)).toContain('Lead.Lead_Email');
    const types = ['DuplicateRule', 'MatchingRules', 'CustomObject:Candidate__c'];
    expect((await sf('project', 'retrieve', 'start', '--metadata', ...types)).result.success).toBe(true);
    const again = await deploy('--source-dir', 'force-app');
    expect([again.status, new Set(Object.values(states(again)))]).toEqual([0, new Set(['Unchanged'])]);
  });

  it('are the sample project’s, in source format', async () => {
    rmSync(inProject('force-app'), { recursive: true });
    for (const folder of ['objects', 'duplicateRules', 'matchingRules']) {
      cpSync(path.join(sampleProject, packaged, folder), inProject(`${packaged}/${folder}`), {
        recursive: true,
      });
    }
    expect(await deploy('--source-dir', 'force-app', '--dry-run')).toMatchObject({ status: 0 });
  });

  it('are created, take effect, are changed and deleted', async () => {
    place(matchingRulesFile('Account', { Phone: ['Phone'] }));
    place(duplicateRuleFile({ object: 'Account', name: 'Phone', sortOrder: 2 }));
    const args = ['--metadata', 'MatchingRules:Account', 'DuplicateRule:Account.Phone'];
    const created = await deploy(...args);
    expect([created.status, states(created)]).toEqual([0, { 'Account.Phone': 'Created' }]);
    const values = ['--sobject', 'Account', '--values', 'Name=Twin Phone=5550100'];
    expect(await sf('data', 'create', 'record', ...values)).toMatchObject({ status: 0 });
    expect(await sf('data', 'create', 'record', ...values)).toMatchObject({ name: 'DUPLICATES_DETECTED' });

    place(duplicateRuleFile({ object: 'Account', name: 'Phone', sortOrder: 2, active: false }));
    expect(states(await deploy('--metadata', 'DuplicateRule:Account.Phone'))).toEqual({
      'Account.Phone': 'Changed',
    });
    expect(await sf('data', 'create', 'record', ...values)).toMatchObject({ status: 0 });

    const deleted = await sf(
      'project',
      'delete',
      'source',
      '--no-prompt',
      '--metadata',
      'DuplicateRule:Account.Phone',
    );
    expect(deleted.status).toBe(0);
    expect(await query("SELECT Id FROM DuplicateRule WHERE DeveloperName = 'Phone'")).toEqual([]);
  });

  it('fail in Salesforce’s words, and at Salesforce’s place', async () => {
    const file = `${packaged}/matchingRules/Lead.matchingRule-meta.xml`;
    write(file, readFileSync(inProject(file), 'utf8').replace('<fieldName>Email', '<fieldName>Phone'));
    const { status, result } = await deploy('--source-dir', file);
    expect(status).toBe(1);
    expect(result.files).toMatchObject([
      {
        fullName: 'Lead.Lead_Email_Exact',
        error: 'Before you change a matching rule, you must deactivate it. (3:20)',
        lineNumber: 3,
        columnNumber: 20,
      },
    ]);
    write(`${packaged}/classes/Foo.cls`, 'public class Foo {}');
    write(
      `${packaged}/classes/Foo.cls-meta.xml`,
      '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion><status>Active</status></ApexClass>',
    );
    const apex = await deploy('--metadata', 'ApexClass:Foo');
    expect(apex.result.files[0].error).toContain('The embedded org holds no components of type ApexClass.');
    write('a.apex', 'System.debug(1);');
    expect((await sf('apex', 'run', '--file', 'a.apex')).message).toContain('The embedded org runs no Apex.');
  });

  it('are validated, deployed from there, and through REST', async () => {
    const folder = `${packaged}/duplicateRules`;
    const file = `${folder}/Lead.Lead_Email.duplicateRule-meta.xml`;
    const label = (text: string) =>
      write(
        file,
        readFileSync(inProject(file), 'utf8').replace(/<masterLabel>[^<]*/, `<masterLabel>${text}`),
      );
    label('Validated');
    const validated = await sf('project', 'deploy', 'validate', '--source-dir', folder);
    expect(validated.status).toBe(0);
    const labels = () => query("SELECT MasterLabel FROM DuplicateRule WHERE DeveloperName = 'Lead_Email'");
    expect(await labels()).not.toEqual([{ MasterLabel: 'Validated' }]);
    const quick = await sf('project', 'deploy', 'quick', '--job-id', validated.result.id);
    expect([quick.status, await labels()]).toEqual([0, [{ MasterLabel: 'Validated' }]]);
    await sf('config', 'set', 'org-metadata-rest-deploy', 'true');
    label('By REST');
    const deployed = await deploy('--source-dir', folder);
    expect([deployed.status, await labels()]).toEqual([0, [{ MasterLabel: 'By REST' }]]);
    expect(org.journal.entries.some(({ path: one }) => one.endsWith('/metadata/deployRequest'))).toBe(true);
  });
});

it('queries through the Tooling API', async () => {
  const text = "SELECT DeveloperName FROM MatchingRule WHERE SobjectType = 'Lead'";
  expect(await query(text, '--use-tooling-api')).toContainEqual({ DeveloperName: 'Lead_Email_Exact' });
});
