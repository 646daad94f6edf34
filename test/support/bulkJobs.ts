import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { org, send } from './loadOrg.ts';
import { request } from './sandbox.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

export const ingestJobs = '/services/data/v66.0/jobs/ingest';

export const openJob = async (job: object): Promise<Anything> =>
  (await request(org, 'POST', ingestJobs, { contentType: 'CSV', ...job })).body;

/** What a job's resource says once it is over. */
export async function over(path: string): Promise<Anything> {
  for (;;) {
    const { body } = await request(org, 'GET', path);
    if (['JobComplete', 'Failed', 'Aborted'].includes(body.state)) return body;
    await setImmediate();
  }
}

export interface EndedJob {
  readonly info: Anything;
  readonly saved: string[];
  readonly refused: string[];
  readonly left: string[];
}

/** Runs a job to its end; results as lines without quotes. */
export async function runJob(job: object, csv: string): Promise<EndedJob> {
  const { id } = await openJob({ object: 'Lead', operation: 'insert', ...job });
  expect((await send('PUT', `${ingestJobs}/${id}/batches`, csv, 'text/csv')).status).toBe(201);
  const closed = await request(org, 'PATCH', `${ingestJobs}/${id}`, { state: 'UploadComplete' });
  expect(closed).toMatchObject({ status: 200, body: { state: 'UploadComplete' } });
  const info = await over(`${ingestJobs}/${id}`);
  const lines = async (kind: string) =>
    (await send('GET', `${ingestJobs}/${id}/${kind}`, '', 'text/csv')).text
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
