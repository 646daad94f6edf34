import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { answerSoap } from '../../../server/src/sandbox/soap/answer.ts';
import { readSoapXml, type SoapElement } from '../../../server/src/sandbox/soap/reader.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';
import { problemsOf } from '../../support/soapSchema.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;
const { SOAP } = await import('jsforce/lib/soap.js');
const { ApiSchemas } = await import('jsforce/lib/api/soap/schema.js');

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

const field = (object: string, name: string, type: string, more: string): [string, string] => [
  `force-app/objects/${object}/fields/${name}.field-meta.xml`,
  `<?xml version="1.0"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`,
];

let org: Sandbox;
beforeAll(async () => {
  org = await startSandbox({
    files: new Map([
      matchingRulesFile('Lead', { R: ['Email'] }),
      duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Alert', update: 'Block' }),
      matchingRulesFile('Contact', { OnlyReports: ['Email'] }),
      duplicateRuleFile({ object: 'Contact', name: 'OnlyReports', insert: 'Allow Report' }),
      field('Lead', 'Ext__c', 'Text', '<externalId>true</externalId><length>20</length>'),
      field('Lead', 'Score__c', 'Number', '<precision>5</precision><scale>2</scale>'),
      field('Lead', 'Met__c', 'Date', ''),
      field('Account', 'Code__c', 'Text', '<externalId>true</externalId><length>20</length>'),
    ]),
    data: null,
  });
});
afterAll(() => org.close());

const partnerNamespace = 'urn:partner.soap.sforce.com';
const connect = () => new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });

const seed = (fields: object, object = 'Lead') =>
  org.org.store.insert(
    org.org.schema.object(object)!,
    Object.entries(object === 'Lead' ? { LastName: 'S', Company: 'C', ...fields } : fields),
    '',
  );
const valuesOf = (id: string) => Object.fromEntries(org.org.store.record(id)?.values ?? []);

async function post(body: string, service = 'u/66.0', path = `/services/Soap/${service}`) {
  const response = await fetch(org.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' },
    // Tables of envelopes are made before there is an org.
    body: body.replace('TOKEN', org.token),
  });
  return { status: response.status, text: await response.text() };
}

/** An envelope as Salesforce's Java connector writes it. */
const wsc = (body: string, headers = '', token = 'TOKEN', flavour = 'partner') =>
  '<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"' +
  ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  `<env:Header><SessionHeader xmlns="urn:${flavour}.soap.sforce.com"><sessionId>${token}</sessionId></SessionHeader>` +
  `${headers}</env:Header><env:Body>${body}</env:Body></env:Envelope>`;

const operation = (name: string, content: string) =>
  `<m:${name} xmlns:m="${partnerNamespace}" xmlns:sobj="urn:sobject.partner.soap.sforce.com">${content}</m:${name}>`;
const sObject = (type: string, fields: string) =>
  `<m:sObjects><sobj:type xsi:type="xsd:string">${type}</sobj:type>${fields}</m:sObjects>`;
const f = (name: string, value: string) => `<sobj:${name} xsi:type="xsd:string">${value}</sobj:${name}>`;
const lead = (more = '') => sObject('Lead', f('LastName', 'L') + f('Company', 'C') + more);
const duplicateHeader = (allowSave: boolean, details = false) =>
  `<DuplicateRuleHeader xmlns="${partnerNamespace}"><allowSave>${allowSave}</allowSave><includeRecordDetails>${details}</includeRecordDetails><runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader>`;
const allOrNone = `<AllOrNoneHeader xmlns="${partnerNamespace}"><allOrNone>true</allOrNone></AllOrNoneHeader>`;

/** The `result` elements of an answer. */
function results(text: string): readonly SoapElement[] {
  const body = readSoapXml(text).children.find(({ name }) => name === 'soapenv:Body')!;
  return body.children[0]!.children;
}
const at = (element: SoapElement, ...path: string[]): SoapElement | undefined =>
  path.reduce<SoapElement | undefined>(
    (one, name) => one?.children.find((child) => child.name === name),
    element,
  );
const text = (element: SoapElement, ...path: string[]) => at(element, ...path)?.text;

/** Sends an operation and holds its results to the type that the WSDL gives them. */
async function call(
  name: string,
  content: string,
  type: string,
  headers = '',
): Promise<readonly SoapElement[]> {
  const answer = await post(wsc(operation(name, content), headers));
  expect(answer).toMatchObject({ status: 200 });
  const all = results(answer.text);
  const problems = all.flatMap((one) => (one.nil ? [] : problemsOf(one, type, ApiSchemas as Anything)));
  expect(problems).toEqual([]);
  return all;
}

async function faultOf(body: string, service?: string) {
  const answer = await post(body, service);
  expect(answer.status).toBe(500);
  const [, code] = /<faultcode>([^<]*)</.exec(answer.text)!;
  const [, message] = /<faultstring>([^<]*)</.exec(answer.text)!;
  return `${code} ${message}`;
}

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

  it.each<[what: string, body: string, fault: string]>([
    [
      'an unknown type',
      operation('create', sObject('Nope', '')),
      "sf:INVALID_TYPE INVALID_TYPE: sObject type 'Nope'",
    ],
    ['no type', operation('create', '<m:sObjects/>'), 'sf:INVALID_TYPE INVALID_TYPE: Must send a concrete'],
    [
      'an unknown field',
      operation('create', lead(f('Nope', ''))),
      "sf:INVALID_FIELD INVALID_FIELD: No such column 'Nope'",
    ],
    [
      'a number that is none',
      operation('create', lead(f('Score__c', 'x'))),
      "soapenv:Client 'x' is not a valid value for the type xsd:double",
    ],
    [
      'a date that is none',
      operation('create', lead(f('Met__c', '1/2/26'))),
      "soapenv:Client '1/2/26' is not a valid value for the type xsd:date",
    ],
    [
      'too many rows',
      operation('create', lead().repeat(201)),
      'sf:EXCEEDED_ID_LIMIT EXCEEDED_ID_LIMIT: record limit reached',
    ],
    [
      'a malformed query',
      operation('query', '<m:queryString>nonsense</m:queryString>'),
      'sf:MALFORMED_QUERY',
    ],
    [
      'a locator of nothing',
      operation('queryMore', '<m:queryLocator>x</m:queryLocator>'),
      'sf:INVALID_QUERY_LOCATOR',
    ],
    [
      'an operation of another WSDL',
      '<create xmlns="urn:enterprise.soap.sforce.com"/>',
      'soapenv:Client No operation available for request {urn:enterprise.soap.sforce.com}create',
    ],
    [
      'an operation without a namespace',
      '<create xmlns=""/>',
      'soapenv:Client No operation available for request {}create',
    ],
    ['what this org does not do', operation('sendEmail', ''), 'does not answer sendEmail'],
    [
      'an operation named like a method of objects',
      operation('constructor', ''),
      'does not answer constructor',
    ],
  ])('get a fault for %s', async (_, body, fault) => {
    expect(await faultOf(wsc(body))).toContain(fault);
  });

  it('speak the enterprise WSDL as well', async () => {
    const { id } = seed({ Email: 'enterprise@x.example' });
    const body = `<create xmlns="urn:enterprise.soap.sforce.com"><sObjects xsi:type="e:Lead" xmlns:e="urn:sobject.enterprise.soap.sforce.com"><e:Company>C</e:Company><e:Email>enterprise@x.example</e:Email><e:LastName>L</e:LastName></sObjects></create>`;
    const { text: refused } = await post(wsc(body, '', 'TOKEN', 'enterprise'), 'c/66.0/0DFx');
    expect(refused).toContain('xmlns="urn:enterprise.soap.sforce.com"');
    expect(refused).toContain(`<record xsi:type="sf:Lead"><sf:Id>${id}</sf:Id></record>`);
    const query = `<query xmlns="urn:enterprise.soap.sforce.com"><queryString>SELECT Id, LastName FROM Lead WHERE Id = '${id}'</queryString></query>`;
    const { text: found } = await post(wsc(query, '', 'TOKEN', 'enterprise'), 'c/66.0');
    expect(found).toContain(
      `<records xsi:type="sf:Lead"><sf:Id>${id}</sf:Id><sf:LastName>S</sf:LastName></records>`,
    );
  });
});

describe('convertLead', () => {
  const convert = (leadId: string, more = '', status = 'Closed - Converted') =>
    call(
      'convertLead',
      `<m:leadConverts><m:bypassAccountDedupeCheck xsi:nil="true"/><m:convertedStatus>${status}</m:convertedStatus><m:doNotCreateOpportunity>true</m:doNotCreateOpportunity><m:leadId>${leadId}</m:leadId><m:overwriteLeadSource>false</m:overwriteLeadSource><m:sendNotificationEmail>false</m:sendNotificationEmail>${more}</m:leadConverts>`,
      'LeadConvertResult',
    );

  it('makes an account and a contact of a lead', async () => {
    const { id } = seed({ FirstName: 'F', Email: 'convert@x.example', City: 'Y' });
    const [result] = await convert(id);
    expect(text(result!, 'success')).toBe('true');
    const accountId = text(result!, 'accountId')!;
    expect(valuesOf(accountId)).toMatchObject({ Name: 'C', BillingCity: 'Y' });
    const contact = valuesOf(text(result!, 'contactId')!);
    expect(contact).toMatchObject({ AccountId: accountId, FirstName: 'F', Email: 'convert@x.example' });
    expect(valuesOf(id)).toMatchObject({ IsConverted: true, Status: 'Closed - Converted' });
    const [again] = await convert(id);
    expect(text(again!, 'errors', 'statusCode')).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
  });

  it('makes an opportunity unless told not to', async () => {
    const { id } = seed({});
    const body = `<m:leadConverts><m:convertedStatus>Closed - Converted</m:convertedStatus><m:doNotCreateOpportunity>false</m:doNotCreateOpportunity><m:leadId>${id}</m:leadId><m:opportunityName>Big</m:opportunityName><m:overwriteLeadSource>false</m:overwriteLeadSource><m:sendNotificationEmail>false</m:sendNotificationEmail></m:leadConverts>`;
    const [result] = await call('convertLead', body, 'LeadConvertResult');
    const opportunity = valuesOf(text(result!, 'opportunityId')!);
    expect(opportunity).toMatchObject({ Name: 'Big', AccountId: text(result!, 'accountId') });
    expect(valuesOf(id)).toMatchObject({ ConvertedOpportunityId: opportunity.Id });
  });

  it('is refused by a rule for what it makes, whatever its action, unless the check is bypassed', async () => {
    const { id } = seed({ Email: 'reported@x.example' });
    seed({ LastName: 'Z', Email: 'reported@x.example' }, 'Contact');
    const accounts = org.org.store.count('Account');
    const [refused] = await convert(id);
    expect(at(refused!, 'errors')!.attributes.get('xsi:type')).toBe('DuplicateError');
    expect(text(refused!, 'errors', 'duplicateResult', 'duplicateRule')).toBe('OnlyReports');
    expect(org.org.store.count('Account')).toBe(accounts);
    expect(valuesOf(id)).toMatchObject({ IsConverted: false });
    const [bypassed] = await convert(id, '<m:bypassContactDedupeCheck>true</m:bypassContactDedupeCheck>');
    expect(text(bypassed!, 'success')).toBe('true');
  });

  it.each<[what: string, id: string, status: string | undefined, code: string]>([
    ['a record that is no lead', '001Lb0000009999MAA', undefined, 'INVALID_CROSS_REFERENCE_KEY'],
    ['a status that is not for converted leads', '', 'Closed - Not Converted', 'INVALID_STATUS'],
  ])('is refused for %s', async (_, id, status, code) => {
    const [result] = await convert(id || seed({}).id, '', status);
    expect(text(result!, 'errors', 'statusCode')).toBe(code);
  });
});

describe('merge', () => {
  it('moves what refers to the records, and deletes them', async () => {
    const [kept, gone] = [seed({ Name: 'Kept' }, 'Account'), seed({ Name: 'Gone' }, 'Account')];
    const child = seed({ LastName: 'Moved', AccountId: gone.id }, 'Contact');
    const request = (ids: string) =>
      `<m:request><m:masterRecord><sobj:type>Account</sobj:type>${f('Id', kept.id)}${f('Site', 'New')}</m:masterRecord>${ids}</m:request>`;
    const ids = `<m:recordToMergeIds>${gone.id}</m:recordToMergeIds>`;
    const [result] = await call('merge', request(ids), 'MergeResult');
    expect(result!.children.map(({ text: value }) => value)).toEqual([kept.id, gone.id, 'true', child.id]);
    expect(valuesOf(kept.id)).toMatchObject({ Name: 'Kept', Site: 'New' });
    expect(valuesOf(child.id)).toMatchObject({ AccountId: kept.id });
    expect(org.org.store.deletedRecord(gone.id)).not.toBeNull();
    const [again] = await call('merge', request(ids), 'MergeResult');
    expect(text(again!, 'errors', 'statusCode')).toBe('ENTITY_IS_DELETED');
    const [none] = await call('merge', request(''), 'MergeResult');
    expect(text(none!, 'errors', 'statusCode')).toBe('LIMIT_EXCEEDED');
  });

  it('runs rules or not, as chosen', async () => {
    const [kept, gone] = [seed({ Email: 'k@merge.example' }), seed({})];
    seed({ Email: 'other@merge.example' });
    const request = `<m:request><m:masterRecord><sobj:type>Lead</sobj:type>${f('Id', kept.id)}${f('Email', 'other@merge.example')}</m:masterRecord><m:recordToMergeIds>${gone.id}</m:recordToMergeIds></m:request>`;
    const { openPoints } = org.org as { openPoints: { mergesRunRules: boolean } };
    openPoints.mergesRunRules = true;
    const [refused] = await call('merge', request, 'MergeResult');
    openPoints.mergesRunRules = false;
    expect(text(refused!, 'errors', 'statusCode')).toBe('DUPLICATES_DETECTED');
    expect(org.org.store.record(gone.id)).not.toBeNull();
    const [merged] = await call('merge', request, 'MergeResult');
    expect(text(merged!, 'success')).toBe('true');
  });
});

describe('what is no SOAP request', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "${'x'.repeat(100)}">${Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`,
  ).join(
    '',
  )}]>${wsc('<create xmlns="urn:partner.soap.sforce.com"><x>&j;</x></create>').replace(/^<\?.*?\?>/, '')}`;

  it.each<[what: string, body: string]>([
    ['nothing', ''],
    ['no XML', 'nonsense'],
    ['JSON', '{"a":1}'],
    ['an open element', wsc('<create>')],
    ['elements that overlap', wsc('<a><b></a></b>')],
    ['an undeclared prefix', wsc('<q:create/>')],
    ['an undeclared entity', wsc('<create>&nope;</create>')],
    ["an entity of HTML's", wsc('<create>&nbsp;</create>')],
    ['entities within entities', bomb],
    [
      'a file as entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]>${wsc('<a>&x;</a>').slice(38)}`,
    ],
    ['another root', '<a/>'],
    ['an empty body', wsc('')],
    ['depth', wsc('<a>'.repeat(10_000) + '</a>'.repeat(10_000))],
    ['too many elements', wsc(`<a>${'<b/>'.repeat(300_001)}</a>`)],
    ['half of one', wsc(operation('create', lead())).slice(0, -200)],
  ])('gets a fault: %s', async (_, body) => {
    const started = process.cpuUsage();
    const fault = await faultOf(body);
    expect(fault).toMatch(/^soapenv:(Client|VersionMismatch) ./);
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });
});

it('bears whatever damages a request', () => {
  const requests = [
    operation('upsert', `<m:externalIDFieldName>Ext__c</m:externalIDFieldName>${lead(f('Ext__c', 'D'))}`),
    operation(
      'merge',
      `<m:request><m:masterRecord><sobj:type>Lead</sobj:type>${f('Id', '00QLb0000000001MAA')}</m:masterRecord><m:recordToMergeIds>00Q</m:recordToMergeIds></m:request>`,
    ),
    operation(
      'convertLead',
      '<m:leadConverts><m:convertedStatus>x</m:convertedStatus><m:leadId>00Q</m:leadId></m:leadConverts>',
    ),
    operation('query', '<m:queryString>SELECT Id FROM Lead LIMIT 1</m:queryString>'),
    operation('describeSObject', '<m:sObjectType>Lead</m:sObjectType>'),
    operation('findDuplicates', lead()),
    operation('login', '<m:username>x</m:username><m:password>y</m:password>'),
  ].map((body) => wsc(body, allOrNone + duplicateHeader(true)).replace('TOKEN', org.token));
  const damage = fc.tuple(
    fc.constantFrom(...requests),
    fc.array(
      fc.tuple(
        fc.nat(1500),
        fc.nat(30),
        fc.constantFrom('', '<', '>', '</', '&', '"', '<!--', '<![CDATA[', 'x', ' ', '\u0000'),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  );
  fc.assert(
    fc.property(damage, ([request, cuts]) => {
      const body = cuts.reduce(
        (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
        request,
      );
      const path = '/services/Soap/u/66.0';
      const reply = answerSoap(org.org, {
        method: 'POST',
        path,
        query: new URLSearchParams(),
        headers: {},
        body,
      });
      expect([200, 500]).toContain(reply.status);
      readSoapXml(reply.body);
    }),
    { numRuns: 150 },
  );
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

describe('jsforce', () => {
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
    seed({ Email: 'js@x.example' });
    const result: Anything = await connect().soap.create({
      type: 'Lead',
      LastName: 'J',
      Company: 'C',
      Email: 'js@x.example',
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
    const service = new SOAP(connect(), { endpointUrl, xmlns: partnerNamespace });
    const { result } = (await service.invoke('findDuplicates', {
      sObjects: [{ type: 'Lead', Email: 'find@x.example' }],
    })) as Anything;
    expect(result).toMatchObject({ success: 'true', duplicateResults: { matchResults: { size: '1' } } });
  });
});

it('takes a request of many megabytes', async () => {
  const long = 'x'.repeat(20_000);
  const rows = lead(f('Description', long)).repeat(150);
  const saved = await call('create', rows, 'SaveResult');
  expect(saved.every((one) => text(one, 'success') === 'true')).toBe(true);
  expect(valuesOf(text(saved[149]!, 'id')!)).toMatchObject({ Description: long });
});
