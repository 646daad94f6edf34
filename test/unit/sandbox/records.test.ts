import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';
import { callTo, data, insertInto, nobody, startRecordsOrg } from './recordsOrg.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;

// biome-ignore lint/suspicious/noExplicitAny: jsforce leaves open what these calls give
type Anything = any;

let org: Sandbox;
let connection: InstanceType<typeof Connection>;
let count = 0;

beforeAll(async () => {
  org = await startRecordsOrg();
  connection = new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });
});
afterAll(() => org.close());

const insert = (object: string, fields: Record<string, string | number | boolean>) =>
  insertInto(org, object, fields);
const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callTo(org, method, path, body, headers);
const failed = async (work: Promise<unknown>): Promise<Anything> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a record', () => {
  it('is created, read, updated and deleted', async () => {
    const contacts = connection.sobject('Contact');
    const { id } = (await contacts.create({ LastName: 'New', MailingCity: 'Leeds' })) as Anything;
    const read = await contacts.retrieve(id);
    expect(read).toMatchObject({
      attributes: { type: 'Contact', url: `${data}/sobjects/Contact/${id}` },
      Id: id,
      Name: 'New',
      MailingAddress: { city: 'Leeds', street: null },
    });
    await contacts.update({ Id: id, FirstName: 'Very' });
    expect(((await contacts.retrieve(id, { fields: ['Name'] })) as Anything).Name).toBe('Very New');
    expect(await contacts.destroy(id)).toEqual({ id, success: true, errors: [] });
    expect((await failed(contacts.retrieve(id))).errorCode).toBe('ENTITY_IS_DELETED');
    expect((await failed(contacts.destroy(id))).errorCode).toBe('ENTITY_IS_DELETED');
  });

  it('answers a create with its address', async () => {
    const response = await fetch(`${org.url}${data}/sobjects/Account`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${org.token}`, 'Content-Type': 'application/json' },
      body: '{"Name":"x"}',
    });
    const { id } = (await response.json()) as Anything;
    expect(response.headers.get('location')).toBe(`${data}/sobjects/Account/${id}`);
  });

  it('leads to what it refers to, and to what refers to it', async () => {
    const account = insert('Account', { Name: 'Up' });
    const contact = insert('Contact', { LastName: 'Down', AccountId: account });
    const up = await call('GET', `/sobjects/Contact/${contact}/Account?fields=Name`);
    expect(up.body).toMatchObject({ attributes: { type: 'Account' }, Name: 'Up' });
    const down = await call('GET', `/sobjects/Account/${account}/Contacts?fields=LastName`);
    expect(down.body).toMatchObject({ totalSize: 1, done: true, records: [{ LastName: 'Down' }] });
    for (const path of [`Contact/${contact}/ReportsTo`, `Contact/${contact}/Nonsense`]) {
      expect((await call('GET', `/sobjects/${path}`)).status).toBe(404);
    }
  });

  it('is asked for without its body by HEAD', async () => {
    const headers = { Authorization: `Bearer ${org.token}` };
    const id = insert('Account', { Name: 'Head' });
    const answers = [id, nobody].map((one) =>
      fetch(`${org.url}${data}/sobjects/Account/${one}`, { method: 'HEAD', headers }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 404]);
  });

  it('takes the method that a POST names', async () => {
    const id = insert('Account', { Name: 'Before' });
    expect((await call('POST', `/sobjects/Account/${id}?_HttpMethod=PATCH`, { Name: 'After' })).status).toBe(
      204,
    );
    expect(org.org.store.record(id)?.values.get('Name')).toBe('After');
    expect(org.journal.writes.at(-1)?.path).toBe(`${data}/sobjects/Account/${id}`);
  });

  it.each<[method: string, path: string, status: number, errorCode: string]>([
    ['GET', `/sobjects/Contact/${nobody}`, 404, 'NOT_FOUND'],
    ['GET', '/sobjects/Contact/nonsense', 404, 'NOT_FOUND'],
    ['GET', '/sobjects/Nonsense', 404, 'NOT_FOUND'],
    ['PATCH', `/sobjects/Contact/${nobody}`, 404, 'NOT_FOUND'],
    ['DELETE', `/sobjects/Contact/${nobody}`, 404, 'NOT_FOUND'],
    ['GET', '/sobjects/Candidate__c/Agency_Id__c/none', 404, 'NOT_FOUND'],
    ['GET', '/sobjects/Candidate__c/Stage__c/none', 404, 'NOT_FOUND'],
    ['PUT', `/sobjects/Contact/${nobody}`, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/search?q=FIND+{x}', 400, 'MALFORMED_SEARCH'],
    ['GET', '/parameterizedSearch?q=x', 400, 'MALFORMED_SEARCH'],
    ['GET', '/query', 400, 'MALFORMED_QUERY'],
  ])('%s %s: %s %s', async (method, path, status, errorCode) => {
    const answer = await call(method, path, method === 'PATCH' ? { LastName: 'x' } : undefined);
    expect({ status: answer.status, errorCode: answer.body[0].errorCode }).toEqual({ status, errorCode });
  });
});

describe('an external id', () => {
  const path = '/sobjects/Candidate__c/Agency_Id__c';

  it('names a record to read, to update and to delete', async () => {
    const { body } = await call('PATCH', `${path}/A%2F1`, { Last_Name__c: 'Slash' });
    expect(body).toMatchObject({ created: true, success: true });
    expect((await call('GET', `${path}/a%2f1?fields=Last_Name__c`)).body).toMatchObject({
      Last_Name__c: 'Slash',
    });
    expect((await call('DELETE', `${path}/A%2F1`)).status).toBe(204);
    expect((await call('GET', `${path}/A%2F1`)).status).toBe(404);
  });

  it('does not stand in the body as well', async () => {
    const { status, body } = await call('PATCH', `${path}/A-2`, { Last_Name__c: 'x', Agency_Id__c: 'A-2' });
    const message = 'The Agency_Id__c field should not be specified in the sobject data.';
    expect({ status, body }).toEqual({ status: 400, body: [{ errorCode: 'INVALID_FIELD', message }] });
  });

  it('only updates with updateOnly', async () => {
    expect((await call('PATCH', `${path}/A-3?updateOnly=true`, { Last_Name__c: 'x' })).status).toBe(404);
  });

  it('has no body after an update before version 46.0', async () => {
    const address = `/services/data/v45.0${path}/A-4`;
    expect((await request(org, 'PATCH', address, { Last_Name__c: 'x' })).status).toBe(201);
    expect(await request(org, 'PATCH', address, { Last_Name__c: 'y' })).toEqual({ status: 204, body: '' });
  });

  it('is upserted one by one and in collections', async () => {
    const candidates = connection.sobject('Candidate__c');
    const one = await candidates.upsert(
      { Agency_Id__c: 'A-5', Last_Name__c: 'x' } as Anything,
      'Agency_Id__c',
    );
    expect(one).toMatchObject({ success: true, created: true });
    const rows = await candidates.upsert(
      [
        { Agency_Id__c: 'A-5', Last_Name__c: 'y' },
        { Agency_Id__c: 'A-6', Last_Name__c: 'z' },
        { Agency_Id__c: 'A-7', Email__c: 'nonsense' },
      ] as Anything,
      'Agency_Id__c',
    );
    expect(rows).toMatchObject([
      { success: true, created: false, errors: [] },
      { success: true, created: true },
      { success: false, errors: [{ statusCode: 'INVALID_EMAIL_ADDRESS' }] },
    ]);
  });
});

describe('collections', () => {
  const lead = (fields: object = {}) => ({
    LastName: 'L',
    Company: 'C',
    Email: `n${count++}@x.example`,
    ...fields,
  });

  it('are created, read, updated and deleted', async () => {
    const leads = connection.sobject('Lead');
    const created = (await leads.create([lead(), lead({ LastName: '' }), lead()])) as Anything;
    expect(created.map(({ success }: Anything) => success)).toEqual([true, false, true]);
    const ids = [created[0].id, created[2].id];
    const read = await leads.retrieve([ids[1], nobody, ids[0]], { fields: ['Id', 'LastName'] });
    expect(read.map((record) => record?.Id ?? null)).toEqual([ids[1], null, ids[0]]);
    const updated = await leads.update([
      { Id: ids[0], Title: 'T' },
      { Id: nobody, Title: 'T' },
    ] as Anything);
    expect(updated).toMatchObject([{ id: ids[0], success: true }, { success: false }]);
    const deleted = await leads.destroy([ids[0], nobody, 'nonsense']);
    expect(deleted).toMatchObject([
      { id: ids[0], success: true },
      { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] },
      { success: false, errors: [{ statusCode: 'MALFORMED_ID' }] },
    ]);
    const kept = await leads.destroy([ids[1], nobody], { allOrNone: true });
    expect(kept).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false },
    ]);
    expect(org.org.store.record(ids[1])).not.toBeNull();
  });

  it('reads with GET as with POST', async () => {
    const id = insert('Account', { Name: 'Read' });
    const { body } = await call('GET', `/composite/sobjects/Account?ids=${id},${nobody}&fields=name`);
    expect(body).toEqual([
      { attributes: { type: 'Account', url: `${data}/sobjects/Account/${id}` }, Name: 'Read' },
      null,
    ]);
    const wrong = await call('POST', '/composite/sobjects/Account', { ids: [id], fields: ['Foo'] });
    expect(wrong.body[0].errorCode).toBe('INVALID_FIELD');
  });

  it.each<[why: string, method: string, path: string, body: unknown, errorCode: string]>([
    ['no records', 'POST', '/composite/sobjects', { records: [] }, 'INVALID_INPUT'],
    [
      '201 records',
      'POST',
      '/composite/sobjects',
      { records: Array.from({ length: 201 }, () => ({})) },
      'EXCEEDED_ID_LIMIT',
    ],
    ['no ids', 'DELETE', '/composite/sobjects', undefined, 'MISSING_ARGUMENT'],
    [
      'ids that are no list',
      'POST',
      '/composite/sobjects/Lead',
      { ids: 'x', fields: ['Id'] },
      'INVALID_INPUT',
    ],
  ])('refuses %s', async (_, method, path, body, errorCode) => {
    const answer = await call(method, path, body);
    expect({ status: answer.status, errorCode: answer.body[0].errorCode }).toEqual({
      status: 400,
      errorCode,
    });
  });

  it('names rows that are none', async () => {
    const records = [null, { attributes: { type: 'Foo' } }, { LastName: 'x' }, 'x'];
    const { status, body } = await call('POST', '/composite/sobjects', { records });
    expect(status).toBe(200);
    expect(body.map((row: Anything) => row.errors[0].statusCode)).toEqual([
      'INVALID_INPUT',
      'INVALID_TYPE',
      'INVALID_INPUT',
      'INVALID_INPUT',
    ]);
  });
});

it('tells which records were changed and deleted', async () => {
  const id = insert('Account', { Name: 'Changed' });
  const gone = org.org.store.record(insert('Account', { Name: 'Gone' }))!;
  org.org.store.delete(gone, '');
  const [start, end] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
  const updated = await connection.sobject('Account').updated(start, end);
  expect(updated.ids).toContain(id);
  const deleted = await connection.sobject('Account').deleted(start, end);
  expect(deleted.deletedRecords.map((one) => one.id)).toContain(gone.id);
  const wrong = await call('GET', '/sobjects/Account/updated?start=x&end=y');
  expect(wrong.body[0].errorCode).toBe('INVALID_REPLICATION_DATE');
});

describe('a body', () => {
  const post = async (body: string, type: string | null = 'application/json'): Promise<Anything> => {
    const headers = {
      Authorization: `Bearer ${org.token}`,
      ...(type === null ? {} : { 'Content-Type': type }),
    };
    const response = await fetch(`${org.url}${data}/sobjects/Lead`, { method: 'POST', headers, body });
    return { status: response.status, ...((await response.json()) as Anything)[0] };
  };

  it.each<[body: string, message: RegExp]>([
    ['', /The HTTP entity body is required/],
    [
      '{"a" 1}',
      /^Unexpected character \('1' \(code 49\)\): was expecting a colon .* at \[line:1, column:6\]$/,
    ],
    ['{\n  "a": 1,\n  x: 2}', /^Unexpected character \('x' \(code 120\)\).* at \[line:3, column:3\]$/],
    ['{"a": 1', /^Unexpected end-of-input.* at \[line:1, column:8\]$/],
    ['{"a": tru}', /^Unexpected character \('}' \(code 125\)\).* at \[line:1, column:10\]$/],
    ['{}}', /^Unexpected character/],
    ['[{"LastName":"x"}]', /^Can not deserialize: unexpected array at \[line:1, column:1\]$/],
    ['"x"', /^Can not deserialize: unexpected value/],
    [`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, /nesting depth/],
    [`{"a":"${'{'.repeat(5000)}","LastName":{}}`, /No such column 'a'|deserialize/],
  ])('%.30s is refused with its place', async (body, message) => {
    const { status, message: said } = await post(body);
    expect(status).toBe(400);
    expect(said).toMatch(message);
  });

  it('must be JSON by its type', async () => {
    expect(await post('{}', 'text/plain')).toMatchObject({
      status: 415,
      errorCode: 'UNSUPPORTED_MEDIA_TYPE',
    });
    expect(await post('{}', 'application/json; charset=utf-8')).toMatchObject({ status: 400 });
  });
});

it.each<[version: string, status: number, errorCode: string]>([
  ['31.0', 200, ''],
  ['67.0', 200, ''],
  ['68.0', 404, 'NOT_FOUND'],
  ['30.0', 410, 'GONE'],
  ['6.0', 404, 'NOT_FOUND'],
  ['66.1', 404, 'NOT_FOUND'],
  ['66', 404, 'NOT_FOUND'],
])('version %s: %s %s', async (version, status, errorCode) => {
  const { status: got, body } = await request(org, 'GET', `/services/data/v${version}/limits`);
  expect({ status: got, errorCode: body[0]?.errorCode ?? '' }).toEqual({ status, errorCode });
});

it('writes times as Salesforce does', async () => {
  const { body } = await call('POST', '/sobjects/Event', {
    Subject: 'E',
    ActivityDateTime: '2026-12-31T10:00:00+02:00',
    ActivityDate: '2026-12-31',
  });
  const { body: read } = await call('GET', `/sobjects/Event/${body.id}?fields=ActivityDateTime,ActivityDate`);
  expect(read).toMatchObject({
    ActivityDateTime: '2026-12-31T08:00:00.000+0000',
    ActivityDate: '2026-12-31',
  });
});

it('counts records', async () => {
  const { body } = await call('GET', '/limits/recordCount?sObjects=Account,Case');
  const accounts = org.org.store.count('Account');
  expect(body.sObjects).toEqual(
    expect.arrayContaining([
      { count: accounts, name: 'Account' },
      { count: 0, name: 'Case' },
    ]),
  );
});
