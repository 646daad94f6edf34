import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrgSession } from '../../../server/src/org/gateway.ts';
import { createGateway } from '../../../server/src/org/main.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { useOrgHome } from '../../support/orgHome.ts';
import { startSampleOrg } from '../../support/sandbox.ts';

const home = useOrgHome();
const signal = new AbortController().signal;
const logged: string[] = [];
const gateway = createGateway({ log: (message) => logged.push(message) });
let org: Sandbox;
let session: OrgSession;

beforeAll(async () => {
  org = await startSampleOrg();
  home.logIn({ url: org.url, token: org.token, username: org.username, orgId: org.orgId });
  session = await gateway.connect(home.project, null, signal);
});
afterAll(async () => {
  gateway.close();
  await org.close();
});
beforeEach(() => org.journal.clear());

/** A record of the org that has these fields. */
function anyLead(): { id: string; email: string; lastName: string } {
  for (const record of org.org.store.records('Lead')) {
    const email = record.values.get('Email');
    if (typeof email === 'string') {
      return { id: record.id, email, lastName: String(record.values.get('LastName')) };
    }
  }
  throw new Error('The sample org has no lead with an email address.');
}

describe('logins', () => {
  it('lists the orgs that the sf CLI knows', async () => {
    expect(await gateway.listOrgs(home.project)).toEqual({
      orgs: [
        {
          username: org.username,
          aliases: ['dev'],
          instanceUrl: org.url,
          isScratch: false,
          isSandbox: false,
          isDevHub: false,
          problem: null,
        },
      ],
      target: 'dev',
    });
  });

  it('has no target outside a project that has one', async () => {
    expect((await gateway.listOrgs(null)).target).toBeNull();
  });

  it('keeps a session while the auth file stays as it is', async () => {
    expect(await gateway.connect(home.project, 'dev', signal)).toBe(session);
    expect(await gateway.connect(null, 'dev', signal)).toBe(session);
    home.logIn({ url: org.url, token: org.token, username: org.username, orgId: org.orgId });
    const again = await gateway.connect(home.project, null, signal);
    expect(again).not.toBe(session);
    session = again;
  });

  it('says who it is connected with', () => {
    expect(session.org).toMatchObject({ username: org.username, alias: 'dev', instanceUrl: org.url });
    expect(session.org.apiVersion).toMatch(/^\d\d\.0$/);
  });

  it('marks a scratch org that has expired, and does not connect with it', async () => {
    home.logIn({ url: org.url, username: 'old@example.com', alias: 'old', projectFolder: home.project });
    const file = path.join(home.home, '.sfdx/old@example.com.json');
    writeFileSync(
      file,
      JSON.stringify({
        username: 'old@example.com',
        instanceUrl: org.url,
        orgId: org.orgId,
        accessToken: 'x',
        isScratch: true,
        expirationDate: '2020-02-01',
      }),
      { mode: 0o600 },
    );
    const { orgs } = await gateway.listOrgs(home.project);
    expect(orgs.find(({ aliases }) => aliases.includes('old'))?.problem).toBe(
      'scratch org expired on 2020-02-01',
    );
    await expect(gateway.connect(home.project, 'old', signal)).rejects.toMatchObject({
      name: 'OrgProblem',
      kind: 'no-org',
      message: expect.stringContaining('expired on 2020-02-01'),
    });
    home.logIn({ url: org.url, token: org.token, username: org.username, orgId: org.orgId });
    session = await gateway.connect(home.project, null, signal);
  });

  it.each([
    ['nobody@example.com', 'with the name or alias "nobody@example.com"'],
    ['../../etc/passwd', 'with that name or alias'],
    ['00D000000000001!sentinel', 'with that name or alias'],
  ])('does not know %s', async (name, shown) => {
    await expect(gateway.connect(home.project, name, signal)).rejects.toMatchObject({
      kind: 'no-org',
      message: expect.stringContaining(shown),
    });
  });

  it('says what to do where no org is set', async () => {
    await expect(gateway.connect(null, null, signal)).rejects.toMatchObject({
      kind: 'no-org',
      message: expect.stringContaining('sf config set target-org'),
    });
  });
});

describe('a sample record', () => {
  it('is tested and not saved', async () => {
    const { id, email } = anyLead();
    const tested = await session.testRecord(
      {
        object: 'Lead',
        id: null,
        fields: [
          { name: 'LastName', value: 'O’Neill <b>&"\'' },
          { name: 'Company', value: 'Analytical Engines' },
          { name: 'Email', value: email },
          { name: 'NumberOfEmployees', value: 12 },
          { name: 'Industry', value: null },
        ],
      },
      signal,
    );
    expect(tested).toMatchObject({ by: 'findDuplicates', answer: { success: true }, notes: [] });
    const matched = tested.answer.results.flatMap(({ matchResults }) =>
      matchResults.flatMap(({ matchRecords }) => matchRecords.map((record) => record.id)),
    );
    expect(matched).toContain(id);
    expect(org.journal.entries.map(({ soapOperation }) => soapOperation)).toEqual(['findDuplicates']);
    expect(org.journal.writes).toEqual([]);
  });

  it('may be an existing record, alone or with changes on top', async () => {
    const { id, email } = anyLead();
    const alone = await session.testRecord({ object: 'Lead', id, fields: [] }, signal);
    expect(alone.answer.success).toBe(true);
    const changed = await session.testRecord(
      {
        object: 'Lead',
        id,
        fields: [
          { name: 'Email', value: email },
          { name: 'Phone', value: null },
        ],
      },
      signal,
    );
    expect(changed.answer.success).toBe(true);
    expect(changed.notes).toEqual([expect.stringContaining('clears')]);
    expect(org.journal.entries.map(({ soapOperation }) => soapOperation)).toEqual([
      'findDuplicatesByIds',
      'findDuplicates',
    ]);
  });

  it.each([
    [
      'an object that does not exist',
      { object: 'Nope__c', id: null, fields: [{ name: 'Name', value: 'x' }] },
    ],
    ['a field that does not exist', { object: 'Lead', id: null, fields: [{ name: 'Nope__c', value: 'x' }] }],
    ['a name that is none', { object: 'Lead', id: null, fields: [{ name: 'Last Name', value: 'x' }] }],
    ['markup as a name', { object: 'Lead', id: null, fields: [{ name: 'A><create/><b', value: 'x' }] }],
    ['an id that is none', { object: 'Lead', id: "00Q' OR", fields: [] }],
    ['no fields', { object: 'Lead', id: null, fields: [] }],
    ['a control character', { object: 'Lead', id: null, fields: [{ name: 'LastName', value: 'a\u0000' }] }],
    ['half a character', { object: 'Lead', id: null, fields: [{ name: 'LastName', value: 'a\ud800' }] }],
    ['no number', { object: 'Lead', id: null, fields: [{ name: 'AnnualRevenue', value: Number.NaN }] }],
  ])('with %s is a bad record', async (_, record) => {
    await expect(session.testRecord(record, signal)).rejects.toMatchObject({
      name: 'OrgProblem',
      kind: 'bad-record',
    });
  });

  it('of an object without active rules says so', async () => {
    const record = { object: 'User', id: null, fields: [{ name: 'LastName', value: 'x' }] };
    await expect(session.testRecord(record, signal)).rejects.toMatchObject({ kind: 'no-active-rules' });
  });

  it('goes through predupe where the token cannot use SOAP', async () => {
    const { email } = anyLead();
    const rest = org.logIn('Rest Only', { soap: false });
    home.logIn({ url: org.url, token: rest.token, username: rest.username, alias: 'rest' });
    const restricted = await gateway.connect(null, 'rest', signal);
    const tested = await restricted.testRecord(
      {
        object: 'Lead',
        id: null,
        fields: [
          { name: 'LastName', value: 'x' },
          { name: 'Email', value: email },
        ],
      },
      signal,
    );
    expect(tested.by).toBe('predupe');
    expect(tested.answer.success).toBe(true);
    expect(tested.notes.join(' ')).toMatch(/JSON Web Token.*confidence/);
    expect(org.journal.writes).toEqual([]);
    const rules = await restricted.readRules(signal, () => {}, ['Candidate__c', 'Nope__c']);
    expect(rules.by).toBe('ui-api');
  });
});

describe('fields', () => {
  it('are read where they can be, and named where not', async () => {
    const { id, email, lastName } = anyLead();
    const [reading] = await session.readFields(
      [{ type: 'Lead', ids: [id, '00Q00000000ZZZZ'], fields: ['Email', 'LASTNAME', 'Nope__c', 'Id'] }],
      signal,
    );
    expect(reading).toEqual({
      type: 'Lead',
      records: [{ id, fields: { Email: email, LASTNAME: lastName } }],
      unreadable: ['Nope__c'],
      missing: ['00Q00000000ZZZZ'],
    });
  });

  it('of an object that cannot be read are all unreadable', async () => {
    const [reading] = await session.readFields(
      [{ type: 'Nope__c', ids: ['a0A000000000001'], fields: ['Name'] }],
      signal,
    );
    expect(reading).toEqual({
      type: 'Nope__c',
      records: [],
      unreadable: ['Name'],
      missing: ['a0A000000000001'],
    });
  });

  it('that are hidden from the user are left out', async () => {
    const { id } = anyLead();
    const user = org.logIn('Half Blind', { hiddenFields: { Lead: ['Email'] } });
    home.logIn({ url: org.url, token: user.token, username: user.username, alias: 'blind' });
    const restricted = await gateway.connect(null, 'blind', signal);
    const [reading] = await restricted.readFields(
      [{ type: 'Lead', ids: [id], fields: ['Email', 'LastName'] }],
      signal,
    );
    expect(reading).toMatchObject({ unreadable: ['Email'], records: [{ id }] });
  });

  it.each([
    ['ids', { type: 'Lead', ids: ["x') OR (Name = '"], fields: ['Email'] }],
    ['fields', { type: 'Lead', ids: ['00Q000000000001'], fields: ['Id FROM User'] }],
    ['objects', { type: 'Lead WHERE', ids: ['00Q000000000001'], fields: ['Email'] }],
  ])('do not go into a query with %s that are none', async (_, request) => {
    await expect(session.readFields([request], signal)).rejects.toMatchObject({ kind: 'bad-record' });
    expect(org.journal.entries).toEqual([]);
  });

  it('of many records are asked for in parts', async () => {
    const ids = [...org.org.store.records('Lead')].map(({ id }) => id);
    const many = [...ids, ...Array.from({ length: 300 }, (_, at) => `00Q${String(at).padStart(12, 'z')}`)];
    const [reading] = await session.readFields([{ type: 'Lead', ids: many, fields: ['LastName'] }], signal);
    expect(reading!.records).toHaveLength(ids.length);
    expect(reading!.missing).toHaveLength(300);
    expect(org.journal.entries.length).toBe(Math.ceil(many.length / 100));
  });
});

describe('an object', () => {
  it('is described once', async () => {
    session = await gateway.connect(null, 'dev', signal);
    const lead = await session.describe('Contact', signal);
    expect(await session.describe('contact', signal)).toBe(lead);
    expect(lead).toMatchObject({ name: 'Contact', keyPrefix: '003' });
    expect(lead.fields.find(({ name }) => name === 'Email')).toMatchObject({
      type: 'email',
      createable: true,
    });
    expect(org.journal.entries.filter(({ path: at }) => at.endsWith('/describe'))).toHaveLength(1);
  });

  it('that does not exist is a bad record', async () => {
    await expect(session.describe('Nope__c', signal)).rejects.toMatchObject({
      kind: 'bad-record',
      message: expect.stringContaining('Nope__c does not exist in dev'),
    });
  });
});

describe('addresses', () => {
  it('show a rule in Setup', async () => {
    const url = await session.ruleSetupUrl('DuplicateRule', 'Lead.Lead_Email', signal);
    expect(url).toMatch(/\/lightning\/setup\/DuplicateRules\/page\?address=%2F\w{15,18}$/);
  });

  it('show the list where the rule is not found', async () => {
    const url = await session.ruleSetupUrl('MatchingRule', 'Lead.Nope', signal);
    expect(url).toBe(`${org.url}/lightning/setup/MatchingRules/home`);
  });

  it('show a record', () => {});
});

it('writes nothing but what a log may know', () => {
  expect(org.journal.writes).toEqual([]);
  for (const line of logged) expect(line).toMatch(/^Connected with [\w.]+@[\w.]+, API version \d\d\.0\.$/);
});
