import { notFound, RestError } from '../errors.ts';
import { type Call, json, noContent, type Reply } from '../http.ts';
import { asId } from '../ids.ts';
import { jsonBody } from '../rest/body.ts';
import type { RestCall, Route } from '../rest/route.ts';
import { type CsvForm, type DelimiterName, delimiters, type LineEndingName, lineEndings } from './csv.ts';
import { invalidJob, invalidState, noRoom } from './errors.ts';
import { IngestJob } from './ingestJob.ts';
import { ingestInfo, ingestSummary } from './jobInfo.ts';
import { multipartParts } from './multipart.ts';
import { readTask } from './readTask.ts';

/** Bulk API 2.0, ingest (developer guide, "Bulk API 2.0 Ingest"). */
export const ingestRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/jobs\/ingest$/, writes: true, answer: create },
  { method: 'GET', path: /^\/jobs\/ingest$/, answer: list },
  { method: 'PUT', path: /^\/jobs\/ingest\/([^/]+)\/batches$/, writes: true, answer: upload },
  { method: 'PATCH', path: /^\/jobs\/ingest\/([^/]+)$/, writes: true, answer: changeState },
  {
    method: 'GET',
    path: /^\/jobs\/ingest\/([^/]+)$/,
    answer: (request) => json(200, ingestInfo(jobOf(request))),
  },
  { method: 'DELETE', path: /^\/jobs\/ingest\/([^/]+)$/, writes: true, answer: remove },
  {
    method: 'GET',
    path: /^\/jobs\/ingest\/([^/]+)\/(successfulResults|failedResults|unprocessedRecords)$/i,
    answer: results,
  },
];

function create(request: RestCall): Reply {
  const parts = multipartParts(request.call);
  const job = newJob(request, jsonBody(parts === null ? request.call : jobPart(request.call, parts)));
  const content = parts?.get('content');
  if (content !== undefined) {
    uploadTo(request, job, content);
    start(request, job);
  }
  request.org.bulk.add(job);
  return json(200, ingestSummary(job));
}

function uploadTo({ org }: RestCall, job: IngestJob, content: string): void {
  if (org.bulk.isFull(content.length)) throw noRoom();
  job.upload(content);
}

function jobPart(call: Call, parts: ReadonlyMap<string, string>): Call {
  const headers = { ...call.headers, 'content-type': 'application/json' };
  return { ...call, headers, body: parts.get('job') ?? '' };
}

function newJob(request: RestCall, body: Record<string, unknown>): IngestJob {
  const { org, session, version } = request;
  const { contentType = 'CSV' } = body;
  if (contentType !== 'CSV') throw invalidJob(`ContentType ${String(contentType)} is not supported`);
  const task = readTask(org, session, { channel: 'bulk-2', version }, body);
  return new IngestJob(org.bulk.nextId(), session, task, formOf(body), org.now());
}

/** @throws RestError where a name is none of the documented ones */
export function formOf(body: Record<string, unknown>): CsvForm {
  const { columnDelimiter, lineEnding } = body;
  const known = (name: unknown, all: object): boolean => typeof name === 'string' && Object.hasOwn(all, name);
  if (!known(columnDelimiter ?? 'COMMA', delimiters)) {
    throw invalidJob(`ColumnDelimiter ${String(columnDelimiter)} is not supported`);
  }
  if (!known(lineEnding ?? 'LF', lineEndings)) {
    throw invalidJob(`LineEnding ${String(lineEnding)} is not supported`);
  }
  return {
    columnDelimiter: (columnDelimiter ?? 'COMMA') as DelimiterName,
    lineEnding: (lineEnding ?? 'LF') as LineEndingName,
  };
}

function upload(request: RestCall): Reply {
  const job = jobOf(request);
  if (job.state !== 'Open') {
    throw invalidState(
      `Failed to create batch, since the Job is not Open. Current job state is '${job.state}'`,
    );
  }
  if (job.hasContent) {
    const message = `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`;
    throw new RestError(400, 'CLIENTINPUTERROR', message);
  }
  uploadTo(request, job, request.call.body);
  return { status: 201, contentType: '', body: '' };
}

function changeState(request: RestCall): Reply {
  const job = jobOf(request);
  const { state } = jsonBody(request.call);
  if (state === 'UploadComplete') {
    if (job.state !== 'Open') {
      throw invalidState(`Closing already ${stateInWords(job)} Job not allowed`);
    }
    start(request, job);
  } else if (state === 'Aborted') {
    if (job.isOver) throw invalidState(`Aborting already ${stateInWords(job)} Job not allowed`);
    job.abort(request.org);
  } else throw invalidJob('Unable to parse Job');
  return json(200, ingestSummary(job));
}

function start({ org }: RestCall, job: IngestJob): void {
  job.close(org);
  org.bulk.start(job.process(org));
}

function stateInWords({ state }: IngestJob): string {
  return state === 'JobComplete' ? 'Completed' : state;
}

function remove(request: RestCall): Reply {
  const job = jobOf(request);
  if (!job.isOver && job.state !== 'UploadComplete') {
    throw invalidState(`Job ${job.id} cannot be deleted in the state ${job.state}`);
  }
  request.org.bulk.delete(job);
  if (!job.isOver) job.abort(request.org);
  return noContent;
}

function results(request: RestCall): Reply {
  const job = jobOf(request);
  if (!job.isOver) throw invalidState(`Job ${job.id} has no results in the state ${job.state}`);
  const kind = request.parts[1]!.toLowerCase();
  const body =
    kind === 'successfulresults'
      ? job.successfulResults()
      : kind === 'failedresults'
        ? job.failedResults()
        : job.unprocessedRecords();
  return { status: 200, contentType: 'text/csv;charset=UTF-8', body };
}

function list({ org, session }: RestCall): Reply {
  const jobs = org.bulk.all(session).filter((job) => job instanceof IngestJob);
  return json(200, { done: true, nextRecordsUrl: null, records: jobs.map(ingestInfo) });
}

function jobOf({ org, session, parts }: RestCall): IngestJob {
  const job = org.bulk.find(asId(parts[0]!) ?? '', session);
  if (job instanceof IngestJob) return job;
  throw notFound();
}
