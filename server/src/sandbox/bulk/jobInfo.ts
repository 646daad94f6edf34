import type { IngestJob } from './ingestJob.ts';
import type { QueryJob } from './queryJob.ts';

/** What a job's creation and `PATCH` answer, as Salesforce's guide shows it. */
export function ingestSummary(job: IngestJob): Record<string, unknown> {
  const { id, session, task, form } = job;
  return {
    id,
    operation: task.operation,
    object: task.object.name,
    createdById: session.user.id,
    createdDate: dateTime(job.createdDate),
    systemModstamp: dateTime(job.changedDate),
    state: job.state,
    ...(task.externalId === null ? {} : { externalIdFieldName: task.externalId }),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: task.version,
    ...(job.state === 'Open'
      ? { contentUrl: `services/data/v${task.version}.0/jobs/ingest/${id}/batches` }
      : {}),
    lineEnding: form.lineEnding,
    columnDelimiter: form.columnDelimiter,
  };
}

/** What `GET jobs/ingest/ID` answers. */
export function ingestInfo(job: IngestJob): Record<string, unknown> {
  return {
    ...ingestSummary(job),
    jobType: job.jobType,
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage }),
    ...counters(job),
    numberRecordsFailed: job.failed,
  };
}

export function querySummary(job: QueryJob): Record<string, unknown> {
  const { id, session, form } = job;
  return {
    id,
    operation: job.operation,
    object: job.object,
    createdById: session.user.id,
    createdDate: dateTime(job.createdDate),
    systemModstamp: dateTime(job.changedDate),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.version,
    lineEnding: form.lineEnding,
    columnDelimiter: form.columnDelimiter,
  };
}

export function queryInfo(job: QueryJob): Record<string, unknown> {
  return {
    ...querySummary(job),
    jobType: 'V2Query',
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage }),
    ...counters(job),
    isPkChunkingSupported: true,
  };
}

function counters(job: {
  readonly processed: number;
  readonly createdDate: Date;
  readonly changedDate: Date;
}) {
  const elapsed = Math.max(0, job.changedDate.getTime() - job.createdDate.getTime());
  return {
    numberRecordsProcessed: job.processed,
    retries: 0,
    totalProcessingTime: elapsed,
    apiActiveProcessingTime: elapsed,
    apexProcessingTime: 0,
  };
}

/** `2026-01-02T03:04:05.000+0000` */
export function dateTime(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
