import { describe, expect, it } from 'vitest';
import { org, seed, useLoadOrg, valuesOf } from '../../support/loadOrg.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;
const { SOAP } = await import('jsforce/lib/soap.js');

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

useLoadOrg();

const connect = () => new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });
const fast = { pollInterval: 5, pollTimeout: 20_000 };

describe('bulk2 of jsforce', () => {
  it('loads and gets the results of a job', async () => {
    seed({ Email: 'js@x.example' });
    const results = await connect().bulk2.loadAndWaitForResults({
      object: 'Lead',
      operation: 'insert',
      input: [
        { LastName: 'One', Company: 'C', Email: 'one@js.example' },
        { LastName: 'Two', Company: 'C', Email: 'js@x.example' },
      ],
      ...fast,
    });
    expect(results.successfulResults).toMatchObject([{ sf__Created: 'true', LastName: 'One' }]);
    expect(results.failedResults).toMatchObject([
      { sf__Id: '', sf__Error: 'DUPLICATES_DETECTED:R says no.:--', LastName: 'Two' },
    ]);
    expect(results.unprocessedRecords).toEqual([]);
  });

  it('throws what a job failed of', async () => {
    const load = connect().bulk2.loadAndWaitForResults({
      object: 'Lead',
      operation: 'insert',
      input: 'LastName,Nonsense\nA,B\n',
      ...fast,
    });
    await expect(load).rejects.toThrow(
      'Ingest job failed to complete due to: InvalidBatch : Field name not found : Nonsense',
    );
  });

  it('queries', async () => {
    for (const LastName of ['one', 'two']) seed({ LastName, Company: 'Streamed' });
    const stream = await connect().bulk2.query("SELECT LastName FROM Lead WHERE Company = 'Streamed'", fast);
    expect(await stream.toArray()).toEqual([{ LastName: 'one' }, { LastName: 'two' }]);
  });
});

describe('bulk of jsforce', () => {
  it('loads and queries', async () => {
    const { bulk } = connect();
    Object.assign(bulk, fast);
    seed({ Email: 'jsv1@x.example' });
    const rows = [
      { LastName: 'A', Company: 'V1', Email: 'jsv1-new@x.example' },
      { LastName: 'B', Company: 'V1', Email: 'jsv1@x.example' },
    ];
    const results = (await bulk.load('Lead', 'insert', rows)) as Anything;
    expect(results).toMatchObject([
      { success: true, errors: [] },
      { id: null, success: false, errors: ['DUPLICATES_DETECTED:R says no.:--'] },
    ]);
    const stream = await bulk.query("SELECT LastName, Company FROM Lead WHERE Company = 'V1'");
    expect(await stream.toArray()).toEqual([{ LastName: 'A', Company: 'V1' }]);
    await expect(bulk.load('Lead', 'insert', [{ Nope: 'x' }])).rejects.toThrow('Field name not found : Nope');
  });
});

describe('soap of jsforce', () => {
  it('logs in with a password', async () => {
    const connection = new Connection({ loginUrl: org.url, version: '66.0' });
    const { id, organizationId } = await connection.login(org.username, org.token);
    expect(organizationId).toBe(org.orgId);
    expect(valuesOf(id)).toMatchObject({ Username: org.username });
    expect((await connection.query('SELECT COUNT() FROM User')).totalSize).toBeGreaterThan(0);
    await connection.logout();
    await expect(new Connection({ loginUrl: org.url }).login(org.username, 'x')).rejects.toThrow(
      'INVALID_LOGIN',
    );
  });

  it('creates, updates, upserts, deletes and undeletes', async () => {
    const { soap } = connect();
    const created: Anything = await soap.create({
      type: 'Lead',
      LastName: 'J',
      Company: 'A & B <c>',
    } as Anything);
    const id = created.id!;
    expect(created).toMatchObject({ success: true, errors: [] });
    expect(valuesOf(id)).toMatchObject({ Company: 'A & B <c>' });
    await soap.update([{ type: 'Lead', Id: id, Title: 'T', Company: 'D', Phone: null }] as Anything);
    expect(valuesOf(id)).toMatchObject({ Title: 'T', Company: 'D' });
    const [upserted] = await soap.upsert('Ext__c', [
      { type: 'Lead', Ext__c: 'J-1', LastName: 'J', Company: 'C' },
    ] as Anything);
    expect(upserted).toMatchObject({ success: true, created: true });
    expect(await soap.delete([id])).toMatchObject([{ success: true }]);
    expect(await soap.undelete([id])).toMatchObject([{ success: true }]);
    expect((await soap.getUserInfo()).userName).toBe(org.username);
  });

  it('sees the refusal', async () => {
    seed({ Email: 'refused@x.example' });
    const result: Anything = await connect().soap.create({
      type: 'Lead',
      LastName: 'J',
      Company: 'C',
      Email: 'refused@x.example',
    } as Anything);
    expect(result).toMatchObject({
      success: false,
      errors: [
        {
          $: { 'xsi:type': 'DuplicateError' },
          statusCode: 'DUPLICATES_DETECTED',
          duplicateResult: { allowSave: 'true', duplicateRule: 'R', matchResults: { rule: 'R', size: '1' } },
        },
      ],
    });
  });

  it('finds duplicates as the extension does', async () => {
    seed({ Email: 'find@x.example' });
    const endpointUrl = `${org.url}/services/Soap/u/66.0`;
    const service = new SOAP(connect(), { endpointUrl, xmlns: 'urn:partner.soap.sforce.com' });
    const { result } = (await service.invoke('findDuplicates', {
      sObjects: [{ type: 'Lead', Email: 'find@x.example' }],
    })) as Anything;
    expect(result).toMatchObject({ success: 'true', duplicateResults: { matchResults: { size: '1' } } });
  });
});
