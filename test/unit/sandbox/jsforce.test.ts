import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { startSampleOrg } from '../../support/sandbox.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;
const { SOAP } = await import('jsforce/lib/soap.js');

// biome-ignore lint/suspicious/noExplicitAny: jsforce leaves open what these calls give
type Anything = any;

let org: Sandbox;
beforeAll(async () => {
  org = await startSampleOrg();
});
afterAll(() => org.close());

const connect = (options: object = {}) =>
  new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0', ...options });

const byron = { LastName: 'Byron', Company: 'X', Email: 'ada.byron@analytical-engines.example' };

describe('jsforce', () => {
  it('tells who is logged in, describes and queries', async () => {
    const connection = connect();
    expect((await connection.identity()).username).toBe(org.username);
    expect((await connection.sobject('Lead').describe()).fields.map(({ name }) => name)).toContain('Email');
    const { records } = await connection.query<{ Name: string }>(
      "SELECT Name FROM Lead WHERE Company LIKE 'Analytical%'",
    );
    expect(records.map(({ Name }) => Name)).toEqual(['Ada Byron', 'A. Byron', 'Ada Byron']);
    const found = await connection
      .sobject('Contact')
      .findOne({ Email: 'grace.harper@compilers.example' }, ['Id', 'Name']);
    expect(found?.Name).toBe('Grace Harper');
    const lead = await connection.sobject('Lead').retrieve('00QLb0000000001MAA');
    expect(lead.Name).toBe('Ada Byron');
  });

  it('follows the batches of a long result', async () => {
    const many = await startSampleOrg({ data: { accounts: 0, contacts: 0, leads: 2500, others: 0 } });
    const connection = new Connection({ instanceUrl: many.url, accessToken: many.token, version: '66.0' });
    const result = await connection.query('SELECT Id FROM Lead').execute({ autoFetch: true, maxFetch: 9999 });
    expect(result).toMatchObject({ totalSize: 2504 });
    expect(result.records).toHaveLength(2504);
    await many.close();
  });

  it('throws the refusal with its result, and saves with the header', async () => {
    const error = await connect()
      .sobject('Lead')
      .create(byron)
      .then(
        () => null,
        (one: unknown) => one,
      );
    expect(error).toMatchObject({
      errorCode: 'DUPLICATES_DETECTED',
      message: 'Somebody has already entered this lead. Use that record?',
      data: { duplicateResut: { duplicateRule: 'Lead_Email', allowSave: true } },
    });
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    const created = await connect()
      .sobject('Lead')
      .create({ ...byron, Email: 'Ada@Byron.example' }, { headers });
    expect(created).toMatchObject({ success: true });
    const rows = await connect()
      .sobject('Lead')
      .create([byron, { ...byron, Email: 'new@x.example' }]);
    expect(rows.map(({ success }) => success)).toEqual([false, true]);
  });

  it('calls findDuplicates by SOAP', async () => {
    const endpointUrl = `${org.url}/services/Soap/u/66.0`;
    const service = new SOAP(connect(), { endpointUrl, xmlns: 'urn:partner.soap.sforce.com' });
    const { result } = (await service.invoke('findDuplicates', {
      sObjects: [{ type: 'Contact', Email: 'grace.harper@compilers.example' }],
    })) as Anything;
    expect(result.success).toBe('true');
    expect(result.duplicateResults).toMatchObject({
      allowSave: 'false',
      duplicateRule: 'Contact_Email',
      matchResults: {
        rule: 'Contact_Email_Exact',
        size: '1',
        matchRecords: { matchConfidence: '100.0', record: { 'sf:type': 'Contact' } },
      },
    });
    const wrong = service.invoke('findDuplicates', { sObjects: [{ type: 'User', LastName: 'x' }] });
    await expect(wrong).rejects.toThrow('No active duplicate rules are defined for the User object type');
  });

  it('lists, reads and retrieves metadata', async () => {
    const { metadata } = connect();
    expect((await metadata.list({ type: 'DuplicateRule' })).map(({ fullName }) => fullName)).toContain(
      'Lead.Lead_Email',
    );
    const rule = (await metadata.read('DuplicateRule', 'Lead.Lead_Email')) as Anything;
    expect(rule).toMatchObject({
      fullName: 'Lead.Lead_Email',
      actionOnInsert: 'Allow',
      operationsOnInsert: ['Alert', 'Report'],
      isActive: true,
    });
    expect(rule.duplicateRuleFilter).toMatchObject({ $: { 'xsi:nil': 'true' } });
    const [lead, account] = (await metadata.read('MatchingRules', ['Lead', 'Account'])) as Anything[];
    expect(lead.matchingRules[0].matchingRuleItems).toEqual([
      { blankValueBehavior: 'NullNotAllowed', fieldName: 'Email', matchingMethod: 'Exact' },
    ]);
    expect(account.matchingRules).toEqual([]);
    const retrieved = await metadata
      .retrieve({
        apiVersion: '66.0',
        singlePackage: true,
        unpackaged: { types: [{ members: ['*'], name: 'DuplicateRule' }], version: '66.0' },
      } as Anything)
      .complete();
    expect(retrieved.success).toBe(true);
    expect(retrieved.fileProperties.map(({ fullName }) => fullName)).toContain('Lead.Lead_Email');
  });

  it('deploys, creates and deletes metadata', async () => {
    const { metadata } = connect();
    const label = (text: string) => ({
      fullName: 'Candidate__c.Nickname__c',
      label: text,
      type: 'Text',
      length: 20,
    });
    const create = () => metadata.create('CustomField', label('Nickname') as Anything);
    expect(await create()).toMatchObject({ success: true, fullName: 'Candidate__c.Nickname__c' });
    expect(await create()).toMatchObject({
      success: false,
      errors: [{ statusCode: 'DUPLICATE_DEVELOPER_NAME' }],
    });
    const upserts = [label('Other'), { ...label('Third'), fullName: 'Candidate__c.Third__c' }];
    expect(await metadata.upsert('CustomField', upserts as Anything)).toMatchObject([
      { success: true, created: false },
      { success: true, created: true },
    ]);
    expect(await metadata.read('CustomField', 'Candidate__c.Nickname__c')).toMatchObject({ label: 'Other' });
    const zip = Buffer.from(
      zipSync({
        'package.xml': strToU8(
          '<Package><types><members>Candidate__c.By_Nickname</members><name>MatchingRule</name></types></Package>',
        ),
        'matchingRules/Candidate__c.matchingRule': strToU8(
          '<MatchingRules><matchingRules><fullName>By_Nickname</fullName><label>N</label><matchingRuleItems><fieldName>Nickname__c</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems><ruleStatus>Inactive</ruleStatus></matchingRules></MatchingRules>',
        ),
      }),
    );
    const options = { singlePackage: true };
    metadata.pollInterval = 1;
    for (const [start, changed] of [
      [() => metadata.deploy(zip, options), true],
      // jsforce asks for the status of both by SOAP.
      [() => metadata.deployRest(zip, options), false],
    ] as const) {
      const deployed = await start().complete(true);
      expect(deployed).toMatchObject({ success: true, status: 'Succeeded', numberComponentsDeployed: 1 });
      expect(deployed.details.componentSuccesses).toContainEqual(
        expect.objectContaining({ fullName: 'Candidate__c.By_Nickname', changed }),
      );
    }
    const remove = (type: string, fullName: string) => metadata.delete(type, fullName);
    expect(await remove('CustomField', 'Candidate__c.Nickname__c')).toMatchObject({
      errors: [{ statusCode: 'DEPENDENCY_EXISTS' }],
    });
    expect(await remove('MatchingRule', 'Candidate__c.By_Nickname')).toMatchObject({ success: true });
    expect(await remove('CustomField', 'Candidate__c.Nickname__c')).toMatchObject({ success: true });
  });

  it('renews an expired session with a refresh token', async () => {
    const other = await startSampleOrg();
    const oauth2 = {
      loginUrl: other.url,
      clientId: 'x',
      clientSecret: 'y',
      redirectUri: 'http://127.0.0.1/',
    };
    const connection = new Connection({
      oauth2,
      instanceUrl: other.url,
      accessToken: other.token,
      refreshToken: other.issueRefreshToken(),
      version: '66.0',
    });
    other.expireSession();
    expect((await connection.query('SELECT COUNT() FROM Lead')).totalSize).toBeGreaterThan(0);
    await other.close();
  });
});
