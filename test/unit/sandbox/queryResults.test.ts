import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { request, startSampleOrg } from '../../support/sandbox.ts';
import { data, startQueryOrg } from './queryOrg.ts';

let org: Sandbox;

beforeAll(async () => {
  org = await startQueryOrg();
});
afterAll(() => org.close());

describe('long results', () => {
  it('stay open for many clients at once', async () => {
    const many = await startSampleOrg({ data: { accounts: 0, contacts: 0, leads: 250, others: 0 } });
    const headers = { 'Sforce-Query-Options': 'batchSize=200' };
    const first = async () =>
      (await request(many, 'GET', `${data}/query?q=SELECT+Id+FROM+Lead`, undefined, headers)).body;
    const open = await Promise.all(Array.from({ length: 200 }, first));
    const rest = await Promise.all(open.map(({ nextRecordsUrl }) => request(many, 'GET', nextRecordsUrl)));
    expect(new Set(rest.map(({ body }) => `${body.done} ${body.records.length}`))).toEqual(
      new Set(['true 54']),
    );
    await many.close();
  });

  it('come in batches', async () => {
    const many = await startSampleOrg({ data: { accounts: 0, contacts: 450, leads: 0, others: 0 } });
    const soql = encodeURIComponent('SELECT Id FROM Contact');
    const first = await request(many, 'GET', `${data}/query?q=${soql}`, undefined, {
      'Sforce-Query-Options': 'batchSize=200',
    });
    expect(first.body).toMatchObject({ totalSize: 452, done: false });
    const ids = first.body.records.map(({ Id }: { Id: string }) => Id);
    let next = first.body.nextRecordsUrl;
    while (next) {
      const { body } = await request(many, 'GET', next);
      ids.push(...body.records.map(({ Id }: { Id: string }) => Id));
      next = body.nextRecordsUrl;
    }
    expect(new Set(ids).size).toBe(452);
    expect((await request(many, 'GET', `${data}/query/01gxxx-2000`)).body[0].errorCode).toBe(
      'INVALID_QUERY_LOCATOR',
    );
    await many.close();
  });
});

it('describes the columns, as the sf CLI asks it to', async () => {
  const { body } = await request(
    org,
    'GET',
    `${data}/query?q=SELECT+Id,Account.Name+FROM+Contact&columns=true`,
  );
  expect(body).toMatchObject({
    entityName: 'Contact',
    idSelected: true,
    columnMetadata: [
      { columnName: 'Id', joinColumns: [] },
      { columnName: 'Account', joinColumns: [{ columnName: 'Name' }] },
    ],
  });
});

it('describes the columns of groups and children', async () => {
  const columns = async (soql: string) => {
    const { body } = await request(org, 'GET', `${data}/query?q=${encodeURIComponent(soql)}&columns=true`);
    return body.columnMetadata;
  };
  expect(
    await columns('SELECT Type, AVG(NumberOfEmployees), COUNT(Id) n FROM Account GROUP BY Type'),
  ).toMatchObject([
    { columnName: 'Type', aggregate: false },
    { columnName: 'expr0', aggregate: true, displayName: 'avg(NumberOfEmployees)' },
    { columnName: 'n', aggregate: true, displayName: 'count(Id)' },
  ]);
  expect(await columns('SELECT Name, (SELECT Email FROM Contacts) FROM Account')).toMatchObject([
    { columnName: 'Name' },
    { columnName: 'Contacts', aggregate: true, joinColumns: [{ columnName: 'Email' }] },
  ]);
});

describe('other resources', () => {
  it('collapses double slashes', async () => {
    expect((await request(org, 'GET', '//services/data//v66.0/limits')).status).toBe(200);
  });

  it('lists the versions without a login', async () => {
    const versions = (await (await fetch(`${org.url}/services/data`)).json()) as unknown[];
    expect(versions.at(-1)).toEqual({ label: "Summer '26", url: '/services/data/v67.0', version: '67.0' });
    expect((await request(org, 'GET', '/services/data/v68.0/limits')).status).toBe(404);
  });

  it('tells who is logged in', async () => {
    const { body } = await request(org, 'GET', '/services/oauth2/userinfo');
    expect(body).toMatchObject({ organization_id: org.orgId, preferred_username: org.username });
    const identity = await request(org, 'GET', body.sub.slice(org.url.length));
    expect(identity.body).toMatchObject({ username: org.username, user_id: body.user_id });
  });

  it('describes objects with their fields and types', async () => {
    const { body } = await request(org, 'GET', `${data}/sobjects/candidate__C/describe`);
    expect(body).toMatchObject({ name: 'Candidate__c', label: 'Candidate', custom: true, keyPrefix: 'a00' });
    const field = (name: string) => body.fields.find((one: { name: string }) => one.name === name);
    expect(field('Email__c')).toMatchObject({ type: 'email', length: 80, custom: true, updateable: true });
    expect(field('Agency_Id__c')).toMatchObject({
      type: 'string',
      length: 40,
      externalId: true,
      unique: true,
    });
    expect(field('Skip_Duplicate_Check__c')).toMatchObject({ type: 'boolean', nillable: false });
    expect(field('Name')).toMatchObject({ createable: false, nameField: true, autoNumber: true });
    const names = (await request(org, 'GET', `${data}/sobjects`)).body.sobjects.map(
      ({ name }: { name: string }) => name,
    );
    expect(names).toEqual(
      expect.arrayContaining(['Lead', 'Contact', 'Account', 'Candidate__c', 'DuplicateRule']),
    );
  });

  it('answers what it does not know with the errors of an org', async () => {
    expect((await request(org, 'GET', `${data}/nonsense`)).body[0].errorCode).toBe('NOT_FOUND');
    expect((await request(org, 'PUT', `${data}/limits`)).body[0].errorCode).toBe('METHOD_NOT_ALLOWED');
    expect((await request(org, 'GET', `${data}/sobjects/Lead/00QLb0000000099MAA`)).status).toBe(404);
  });

  it('shows a page without data where a browser follows a link', async () => {
    const page = await fetch(`${org.url}/lightning/r/00Q<b>/view`);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain('<b>');
  });
});
