import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../../../server/src/sandbox/server.ts';
import { alertOnLeads, mendedCode } from '../../../support/codeFixes.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../../support/sandboxRules.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;

/** What fixes write for saves of many records, jobs, upserts and components, run against the embedded org. */
const folder = path.resolve(import.meta.dirname, '../../../../node_modules/.cache/mended-embedded');
let count = 0;

// biome-ignore lint/suspicious/noExplicitAny: modules that are made here
type Anything = any;

async function mendedModule(id: string, text: string, stubs: Record<string, string> = {}): Promise<Anything> {
  let mended = await mendedCode(alertOnLeads, id, 'code.mjs', text);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}-${++count}`);
  for (const [name, code] of Object.entries(stubs)) {
    writeFileSync(`${file}-stub.mjs`, code);
    mended = mended.replaceAll(`'${name}'`, `'${pathToFileURL(`${file}-stub.mjs`)}'`);
  }
  writeFileSync(`${file}.mjs`, mended);
  return import(/* @vite-ignore */ pathToFileURL(`${file}.mjs`).href);
}

let org: Sandbox;
let existing: string;
let warn: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  org = await startSandbox({
    files: new Map([
      matchingRulesFile('Lead', { R: ['Email'] }),
      duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Alert Report', update: 'Allow Report' }),
      [
        'force-app/objects/Lead/fields/Ext__c.field-meta.xml',
        '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Ext__c</fullName><externalId>true</externalId><label>Ext</label><length>20</length><type>Text</type></CustomField>',
      ],
    ]),
    data: null,
  });
});
afterAll(() => org.close());

beforeEach(() => {
  org.reset();
  const lead = { LastName: 'Taken', Company: 'Before', Email: 'taken@x.example' };
  existing = org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(lead), '').id;
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

const taken = { LastName: 'Taken', Company: 'After', Email: 'taken@x.example' };
const free = { LastName: 'Free', Company: 'After', Email: 'free@x.example' };
const companies = () => [...org.org.store.records('Lead')].map(({ values }) => values.get('Company'));
const warned = () => warn.mock.calls.flat().join('\n');
const connect = () => new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });
const jsforce = "import jsforce from 'jsforce';\n";

describe('answers in parts', () => {
  const part = '{ method: "POST", url: "/services/data/v62.0/sobjects/Lead", referenceId: "b", body: lead }';
  it.each([
    ['composite', `{ compositeRequest: [${part}] }`, 'Lead b for review: duplicate rule R matches ID'],
    [
      'composite/graph',
      `{ graphs: [{ graphId: "g", compositeRequest: [${part}] }] }`,
      'Lead b for review: duplicate rule R matches ID',
    ],
    [
      'composite/batch',
      '{ batchRequests: [{ method: "POST", url: "v62.0/sobjects/Lead", richInput: lead }] }',
      'Lead 0 for review: duplicate rule R matches ID',
    ],
    ['composite/sobjects', '{ records: [{ attributes: { type: "Lead" }, ...lead }] }', 'Lead 0 for review'],
    [
      'composite/tree/Lead',
      '{ records: [{ attributes: { type: "Lead", referenceId: "t" }, ...lead }] }',
      'Lead t for review',
    ],
  ])('of %s are read', async (address, body, expected) => {
    const text = `export async function load(base, token, lead) {
  const response = await fetch(\`\${base}/services/data/v62.0/${address}\`, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
    body: JSON.stringify(${body}),
  });
  if (!response.ok) throw new Error(response.statusText);
}
`;
    const { load } = await mendedModule('read-answers', text);
    await load(org.url, org.token, taken).catch(() => {});
    expect(warned()).toContain(expected.replace('ID', existing));
    warn.mockClear();
    await load(org.url, org.token, free);
    expect(warned()).toBe('');
    expect(companies()).toEqual(['Before', 'After']);
  });
});

describe('lists and jobs', () => {
  it('queues refused rows of jsforce', async () => {
    const text = `${jsforce}export async function load(conn, leads) {
  const records = leads.map((lead) => ({ ...lead }));
  await conn.sobject('Lead').create(records);
}
`;
    const { load } = await mendedModule('queue-duplicate-rows', text);
    await load(connect(), [free, taken]);
    expect(warned()).toContain('Lead 1 for review');
    expect(warn).toHaveBeenCalledOnce();
  });

  it('updates the matched records of rows', async () => {
    const text = `${jsforce}export async function load(conn, leads) {
  const records = leads.map((lead) => ({ ...lead }));
  const results = await conn.create('Lead', records);
  console.log(results.length);
  return results;
}
`;
    const { load } = await mendedModule('update-matched-records', text);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const results = await load(connect(), [free, taken]);
    expect(results).toMatchObject([{ success: true }, { success: true, id: existing }]);
    log.mockRestore();
    expect(companies()).toEqual(['After', 'After']);
  });

  it.each([
    [
      'bulk2',
      "await conn.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'insert', input: leads });",
    ],
    ['bulk', "await conn.bulk.load('Lead', 'insert', leads);"],
  ])('reads failed rows of jsforce: %s', async (name, call) => {
    const text = `${jsforce}export async function load(conn, leads) {\n  ${call}\n}\n`;
    const { load } = await mendedModule('read-failed-rows', text);
    const conn = connect();
    for (const one of [conn.bulk, conn.bulk2]) Object.assign(one, { pollInterval: 5 });
    await load(conn, [free, taken]);
    expect(warned()).toContain('DUPLICATES_DETECTED:R says no.:--');
    expect(warn).toHaveBeenCalledOnce();
    // jsforce closes a job of version 1 when it has given the results.
    const closed = () => org.journal.writes.some(({ path }) => /\/async\/.*\/job\/\w+$/.test(path));
    if (name === 'bulk') await expect.poll(closed).toBe(true);
  });

  it('waits for a job that is sent by fetch, and reads its failed rows', async () => {
    const text = `export async function load(base, token, rows) {
  const headers = { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' };
  const created = await fetch(\`\${base}/services/data/v60.0/jobs/ingest\`, {
    method: 'POST', headers, body: JSON.stringify({ object: 'Lead', operation: 'insert', contentType: 'CSV' }),
  });
  const { id } = await created.json();
  await fetch(\`\${base}/services/data/v60.0/jobs/ingest/\${id}/batches\`, {
    method: 'PUT', headers: { ...headers, 'Content-Type': 'text/csv' }, body: rows,
  });
  await fetch(\`\${base}/services/data/v60.0/jobs/ingest/\${id}\`, {
    method: 'PATCH', headers, body: JSON.stringify({ state: 'UploadComplete' }),
  });
}
`;
    const { load } = await mendedModule('read-failed-rows', text);
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 });
    await load(
      org.url,
      org.token,
      'LastName,Company,Email\nFree,C,free@x.example\nTaken,C,taken@x.example\n',
    );
    vi.useRealTimers();
    expect(warned()).toContain('DUPLICATES_DETECTED:R says no.:--');
    expect(companies()).toHaveLength(2);
  });
});

describe('an upsert by an external id', () => {
  const row = { key: 'k1', email: taken.Email };
  const record = "{ LastName: 'Taken', Company: 'After', Email: row.email, Ext__c: row.key }";
  it.each([
    [
      'jsforce',
      `${jsforce}export async function load(conn, row) {
  const saved = await conn.sobject('Lead').create(${record});
  return saved.id;
}
`,
    ],
    [
      'axios',
      `import axios from 'axios';
export async function load(conn, row) {
  const lead = ${record};
  const options = { headers: { Authorization: \`Bearer \${conn.accessToken}\` } };
  return (await axios.post(\`\${conn.instanceUrl}/services/data/v62.0/sobjects/Lead\`, lead, options)).data.id;
}
`,
    ],
    [
      'ky',
      `import ky from 'ky';
export async function load(conn, row) {
  const lead = ${record};
  const headers = { Authorization: \`Bearer \${conn.accessToken}\` };
  return (await ky.post(\`\${conn.instanceUrl}/services/data/v62.0/sobjects/Lead\`, { headers, json: lead, retry: 0 }).json()).id;
}
`,
    ],
  ])('finds by it, and by the rule: %s', async (_, text) => {
    const { load } = await mendedModule('upsert-rule-wins', text);
    expect(await load(connect(), row)).toBe(existing);
    expect(companies()).toEqual(['After']);
    const fresh = { key: 'k2', email: 'nobody@x.example' };
    const id = await load(connect(), fresh);
    expect(id).not.toBe(existing);
    expect(await load(connect(), fresh)).toBe(id);
    expect(companies()).toHaveLength(2);
  });
});

describe('a Lightning component', () => {
  const component = `import { createRecord } from 'lightning/uiRecordApi';
export async function load(fields) {
  try {
    const lead = await createRecord({ apiName: 'Lead', fields });
    return lead.id;
  } catch {
    return null;
  }
}
`;
  /** The module of the platform, over the User Interface API: an error has the answer as its body. */
  const uiRecordApi = () => `
const send = async (method, path, input) => {
  const response = await fetch('${org.url}/services/data/v66.0/ui-api/records' + path, {
    method,
    headers: { Authorization: 'Bearer ${org.token}', 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body = await response.json();
  if (!response.ok) throw { body, status: response.status };
  return body;
};
export const createRecord = (input) => send('POST', '', input);
export const updateRecord = ({ fields: { Id, ...fields } }) => send('PATCH', '/' + Id, { fields });
`;

  it('updates the matched record', async () => {
    const { load } = await mendedModule('update-matched-record', component, {
      'lightning/uiRecordApi': uiRecordApi(),
    });
    expect(await load(taken)).toBe(existing);
    expect(companies()).toEqual(['After']);
    expect(await load(free)).not.toBe(existing);
    expect(await load({ LastName: 'No company' })).toBeNull();
  });
});
