import '../../../server/src/org/environment.ts';
import '../../../server/src/org/transport.ts';
import { Transport } from '@jsforce/jsforce-node/lib/transport.js';
import { AuthInfo, Connection } from '@salesforce/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RequestContext, within } from '../../../server/src/org/requestContext.ts';
import { type FakeOrg, startFakeOrg } from '../../support/fakeOrg.ts';
import { useOrgHome } from '../../support/orgHome.ts';

const home = useOrgHome();
let fake: FakeOrg;
let connection: Connection;
let context: RequestContext;

beforeAll(async () => {
  fake = await startFakeOrg(() => ({ records: [] }));
  home.logIn({ url: fake.url });
  context = {
    origins: new Set([fake.url]),
    org: 'dev',
    signal: new AbortController().signal,
    timeoutMilliseconds: 5000,
  };
  const authInfo = await AuthInfo.create({ username: 'ada@example.com' });
  connection = await Connection.create({ authInfo, connectionOptions: { version: '66.0' } });
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.requests.length = 0;
});

const lead = { LastName: 'Byron', Company: 'Analytical' };
const zip = Buffer.from('PK');

/** Everything that jsforce and @salesforce/core offer to change an org with, and what is none of our business. */
const calls: readonly [string, (connection: Connection) => unknown][] = [
  ['create', (c) => c.sobject('Lead').create(lead)],
  ['create several', (c) => c.sobject('Lead').create([lead, lead])],
  ['update', (c) => c.sobject('Lead').update({ Id: '00Q000000000001AAA', ...lead })],
  ['upsert', (c) => c.sobject('Lead').upsert({ Ext__c: '1', ...lead }, 'Ext__c')],
  ['delete', (c) => c.sobject('Lead').destroy('00Q000000000001AAA')],
  ['delete several', (c) => c.sobject('Lead').destroy(['00Q000000000001AAA', '00Q000000000002AAA'])],
  ['SOAP create', (c) => c.soap.create({ type: 'Lead', ...lead } as never)],
  ['SOAP update', (c) => c.soap.update({ type: 'Lead', Id: '00Q000000000001AAA' } as never)],
  ['SOAP merge', (c) => c.soap.merge({} as never)],
  ['SOAP convertLead', (c) => c.soap.convertLead({} as never)],
  ['executeAnonymous', (c) => c.tooling.executeAnonymous('delete [SELECT Id FROM Lead];')],
  ['tooling create', (c) => c.tooling.sobject('ApexClass').create({ Body: 'x' } as never)],
  ['tooling query', (c) => c.tooling.query('SELECT Id FROM ApexClass')],
  ['Apex REST', (c) => c.apex.post('/x', {})],
  ['bulk 1', (c) => c.bulk.createJob('Lead', 'insert').open()],
  ['bulk 2', (c) => c.bulk2.createJob({ object: 'Lead', operation: 'insert' } as never).open()],
  ['bulk 2 query', (c) => c.bulk2.query('SELECT Id FROM Lead')],
  ['composite', (c) => c.requestPost('/composite', { compositeRequest: [] })],
  ['graph', (c) => c.requestPost('/composite/graph', { graphs: [] })],
  ['tree', (c) => c.requestPost('/composite/tree/Lead', { records: [] })],
  ['UI API', (c) => c.requestPost('/ui-api/records', { apiName: 'Lead', fields: lead })],
  ['metadata create', (c) => c.metadata.create('CustomObject', { fullName: 'X__c' } as never)],
  ['metadata update', (c) => c.metadata.update('DuplicateRule', { fullName: 'Lead.X' } as never)],
  ['metadata delete', (c) => c.metadata.delete('DuplicateRule', ['Lead.X'])],
  ['deploy by SOAP', (c) => c.metadata.deploy(zip, {})],
  ['deploy by REST', (c) => c.metadata.deployRest(zip, {}).complete()],
  ['core’s deploy', (c) => c.deploy(zip, { rest: false })],
  ['quick action', (c) => c.quickAction('LogACall').execute('00Q000000000001AAA', {} as never)],
  ['approval', (c) => c.process.approval.request([{}] as never)],
  ['invocable action', (c) => c.requestPost('/actions/standard/emailSimple', { inputs: [] })],
  ['chatter', (c) => c.requestPost('/chatter/feed-elements', {})],
  ['password login', (c) => c.loginBySoap('ada@example.com', 'secret')],
  ['logout', (c) => c.logoutBySoap()],
  ['revocation', (c) => c.oauth2.revokeToken('x')],
  ['search', (c) => c.search('FIND {x}')],
  ['a record', (c) => c.sobject('Lead').retrieve('00Q000000000001AAA')],
  ['another host', (c) => c.request('https://evil.example/services/data')],
  [
    'a request that is streamed',
    (c) => new Transport().httpRequest({ method: 'POST', url: `${c.instanceUrl}/services/async/66.0/job` }),
  ],
];

describe('whatever is asked of the raw connection', () => {
  it.each(calls)('%s is stopped before a byte leaves', async (_, call) => {
    const { ...copy } = { accessToken: connection.accessToken, instanceUrl: connection.instanceUrl };
    const outcome = within(context, async () => {
      const result = await call(connection);
      return result;
    });
    await expect(outcome).rejects.toThrow('was stopped');
    Object.assign(connection, copy);
    expect(fake.requests).toEqual([]);
  });

  it('says that this product stopped it', async () => {
    const outcome = within(context, () => connection.sobject('Lead').create(lead));
    await expect(outcome).rejects.toMatchObject({ name: 'OrgProblem', kind: 'not-allowed' });
  });

  it('reads pass', async () => {
    await within(context, async () => await connection.query('SELECT Id FROM Lead'));
    await within(context, () => connection.sobject('Lead').describe());
    expect(fake.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /services/data/v66.0/query?q=SELECT%20Id%20FROM%20Lead',
      'GET /services/data/v66.0/sobjects/Lead/describe',
    ]);
  });

  it('is stopped outside any org', async () => {
    await expect(connection.query('SELECT Id FROM Lead')).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(fake.requests).toEqual([]);
  });

  it('loses headers that are not on the list', async () => {
    const url = `${fake.url}/services/data/v66.0`;
    const headers = { 'X-HTTP-Method-Override': 'DELETE', traceparent: 'x', Accept: 'application/json' };
    await within(context, () => connection.request({ method: 'GET', url, headers }));
    const [request] = fake.requests;
    expect(request!.headers['x-http-method-override']).toBeUndefined();
    expect(request!.headers.traceparent).toBeUndefined();
    expect(request!.headers.accept).toBe('application/json');
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('of status %i is not followed', async (status) => {
    const other = await startFakeOrg(() => ({}));
    fake.answer(() => ({ status, headers: { location: `${other.url}/services/data/v66.0` } }));
    const outcome = within(context, () => connection.request(`${fake.url}/services/data/v66.0`));
    await expect(outcome).rejects.toMatchObject({ kind: 'bad-answer' });
    expect(other.requests).toEqual([]);
    expect(fake.requests).toHaveLength(1);
    await other.close();
  });
});
