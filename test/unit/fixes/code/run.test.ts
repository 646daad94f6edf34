import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../../../server/src/sandbox/server.ts';
import { alertOnLeads, mendedCode } from '../../../support/codeFixes.ts';
import { startSampleOrg } from '../../../support/sandbox.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;

const folder = path.resolve(import.meta.dirname, '../../../../node_modules/.cache/mended-javascript');
let count = 0;

// biome-ignore lint/suspicious/noExplicitAny: modules that are made here
type Anything = any;

/** The module that a fix makes of a file, loaded. */
async function mendedModule(id: string, text: string): Promise<Anything> {
  const mended = await mendedCode(alertOnLeads, id, 'code.mjs', text);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}-${++count}.mjs`);
  writeFileSync(file, mended);
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}

const existing = '00QLb0000000001MAA';
const byron = { LastName: 'Byron', Company: 'Changed', Email: 'ada.byron@analytical-engines.example' };
const fresh = { LastName: 'New', Company: 'X', Email: 'nobody@new.example' };

let org: Sandbox;
beforeAll(async () => {
  org = await startSampleOrg();
});
afterAll(() => org.close());

const connect = () => new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });
const companyOf = async (id: string) => (await connect().sobject('Lead').retrieve(id)).Company;
const countOf = async () => (await connect().query('SELECT COUNT() FROM Lead')).totalSize;
const invalid = { LastName: 'No such field', Company: 'X', NoSuchField__c: 1 };

describe('jsforce against the embedded org', () => {
  const jsforce = "import jsforce from 'jsforce';\n";
  const kept = `${jsforce}export async function load(conn, lead) {
  const result = await conn.sobject('Lead').create(lead);
  return result.id;
}
`;
  const thrown = `${jsforce}export async function load(conn, lead) {
  await conn.sobject('Lead').create({ ...lead });
}
`;
  const chain = `${jsforce}export function load(conn, lead) {
  return conn.create('Lead', lead).then((result) => result.id);
}
`;
  const logged = `${jsforce}export async function load(conn, lead) {
  try {
    await conn.sobject('Lead').create(lead);
  } catch (error) {
    console.error(error.message);
  }
}
`;

  it.each([
    ['with its result kept', kept],
    ['in a promise chain', chain],
  ])('updates the matched record, %s', async (_, text) => {
    const { load } = await mendedModule('update-matched-record', text);
    const before = await countOf();
    const Company = `Changed ${count}`;
    expect(await load(connect(), { ...byron, Company })).toBe(existing);
    expect(await companyOf(existing)).toBe(Company);
    expect(await countOf()).toBe(before);
    const id = await load(connect(), { ...fresh, Email: `${count}@new.example` });
    expect(await companyOf(id)).toBe('X');
    await expect(load(connect(), invalid)).rejects.toThrow();
  });

  it('updates the matched record where a handler gets other errors', async () => {
    const { load } = await mendedModule('update-matched-record', logged);
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    await load(connect(), { ...byron, Company: 'Within a handler' });
    expect(error).not.toHaveBeenCalled();
    expect(await companyOf(existing)).toBe('Within a handler');
    await load(connect(), invalid);
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });

  it('skips the record, and says so', async () => {
    const { load } = await mendedModule('skip-duplicate', thrown);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const before = await countOf();
    await load(connect(), byron);
    expect(await countOf()).toBe(before);
    expect(warn.mock.calls.flat().join()).toContain(
      `Lead skipped: duplicate rule Lead_Email matches ${existing}`,
    );
    await expect(load(connect(), invalid)).rejects.toThrow();
    warn.mockRestore();
  });

  it('marks a place for the queue, and throws as before', async () => {
    const { load } = await mendedModule('queue-duplicate', kept);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await expect(load(connect(), byron)).rejects.toMatchObject({ errorCode: 'DUPLICATES_DETECTED' });
    expect(warn.mock.calls.flat().join()).toContain('Lead for review: duplicate rule Lead_Email');
    await expect(load(connect(), invalid)).rejects.toThrow();
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('branches in the handler, or throws the refusal again', async () => {
    const quiet = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    for (const one of quiet) one.mockImplementation(() => {});
    const branch = await mendedModule('branch-in-catch', logged);
    await branch.load(connect(), byron);
    expect(quiet[0]!.mock.calls.flat().join()).toContain('Lead for review');
    const again = await mendedModule('throw-refusal-again', logged);
    await expect(again.load(connect(), byron)).rejects.toMatchObject({ errorCode: 'DUPLICATES_DETECTED' });
    await again.load(connect(), invalid);
    for (const one of quiet) one.mockRestore();
  });

  it('updates the matched records of rows', async () => {
    const text = `${jsforce}export async function load(conn, leads) {
  const records = leads.map((lead) => ({ ...lead }));
  const results = await conn.sobject('Lead').create(records);
  return results.length;
}
`;
    const { load } = await mendedModule('update-matched-records', text);
    const rows = [byron, { ...fresh, Email: 'row@new.example' }, { ...byron, Company: 'From a row' }];
    expect(await load(connect(), rows)).toBe(3);
    expect(await companyOf(existing)).toBe('From a row');
  });

  it('takes allowSave out and handles what is then refused', async () => {
    const text = `${jsforce}export async function load(url, token, lead) {
  const conn = new jsforce.Connection({ instanceUrl: url, accessToken: token, version: '60.0' });
  await conn.sobject('Lead').create(lead, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
}
`;
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { load } = await mendedModule('take-out-allow-save', text);
    await expect(load(org.url, org.token, byron)).rejects.toMatchObject({ errorCode: 'DUPLICATES_DETECTED' });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('raises the version, from which on the header counts', async () => {
    const text = `${jsforce}export async function load(url, token, lead) {
  const conn = new jsforce.Connection({ instanceUrl: url, accessToken: token, version: '48.0' });
  await conn.sobject('Lead').create(lead, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
}
`;
    const { load } = await mendedModule('raise-api-version', text);
    const before = await countOf();
    await load(org.url, org.token, byron);
    expect(await countOf()).toBe(before + 1);
  });

  it('sends the header', async () => {
    const text = `${jsforce}export async function load(url, token, lead) {
  const conn = new jsforce.Connection({ instanceUrl: url, accessToken: token, version: '60.0' });
  return conn.sobject('Lead').create(lead);
}
`;
    const allowed = await mendedModule('allow-save', text);
    expect(await allowed.load(org.url, org.token, byron)).toMatchObject({ success: true });
    const refused = await mendedModule('state-refusal', text);
    await expect(refused.load(org.url, org.token, byron)).rejects.toMatchObject({
      errorCode: 'DUPLICATES_DETECTED',
    });
  });
});

describe('fetch against the embedded org', () => {
  const call = (rest: string) => `export async function load(instance, token, lead) {
  const url = \`\${instance}/services/data/v62.0/sobjects/Lead\`;
  ${rest}
}
`;
  const request = `fetch(url, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
    body: JSON.stringify(lead),
  })`;

  it.each([
    ['nothing of which is read', `await ${request};`],
    ['whose status is asked for', `const response = await ${request};\n  return response.ok;`],
  ])('updates the matched record of a response %s', async (_, rest) => {
    const { load } = await mendedModule('update-matched-record', call(rest));
    const before = await countOf();
    const Company = `By fetch ${count}`;
    const saved = await load(org.url, org.token, { ...byron, Company });
    expect(saved ?? true).toBe(true);
    expect(await companyOf(existing)).toBe(Company);
    expect(await countOf()).toBe(before);
    expect((await load(org.url, org.token, invalid)) ?? false).toBe(false);
  });

  it('queues and leaves the response to be read', async () => {
    const rest = `const response = await ${request};\n  return response.json();`;
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { load } = await mendedModule('queue-duplicate', call(rest));
    expect(await load(org.url, org.token, byron)).toMatchObject([{ errorCode: 'DUPLICATES_DETECTED' }]);
    expect(warn.mock.calls.flat().join()).toContain(`matches ${existing}`);
    warn.mockRestore();
  });

  it('corrects the header, so that it takes effect', async () => {
    const rest = `const response = await ${request};\n  return response.ok;`.replace(
      "'Content-Type'",
      "'Sforce-Duplicate-Rules-Header': 'allowSave=true', 'Content-Type'",
    );
    const { load } = await mendedModule('correct-spelling', call(rest));
    expect(await load(org.url, org.token, byron)).toBe(true);
  });
});

describe('answers of other versions', () => {
  const text = `import jsforce from 'jsforce';
export async function load(conn, lead) {
  const result = await conn.sobject('Lead').create(lead);
  return result.id;
}
`;
  const payload = (key: string, ...records: object[]) => ({
    errorCode: 'DUPLICATES_DETECTED',
    [key]: { duplicateRule: 'R', matchResults: [{ matchRecords: records.map((record) => ({ record })) }] },
  });
  const lead = { attributes: { type: 'Lead' }, Id: 'lead' };
  const contact = { attributes: { type: 'Contact' }, Id: 'contact' };
  const refusing = (error: object) => {
    const update = vi.fn(async ({ Id }: { Id: string }) => ({ id: Id, success: true }));
    return { update, conn: { sobject: () => ({ create: () => Promise.reject(error), update }) } };
  };

  it.each([
    ['the misspelt key on the error', payload('duplicateResut', lead)],
    ['the right key on the error', payload('duplicateResult', contact, lead)],
    ['the misspelt key in data', { errorCode: 'DUPLICATES_DETECTED', data: payload('duplicateResut', lead) }],
    ['the code on the error alone', { ...payload('x'), data: { duplicateResult: payload('y', lead).y } }],
    ['a list in data', { data: [payload('duplicateResult', lead)] }],
  ])('%s', async (_, error) => {
    const { load } = await mendedModule('update-matched-record', text);
    const { conn, update } = refusing(error);
    expect(await load(conn, { LastName: 'x' })).toBe('lead');
    expect(update).toHaveBeenCalledWith({ LastName: 'x', Id: 'lead' });
  });

  it.each([
    ['a record of another type', payload('duplicateResut', contact)],
    ['no records', payload('duplicateResut')],
    ['no result at all', { errorCode: 'DUPLICATES_DETECTED' }],
    ['another error', { errorCode: 'REQUIRED_FIELD_MISSING' }],
  ])('%s is thrown again', async (_, error) => {
    const { load } = await mendedModule('update-matched-record', text);
    const { conn, update } = refusing(error);
    await expect(load(conn, {})).rejects.toBe(error);
    expect(update).not.toHaveBeenCalled();
  });
});
