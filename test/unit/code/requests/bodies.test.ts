import { describe, expect, it } from 'vitest';
import type { SaveDraft } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { sendRequest } from '../../../../server/src/core/saves/code/requests/send.ts';
import { call, inWords, listening, parameter, record, t, unknown, value } from './values.ts';

const data = '/services/data/v58.0';

function drafts(method: string, path: string, body: unknown, headers: unknown = null): readonly SaveDraft[] {
  const { evaluation, saves } = listening();
  sendRequest(
    {
      method: value(method),
      url: value(path),
      headers: headers === null ? null : value(headers),
      body: value(body),
      reports: 'response',
      returns: unknown(),
      at: call,
    },
    evaluation,
  );
  return saves;
}

function words({ operation, object, channel, externalId, allOrNone, reports, version }: SaveDraft): string {
  const more = [inWords(version), inWords(externalId), allOrNone && `all:${inWords(allOrNone)}`];
  return [operation, inWords(object), channel, reports, ...more].filter(Boolean).join(' ');
}

const lead = { attributes: { type: 'Lead' }, LastName: 'Doe' };
const contact = { attributes: { type: 'Contact' }, LastName: 'Doe' };

describe('bodies', () => {
  it.each<[string, string, string, unknown, readonly string[]]>([
    [
      'collections, insert',
      'POST',
      `${data}/composite/sobjects`,
      { allOrNone: true, records: [lead, contact, lead] },
      ['insert Lead|Contact rest-collections answer v58.0 all:true'],
    ],
    [
      'collections, update',
      'PATCH',
      `${data}/composite/sobjects`,
      { records: [lead] },
      ['update Lead rest-collections answer v58.0 all:false'],
    ],
    [
      'collections, upsert',
      'PATCH',
      `${data}/composite/sobjects/Lead/Ext__c`,
      { allOrNone: false, records: [lead] },
      ['upsert Lead rest-collections answer v58.0 Ext__c all:false'],
    ],
    [
      'collections of records from outside',
      'POST',
      `${data}/composite/sobjects`,
      { records: parameter('records') },
      ['insert <records> rest-collections answer v58.0 all:false'],
    ],
    [
      'composite',
      'POST',
      `${data}/composite`,
      {
        allOrNone: true,
        compositeRequest: [
          { method: 'POST', url: `${data}/sobjects/Account`, referenceId: 'a', body: { Name: 'A' } },
          { method: 'PATCH', url: '/services/data/v60.0/sobjects/Contact/@{c.id}', body: {} },
          { method: 'GET', url: `${data}/sobjects/Lead/00Q` },
          { method: 'PATCH', url: `${data}/sobjects/Lead/Ext__c/7`, body: {} },
        ],
      },
      [
        'insert Account rest-composite answer v58.0 all:true',
        'update Contact rest-composite answer v60.0 all:true',
        'upsert Lead rest-composite answer v58.0 Ext__c all:true',
      ],
    ],
    [
      'composite at an address that is not known',
      'POST',
      'composite',
      { compositeRequest: [{ method: 'POST', url: `${data}/sobjects/Lead`, body: {} }] },
      ['insert Lead rest-composite answer v58.0 all:false'],
    ],
    [
      'collections within a composite',
      'POST',
      `${data}/composite`,
      {
        compositeRequest: [{ method: 'POST', url: `${data}/composite/sobjects`, body: { records: [lead] } }],
      },
      ['insert Lead rest-composite answer v58.0 all:false'],
    ],
    [
      'graph',
      'POST',
      `${data}/composite/graph`,
      {
        graphs: [
          { graphId: '1', compositeRequest: [{ method: 'POST', url: `${data}/sobjects/Lead/`, body: {} }] },
        ],
      },
      ['insert Lead rest-composite answer v58.0 all:true'],
    ],
    [
      'tree',
      'POST',
      `${data}/composite/tree/Account`,
      { records: [{ attributes: { type: 'Account' }, Name: 'A', Contacts: { records: [contact] } }] },
      ['insert Account|Contact rest-tree response v58.0 all:true'],
    ],
    [
      'tree of unknown records',
      'POST',
      `${data}/composite/tree/Account/`,
      unknown(),
      ['insert Account rest-tree response v58.0 all:true'],
    ],
    [
      'batch',
      'POST',
      `${data}/composite/batch`,
      {
        batchRequests: [
          { method: 'PATCH', url: 'v57.0/sobjects/Account/001', richInput: { Name: 'A' } },
          { method: 'GET', url: 'v57.0/sobjects/Account/001' },
        ],
      },
      ['update Account rest-batch answer v57.0'],
    ],
    [
      'bulk 2',
      'POST',
      `${data}/jobs/ingest`,
      { object: 'Lead', operation: 'upsert', externalIdFieldName: 'Ext__c', contentType: 'CSV' },
      ['upsert Lead bulk-2 job-answer v58.0 Ext__c'],
    ],
    [
      'bulk 2 as text',
      'POST',
      `${data}/jobs/ingest/`,
      '{"object":"Lead","operation":"insert"}',
      ['insert Lead bulk-2 job-answer v58.0'],
    ],
    ['bulk 2, delete', 'POST', `${data}/jobs/ingest`, { object: 'Lead', operation: 'delete' }, []],
    ['bulk 2, data', 'PUT', `${data}/jobs/ingest/750/batches`, 'LastName\nDoe', []],
    [
      'bulk 1, XML',
      'POST',
      '/services/async/52.0/job',
      '<?xml version="1.0"?><jobInfo xmlns="x"><operation>insert</operation><object>Lead</object></jobInfo>',
      ['insert Lead bulk-1 job 52.0'],
    ],
    [
      'bulk 1, JSON',
      'POST',
      '/services/async/52.0/job',
      { operation: 'update', object: 'Lead' },
      ['update Lead bulk-1 job 52.0'],
    ],
    ['bulk 1, a batch', 'POST', '/services/async/52.0/job/750/batch', '<sObjects/>', []],
    [
      'UI API, insert',
      'POST',
      `${data}/ui-api/records`,
      { apiName: 'Lead', fields: { LastName: 'Doe' } },
      ['insert Lead ui-api response v58.0'],
    ],
    [
      'UI API, update',
      'PATCH',
      `${data}/ui-api/records/00Q`,
      { apiName: 'Lead', fields: {} },
      ['update Lead ui-api response v58.0'],
    ],
    ['UI API, query', 'GET', `${data}/ui-api/records/00Q`, null, []],
    [
      'GraphQL',
      'POST',
      `${data}/graphql`,
      {
        query:
          'mutation { uiapi { LeadCreate(input: {}) { Record { Id } } ContactUpdate(input: {}) { success } } }',
      },
      ['insert Lead graphql rows v58.0', 'update Contact graphql rows v58.0'],
    ],
    [
      'GraphQL, query',
      'POST',
      `${data}/graphql`,
      { query: 'query { uiapi { query { Lead { edges } } } }' },
      [],
    ],
    [
      'JSON text with holes',
      'POST',
      `${data}/composite/sobjects`,
      t`{"allOrNone": ${parameter('all')}, "records": [{"attributes": {"type": "${parameter('object')}"}, "LastName": "${unknown()} Doe"}]}`,
      ['insert <object> rest-collections answer v58.0 all:<all>'],
    ],
  ])('%s', (_, method, path, body, expected) => {
    expect(drafts(method, path, body).map(words)).toEqual(expected);
  });

  it('the record is handed on', () => {
    const body = value({ LastName: 'Doe' });
    expect(drafts('POST', `${data}/sobjects/Lead`, body)[0]?.records).toBe(body);
  });
});

describe('SOAP envelopes', () => {
  const envelope = (inside: string, head = ''): string =>
    `<soapenv:Envelope><soapenv:Header>${head}</soapenv:Header><soapenv:Body>${inside}</soapenv:Body></soapenv:Envelope>`;
  const url = 'https://example.my.salesforce.com/services/Soap/u/58.0';

  it.each<[string, string, readonly string[]]>([
    [
      'partner',
      '<urn:create><urn:sObjects><urn1:type>Lead</urn1:type><LastName>Doe</LastName></urn:sObjects></urn:create>',
      ['insert Lead soap rows 58.0'],
    ],
    [
      'enterprise',
      '<urn:update><urn:sObjects xsi:type="urn1:Lead"><Id>00Q</Id></urn:sObjects></urn:update>',
      ['update Lead soap rows 58.0'],
    ],
    [
      'upsert',
      '<upsert><externalIDFieldName>Ext__c</externalIDFieldName><sObjects xsi:type="sf:sObject"><sf:type>Lead</sf:type></sObjects></upsert>',
      ['upsert Lead soap rows 58.0 Ext__c'],
    ],
    [
      'convertLead',
      '<convertLead><leadConverts><leadId>00Q</leadId></leadConverts></convertLead>',
      ['convertLead ? soap-convert-lead rows 58.0'],
    ],
    ['query', '<urn:query><urn:queryString>SELECT Id FROM Lead</urn:queryString></urn:query>', []],
    ['delete', '<urn:delete><urn:ids>00Q</urn:ids></urn:delete>', []],
  ])('%s', (_, inside, expected) =>
    expect(drafts('POST', url, envelope(inside)).map(words)).toEqual(expected),
  );

  it('reads DuplicateRuleHeader', () => {
    const head = t`<urn:DuplicateRuleHeader><urn:allowSave>${parameter('allow')}</urn:allowSave><urn:includeRecordDetails>true</urn:includeRecordDetails><urn:runAsCurrentUser>false</urn:runAsCurrentUser></urn:DuplicateRuleHeader>`;
    const body = t`<Envelope><Header>${head}</Header><create><sObjects><type>Lead</type></sObjects></create></Envelope>`;
    const [draft] = drafts('POST', url, body);
    expect(draft?.options?.allowSave).toMatchObject({
      kind: 'value',
      value: { kind: 'parameter', name: 'allow' },
    });
    expect(draft?.options?.includeRecordDetails).toMatchObject({ kind: 'known', value: true });
    expect(draft?.options?.runAsCurrentUser).toMatchObject({ kind: 'known', value: false });
  });
});

describe('options of subrequests', () => {
  const header = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
  const insert = { method: 'POST', url: `${data}/sobjects/Lead`, body: {} };

  it('the header of the outer request does not reach them', () => {
    const [draft] = drafts('POST', `${data}/composite`, { compositeRequest: [insert] }, header);
    expect(draft?.options).toMatchObject({
      allowSave: { kind: 'known', value: true },
      ineffective: expect.stringContaining('outer request'),
    });
  });
  it('their own one counts', () => {
    const own = { ...insert, httpHeaders: header };
    const [draft, other] = drafts('POST', `${data}/composite`, { compositeRequest: [own, insert] });
    expect(draft?.options).toMatchObject({ allowSave: { kind: 'known', value: true }, ineffective: null });
    expect(other?.options).toBeNull();
  });
  it('batches have the outer one alone', () => {
    const body = { batchRequests: [{ method: 'POST', url: 'v58.0/sobjects/Lead', richInput: {} }] };
    const [draft] = drafts('POST', `${data}/composite/batch`, body, header);
    expect(draft?.options).toMatchObject({ allowSave: { kind: 'known', value: true }, ineffective: null });
  });
  it('the User Interface API has its option in the body', () => {
    const body = { apiName: 'Lead', fields: {}, allowSaveOnDuplicate: true };
    expect(drafts('POST', `${data}/ui-api/records`, body)[0]?.options?.allowSave).toMatchObject({
      kind: 'known',
      value: true,
    });
    const open = { ...body, allowSaveOnDuplicate: parameter('force') };
    expect(drafts('POST', `${data}/ui-api/records`, open)[0]?.options?.allowSave).toMatchObject({
      kind: 'value',
    });
    const conditional = record([
      ['apiName', 'Lead'],
      ['allowSaveOnDuplicate', true, 'force'],
    ]);
    expect(drafts('POST', `${data}/ui-api/records`, conditional)[0]?.options?.allowSave).toMatchObject({
      kind: 'conditional',
      value: true,
      when: 'force',
    });
  });
});
