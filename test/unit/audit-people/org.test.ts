import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrgSession } from '../../../server/src/org/gateway.ts';
import { createGateway } from '../../../server/src/org/main.ts';
import { addUser } from '../../../server/src/sandbox/create.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { useOrgHome } from '../../support/orgHome.ts';
import { request } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

const home = useOrgHome();
const signal = new AbortController().signal;
const gateway = createGateway({ log() {} });
const day = 24 * 60 * 60 * 1000;
let age = 0;
let org: Sandbox;
let session: OrgSession;
const users = new Map<string, string>();

/** Puts a record there, past all rules. */
function put(object: string, fields: Readonly<Record<string, unknown>>, by = ''): string {
  const { store, schema } = org.org;
  return store.insert(schema.object(object)!, Object.entries(fields) as [string, string][], by).id;
}

/** A user of a profile whose permission set gives these permissions. */
function putUser(name: string, profile: string, permissions: readonly string[]): void {
  const profileId = put('Profile', { Name: profile });
  const username = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const { id } = addUser(org.org.store, org.org.schema, { name, username, profileId });
  users.set(name, id);
  const given = Object.fromEntries(permissions.map((one) => [`Permissions${one}`, true]));
  const set = put('PermissionSet', {
    Name: `X${profile}`,
    IsOwnedByProfile: true,
    ProfileId: profileId,
    ...given,
  });
  put('PermissionSetAssignment', { PermissionSetId: set, AssigneeId: id });
}

beforeAll(async () => {
  org = await startSandbox({
    files: new Map([
      matchingRulesFile('Lead', { R: ['Email'] }),
      duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Report' }),
    ]),
    data: null,
    now: () => new Date(Date.now() - age * day),
  });
  putUser('Ada Byron', 'Sales', []);
  putUser('Integration Loader', 'Integration Profile', ['ApiUserOnly', 'CustomizeApplication']);
  const set = put('PermissionSet', { Name: 'Bypass', Label: 'Bypass Rules' });
  put('PermissionSetAssignment', { PermissionSetId: set, AssigneeId: users.get('Ada Byron')! });
  const permission = put('CustomPermission', {
    DeveloperName: 'Bypass_Duplicates',
    MasterLabel: 'Bypass Duplicates',
  });
  put('SetupEntityAccess', { ParentId: set, SetupEntityId: permission, SetupEntityType: 'CustomPermission' });
  const rule = [...org.org.store.records('DuplicateRule')].find(
    ({ values }) => values.get('DeveloperName') === 'R',
  )!;
  for (const [days, creator] of [
    [400, 'Integration Loader'],
    [40, 'Integration Loader'],
    [1, 'Ada Byron'],
  ] as const) {
    age = days;
    const records = [creator, 'Ada Byron'].map((by) =>
      put('Lead', { LastName: 'S', Company: 'C', Email: 's@example.com' }, users.get(by)!),
    );
    const set = put('DuplicateRecordSet', { DuplicateRuleId: rule.id, RecordCount: 2 });
    for (const RecordId of records) put('DuplicateRecordItem', { DuplicateRecordSetId: set, RecordId });
  }
  age = 0;
  const { url, token, username, orgId } = org;
  gateway.useEmbedded({ url, token, username, orgId });
  session = await gateway.connect(home.project, username, signal);
});
afterAll(async () => {
  gateway.close();
  await org.close();
});

const asked = {
  userFields: ['Alias', 'Profile.Name', 'Nope__c'],
  permissions: ['CustomizeApplication', 'ApiUserOnly', 'NoSuchPermission'],
};

describe('an org is asked', () => {
  it('who may do what', async () => {
    const people = await session.readPeople(asked, signal, () => {});
    const name = (id: string) => people.users!.read.find((user) => user.id === id)!.username;
    expect(people.problems).toEqual([]);
    expect(
      people.users!.read.map(({ username, profile, fields }) => `${username} ${profile} ${fields.alias}`),
    ).toEqual([
      'admin@loopback.example System Administrator embedded',
      'ada.byron@example.com Sales ada',
      'integration.loader@example.com Integration Profile integrat',
    ]);
    expect(people.users).toMatchObject({ more: false, unreadable: ['nope__c'] });
    expect(
      people.permissions!.map((one) => [
        one.name,
        one.givers.map((giver) => giver.name),
        one.users.map(name),
      ]),
    ).toEqual([
      [
        'CustomizeApplication',
        ['profile System Administrator', 'profile Integration Profile'],
        ['admin@loopback.example', 'integration.loader@example.com'],
      ],
      ['ApiUserOnly', ['profile Integration Profile'], ['integration.loader@example.com']],
    ]);
    expect(
      people.customPermissions!.map((one) => [
        one.name,
        one.givers.map((giver) => giver.name),
        one.users.map(name),
      ]),
    ).toEqual([['Bypass_Duplicates', ['Bypass Rules'], ['ada.byron@example.com']]]);
  });

  it('which duplicates it has reported, and who created them', async () => {
    const { rules, creators, problems } = await session.readDuplicateSets(signal, () => {});
    expect(problems).toEqual([]);
    expect(rules).toEqual([
      {
        rule: 'Lead.R',
        sets: { month: 1, quarter: 1, year: 0, older: 1 },
        records: 6,
        oldest: expect.stringMatching(/^20\d\d-/),
      },
    ]);
    expect(creators).toMatchObject({ looked: 6, all: 6 });
    expect(creators!.by.map(({ profile, records }) => [profile, records])).toEqual([
      ['Sales', 4],
      ['Integration Profile', 2],
    ]);
  });

  it('and nothing is written', () => {
    expect(org.journal.writes).toEqual([]);
  });
});

it('says what a user may not read, and goes on', async () => {
  const { body } = await request(org, 'POST', '/embedded-org/users', {
    name: 'Narrow User',
    viewSetup: false,
    hiddenObjects: ['DuplicateRecordSet', 'PermissionSetAssignment'],
  });
  gateway.useEmbedded({ url: org.url, token: body.token, username: body.username, orgId: org.orgId });
  const narrow = await gateway.connect(home.project, body.username, signal);
  const people = await narrow.readPeople(asked, signal, () => {});
  expect(people.users).not.toBeNull();
  expect({ ...people, users: null, readAt: '' }).toEqual({
    readAt: '',
    users: null,
    permissions: null,
    customPermissions: null,
    problems: [
      'CustomPermission cannot be read by this user, or the org does not have it.',
      'PermissionSetAssignment cannot be read by this user, or the org does not have it.',
    ],
  });
  const sets = await narrow.readDuplicateSets(signal, () => {});
  expect({ ...sets, readAt: '' }).toEqual({
    readAt: '',
    rules: null,
    creators: null,
    problems: [
      'DuplicateRule (its names need "View Setup and Configuration") cannot be read by this user, or the org does not have it.',
      'DuplicateRecordSet cannot be read by this user, or the org does not have it.',
    ],
  });
});
