import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type AuditOptions, runAudit } from '../../../server/src/cli/audit.ts';
import type { AuditSection } from '../../../server/src/core/audit/model.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { projectFile, writeFiles } from '../cli/commandLine.ts';
import { type FakeGatewayOptions, fakeGateway } from '../cli/fakeGateway.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-people-')));
  const profile = (permission: string) =>
    `<Profile><userPermissions><enabled>true</enabled><name>${permission}</name></userPermissions></Profile>`;
  writeFiles(folder, {
    'sfdx-project.json': projectFile,
    ...Object.fromEntries(expandRules('Lead: Block/Block matching Email when $User.Alias notEqual loader')),
    '.forceignore': 'force-app/main/default/profiles/Left.profile-meta.xml',
    'force-app/main/default/profiles/Admin.profile-meta.xml': profile('CustomizeApplication'),
    'force-app/main/default/profiles/Left.profile-meta.xml': profile('CustomizeApplication'),
    'force-app/main/default/staticresources/a.js': "'$Permission.Bypass_Duplicates'",
    'leads.csv': 'Id,Email,CreatedById\n00Q000000000001,a@x.example,005A\n00Q000000000002,A@x.example,005A\n',
    'empty.csv': 'Id,Email\n',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function sections(options: Partial<AuditOptions>, answers: FakeGatewayOptions = {}) {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  const gateway = fakeGateway(answers);
  try {
    const asked: AuditOptions = {
      format: 'json',
      failOn: 'never',
      authors: false,
      today: '2026-11-23',
      ...options,
    };
    await runAudit([], asked, {
      cwd: folder,
      version: '1.2.3',
      gateway: () => gateway,
      signal: new AbortController().signal,
      progress: () => {},
      settle: () => {},
      warn: () => {},
      endInOrder: () => {},
      onTerminate: () => {},
    });
  } finally {
    write.mockRestore();
  }
  const [audit] = JSON.parse(out).audits ?? JSON.parse(out).projects;
  const of = (name: string): AuditSection =>
    audit.sections.find((section: AuditSection) => section.name === name)!;
  return { people: of('people'), data: of('data'), out, connected: gateway.connected };
}

it('tells what files say, and asks no org', async () => {
  const { people, data, connected } = await sections({});
  expect(people.statements.map(({ id }) => id)).toEqual([
    'exempt-users:Lead.Lead_Rule',
    'rule-changers:files',
    'no-permission-exempts:all',
    'sharing-bypassed:rules',
  ]);
  expect(people.summary[0]).toBe('1 of 1 active duplicate rule asks who saves, and exempts users by that.');
  expect(people.notLookedAt.map(({ id }) => id)).toEqual(['ignored-profiles', 'users']);
  expect(data.notLookedAt.map(({ id }) => id)).toEqual(['duplicate-sets', 'data-file']);
  expect(connected).toEqual([]);
});

it('looks for duplicates among exported records, and names none', async () => {
  const { data, out } = await sections({ data: ['leads.csv'], object: 'Lead' });
  expect(data.statements[0]).toMatchObject({
    id: 'duplicates-in-data:Lead:leads.csv',
    text: 'leads.csv holds 2 duplicates among 2 records of Lead, in 1 cluster.',
  });
  expect(out).not.toMatch(/@x\.example|00Q0000|005A/);
  expect((await sections({ data: ['Lead=leads.csv'], names: true })).out).toContain('00Q000000000001');
});

it('tells files of one name apart, and looks at none twice', async () => {
  const ids = async (...data: readonly string[]) =>
    (await sections({ data: data.map((file) => `Lead=${file}`) })).data.statements.map(({ id }) => id);
  const outside = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-data-'));
  const files = ['a', 'b'].map((name) => path.join(outside, name, 'leads.csv'));
  writeFiles(outside, {
    'a/leads.csv': 'Id,Email\n1,a@x.example\n',
    'b/leads.csv': 'Id,Email\n1,a@x.example\n',
  });
  expect(await ids(...files, path.join(folder, 'leads.csv'), 'leads.csv')).toEqual([
    'duplicates-in-data:Lead:leads.csv (3)',
    'duplicates-in-data:Lead:leads.csv',
    'duplicates-in-data:Lead:leads.csv (2)',
  ]);
  rmSync(outside, { recursive: true });
});

it('asks an org, and says what could not be read', async () => {
  const user = {
    id: '005A',
    username: 'loader@example.com',
    userType: 'Standard',
    profile: 'API',
    license: null,
    fields: { alias: 'loader' },
  };
  const { people, data, out } = await sections(
    { org: 'dev' },
    {
      people: {
        users: { read: [user], more: false, unreadable: [] },
        problems: ['PermissionSet is closed.'],
      },
      sets: { rules: [], problems: [] },
    },
  );
  expect(people.statements.find(({ kind }) => kind === 'exempt-users')!.details).toContain(
    'In the org it exempts 1 of 1 active user by that.',
  );
  expect(people.notLookedAt.map(({ why }) => why)).toContain('PermissionSet is closed.');
  expect(data.summary).toEqual(['The org has no duplicate record set that this user can see.']);
  expect(out).not.toContain('loader@example.com');
});

it('refuses data that it cannot read', async () => {
  await expect(sections({ data: ['nope.csv'], object: 'Lead' })).rejects.toThrow('nope.csv');
  await expect(sections({ data: ['empty.csv'], object: 'Lead' })).rejects.toThrow('no records');
  await expect(sections({ data: ['empty.csv'] })).rejects.toThrow('--object');
});
