import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../../../server/src/sandbox/server.ts';
import { alertOnLeads, mendedCode } from '../../../support/codeFixes.ts';
import { request, startSampleOrg } from '../../../support/sandbox.ts';

for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];

const folder = path.resolve(import.meta.dirname, '../../../../node_modules/.cache/mended-clients');
let count = 0;

// biome-ignore lint/suspicious/noExplicitAny: modules that are made here
type Anything = any;

/** The module that a fix makes of a file, loaded; `stubs` are put in the place of modules. */
async function mendedModule(id: string, text: string, stubs: Record<string, string> = {}): Promise<Anything> {
  let mended = await mendedCode(alertOnLeads, id, 'code.mjs', text);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}-${++count}`);
  for (const [name, code] of Object.entries(stubs)) {
    const stub = `${file}-${name.replaceAll('/', '-')}.mjs`;
    writeFileSync(stub, code);
    mended = mended.replaceAll(`'${name}'`, `'${pathToFileURL(stub)}'`);
  }
  writeFileSync(`${file}.mjs`, mended);
  return import(/* @vite-ignore */ pathToFileURL(`${file}.mjs`).href);
}

const existing = '00QLb0000000001MAA';
const byron = { LastName: 'Byron', Company: 'Changed', Email: 'ada.byron@analytical-engines.example' };
const invalid = { LastName: 'No such field', Company: 'X', NoSuchField__c: 1 };

let org: Sandbox;
let warn: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  org = await startSampleOrg();
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterAll(async () => {
  warn.mockRestore();
  await org.close();
});

const companyOf = async (id: string) =>
  (await request(org, 'GET', `/services/data/v62.0/sobjects/Lead/${id}`)).body.Company;

interface Client {
  readonly name: string;
  readonly imports: string;
  /** A call that creates a lead, and how its result says that it did. */
  readonly call: string;
  readonly throws: boolean;
  /** What is read of the result, if the call gives it. */
  readonly kept?: string;
}

const url = `\`\${instance}/services/data/v62.0/sobjects/Lead\``;
const headers = `headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' }`;
const clients: readonly Client[] = [
  {
    name: 'ky',
    imports: "ky from 'ky'",
    call: `ky.post(${url}, { ${headers}, json: lead, retry: 0 })`,
    throws: true,
  },
  {
    name: 'ky, its answer read',
    imports: "ky from 'ky'",
    call: `ky.post(${url}, { ${headers}, json: lead, retry: 0 }).json()`,
    throws: true,
    kept: '.id',
  },
  {
    name: 'ofetch',
    imports: "{ ofetch } from 'ofetch'",
    call: `ofetch(${url}, { method: 'post', ${headers}, body: lead })`,
    throws: true,
    kept: '.id',
  },
  {
    name: 'got',
    imports: "got from 'got'",
    call: `got.post(${url}, { ${headers}, json: lead }).json()`,
    throws: true,
    kept: '.id',
  },
  {
    name: 'axios',
    imports: "axios from 'axios'",
    call: `axios.post(${url}, lead, { ${headers} })`,
    throws: true,
  },
  {
    name: 'axios, its answer read',
    imports: "axios from 'axios'",
    call: `axios.post(${url}, lead, { ${headers} })`,
    throws: true,
    kept: '.data.id',
  },
  {
    name: 'superagent',
    imports: "request from 'superagent'",
    call: `request.post(${url}).set({ Authorization: \`Bearer \${token}\` }).send(lead)`,
    throws: true,
  },
  {
    name: 'undici',
    imports: "{ request } from 'undici'",
    call: `request(${url}, { method: 'POST', ${headers}, body: JSON.stringify(lead) })`,
    throws: false,
  },
  {
    name: 'needle',
    imports: "needle from 'needle'",
    call: `needle('post', ${url}, lead, { json: true, ${headers} })`,
    throws: false,
  },
];

describe.each(clients)('$name against the embedded org', ({ imports, call, throws, kept }) => {
  const read = throws ? `result${kept ?? ' !== undefined'}` : 'result.statusCode';
  const code = (body: string) =>
    `import ${imports};\n\nexport async function load(instance, token, lead) {\n${body}\n}\n`;
  const resultKept = code(`  const result = await ${call};\n  return ${read};`);
  const nothingKept = code(`  await ${call};`);
  const readOrNot = kept !== undefined || !throws ? resultKept : nothingKept;

  it('updates the matched record', async () => {
    const { load } = await mendedModule('update-matched-record', readOrNot);
    const Company = `By client ${count}`;
    const given = await load(org.url, org.token, { ...byron, Company });
    expect(given).toBe(kept ? existing : throws ? undefined : 204);
    expect(await companyOf(existing)).toBe(Company);
    const other = load(org.url, org.token, invalid);
    if (throws) await expect(other).rejects.toThrow();
    else expect(await other).toBe(400);
  });

  it('queues, and goes on as before', async () => {
    warn.mockClear();
    const { load } = await mendedModule('queue-duplicate', resultKept);
    const given = load(org.url, org.token, byron);
    if (throws) await expect(given).rejects.toThrow();
    else expect(await given).toBe(400);
    expect(warn.mock.calls.flat().join()).toContain(`matches ${existing}`);
  });

  it('sends the header', async () => {
    const { load } = await mendedModule('allow-save', resultKept);
    expect(await load(org.url, org.token, byron)).toBeTruthy();
  });
});

describe('callbacks of jsforce', () => {
  /** jsforce 3 has promises alone: its answers, handed to callbacks as versions 1 and 2 do. */
  const connection = async () => {
    const { Connection } = (await import('jsforce')).default;
    const conn = new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });
    const back = (promise: Promise<unknown>, done: (error: unknown, result?: unknown) => void) =>
      promise.then((result) => done(null, result), done);
    return {
      sobject: (name: string) => ({
        create: (record: Anything, done: Anything) => back(conn.sobject(name).create(record), done),
        update: (record: Anything, done: Anything) => back(conn.sobject(name).update(record), done),
      }),
    };
  };
  const text = `import jsforce from 'jsforce';
export function load(conn, lead, told) {
  conn.sobject('Lead').create({ ...lead }, function (err, result) {
    if (err) { console.error(err); return told(err.errorCode); }
    told(result.id);
  });
}
`;

  it.each([
    ['update-matched-record', existing, ''],
    ['queue-duplicate', 'DUPLICATES_DETECTED', `matches ${existing}`],
  ])('%s', async (id, expected, warned) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    warn.mockClear();
    const { load } = await mendedModule(id, text);
    const conn = await connection();
    const saved = (lead: object) => new Promise((resolve) => load(conn, lead, resolve));
    expect(await saved(byron)).toBe(expected);
    expect(warn.mock.calls.flat().join()).toContain(warned);
    expect(await saved(invalid)).not.toBe(existing);
    error.mockRestore();
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
  /** Error of `lightning/uiRecordApi`, as the UI API guide documents it. */
  const api = (apiName: string) => `
export const updates = [];
export const createRecord = () => Promise.reject({ body: { statusCode: 400, output: { fieldErrors: {}, errors: [
  { errorCode: 'DUPLICATES_DETECTED', duplicateRecordError: { matchResults: [
    { apiName: '${apiName}', isAllowSave: true, matchRecordIds: ['00Q'], matchRule: 'R' }] } }] } } });
export const updateRecord = (input) => { updates.push(input); return Promise.resolve({ id: input.fields.Id }); };
export { updates as calls };
`;

  it('updates the matched record', async () => {
    const { load } = await mendedModule('update-matched-record', component, {
      'lightning/uiRecordApi': api('Lead'),
    });
    expect(await load({ Email: 'x' })).toBe('00Q');
  });

  it('leaves a record of another type alone', async () => {
    const { load } = await mendedModule('update-matched-record', component, {
      'lightning/uiRecordApi': api('Contact'),
    });
    expect(await load({ Email: 'x' })).toBeNull();
  });
});

describe('answers in parts, and failed rows', () => {
  const refusal = [
    {
      errorCode: 'DUPLICATES_DETECTED',
      duplicateResut: {
        duplicateRule: 'R',
        matchResults: [{ matchRecords: [{ record: { attributes: { type: 'Lead' }, Id: '00Q' } }] }],
      },
    },
  ];
  const rows = [{ success: false, errors: [{ statusCode: 'DUPLICATES_DETECTED', message: '', fields: [] }] }];
  let polls = 0;
  /** Method, address and body of each request by an external id. */
  const byExternalId: string[] = [];
  const answers: readonly [RegExp, () => unknown][] = [
    [/composite\/sobjects$/, () => rows],
    [
      /composite\/tree/,
      () => ({ hasErrors: true, results: [{ referenceId: 't', errors: rows[0]!.errors }] }),
    ],
    [
      /composite$/,
      () => ({
        compositeResponse: [
          { referenceId: 'a', body: { id: '1' } },
          { referenceId: 'b', body: refusal },
        ],
      }),
    ],
    [
      /failedResults$/,
      () =>
        '"sf__Id","sf__Error",LastName\n"","DUPLICATES_DETECTED:Use one:--","By\nron"\n"","OTHER:x:--",X\n',
    ],
    [/ingest\/750$/, () => ({ id: '750', state: polls++ === 0 ? 'UploadComplete' : 'JobComplete' })],
    [/ingest/, () => ({ id: '750' })],
    [/Ext__c/, () => ({ id: '00Q', success: true, created: false })],
  ];
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((asked, response) => {
      if (asked.url?.includes('Ext__c')) {
        asked.on('data', (data) => byExternalId.push(`${asked.method} ${asked.url} ${data}`));
      }
      asked.resume();
      const found = answers.find(([pattern]) => pattern.test(asked.url ?? ''))![1]();
      const isText = typeof found === 'string';
      if (asked.url?.includes('tree')) response.statusCode = 400;
      response.setHeader('content-type', isText ? 'text/csv' : 'application/json');
      response.end(isText ? found : JSON.stringify(found));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each([
    [
      'composite',
      '{ compositeRequest: [{ method: "POST", url: "/services/data/v62.0/sobjects/Lead", referenceId: "b", body: lead }] }',
      'Lead b for review: duplicate rule R matches 00Q',
    ],
    ['composite/sobjects', '{ records: [{ attributes: { type: "Lead" }, ...lead }] }', 'Lead 0 for review'],
    [
      'composite/tree/Lead',
      '{ records: [{ attributes: { type: "Lead", referenceId: "t" }, ...lead }] }',
      'Lead t for review',
    ],
  ])('of %s are read', async (address, body, expected) => {
    const text = `export async function load(base, lead) {
  const response = await fetch(\`\${base}/services/data/v62.0/${address}\`, { method: 'POST', body: JSON.stringify(${body}) });
  if (!response.ok) throw new Error(response.statusText);
}
`;
    warn.mockClear();
    const { load } = await mendedModule('read-answers', text);
    await load(base, { LastName: 'x' }).catch(() => {});
    expect(warn.mock.calls.flat().join()).toContain(expected);
    expect(warn).toHaveBeenCalledOnce();
  });

  it.each(['fetch', 'axios'])('of a job are fetched by %s, once it has ended', async (library) => {
    const job = `\`\${base}/services/data/v60.0/jobs/ingest\``;
    const byFetch = `const created = await fetch(${job}, { method: 'POST', body: JSON.stringify({ object: 'Lead', operation: 'insert' }) });
  const { id } = await created.json();
  await fetch(\`\${base}/services/data/v60.0/jobs/ingest/\${id}\`, { method: 'PATCH', body: JSON.stringify({ state: 'UploadComplete' }) });`;
    const byAxios = `const { data } = await axios.post(${job}, { object: 'Lead', operation: 'insert' });
  await axios.patch(\`\${base}/services/data/v60.0/jobs/ingest/\${data.id}\`, { state: 'UploadComplete' });`;
    const text = `${library === 'axios' ? "import axios from 'axios';\n" : ''}export async function load(base) {
  ${library === 'axios' ? byAxios : byFetch}
}
`;
    const { load } = await mendedModule('read-failed-rows', text);
    warn.mockClear();
    polls = 0;
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 });
    await load(base);
    vi.useRealTimers();
    expect(polls).toBe(2);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('DUPLICATES_DETECTED:Use one:--","By\nron"')]]);
  });

  it.each([
    ['axios', "axios from 'axios'", `(await axios.post(${url}, lead)).data.id`],
    ['ky', "ky from 'ky'", `(await ky.post(${url}, { json: lead }).json()).id`],
    ['ofetch', "{ ofetch } from 'ofetch'", `(await ofetch(${url}, { method: 'POST', body: lead })).id`],
  ])('of an upsert by an external id: %s', async (_, imports, call) => {
    const text = `import ${imports};

export async function load(instance, row) {
  const lead = { LastName: 'x', Ext__c: row.id };
  return ${call};
}
`;
    const { load } = await mendedModule('upsert-both-agree', text);
    byExternalId.length = 0;
    expect(await load(base, { id: 'a/b' })).toBe('00Q');
    expect(byExternalId).toEqual(['PATCH /services/data/v62.0/sobjects/Lead/Ext__c/a%2Fb {"LastName":"x"}']);
  });
});
