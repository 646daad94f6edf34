import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CsvForm, csvProblem, csvRows, csvText } from '../../../server/src/sandbox/bulk/csv.ts';
import { BulkJobs } from '../../../server/src/sandbox/bulk/jobs.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

// jsforce reads the proxies while it loads, and knows no exceptions for this machine.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { Connection } = (await import('jsforce')).default;

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

const field = (name: string, type: string, more: string): [string, string] => [
  `force-app/objects/Lead/fields/${name}.field-meta.xml`,
  `<?xml version="1.0"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`,
];
const onAccount = ([path, text]: [string, string]): [string, string] => [
  path.replace('/Lead/', '/Account/'),
  text,
];

let org: Sandbox;
beforeAll(async () => {
  org = await startSandbox({
    files: new Map([
      matchingRulesFile('Lead', { R: ['Email'] }),
      duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Alert' }),
      matchingRulesFile('Contact', { C: ['Email'] }),
      duplicateRuleFile({ object: 'Contact', name: 'C', insert: 'Allow Report' }),
      field('Ext__c', 'Text', '<externalId>true</externalId><length>20</length>'),
      field('Score__c', 'Number', '<precision>5</precision><scale>2</scale>'),
      onAccount(field('Code__c', 'Text', '<externalId>true</externalId><length>20</length>')),
    ]),
    data: null,
  });
});
afterAll(() => org.close());

const jobs = '/services/data/v66.0/jobs/ingest';
const connect = () => new Connection({ instanceUrl: org.url, accessToken: org.token, version: '66.0' });

/** A request with a body of any type. */
async function send(method: string, path: string, body: string, type: string, token = org.token) {
  const response = await fetch(org.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const open = async (job: object): Promise<Anything> =>
  (await request(org, 'POST', jobs, { contentType: 'CSV', ...job })).body;

async function over(path: string): Promise<Anything> {
  for (;;) {
    const { body } = await request(org, 'GET', path);
    if (['JobComplete', 'Failed', 'Aborted'].includes(body.state)) return body;
    await setImmediate();
  }
}

interface Ended {
  readonly info: Anything;
  readonly saved: string[];
  readonly refused: string[];
  readonly left: string[];
}

/** Runs a job to its end; results as lines without quotes. */
async function run(job: object, csv: string): Promise<Ended> {
  const { id } = await open({ object: 'Lead', operation: 'insert', ...job });
  expect((await send('PUT', `${jobs}/${id}/batches`, csv, 'text/csv')).status).toBe(201);
  const closed = await request(org, 'PATCH', `${jobs}/${id}`, { state: 'UploadComplete' });
  expect(closed).toMatchObject({ status: 200, body: { state: 'UploadComplete' } });
  const info = await over(`${jobs}/${id}`);
  const lines = async (kind: string) =>
    (await send('GET', `${jobs}/${id}/${kind}`, '', 'text/csv')).text
      .replaceAll('"', '')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  return {
    info,
    saved: await lines('successfulResults'),
    refused: await lines('failedResults'),
    left: await lines('unprocessedrecords'),
  };
}

const leads = () => [...org.org.store.records('Lead')];
const withEmail = (email: string) => leads().filter(({ values }) => values.get('Email') === email);
const seed = (fields: object) =>
  org.org.store.insert(
    org.org.schema.object('Lead')!,
    Object.entries({ LastName: 'S', Company: 'C', ...fields }),
    '',
  );

describe('Bulk API 2.0, ingest', () => {
  it('answers a new job as Salesforce does', async () => {
    const body = await open({ object: 'lead', operation: 'insert', lineEnding: 'CRLF' });
    expect(body).toEqual({
      id: expect.stringMatching(/^750\w{15}$/),
      operation: 'insert',
      object: 'Lead',
      createdById: expect.stringMatching(/^005/),
      createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      systemModstamp: expect.any(String),
      state: 'Open',
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: 66,
      contentUrl: `services/data/v66.0/jobs/ingest/${body.id}/batches`,
      lineEnding: 'CRLF',
      columnDelimiter: 'COMMA',
    });
    expect((await request(org, 'GET', jobs)).body.records.map(({ id }: Anything) => id)).toContain(body.id);
  });

  it('saves rows, refuses others, and counts', async () => {
    seed({ Email: 'dup@x.example' });
    const { info, saved, refused, left } = await run(
      {},
      'LastName,Company,Email\nA,"Acme, Inc.",new@x.example\nB,C,DUP@x.example\nD,,d@x.example\n',
    );
    expect(info).toMatchObject({
      state: 'JobComplete',
      jobType: 'V2Ingest',
      numberRecordsProcessed: 3,
      numberRecordsFailed: 2,
    });
    const { id } = withEmail('new@x.example')[0]!;
    expect(saved).toEqual([
      'sf__Id,sf__Created,LastName,Company,Email',
      `${id},true,A,Acme, Inc.,new@x.example`,
    ]);
    expect(refused).toEqual([
      'sf__Id,sf__Error,LastName,Company,Email',
      ',DUPLICATES_DETECTED:R says no.:--,B,C,DUP@x.example',
      ',REQUIRED_FIELD_MISSING:Required fields are missing: [Company]:Company --,D,,d@x.example',
    ]);
    expect(left).toEqual(['LastName,Company,Email']);
  });

  it('lets no header through an alert', async () => {
    seed({ Email: 'alert@x.example' });
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    const { body } = await request(org, 'POST', jobs, { object: 'Lead', operation: 'insert' }, headers);
    const csv = 'LastName,Company,Email\nA,C,alert@x.example\n';
    await send('PUT', `${jobs}/${body.id}/batches`, csv, 'text/csv');
    await request(org, 'PATCH', `${jobs}/${body.id}`, { state: 'UploadComplete' }, headers);
    expect(await over(`${jobs}/${body.id}`)).toMatchObject({ numberRecordsFailed: 1 });
  });

  it('compares rows with those of earlier chunks of 200, and not with those of their own', async () => {
    const row = (index: number) => `L${index},C,${index % 250}@chunk.example\n`;
    const csv = `LastName,Company,Email\n${Array.from({ length: 450 }, (_, index) => row(index)).join('')}`;
    const { info, refused } = await run({}, csv);
    // Rows 250 to 399 repeat the first 150, which are in another chunk; rows 400 to 449 repeat rows of the first too.
    expect(info).toMatchObject({ numberRecordsProcessed: 450, numberRecordsFailed: 200 });
    expect(refused[1]).toContain('DUPLICATES_DETECTED:R says no.:--,L250,');
    const twins = await run({}, 'LastName,Company,Email\nA,C,twin@x.example\nB,C,twin@x.example\n');
    expect(twins.info.numberRecordsFailed).toBe(0);
  });

  it('writes duplicate record sets where a rule reports', async () => {
    const rows = (count: number) => `LastName,Email\n${'X,report@x.example\n'.repeat(count)}`;
    await run({ object: 'Contact' }, rows(1));
    const before = org.org.store.count('DuplicateRecordSet');
    await run({ object: 'Contact' }, rows(1));
    expect(org.org.store.count('DuplicateRecordSet')).toBe(before + 1);
  });

  it('answers other requests while it works', async () => {
    const csv = `Name\n${'A\n'.repeat(3000)}`;
    const { id } = await open({ object: 'Account', operation: 'insert' });
    await send('PUT', `${jobs}/${id}/batches`, csv, 'text/csv');
    await request(org, 'PATCH', `${jobs}/${id}`, { state: 'UploadComplete' });
    const seen: number[] = [];
    for (;;) {
      const { body } = await request(org, 'GET', `${jobs}/${id}`);
      seen.push(body.numberRecordsProcessed);
      if (body.state === 'JobComplete') break;
    }
    expect(seen.some((count) => count < 3000)).toBe(true);
    expect(seen.at(-1)).toBe(3000);
  });

  it('updates: empty cells leave fields alone, #N/A makes them blank', async () => {
    const record = seed({ Email: 'up@x.example', Phone: '1', Title: 'T' });
    const { info, saved } = await run(
      { operation: 'update' },
      `Id,Phone,Title,LastName\n${record.id.slice(0, 15)},,#N/A,New\n00QLb000000ZZZZ,,,\nx,,,\n,,,Y\n`,
    );
    expect(info).toMatchObject({ numberRecordsProcessed: 4, numberRecordsFailed: 3 });
    expect(saved[1]).toBe(`${record.id},false,${record.id.slice(0, 15)},,#N/A,New`);
    expect(Object.fromEntries(record.values)).toMatchObject({ Phone: '1', LastName: 'New' });
    expect(record.values.get('Title') ?? null).toBeNull();
  });

  it('upserts by an external id, and finds parents by theirs', async () => {
    const account = org.org.store.insert(
      org.org.schema.object('Account')!,
      Object.entries({ Name: 'Acme', Code__c: 'A-1' }),
      '',
    );
    const job = { operation: 'upsert', externalIdFieldName: 'ext__c' };
    const first = await run(job, 'Ext__c,LastName,Company\nE-1,A,C\n,B,C\n');
    expect(first.saved[1]).toMatch(/^00Q\w{15},true,E-1/);
    expect(first.refused[1]).toBe(',MISSING_ARGUMENT:Ext__c not specified:--,,B,C');
    const second = await run(job, 'EXT__C,LastName,Company\ne-1,A2,C\n');
    expect(second.saved[1]).toMatch(/^00Q\w{15},false,e-1/);
    const contacts = await run(
      { object: 'Contact' },
      'LastName,Account.Code__c\nChild,A-1\nOrphan,A-2\nNone,#N/A\n',
    );
    expect(contacts.saved).toHaveLength(3);
    expect(contacts.refused[1]).toContain('A-2 not found for field Code__c in entity Account');
    const child = [...org.org.store.records('Contact')].find(
      ({ values }) => values.get('LastName') === 'Child',
    );
    expect(child?.values.get('AccountId')).toBe(account.id);
  });

  it('deletes into the recycle bin, and for good', async () => {
    const [one, other] = [seed({}), seed({})];
    const soft = await run({ operation: 'delete' }, `Id\n${one.id}\n${one.id}x\n`);
    expect(soft.info.numberRecordsFailed).toBe(1);
    expect(soft.saved).toEqual(['sf__Id,sf__Created,Id', `${one.id},false,${one.id}`]);
    expect(org.org.store.deletedRecord(one.id)).not.toBeNull();
    await run({ operation: 'hardDelete' }, `Id\n${other.id}\n`);
    expect(org.org.store.deletedRecord(other.id)).toBeNull();
    expect(org.org.store.record(other.id)).toBeNull();
  });

  it.each(['BACKQUOTE`', 'CARET^', 'PIPE|', 'SEMICOLON;', 'TAB\t'])(
    'takes the delimiter %s',
    async (text) => {
      const [columnDelimiter, delimiter] = [text.slice(0, -1), text.slice(-1)];
      const csv = `LastName${delimiter}Company\r\nD"${delimiter}C\r\n`.replace(
        'D"',
        `"a ${delimiter}""b\r\nc"`,
      );
      const { info, saved } = await run({ columnDelimiter, lineEnding: 'CRLF' }, csv);
      expect(info).toMatchObject({ state: 'JobComplete', numberRecordsFailed: 0 });
      expect(saved[0]).toBe(['sf__Id', 'sf__Created', 'LastName', 'Company'].join(delimiter));
      expect(leads().at(-1)!.values.get('LastName')).toBe(`a ${delimiter}"b\r\nc`);
    },
  );

  it('takes job and rows in one multipart request', async () => {
    const body = [
      '--BOUNDARY',
      'Content-Type: application/json',
      'Content-Disposition: form-data; name="job"',
      '',
      '{ "object":"Lead", "contentType":"CSV", "operation": "insert", "lineEnding" : "LF" }',
      '',
      '--BOUNDARY',
      'Content-Type: text/csv',
      'Content-Disposition: form-data; name="content"; filename="content"',
      '',
      'LastName,Company\nAstro,Nomical\nHootie,McOwl\n',
      '--BOUNDARY--',
      '',
    ].join('\r\n');
    const type = 'multipart/form-data; boundary="BOUNDARY"';
    const { text } = await send('POST', jobs, body, type);
    expect(JSON.parse(text)).toMatchObject({ state: 'UploadComplete', object: 'Lead' });
    expect(await over(`${jobs}/${JSON.parse(text).id}`)).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 2,
      numberRecordsFailed: 0,
    });
    expect((await send('POST', jobs, body.slice(0, -20), type)).status).toBe(400);
  });

  it.each<[what: string, job: object, csv: string, message: string]>([
    [
      'an unknown field',
      {},
      'LastName,Nonsense__c\nA,B\n',
      'InvalidBatch : Field name not found : Nonsense__c',
    ],
    [
      'an unknown parent',
      {},
      'LastName,Nope.Ext__c\nA,B\n',
      'InvalidBatch : Field name not found : Nope.Ext__c',
    ],
    ['an update without ids', { operation: 'update' }, 'LastName\nA\n', 'Field name not found : Id'],
    [
      'an upsert without its external id',
      { operation: 'upsert', externalIdFieldName: 'Ext__c' },
      'LastName\nA\n',
      'Field name not found : Ext__c',
    ],
    ['an open quote', {}, 'LastName,Company\n"A,C\n', 'EOF reached before closing an opened quote'],
    ['a quote within a value', {}, 'LastName,Company\nA"B,C\n', 'Found unescaped quote'],
    ['text behind a quote', {}, 'LastName,Company\n"A"B,C\n', 'Not expecting more text after end quote'],
    ['a byte order mark', {}, '\ufeff"LastName","Company"\nA,C\n', 'Found unescaped quote'],
    [
      'line endings of Windows',
      {},
      'LastName,Company\r\nA,C\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    [
      'line endings of Unix',
      { lineEnding: 'CRLF' },
      'LastName,Company\nA,C\n',
      'LineEnding is invalid on user data. Current LineEnding setting is CRLF',
    ],
    ['too many values', {}, 'LastName,Company\nA,C\nB,C,D\n', 'Row 2 has 3 values, and the header 2'],
    ['too few values', {}, 'LastName,Company\nA\n', 'Row 1 has 1 values, and the header 2'],
    ['a delete with more than ids', { operation: 'delete' }, 'Id,Name\na,b\n', 'one column only'],
    [
      'a carriage return behind a quote',
      {},
      'LastName,Company\n"A"\r,C\n',
      'Not expecting more text after end quote',
    ],
    [
      'too many columns',
      {},
      `LastName${','.repeat(6000)}\n`,
      'Exceeded max number of columns per record : 5000',
    ],
    [
      'too long a row',
      {},
      `LastName\n${'x'.repeat(400_001)}\n`,
      'Exceeded max length for one record: 400001',
    ],
    ['nothing', {}, '', 'InvalidBatch : Records not found'],
    ['blank lines', {}, '\n\n', 'InvalidBatch : Records not found'],
  ])('fails with %s, and saves nothing', async (_, job, csv, message) => {
    const before = org.org.store.count('Lead');
    const { info, saved } = await run(job, csv);
    expect(info).toMatchObject({ state: 'Failed', numberRecordsProcessed: 0 });
    expect(info.errorMessage).toContain(message);
    expect(saved.length).toBeLessThan(2);
    expect(org.org.store.count('Lead')).toBe(before);
  });

  it('gives rows that nothing was done with back', async () => {
    const { left } = await run({}, 'LastName,Nonsense__c\nA,B\nC,D\n');
    expect(left).toEqual(['LastName,Nonsense__c', 'A,B', 'C,D']);
  });

  it.each<[what: string, job: object, code: string, message: string]>([
    ['an unknown object', { object: 'Nope', operation: 'insert' }, 'INVALIDENTITY', "Entity 'Nope' is not"],
    ['no object', { operation: 'insert' }, 'INVALIDENTITY', 'is not supported by the Bulk API'],
    ['an unknown operation', { object: 'Lead', operation: 'merge' }, 'INVALIDJOB', 'InvalidJob : '],
    ['JSON rows', { object: 'Lead', operation: 'insert', contentType: 'JSON' }, 'INVALIDJOB', 'JSON'],
    [
      'an upsert without a field',
      { object: 'Lead', operation: 'upsert' },
      'INVALIDJOB',
      'External ID was blank',
    ],
    [
      'an upsert by a field that is none',
      { object: 'Lead', operation: 'upsert', externalIdFieldName: 'Phone' },
      'INVALIDJOB',
      'InvalidJob : Field name provided, Phone does not match an External ID, Salesforce Id, or indexed field for Lead',
    ],
    ['a strange delimiter', { object: 'Lead', operation: 'insert', columnDelimiter: 'X' }, 'INVALIDJOB', 'X'],
    ['a strange line ending', { object: 'Lead', operation: 'insert', lineEnding: 'CR' }, 'INVALIDJOB', 'CR'],
  ])('makes no job of %s', async (_, job, errorCode, message) => {
    const { status, body } = await request(org, 'POST', jobs, job);
    expect({ status, errorCode: body[0].errorCode }).toEqual({ status: 400, errorCode });
    expect(body[0].message).toContain(message);
  });

  it('keeps to the states of a job', async () => {
    const { id } = await open({ object: 'Lead', operation: 'insert' });
    const csv = 'LastName,Company\nA,C\n';
    const put = async () =>
      JSON.parse((await send('PUT', `${jobs}/${id}/batches`, csv, 'text/csv')).text || '[]');
    const patch = async (state: string) => (await request(org, 'PATCH', `${jobs}/${id}`, { state })).body;
    expect((await request(org, 'GET', `${jobs}/${id}/failedResults`)).status).toBe(400);
    expect((await request(org, 'DELETE', `${jobs}/${id}`)).status).toBe(400);
    expect(await put()).toEqual([]);
    expect((await put())[0].message).toContain('Found multiple contents for job');
    expect((await patch('Nonsense'))[0].errorCode).toBe('INVALIDJOB');
    await patch('UploadComplete');
    await over(`${jobs}/${id}`);
    expect((await put())[0].message).toContain("the Job is not Open. Current job state is 'JobComplete'");
    expect((await patch('UploadComplete'))[0].message).toContain('Closing already Completed Job not allowed');
    expect((await patch('Aborted'))[0].message).toContain('Aborting already Completed Job not allowed');
    expect((await request(org, 'DELETE', `${jobs}/${id}`)).status).toBe(204);
    expect((await request(org, 'GET', `${jobs}/${id}`)).status).toBe(404);
  });

  it('stops where it is aborted', async () => {
    const { id } = await open({ object: 'Account', operation: 'insert' });
    const csv = `Name\n${'A\n'.repeat(20_000)}`;
    await send('PUT', `${jobs}/${id}/batches`, csv, 'text/csv');
    await request(org, 'PATCH', `${jobs}/${id}`, { state: 'UploadComplete' });
    const { body } = await request(org, 'PATCH', `${jobs}/${id}`, { state: 'Aborted' });
    expect(body.state).toBe('Aborted');
    const info = await over(`${jobs}/${id}`);
    expect(info.numberRecordsProcessed).toBeLessThan(20_000);
    const left = (await send('GET', `${jobs}/${id}/unprocessedrecords`, '', 'text/csv')).text;
    expect(left.trimEnd().split('\n')).toHaveLength(1 + 20_000 - info.numberRecordsProcessed);
  });

  it('shows a job to nobody else', async () => {
    const { id } = await open({ object: 'Lead', operation: 'insert' });
    const { token } = org.logIn('Some Body', { viewSetup: false, hiddenFields: { Lead: ['Phone'] } });
    const foreign = { url: org.url, token };
    expect((await request(foreign, 'GET', `${jobs}/${id}`)).status).toBe(404);
    expect((await send('PUT', `${jobs}/${id}/batches`, 'x', 'text/csv', token)).status).toBe(404);
    const own = (await request(foreign, 'POST', jobs, { object: 'Lead', operation: 'insert' })).body;
    await send('PUT', `${jobs}/${own.id}/batches`, 'LastName,Phone\nA,1\n', 'text/csv', token);
    await request(foreign, 'PATCH', `${jobs}/${own.id}`, { state: 'UploadComplete' });
    expect(await over(`${jobs}/${own.id}`)).toMatchObject({
      errorMessage: 'InvalidBatch : Field name not found : Phone',
    });
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const { id } = await open({ object: 'Lead', operation: 'insert' });
    const cut = new AbortController();
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('LastName,Company\nA,'));
        await setImmediate();
        cut.abort();
      },
    });
    const init = { method: 'PUT', headers: { Authorization: `Bearer ${org.token}` }, body, duplex: 'half' };
    await expect(
      fetch(`${org.url}${jobs}/${id}/batches`, { ...init, signal: cut.signal } as Anything),
    ).rejects.toThrow();
    const again = await send('PUT', `${jobs}/${id}/batches`, 'LastName,Company\nA,C\n', 'text/csv');
    expect(again.status).toBe(201);
  });
});

describe('CSV', () => {
  const forms = fc.record({
    columnDelimiter: fc.constantFrom('COMMA', 'TAB', 'PIPE'),
    lineEnding: fc.constantFrom('LF', 'CRLF'),
  }) as fc.Arbitrary<CsvForm>;
  const problemOf = (text: string, form: CsvForm): string | null => {
    const check = csvProblem(text, form);
    for (;;) {
      const { done, value } = check.next();
      if (done) return value;
    }
  };

  it('is read as it was written', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\t', '|', '\n', '\r', ' ', 'é'),
      maxLength: 6,
    });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, forms, (written, form) => {
        const text = csvText(written, form);
        expect(problemOf(text, form)).toBeNull();
        expect([...csvRows(text, form)]).toEqual(written);
      }),
      { numRuns: 150 },
    );
  });

  it('has as many values in every row, or a problem', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '\r', '|'), maxLength: 30 });
    fc.assert(
      fc.property(text, forms, (garbage, form) => {
        if (problemOf(garbage, form) !== null) return;
        const lengths = new Set([...csvRows(garbage, form)].map(({ length }) => length));
        expect(lengths.size).toBeLessThan(2);
      }),
      { numRuns: 500 },
    );
  });
});

it('forgets the oldest jobs that are over, and takes nothing more where there is no room', () => {
  const jobs = new BulkJobs();
  const session = org.org.sessions.find(org.token)!;
  const add = (size: number, isOver: boolean) => {
    const job = { id: jobs.nextId(), session, size, isOver };
    jobs.add(job);
    return jobs.find(job.id, session);
  };
  add(150_000_000, true);
  add(100_000_000, true);
  add(300_000_000, false);
  expect(jobs.isFull(1)).toBe(false);
  expect(jobs.all(session).map(({ size }) => size)).toEqual([300_000_000]);
  add(200_000_000, false);
  expect(jobs.isFull(1)).toBe(true);
});

describe('Bulk API 2.0, query', () => {
  const queries = '/services/data/v66.0/jobs/query';

  it('gives pages with locators', async () => {
    const query = "select id, lastname, Owner.Username FROM Lead WHERE Company = 'Paged' ORDER BY LastName";
    for (const LastName of ['a', 'b,"', 'c']) seed({ LastName, Company: 'Paged' });
    const { body } = await request(org, 'POST', queries, { operation: 'query', query });
    expect(body).toMatchObject({
      object: 'Lead',
      operation: 'query',
      state: 'UploadComplete',
      apiVersion: 66,
    });
    expect(await over(`${queries}/${body.id}`)).toMatchObject({
      numberRecordsProcessed: 3,
      jobType: 'V2Query',
    });
    const page = (search: string) => send('GET', `${queries}/${body.id}/results${search}`, '', 'text/csv');
    const first = await page('?maxRecords=2');
    expect(first.headers.get('sforce-numberofrecords')).toBe('2');
    const locator = first.headers.get('sforce-locator');
    const last = await page(`?maxRecords=2&locator=${locator}`);
    expect(last.headers.get('sforce-locator')).toBe('null');
    expect(first.text).toMatch(
      /^"Id","LastName","Owner.Username"\n"00Q\w{15}","a",""\n"00Q\w{15}","b,""",""\n$/,
    );
    expect(last.text).toMatch(/^"Id","LastName","Owner.Username"\n"00Q\w{15}","c",""\n$/);
    expect((await page('?locator=nonsense')).status).toBe(400);
    expect((await request(org, 'DELETE', `${queries}/${body.id}`)).status).toBe(204);
  });

  it.each([
    ['SELECT Nonsense FROM Lead', 'INVALID_FIELD'],
    ['SELECT COUNT() FROM Lead', 'API_ERROR'],
    ['nonsense', 'MALFORMED_QUERY'],
  ])('refuses %s with %s', async (query, errorCode) => {
    const { status, body } = await request(org, 'POST', queries, { operation: 'query', query });
    expect({ status, errorCode: body[0].errorCode }).toEqual({ status: 400, errorCode });
  });
});

const fast = { pollInterval: 5, pollTimeout: 20_000 };

describe('jsforce', () => {
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
    const saved = withEmail('v1-new@x.example')[0]!.id;
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
      { success: true, created: true, id: withEmail('ss-new@x.example')[0]!.id, errors: [] },
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

  it('is used by jsforce to load and to query', async () => {
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

  it('tells what of it are writes', async () => {
    org.journal.clear();
    await job('insert');
    await job('query');
    const own = org.journal.entries.slice(-2);
    expect(own.map(({ isWrite }) => isWrite)).toEqual([true, false]);
  });
});
