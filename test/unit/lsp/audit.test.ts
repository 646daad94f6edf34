import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { OrgPeople } from '../../../server/src/core/orgData/people.ts';
import { createProject } from '../../../server/src/core/project.ts';
import {
  type AuditAnswer,
  type AuditParams,
  auditRequest,
  compareAuditRequest,
  orgFailureCode,
  orgProgressNotification,
} from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { bypass } from '../audit/auditOf.ts';
import { FakeOrgs, orgProblem } from './fakeOrgs.ts';
import { MemorySource } from './memorySource.ts';
import { OrgClient } from './orgClient.ts';
import { TestClient } from './testClient.ts';

const code = (folder: string) => `${folder}/force-app/main/default/classes/A.cls`;

function projectFiles(folder: string): [string, string][] {
  return [
    [`${folder}/sfdx-project.json`, '{"packageDirectories":[{"path":"force-app","default":true}]}'],
    ...[...expandRules('Lead: Alert/Report matching Email')].map(([path, text]): [string, string] => [
      `${folder}/${path}`,
      text,
    ]),
    [code(folder), `public class A { ${bypass()} }`],
  ];
}

const ask = (client: TestClient, uri: string | null) =>
  client.rpc.sendRequest<AuditAnswer>(auditRequest.method, { uri });

describe('the audit in the editor', () => {
  // Folders that are on no disk: git and profiles are asked for, and there are none.
  const [one, other] = ['file:///no-such-folder/one', 'file:///no-such-folder/other'];
  let client: TestClient;
  beforeAll(async () => {
    const files = Object.fromEntries([...projectFiles(one), ...projectFiles(other)]);
    client = new TestClient(new MemorySource(files), undefined, () => createProject());
    await client.initialize({ folders: ['file:///no-such-folder'] });
  });
  afterAll(() => client.stop());

  it('asks for the project where several are open', async () => {
    const { audit, projects } = await ask(client, null);
    expect([audit, projects.map(({ name }) => name).sort()]).toEqual([null, ['one', 'other']]);
  });

  it('tells what gets past the rules of a project, with places to open and pages to export', async () => {
    const { uri, audit, markdown, html, json } = await ask(client, code(one));
    expect(uri).toBe(`${one}/`);
    expect(audit!.project).toBe('one');
    expect(audit!.register.map(({ places }) => [places[0]!.uri, places[0]!.line])).toEqual([[code(one), 5]]);
    expect(markdown).toContain('# Audit of one');
    expect(html).toMatch(/^<!doctype html>/);
    expect(JSON.parse(json)).toMatchObject({ version: 1, projects: [{ project: 'one' }] });
  });

  it('looks for duplicates in exported records, and keeps and logs nothing of them', async () => {
    const exported = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-exported-'));
    const file = path.join(exported, 'leads.csv');
    writeFileSync(file, 'Id,Email,CreatedBy.Name\n00Q1,a@x.example,Ada Byron\n00Q2,A@x.example,Ada Byron\n');
    const data = ['leads.csv', 'gone.csv'].map((name) => ({
      uri: pathToFileURL(path.join(exported, name)).href,
      name,
      object: 'Lead',
    }));
    const answer = await client.rpc.sendRequest<AuditAnswer>(auditRequest.method, { uri: `${one}/`, data });
    rmSync(exported, { recursive: true });
    const section = answer.audit!.sections[3]!;
    expect(answer.objects).toEqual(['Account', 'Contact', 'Lead']);
    expect(section.statements.map(({ text }) => text)).toEqual([
      'leads.csv holds 2 duplicates among 2 records of Lead, in 1 cluster.',
    ]);
    expect(section.notLookedAt.map(({ id, remedy }) => [id, remedy])).toEqual([
      ['duplicate-sets', 'Choose Ask the Org… in the tab of the audit.'],
      ['data-file:Lead:gone.csv', null],
    ]);
    expect(JSON.stringify([answer, [...client.sent]])).not.toMatch(/x\.example|00Q1|Ada Byron/);
  });

  it('asks for what can be done in the tab', async () => {
    const { audit } = await ask(client, `${one}/`);
    const asked = audit!.sections.flatMap(({ notLookedAt }) =>
      notLookedAt.flatMap(({ remedy }) => remedy ?? []),
    );
    expect(asked.join()).toContain('Choose Add Exported Records… in the tab of the audit');
    const exported = (await ask(client, `${one}/`)).markdown;
    expect(exported).toContain('Audit with Add Exported Records… in VS Code, or with --data FILE');
    expect(exported).not.toContain('tab of the audit');
    expect(asked.filter((remedy) => / --\w|command line/.test(remedy))).toEqual([]);
  });

  it('follows what is typed', async () => {
    client.open(code(other), 'public class A { void f() {} }');
    const { audit } = await ask(client, `${other}/`);
    expect(audit!.register).toEqual([]);
  });

  it('refuses what is no address', async () => {
    await expect(client.rpc.sendRequest(auditRequest.method, { uri: 7 } as never)).rejects.toThrow();
  });
});

describe('the audit with an org', () => {
  const folder = 'file:///no-such-folder/asked';
  const username = 'ada@example.com';
  const files = Object.fromEntries([
    [`${folder}/sfdx-project.json`, '{"packageDirectories":[{"path":"force-app","default":true}]}'],
    ...[...expandRules('Lead: Block/Block matching Email when $User.Alias notEqual loader')].map(
      ([path, text]) => [`${folder}/${path}`, text],
    ),
  ]);
  let orgs: FakeOrgs;
  let client: OrgClient;
  beforeEach(() => {
    orgs = new FakeOrgs(username);
    orgs.aliases.set('dev', username);
    orgs.people = {
      ...orgs.people,
      users: usersOf('loader@example.com'),
      problems: ['PermissionSet is hidden.'],
    };
  });
  afterEach(() => client.stop());

  async function audit(org: AuditParams['org'], trusted = true): Promise<AuditAnswer> {
    client = await OrgClient.of(orgs, { files, folders: [folder], trusted });
    return client.ask(auditRequest, { uri: `${folder}/`, ...(org && { org }) });
  }

  const notLookedAt = ({ audit }: AuditAnswer) =>
    audit!.sections.flatMap(({ notLookedAt }) => notLookedAt.map(({ id }) => id));

  it('asks none unless it is told to', async () => {
    expect(notLookedAt(await audit(undefined))).toEqual(expect.arrayContaining(['users', 'duplicate-sets']));
    expect(orgs.calls).toEqual([]);
  });

  it('tells of its rules, people and data, and counts users', async () => {
    const answer = await audit({ username, names: false });
    expect(orgs.asked('readPeople')).toEqual([expect.objectContaining({ userFields: ['Alias'] })]);
    expect(orgs.asked('readDuplicateSets')).toHaveLength(1);
    expect(answer.json).toContain('1 active user was read from the org');
    expect(notLookedAt(answer)).toContain('org-people:1');
    expect(notLookedAt(answer)).not.toContain('users');
    expect(JSON.stringify(answer)).not.toContain('loader@example.com');
    const told = client.sent.get(orgProgressNotification.method);
    expect(told?.map((one) => (one as { text: string }).text)).toContain('Auditing the code …');
  });

  it('names users where that was asked for', async () => {
    expect((await audit({ username, names: true })).json).toContain('loader@example.com');
  });

  it('asks no other org than the one that was agreed on', async () => {
    await expect(audit({ username: 'eve@example.com', names: false })).rejects.toMatchObject({
      data: { kind: 'cancelled' },
    });
    expect([orgs.asked('readRules'), orgs.asked('readPeople')]).toEqual([[], []]);
  });

  it('asks none in a workspace that is not trusted', async () => {
    await expect(audit({ username, names: false }, false)).rejects.toMatchObject({
      data: { kind: 'untrusted' },
    });
    expect(orgs.calls).toEqual([]);
  });

  it('fails as other requests do where the org cannot be reached', async () => {
    orgs.failing.set('readPeople', orgProblem('unreachable', 'No answer.'));
    await expect(audit({ username, names: false })).rejects.toMatchObject({
      code: orgFailureCode,
      message: 'No answer.',
      data: { kind: 'unreachable' },
    });
  });

  it('is compared without asking again', async () => {
    const { json } = await audit({ username, names: false });
    const compare = (earlier: string) => client.ask(compareAuditRequest, { uri: `${folder}/`, earlier });
    const same = (await compare(json)) as AuditAnswer;
    expect(same.comparison).toMatchObject({ fresh: [], worse: [], resolved: [] });
    expect(same.comparison!.unchanged).toBeGreaterThan(0);
    expect(same.json).toContain('1 active user was read from the org');
    const less = JSON.parse(json);
    const gone = {
      ...less.projects[0].sections[0].statements[0],
      id: 'gone:x',
      risk: 'high',
      text: 'It was so.',
    };
    less.projects[0].sections[0].statements = [gone];
    const { comparison, markdown } = (await compare(JSON.stringify(less))) as AuditAnswer;
    expect(comparison!.resolved.map(({ text }) => text)).toEqual(['It was so.']);
    expect(markdown).toContain('## Since the earlier audit');
    expect(orgs.asked('readPeople')).toHaveLength(1);
  });

  it('says what it cannot be compared with', async () => {
    const { json } = await audit(undefined);
    const compare = (earlier: string) => client.ask(compareAuditRequest, { uri: `${folder}/`, earlier });
    expect(await compare('{}')).toBe('it is JSON of something else');
    const { projects, ...rest } = JSON.parse(json);
    const others = ['a', 'b'].map((project) => ({ ...projects[0], project }));
    expect(await compare(JSON.stringify({ ...rest, projects: others }))).toBe('it has nothing of asked');
  });

  it('keeps comparing where it is asked anew', async () => {
    const { json } = await audit(undefined);
    const again = await client.ask(auditRequest, { uri: `${folder}/`, earlier: json });
    expect(again.comparison).toMatchObject({ fresh: [], worse: [], resolved: [] });
  });

  it('can be cancelled', async () => {
    orgs.silent.add('readPeople');
    client = await OrgClient.of(orgs, { files, folders: [folder] });
    const cancel = new CancellationTokenSource();
    const asked = client.rpc.sendRequest(
      auditRequest.method,
      { uri: `${folder}/`, org: { username, names: false } },
      cancel.token,
    );
    await vi.waitFor(() => expect(orgs.asked('readPeople')).toHaveLength(1));
    cancel.cancel();
    await expect(asked).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    expect(orgs.calls.at(-1)!.signal!.aborted).toBe(true);
  });
});

function usersOf(username: string): OrgPeople['users'] {
  const fields = { alias: 'loader' };
  const user = {
    id: '005000000000001AAA',
    username,
    userType: 'Standard',
    profile: 'Loader',
    license: null,
    fields,
  };
  return { read: [user], more: false, unreadable: [] };
}
