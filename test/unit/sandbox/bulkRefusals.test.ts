import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ingestJobs, openJob, over, runJob } from '../../support/bulkJobs.ts';
import { org, send, useLoadOrg } from '../../support/loadOrg.ts';
import { request } from '../../support/sandbox.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

useLoadOrg();

describe('Bulk API 2.0, what it refuses', () => {
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
    const { info, saved } = await runJob(job, csv);
    expect(info).toMatchObject({ state: 'Failed', numberRecordsProcessed: 0 });
    expect(info.errorMessage).toContain(message);
    expect(saved.length).toBeLessThan(2);
    expect(org.org.store.count('Lead')).toBe(before);
  });

  it('gives rows that nothing was done with back', async () => {
    const { left } = await runJob({}, 'LastName,Nonsense__c\nA,B\nC,D\n');
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
    const { status, body } = await request(org, 'POST', ingestJobs, job);
    expect({ status, errorCode: body[0].errorCode }).toEqual({ status: 400, errorCode });
    expect(body[0].message).toContain(message);
  });

  it('keeps to the states of a job', async () => {
    const { id } = await openJob({ object: 'Lead', operation: 'insert' });
    const csv = 'LastName,Company\nA,C\n';
    const put = async () =>
      JSON.parse((await send('PUT', `${ingestJobs}/${id}/batches`, csv, 'text/csv')).text || '[]');
    const patch = async (state: string) =>
      (await request(org, 'PATCH', `${ingestJobs}/${id}`, { state })).body;
    expect((await request(org, 'GET', `${ingestJobs}/${id}/failedResults`)).status).toBe(400);
    expect((await request(org, 'DELETE', `${ingestJobs}/${id}`)).status).toBe(400);
    expect(await put()).toEqual([]);
    expect((await put())[0].message).toContain('Found multiple contents for job');
    expect((await patch('Nonsense'))[0].errorCode).toBe('INVALIDJOB');
    await patch('UploadComplete');
    await over(`${ingestJobs}/${id}`);
    expect((await put())[0].message).toContain("the Job is not Open. Current job state is 'JobComplete'");
    expect((await patch('UploadComplete'))[0].message).toContain('Closing already Completed Job not allowed');
    expect((await patch('Aborted'))[0].message).toContain('Aborting already Completed Job not allowed');
    expect((await request(org, 'DELETE', `${ingestJobs}/${id}`)).status).toBe(204);
    expect((await request(org, 'GET', `${ingestJobs}/${id}`)).status).toBe(404);
  });

  it('stops where it is aborted', async () => {
    const { id } = await openJob({ object: 'Account', operation: 'insert' });
    const csv = `Name\n${'A\n'.repeat(20_000)}`;
    await send('PUT', `${ingestJobs}/${id}/batches`, csv, 'text/csv');
    await request(org, 'PATCH', `${ingestJobs}/${id}`, { state: 'UploadComplete' });
    const { body } = await request(org, 'PATCH', `${ingestJobs}/${id}`, { state: 'Aborted' });
    expect(body.state).toBe('Aborted');
    const info = await over(`${ingestJobs}/${id}`);
    expect(info.numberRecordsProcessed).toBeLessThan(20_000);
    const left = (await send('GET', `${ingestJobs}/${id}/unprocessedrecords`, '', 'text/csv')).text;
    expect(left.trimEnd().split('\n')).toHaveLength(1 + 20_000 - info.numberRecordsProcessed);
  });

  it('shows a job to nobody else', async () => {
    const { id } = await openJob({ object: 'Lead', operation: 'insert' });
    const { token } = org.logIn('Some Body', { viewSetup: false, hiddenFields: { Lead: ['Phone'] } });
    const foreign = { url: org.url, token };
    expect((await request(foreign, 'GET', `${ingestJobs}/${id}`)).status).toBe(404);
    expect((await send('PUT', `${ingestJobs}/${id}/batches`, 'x', 'text/csv', token)).status).toBe(404);
    const own = (await request(foreign, 'POST', ingestJobs, { object: 'Lead', operation: 'insert' })).body;
    await send('PUT', `${ingestJobs}/${own.id}/batches`, 'LastName,Phone\nA,1\n', 'text/csv', token);
    await request(foreign, 'PATCH', `${ingestJobs}/${own.id}`, { state: 'UploadComplete' });
    expect(await over(`${ingestJobs}/${own.id}`)).toMatchObject({
      errorMessage: 'InvalidBatch : Field name not found : Phone',
    });
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const { id } = await openJob({ object: 'Lead', operation: 'insert' });
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
      fetch(`${org.url}${ingestJobs}/${id}/batches`, { ...init, signal: cut.signal } as Anything),
    ).rejects.toThrow();
    const again = await send('PUT', `${ingestJobs}/${id}/batches`, 'LastName,Company\nA,C\n', 'text/csv');
    expect(again.status).toBe(201);
  });
});
