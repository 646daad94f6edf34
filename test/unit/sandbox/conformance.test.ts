import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request, soap } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;
const { SOAP } = await import('jsforce/lib/soap.js');

// biome-ignore lint/suspicious/noExplicitAny: clients give whatever came
type Anything = any;

const alert = "You're creating a duplicate record. We recommend you use an existing record instead.";

/**
 * What an org of version 50.0 answered to a create without a header, as a public client's tests hold it (facts, section
 * 2.1), with the ids of ours. Two more captures, of versions 54.0 and 56.0, have the same members in the same order;
 * their texts spell the confidence 100.0, which JSON.stringify does not.
 */
const captured = (id: string, version = '50.0') =>
  `{"duplicateResut":{"allowSave":true,"duplicateRule":"Contacts_DR","duplicateRuleEntityType":"Contact",
    "errorMessage":"${alert}",
    "matchResults":[{"entityType":"Contact","errors":[],"matchEngine":"ExactMatchEngine",
      "matchRecords":[{"additionalInformation":[],"fieldDiffs":[],"matchConfidence":100,
        "record":{"attributes":{"type":"Contact","url":"/services/data/v${version}/sobjects/Contact/${id}"},"Id":"${id}"}}],
      "rule":"Contact_MR","size":1,"success":true}]},
   "errorCode":"DUPLICATES_DETECTED","message":"${alert}"}`;

/** The captured response of a lead conversion with details (facts, section 2.2), laid out, with our names. */
const capturedSoap = (id: string) =>
  `<errors xsi:type="DuplicateError"><message>${alert}</message><statusCode>DUPLICATES_DETECTED</statusCode>
 <duplicateResult><allowSave>true</allowSave><duplicateRule>Contacts_DR</duplicateRule>
  <duplicateRuleEntityType>Contact</duplicateRuleEntityType><errorMessage>${alert}</errorMessage>
  <matchResults><entityType>Contact</entityType><matchEngine>ExactMatchEngine</matchEngine>
   <matchRecords><fieldDiffs><difference>SAME</difference><name>Email</name></fieldDiffs><matchConfidence>100.0</matchConfidence>
    <record xsi:type="sf:sObject"><sf:type>Contact</sf:type><sf:Id>${id}</sf:Id>…</record></matchRecords>
   <rule>Contact_MR</rule><size>1</size><success>true</success></matchResults></duplicateResult></errors>`.replace(
    /\n\s*/g,
    '',
  );

const email = 'taken@x.example';
const taken = { LastName: 'Taken', Email: email };
const v50 = '/services/data/v50.0';
const v66 = '/services/data/v66.0';

let org: Sandbox;
let id: string;

beforeAll(async () => {
  const [path, rule] = duplicateRuleFile({
    object: 'Contact',
    name: 'Contacts_DR',
    insert: 'Allow Alert',
    matchRules:
      '<duplicateRuleMatchRules><matchRuleSObjectType>Contact</matchRuleSObjectType><matchingRule>Contact_MR</matchingRule><objectMapping xsi:nil="true"/></duplicateRuleMatchRules>',
  });
  const [fieldPath, field] = [
    'force-app/objects/Contact/fields/Key__c.field-meta.xml',
    '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Key__c</fullName><externalId>true</externalId><label>Key</label><length>20</length><type>Text</type></CustomField>',
  ];
  org = await startSandbox({
    files: new Map([
      matchingRulesFile('Contact', { Contact_MR: ['Email'] }),
      [path, rule.replace('Contacts_DR says no.', alert)],
      [fieldPath, field],
    ]),
    data: null,
  });
  id = org.org.store.insert(org.org.schema.object('Contact')!, Object.entries(taken), '').id;
});
afterAll(() => org.close());

/** The body as text: the order of members is compared, too. */
async function textOf(method: string, path: string, body: unknown): Promise<string> {
  return JSON.stringify((await request(org, method, path, body)).body);
}

const plain = (text: string) => JSON.stringify(JSON.parse(text));

describe('a refusal, as captured', () => {
  it.each<[what: string, method: string, path: string, body: unknown, expected: (one: string) => string]>([
    ['a create', 'POST', `${v50}/sobjects/Contact`, taken, (one) => `[${one}]`],
    ['an upsert', 'PATCH', `${v50}/sobjects/Contact/Key__c/new`, taken, (one) => `[${one}]`],
    [
      'a part of a composite request',
      'POST',
      `${v50}/composite`,
      {
        compositeRequest: [{ method: 'POST', url: `${v50}/sobjects/Contact`, referenceId: 'a', body: taken }],
      },
      (one) =>
        `{"compositeResponse":[{"body":[${one}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"a"}]}`,
    ],
    [
      'a part of a graph',
      'POST',
      `${v50}/composite/graph`,
      {
        graphs: [
          {
            graphId: 'g',
            compositeRequest: [
              { method: 'POST', url: `${v50}/sobjects/Contact`, referenceId: 'a', body: taken },
            ],
          },
        ],
      },
      (one) =>
        `{"graphs":[{"graphId":"g","graphResponse":{"compositeResponse":[{"body":[${one}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"a"}]},"isSuccessful":false}]}`,
    ],
    [
      'a part of a batch',
      'POST',
      `${v50}/composite/batch`,
      { batchRequests: [{ method: 'POST', url: 'v50.0/sobjects/Contact', richInput: taken }] },
      (one) => `{"hasErrors":true,"results":[{"statusCode":400,"result":[${one}]}]}`,
    ],
  ])('%s', async (_, method, path, body, expected) => {
    expect(await textOf(method, path, body)).toBe(plain(expected(captured(id))));
  });

  it('a row of a collection, as the guide has it', async () => {
    const records = [{ attributes: { type: 'Contact' }, ...taken }];
    const text = await textOf('POST', `${v50}/composite/sobjects`, { records });
    expect(text).toBe(
      `[{"success":false,"errors":[{"statusCode":"DUPLICATES_DETECTED","message":${JSON.stringify(alert)},"fields":[]}]}]`,
    );
  });

  it('a record of a tree, as the guide has it', async () => {
    const records = [{ attributes: { type: 'Contact', referenceId: 'r' }, ...taken }];
    const text = await textOf('POST', `${v50}/composite/tree/Contact`, { records });
    expect(text).toBe(
      `{"hasErrors":true,"results":[{"referenceId":"r","errors":[{"statusCode":"DUPLICATES_DETECTED","message":${JSON.stringify(alert)},"fields":[]}]}]}`,
    );
  });

  const sObject = `<sObjects><type>Contact</type><LastName>Taken</LastName><Email>${email}</Email></sObjects>`;
  const details =
    '<DuplicateRuleHeader><allowSave>false</allowSave><includeRecordDetails>true</includeRecordDetails><runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader>';
  /** Fields of the layout differ from org to org. */
  const withoutFields = (text: string) => text.replace(/(<\/sf:Id>).*?(<\/record>)/, '$1…$2');

  it('SOAP: a DuplicateError', async () => {
    const { status, text } = await soap(org, 'u', `<create>${sObject}</create>`, details);
    expect(status).toBe(200);
    expect(withoutFields(/<errors.*<\/errors>/s.exec(text)![0])).toBe(capturedSoap(id));
    expect(text).toMatch(/<\/errors><id xsi:nil="true"\/><success>false<\/success>/);
    expect(text).toContain(`<sf:Id>${id}</sf:Id><sf:Id>${id}</sf:Id><sf:Name>Taken</sf:Name>`);
  });

  it('SOAP: findDuplicates gives the same result, without an error around it', async () => {
    const { text } = await soap(org, 'u', `<findDuplicates>${sObject}</findDuplicates>`, details);
    const result = /<duplicateResult>.*<\/duplicateResult>/
      .exec(capturedSoap(id))![0]
      .replaceAll('duplicateResult>', 'duplicateResults>');
    expect(withoutFields(/<duplicateResults>.*<\/duplicateResults>/s.exec(text)![0])).toBe(result);
    expect(text).toMatch(/<\/duplicateResults><success>true<\/success><\/result>/);
  });
});

describe('what clients make of it', () => {
  const connect = (version = '50.0') =>
    new Connection({ instanceUrl: org.url, accessToken: org.token, version });
  const { duplicateResut, errorCode, message } = JSON.parse(captured('ID'));
  const result = () => JSON.parse(JSON.stringify(duplicateResut).replaceAll('ID"', `${id}"`)) as object;
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error as Anything,
    );

  it('jsforce: record, upsert, request', async () => {
    const conn = connect();
    for (const work of [
      conn.sobject('Contact').create(taken),
      conn.create('Contact', taken),
      conn.sobject('Contact').upsert({ ...taken, Key__c: 'k' }, 'Key__c'),
      conn.requestPost(`${v50}/sobjects/Contact`, taken),
    ]) {
      const error = await refusal(work as Promise<unknown>);
      expect(error).toMatchObject({ errorCode, message, data: { duplicateResut: result() } });
    }
  });

  it('jsforce: rows of a list, created and upserted', async () => {
    const rows = [taken, { LastName: 'Free', Email: 'free@x.example' }];
    const created = await connect().sobject('Contact').create(rows);
    expect(created).toEqual([
      { success: false, errors: [{ statusCode: errorCode, message, fields: [] }] },
      { id: expect.stringMatching(/^003/), success: true, errors: [] },
    ]);
    const upserted = await connect()
      .sobject('Contact')
      .upsert([{ ...taken, Key__c: 'k1' }], 'Key__c', { allOrNone: false });
    expect(upserted).toMatchObject([{ success: false, errors: [{ statusCode: errorCode, message }] }]);
  });

  it('jsforce: SOAP', async () => {
    const endpointUrl = `${org.url}/services/Soap/u/66.0`;
    const service = new SOAP(connect('66.0'), { endpointUrl, xmlns: 'urn:partner.soap.sforce.com' });
    const { result: row } = (await service.invoke('create', {
      sObjects: [{ type: 'Contact', ...taken }],
    })) as Anything;
    expect(row).toMatchObject({
      success: 'false',
      errors: {
        $: { 'xsi:type': 'DuplicateError' },
        statusCode: errorCode,
        message,
        duplicateResult: {
          duplicateRule: 'Contacts_DR',
          matchResults: { rule: 'Contact_MR', matchRecords: { record: { 'sf:Id': id } } },
        },
      },
    });
  });

  it('fetch: bulk rows, in the order of the columns', async () => {
    const headers = { Authorization: `Bearer ${org.token}`, 'Content-Type': 'application/json' };
    const jobs = `${org.url}${v66}/jobs/ingest`;
    const send = (path: string, method: string, body: string, type = 'application/json') =>
      fetch(jobs + path, { method, headers: { ...headers, 'Content-Type': type }, body });
    const job = { object: 'Contact', operation: 'insert', contentType: 'CSV', lineEnding: 'LF' };
    const opened = (await (await send('', 'POST', JSON.stringify(job))).json()) as { id: string };
    await send(`/${opened.id}/batches`, 'PUT', `LastName,Email\nTaken,${email}\n`, 'text/csv');
    await send(`/${opened.id}`, 'PATCH', '{"state":"UploadComplete"}');
    await expect
      .poll(async () => {
        const answer = await fetch(`${jobs}/${opened.id}`, { headers });
        return ((await answer.json()) as { state: string }).state;
      })
      .toBe('JobComplete');
    const failed = await (await fetch(`${jobs}/${opened.id}/failedResults`, { headers })).text();
    expect(failed.trimEnd().split('\n')).toEqual([
      '"sf__Id","sf__Error","LastName","Email"',
      `"","DUPLICATES_DETECTED:${alert}:--","Taken","${email}"`,
    ]);
  });
});
