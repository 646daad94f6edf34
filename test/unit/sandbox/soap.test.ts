import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { org, seed, useLoadOrg, valuesOf } from '../../support/loadOrg.ts';
import {
  allOrNone,
  at,
  call,
  duplicateHeader,
  f,
  faultOf,
  lead,
  operation,
  partnerNamespace,
  post,
  results,
  sObject,
  text,
  wsc,
} from '../../support/soapCalls.ts';
import { problemsOf } from '../../support/soapSchema.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

const { ApiSchemas } = await import('jsforce/lib/api/soap/schema.js');

useLoadOrg();

describe('Java WSC and Data Loader', () => {
  it('log in with the token as password, and out again', async () => {
    const credentials = (password: string, username = org.username) =>
      operation('login', `<m:username>${username}</m:username><m:password>${password}</m:password>`);
    const envelope = (body: string) => wsc(body).replace(/<env:Header>.*<\/env:Header>/, '');
    const { text: answer } = await post(envelope(credentials(`any password${org.token}`)));
    const [result] = results(answer);
    expect(problemsOf(result!, 'LoginResult', ApiSchemas as Anything)).toEqual([]);
    expect(text(result!, 'serverUrl')).toBe(`${org.url}/services/Soap/u/66.0/${org.orgId.slice(0, 15)}`);
    const token = text(result!, 'sessionId')!;
    const serverPath = new URL(text(result!, 'serverUrl')!).pathname;
    const user = await post(wsc(operation('getUserInfo', ''), '', token), '', serverPath);
    expect(problemsOf(results(user.text)[0]!, 'GetUserInfoResult', ApiSchemas as Anything)).toEqual([]);
    expect(text(results(user.text)[0]!, 'userName')).toBe(org.username);
    await post(wsc(operation('logout', ''), '', token));
    expect(await faultOf(wsc(operation('getUserInfo', ''), '', token))).toContain('INVALID_SESSION_ID');
    for (const wrong of [credentials('nonsense'), credentials(org.token, 'nobody'), credentials('')]) {
      expect(await faultOf(envelope(wrong))).toBe(
        'sf:INVALID_LOGIN INVALID_LOGIN: Invalid username, password, security token; or user locked out.',
      );
    }
  });

  it('create, and get a DuplicateError for what a rule refuses', async () => {
    const { id } = seed({ Email: 'dup@x.example' });
    const rows = lead(f('Email', 'dup@x.example')) + lead(f('Email', 'free@x.example')) + sObject('Lead', '');
    const [refused, saved, incomplete] = await call('create', rows, 'SaveResult');
    expect(text(refused!, 'success')).toBe('false');
    expect(at(refused!, 'id')?.nil).toBe(true);
    const error = at(refused!, 'errors')!;
    expect(error.attributes.get('xsi:type')).toBe('DuplicateError');
    expect(text(error, 'message')).toBe('R says no.');
    expect(text(error, 'statusCode')).toBe('DUPLICATES_DETECTED');
    expect(text(error, 'duplicateResult', 'allowSave')).toBe('true');
    expect(text(error, 'duplicateResult', 'duplicateRule')).toBe('R');
    expect(text(error, 'duplicateResult', 'matchResults', 'matchRecords', 'record', 'sf:Id')).toBe(id);
    expect(at(error, 'duplicateResult', 'matchResults', 'matchRecords', 'record', 'sf:Name')).toBeUndefined();
    expect(valuesOf(text(saved!, 'id')!)).toMatchObject({ Email: 'free@x.example' });
    const missing = at(incomplete!, 'errors')!;
    expect(missing.attributes.size).toBe(0);
    expect(missing.children.map(({ name, text: value }) => `${name} ${value}`)).toEqual([
      'fields LastName',
      'fields Company',
      'message Required fields are missing: [LastName, Company]',
      'statusCode REQUIRED_FIELD_MISSING',
    ]);
  });

  it('pack their requests', async () => {
    const body = gzipSync(wsc(operation('getUserInfo', '')).replace('TOKEN', org.token));
    const headers = {
      'Content-Type': 'text/xml; charset=UTF-8',
      'Content-Encoding': 'gzip',
      SOAPAction: '""',
    };
    const response = await fetch(`${org.url}/services/Soap/u/66.0`, { method: 'POST', headers, body });
    expect(await response.text()).toContain(`<userName>${org.username}</userName>`);
  });

  it('save in spite of an alert with the header, and never in spite of a block', async () => {
    seed({ Email: 'alert@x.example' });
    const other = seed({ Email: 'other@x.example' });
    const row = lead(f('Email', 'alert@x.example'));
    const [refused] = await call('create', row, 'SaveResult', duplicateHeader(false, true));
    const path = ['errors', 'duplicateResult', 'matchResults', 'matchRecords', 'record', 'sf:Company'];
    expect(text(refused!, ...path)).toBe('C');
    const [saved] = await call('create', row, 'SaveResult', duplicateHeader(true));
    expect(text(saved!, 'success')).toBe('true');
    const update = sObject('Lead', f('Id', other.id) + f('Email', 'alert@x.example'));
    const [blocked] = await call('update', update, 'SaveResult', duplicateHeader(true));
    expect(text(blocked!, 'errors', 'duplicateResult', 'allowSave')).toBe('false');
  });

  it('save all rows or none', async () => {
    seed({ Email: 'all@x.example' });
    const before = org.org.store.count('Lead');
    const rows = lead(f('Email', 'none@x.example')) + lead(f('Email', 'all@x.example'));
    const outcomes = await call('create', rows, 'SaveResult', allOrNone);
    expect(outcomes.map((one) => text(one, 'errors', 'statusCode'))).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'DUPLICATES_DETECTED',
    ]);
    expect(org.org.store.count('Lead')).toBe(before);
  });

  it('update: fieldsToNull makes blank, nil leaves alone', async () => {
    const { id } = seed({ Phone: '1', Title: 'T', Score__c: 3, Met__c: '2026-01-02' });
    const fields = `<sobj:fieldsToNull>Phone</sobj:fieldsToNull>${f('Id', id.slice(0, 15))}<sobj:Title xsi:nil="true"/>${f('Score__c', '4.5')}${f('Met__c', '2026-02-03Z')}`;
    const rows =
      sObject('Lead', fields) + sObject('Lead', f('Id', '00QLb0000009999MAA')) + sObject('Lead', '');
    const outcomes = await call('update', rows, 'SaveResult');
    expect(outcomes.map((one) => text(one, 'errors', 'statusCode'))).toEqual([
      undefined,
      'INVALID_CROSS_REFERENCE_KEY',
      'MISSING_ARGUMENT',
    ]);
    expect(valuesOf(id)).toMatchObject({ Title: 'T', Score__c: 4.5 });
    expect(valuesOf(id)).not.toHaveProperty('Phone');
  });

  it('upsert by an external id, with a parent by its own', async () => {
    const account = seed({ Name: 'Acme', Code__c: 'S-1' }, 'Account');
    const upsert = (key: string, rows: string) =>
      call('upsert', `<m:externalIDFieldName>${key}</m:externalIDFieldName>${rows}`, 'UpsertResult');
    const [created, blank] = await upsert('Ext__c', lead(f('Ext__c', 'X-1')) + lead());
    expect(text(created!, 'created')).toBe('true');
    expect(text(blank!, 'errors', 'statusCode')).toBe('MISSING_ARGUMENT');
    const [updated] = await upsert('Ext__c', lead(f('Ext__c', 'x-1') + f('Title', 'New')));
    expect(updated!.children.map(({ text: value }) => value)).toEqual([
      'false',
      text(created!, 'id'),
      'true',
    ]);
    const parent = `<sobj:Account xsi:type="sobj:sObject"><sobj:type>Account</sobj:type>${f('Code__c', 'S-1')}</sobj:Account>`;
    const contact = sObject('Contact', f('LastName', 'Child') + parent);
    const [child] = await call('create', contact, 'SaveResult');
    expect(valuesOf(text(child!, 'id')!)).toMatchObject({ AccountId: account.id });
    const wrong = operation('upsert', `<m:externalIDFieldName>Phone</m:externalIDFieldName>${lead()}`);
    expect(await faultOf(wsc(wrong))).toBe(
      'sf:INVALID_FIELD INVALID_FIELD: Field name provided, Phone does not match an External ID, Salesforce Id, or indexed field for Lead',
    );
  });

  it('delete, undelete past all rules, and empty the bin', async () => {
    const { id } = seed({ Email: 'gone@x.example' });
    const ids = (...all: string[]) => all.map((one) => `<m:ids>${one}</m:ids>`).join('');
    const deleted = await call('delete', ids(id, id, 'x'), 'DeleteResult');
    expect(deleted.map((one) => text(one, 'success'))).toContain('true');
    expect(text(deleted[2]!, 'errors', 'statusCode')).toBe('MALFORMED_ID');
    expect(org.org.store.record(id)).toBeNull();
    seed({ Email: 'gone@x.example' });
    const [undeleted] = await call('undelete', ids(id), 'UndeleteResult');
    expect(text(undeleted!, 'success')).toBe('true');
    expect(valuesOf(id)).toMatchObject({ Email: 'gone@x.example' });
    const [again] = await call('undelete', ids(id), 'UndeleteResult');
    expect(text(again!, 'errors', 'statusCode')).toBe('UNDELETE_FAILED');
    await call('delete', ids(id), 'DeleteResult');
    await call('emptyRecycleBin', ids(id), 'EmptyRecycleBinResult');
    expect(org.org.store.deletedRecord(id)).toBeNull();
  });

  it('query, page by page, and retrieve', async () => {
    const account = seed({ Name: 'Queried' }, 'Account');
    for (let index = 0; index < 250; index++) {
      seed({ LastName: `Q${String(index).padStart(3, '0')}`, AccountId: account.id }, 'Contact');
    }
    const soql =
      "SELECT LastName, Phone, Account.Name FROM Contact WHERE Account.Name = 'Queried' ORDER BY LastName";
    const options = `<QueryOptions xmlns="${partnerNamespace}"><batchSize>200</batchSize></QueryOptions>`;
    const [first] = await call('query', `<m:queryString>${soql}</m:queryString>`, 'QueryResult', options);
    expect(text(first!, 'size')).toBe('250');
    expect(text(first!, 'done')).toBe('false');
    const record = at(first!, 'records')!;
    expect(record.attributes.get('xsi:type')).toBe('sf:sObject');
    expect(record.children.map(({ name, nil }) => `${name}${nil ? ' nil' : ''}`)).toEqual([
      'sf:type',
      'sf:Id nil',
      'sf:LastName',
      'sf:Phone nil',
      'sf:Account',
    ]);
    expect(text(record, 'sf:Account', 'sf:Name')).toBe('Queried');
    const locator = text(first!, 'queryLocator')!;
    const [rest] = await call('queryMore', `<m:queryLocator>${locator}</m:queryLocator>`, 'QueryResult');
    expect(rest!.children.filter(({ name }) => name === 'records')).toHaveLength(50);
    expect(at(rest!, 'queryLocator')?.nil).toBe(true);
    const fields = '<m:fieldList>Id,Name</m:fieldList><m:sObjectType>Account</m:sObjectType>';
    const retrieve = `${fields}<m:ids>${account.id}</m:ids><m:ids>001Lb000000ZZZZMAA</m:ids>`;
    const retrieved = results((await post(wsc(operation('retrieve', retrieve)))).text);
    expect(retrieved[0]!.children.map(({ name, text: value }) => `${name} ${value}`)).toEqual([
      'sf:type Account',
      `sf:Id ${account.id}`,
      `sf:Id ${account.id}`,
      'sf:Name Queried',
    ]);
    expect(retrieved[1]!.nil).toBe(true);
  });

  it('ask what was updated and deleted', async () => {
    const [updated, deleted] = [seed({}), seed({})];
    org.org.store.delete(deleted, '');
    const [start, end] = [-3_600_000, 60_000].map((ms) =>
      new Date(org.org.now().getTime() + ms).toISOString(),
    );
    const content = `<m:sObjectType>Lead</m:sObjectType><m:startDate>${start}</m:startDate><m:endDate>${end}</m:endDate>`;
    const [changes] = await call('getUpdated', content, 'GetUpdatedResult');
    expect(changes!.children.map(({ text: value }) => value)).toContain(updated.id);
    const [gone] = await call('getDeleted', content, 'GetDeletedResult');
    expect(gone!.children.map((one) => text(one, 'id'))).toContain(deleted.id);
  });

  it('describe', async () => {
    const [result] = await call(
      'describeSObject',
      '<m:sObjectType>lead</m:sObjectType>',
      'DescribeSObjectResult',
    );
    const names = result!.children.filter(({ name }) => name === 'fields').map((one) => text(one, 'name'));
    expect(names).toContain('Ext__c');
    const two = '<m:sObjectType>Lead</m:sObjectType><m:sObjectType>Account</m:sObjectType>';
    expect(await call('describeSObjects', two, 'DescribeSObjectResult')).toHaveLength(2);
    const [global] = await call('describeGlobal', '', 'DescribeGlobalResult');
    expect(global!.children.length).toBeGreaterThan(5);
  });
});

describe('simple-salesforce', () => {
  it('logs in with the envelope that it sends', async () => {
    const { text: answer } = await post(`<?xml version="1.0" encoding="utf-8" ?>
        <soapenv:Envelope
                xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:urn="urn:partner.soap.sforce.com">
            <soapenv:Header>
                <urn:CallOptions>
                    <urn:client>simple-salesforce</urn:client>
                    <urn:defaultNamespace>sf</urn:defaultNamespace>
                </urn:CallOptions>
            </soapenv:Header>
            <soapenv:Body>
                <urn:login>
                    <urn:username>${org.username}</urn:username>
                    <urn:password>password${org.token}</urn:password>
                </urn:login>
            </soapenv:Body>
        </soapenv:Envelope>`);
    expect(/<sessionId>([^<]+)<\/sessionId>/.exec(answer)?.[1]).toMatch(/^00D/);
    expect(/<serverUrl>([^<]+)<\/serverUrl>/.exec(answer)?.[1]).toContain(org.url);
  });
});
