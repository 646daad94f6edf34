import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { leadsWithEmail, org, seed, useLoadOrg } from '../../support/loadOrg.ts';

useLoadOrg();

describe('Bulk API 1.0', () => {
  const base = '/services/async/66.0/job';
  const info = (content: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload">${content}</jobInfo>`;

  /** A request as clients of this API send it: the session in a header of its own. */
  async function ask(method: string, path: string, body: string, type: string, token = org.token) {
    const response = await fetch(org.url + path, {
      method,
      headers: { 'X-SFDC-Session': token, 'Content-Type': type },
      ...(method === 'GET' ? {} : { body }),
    });
    return { status: response.status, text: await response.text() };
  }

  async function job(operation: string, more = '', contentType = 'CSV'): Promise<string> {
    const body = info(
      `<operation>${operation}</operation><object>Lead</object>${more}<contentType>${contentType}</contentType>`,
    );
    const { status, text } = await ask('POST', base, body, 'application/xml; charset=UTF-8');
    expect(status).toBe(201);
    return /<id>(\w+)<\/id>/.exec(text)![1]!;
  }

  /** Sends a batch and waits for its end; gives its state, message and results. */
  async function batch(id: string, body: string, type: string): Promise<{ state: string; results: string }> {
    const { status, text } = await ask('POST', `${base}/${id}/batch`, body, type);
    expect({ status, text }).toMatchObject({ status: 201 });
    const batchId = /\b751\w{15}/.exec(text)![0];
    for (;;) {
      const { text: state } = await ask('GET', `${base}/${id}/batch/${batchId}`, '', type);
      if (/Queued|InProgress/.test(state)) {
        await setImmediate();
        continue;
      }
      return { state, results: (await ask('GET', `${base}/${id}/batch/${batchId}/result`, '', type)).text };
    }
  }

  it('saves CSV and refuses duplicates, as Data Loader sends it', async () => {
    seed({ Email: 'v1@x.example' });
    const id = await job('insert', '<concurrencyMode>Serial</concurrencyMode>');
    const csv = '"LastName","Company","Email"\r\n"A","C","v1-new@x.example"\r\n"B","C","v1@x.example"\r\n';
    const { state, results } = await batch(id, csv, 'text/csv; charset=UTF-8');
    expect(state).toContain('<state>Completed</state>');
    expect(state).toContain('<numberRecordsProcessed>2</numberRecordsProcessed>');
    expect(state).toContain('<numberRecordsFailed>1</numberRecordsFailed>');
    const saved = leadsWithEmail('v1-new@x.example')[0]!.id;
    expect(results).toBe(
      `"Id","Success","Created","Error"\n"${saved}","true","true",""\n"","false","false","DUPLICATES_DETECTED:R says no.:--"\n`,
    );
    const closed = await ask('POST', `${base}/${id}`, info('<state>Closed</state>'), 'application/xml');
    expect(closed.text).toContain('<state>Closed</state>');
    expect(closed.text).toContain('<numberBatchesCompleted>1</numberBatchesCompleted>');
    const late = await ask('POST', `${base}/${id}/batch`, csv, 'text/csv');
    expect(late.status).toBe(400);
    expect(late.text).toContain('<exceptionCode>InvalidJobState</exceptionCode>');
    expect(late.text).toContain("the Job is not Open. Current job state is 'Closed'");
  });

  it('saves JSON, as simple-salesforce sends it', async () => {
    seed({ Email: 'ss@x.example' });
    const json = 'application/json';
    const created = await ask(
      'POST',
      base,
      '{"operation": "insert", "object": "Lead", "concurrencyMode": 0, "contentType": "JSON"}',
      json,
    );
    const { id, apiVersion, state } = JSON.parse(created.text);
    expect({ apiVersion, state }).toEqual({ apiVersion: 66, state: 'Open' });
    const rows = [
      { LastName: 'A', Company: 'C', Email: 'ss-new@x.example', Score__c: 2 },
      { LastName: 'B', Company: 'C', Email: 'ss@x.example' },
      { LastName: 'D', Company: null },
    ];
    const { state: ended, results } = await batch(id, JSON.stringify(rows), json);
    expect(JSON.parse(ended)).toMatchObject({ state: 'Completed', jobId: id, numberRecordsFailed: 2 });
    expect(JSON.parse(results)).toMatchObject([
      { success: true, created: true, id: leadsWithEmail('ss-new@x.example')[0]!.id, errors: [] },
      { success: false, created: false, id: null, errors: [{ statusCode: 'DUPLICATES_DETECTED' }] },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Company'] }] },
    ]);
    const closed = await ask('POST', `${base}/${id}`, '{"state": "Closed"}', json);
    expect(JSON.parse(closed.text).state).toBe('Closed');
  });

  it('saves XML, and upserts with a parent by its external id', async () => {
    org.org.store.insert(
      org.org.schema.object('Account')!,
      Object.entries({ Name: 'V1', Code__c: 'V-1' }),
      '',
    );
    const id = await job('upsert', '<externalIdFieldName>Ext__c</externalIdFieldName>', 'XML');
    const row = (fields: string) => `<sObject><LastName>X</LastName><Company>C</Company>${fields}</sObject>`;
    const body = `<?xml version="1.0"?><sObjects xmlns="http://www.force.com/2009/06/asyncapi/dataload">${row('<Ext__c>V1-1</Ext__c>')}${row('')}</sObjects>`;
    const { results } = await batch(id, body, 'application/xml');
    expect(results).toMatch(
      /<result><id>00Q\w{15}<\/id><success>true<\/success><created>true<\/created><\/result>/,
    );
    expect(results).toContain('<statusCode>MISSING_ARGUMENT</statusCode>');
  });

  it.each<[what: string, body: string, type: string, contentType: string, message: string]>([
    [
      'an unknown field',
      'LastName,Nope\nA,B\n',
      'text/csv',
      'CSV',
      'InvalidBatch : Field name not found : Nope',
    ],
    ['an open quote', 'LastName\n"A\n', 'text/csv', 'CSV', 'EOF reached before closing an opened quote'],
    ['nothing', '', 'text/csv', 'CSV', 'InvalidBatch : Records not found'],
    ['a record that is no list', '{"LastName":"A"}', 'application/json', 'JSON', 'InvalidBatch : '],
    ['an unknown field of JSON', '[{"Nope":1}]', 'application/json', 'JSON', 'Field name not found : Nope'],
    ['half of a JSON text', '[{"LastName":"A"', 'application/json', 'JSON', 'InvalidBatch : '],
    ['half of an XML text', '<sObjects><sObject>', 'application/xml', 'XML', 'InvalidBatch : '],
    [
      'too many rows',
      `LastName\n${'A\n'.repeat(10_001)}`,
      'text/csv',
      'CSV',
      'Exceeded number of records : 10001',
    ],
  ])('fails a batch of %s', async (_, body, type, contentType, message) => {
    const { state, results } = await batch(await job('insert', '', contentType), body, type);
    expect(state).toContain('Failed');
    expect(state).toContain(message);
    expect(results).toContain('Records not processed');
  });

  it.each<[what: string, method: string, path: string, body: string, code: string]>([
    ['a malformed job', 'POST', base, '<jobInfo', 'InvalidJob'],
    [
      'an unknown object',
      'POST',
      base,
      info('<operation>insert</operation><object>Nope</object>'),
      'InvalidEntity',
    ],
    ['an unknown job', 'GET', `${base}/750Lb0000009999AAA`, '', 'InvalidJob'],
    ['an unknown address', 'GET', '/services/async/66.0/nope', '', 'InvalidUrl'],
  ])('refuses %s', async (_, method, path, body, code) => {
    const { status, text } = await ask(method, path, body, 'application/xml');
    expect({ status, code: /<exceptionCode>(\w+)</.exec(text)?.[1] }).toEqual({ status: 400, code });
  });

  it('refuses an expired session as jsforce expects it', async () => {
    const { status, text } = await ask('GET', `${base}/x`, '', 'application/xml', 'nonsense');
    expect({ status, text }).toEqual({
      status: 400,
      text: '<?xml version="1.0" encoding="UTF-8"?><error xmlns="http://www.force.com/2009/06/asyncapi/dataload"><exceptionCode>InvalidSessionId</exceptionCode><exceptionMessage>Invalid session id</exceptionMessage></error>',
    });
  });

  it('tells what of it are writes', async () => {
    org.journal.clear();
    await job('insert');
    await job('query');
    const own = org.journal.entries.slice(-2);
    expect(own.map(({ isWrite }) => isWrite)).toEqual([true, false]);
  });
});
