import { describe, expect, it } from 'vitest';
import { ingestJobs, openJob, over, runJob } from '../../support/bulkJobs.ts';
import { leadsWithEmail, org, seed, send, useLoadOrg } from '../../support/loadOrg.ts';
import { request } from '../../support/sandbox.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

useLoadOrg();

describe('Bulk API 2.0, ingest', () => {
  it('answers a new job as Salesforce does', async () => {
    const body = await openJob({ object: 'lead', operation: 'insert', lineEnding: 'CRLF' });
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
    expect((await request(org, 'GET', ingestJobs)).body.records.map(({ id }: Anything) => id)).toContain(
      body.id,
    );
  });

  it('saves rows, refuses others, and counts', async () => {
    seed({ Email: 'dup@x.example' });
    const { info, saved, refused, left } = await runJob(
      {},
      'LastName,Company,Email\nA,"Acme, Inc.",new@x.example\nB,C,DUP@x.example\nD,,d@x.example\n',
    );
    expect(info).toMatchObject({
      state: 'JobComplete',
      jobType: 'V2Ingest',
      numberRecordsProcessed: 3,
      numberRecordsFailed: 2,
    });
    const { id } = leadsWithEmail('new@x.example')[0]!;
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
    const { body } = await request(org, 'POST', ingestJobs, { object: 'Lead', operation: 'insert' }, headers);
    const csv = 'LastName,Company,Email\nA,C,alert@x.example\n';
    await send('PUT', `${ingestJobs}/${body.id}/batches`, csv, 'text/csv');
    await request(org, 'PATCH', `${ingestJobs}/${body.id}`, { state: 'UploadComplete' }, headers);
    expect(await over(`${ingestJobs}/${body.id}`)).toMatchObject({ numberRecordsFailed: 1 });
  });

  it('compares rows with those of earlier chunks of 200, and not with those of their own', async () => {
    const row = (index: number) => `L${index},C,${index % 250}@chunk.example\n`;
    const csv = `LastName,Company,Email\n${Array.from({ length: 450 }, (_, index) => row(index)).join('')}`;
    const { info, refused } = await runJob({}, csv);
    // Rows 250 to 399 repeat the first 150, which are in another chunk; rows 400 to 449 repeat rows of the first too.
    expect(info).toMatchObject({ numberRecordsProcessed: 450, numberRecordsFailed: 200 });
    expect(refused[1]).toContain('DUPLICATES_DETECTED:R says no.:--,L250,');
    const twins = await runJob({}, 'LastName,Company,Email\nA,C,twin@x.example\nB,C,twin@x.example\n');
    expect(twins.info.numberRecordsFailed).toBe(0);
  });

  it('writes duplicate record sets where a rule reports', async () => {
    const rows = (count: number) => `LastName,Email\n${'X,report@x.example\n'.repeat(count)}`;
    await runJob({ object: 'Contact' }, rows(1));
    const before = org.org.store.count('DuplicateRecordSet');
    await runJob({ object: 'Contact' }, rows(1));
    expect(org.org.store.count('DuplicateRecordSet')).toBe(before + 1);
  });

  it('answers other requests while it works', async () => {
    const csv = `Name\n${'A\n'.repeat(3000)}`;
    const { id } = await openJob({ object: 'Account', operation: 'insert' });
    await send('PUT', `${ingestJobs}/${id}/batches`, csv, 'text/csv');
    await request(org, 'PATCH', `${ingestJobs}/${id}`, { state: 'UploadComplete' });
    const seen: number[] = [];
    for (;;) {
      const { body } = await request(org, 'GET', `${ingestJobs}/${id}`);
      seen.push(body.numberRecordsProcessed);
      if (body.state === 'JobComplete') break;
    }
    expect(seen.some((count) => count < 3000)).toBe(true);
    expect(seen.at(-1)).toBe(3000);
  });

  it('updates: empty cells leave fields alone, #N/A makes them blank', async () => {
    const record = seed({ Email: 'up@x.example', Phone: '1', Title: 'T' });
    const { info, saved } = await runJob(
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
    const first = await runJob(job, 'Ext__c,LastName,Company\nE-1,A,C\n,B,C\n');
    expect(first.saved[1]).toMatch(/^00Q\w{15},true,E-1/);
    expect(first.refused[1]).toBe(',MISSING_ARGUMENT:Ext__c not specified:--,,B,C');
    const second = await runJob(job, 'EXT__C,LastName,Company\ne-1,A2,C\n');
    expect(second.saved[1]).toMatch(/^00Q\w{15},false,e-1/);
    const contacts = await runJob(
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
    const soft = await runJob({ operation: 'delete' }, `Id\n${one.id}\n${one.id}x\n`);
    expect(soft.info.numberRecordsFailed).toBe(1);
    expect(soft.saved).toEqual(['sf__Id,sf__Created,Id', `${one.id},false,${one.id}`]);
    expect(org.org.store.deletedRecord(one.id)).not.toBeNull();
    await runJob({ operation: 'hardDelete' }, `Id\n${other.id}\n`);
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
      const { info, saved } = await runJob({ columnDelimiter, lineEnding: 'CRLF' }, csv);
      expect(info).toMatchObject({ state: 'JobComplete', numberRecordsFailed: 0 });
      expect(saved[0]).toBe(['sf__Id', 'sf__Created', 'LastName', 'Company'].join(delimiter));
      expect([...org.org.store.records('Lead')].at(-1)!.values.get('LastName')).toBe(`a ${delimiter}"b\r\nc`);
    },
  );

  it('takes the addresses that Data Loader writes', async () => {
    const body = '{"operation":"insert","object":"Lead","contentType":"CSV","lineEnding":"LF"}';
    const created = JSON.parse((await send('POST', `${ingestJobs}//`, body, 'application/json')).text);
    const path = `${ingestJobs}/${created.id}/`;
    expect((await send('PUT', `${path}batches/`, 'LastName,Company\nA,C\n', 'text/csv')).status).toBe(201);
    await send('PATCH', path, '{"state":"UploadComplete"}', 'application/json');
    expect(await over(path)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1 });
    expect((await send('GET', `${path}successfulResults/`, '', 'text/csv')).text).toContain('"A","C"');
  });

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
    const { text } = await send('POST', ingestJobs, body, type);
    expect(JSON.parse(text)).toMatchObject({ state: 'UploadComplete', object: 'Lead' });
    expect(await over(`${ingestJobs}/${JSON.parse(text).id}`)).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 2,
      numberRecordsFailed: 0,
    });
    expect((await send('POST', ingestJobs, body.slice(0, -20), type)).status).toBe(400);
  });
});
