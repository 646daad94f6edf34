import { notFound, RestError } from '../errors.ts';
import { json, noContent, type Reply } from '../http.ts';
import { asId } from '../ids.ts';
import { jsonBody } from '../rest/body.ts';
import type { RestCall, Route } from '../rest/route.ts';
import { invalidJob, invalidState } from './errors.ts';
import { formOf } from './ingestRoutes.ts';
import { queryInfo, querySummary } from './jobInfo.ts';
import { QueryJob } from './queryJob.ts';
import { runBulkQuery } from './queryRows.ts';

/** Bulk API 2.0, query (developer guide, "Bulk API 2.0 Query"). */
export const queryRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/jobs\/query$/, answer: create },
  {
    method: 'GET',
    path: /^\/jobs\/query$/,
    answer: ({ org, session }) => {
      const jobs = org.bulk.all(session).filter((job) => job instanceof QueryJob);
      return json(200, { done: true, nextRecordsUrl: null, records: jobs.map(queryInfo) });
    },
  },
  {
    method: 'GET',
    path: /^\/jobs\/query\/([^/]+)$/,
    answer: (request) => json(200, queryInfo(jobOf(request))),
  },
  { method: 'PATCH', path: /^\/jobs\/query\/([^/]+)$/, answer: abort },
  { method: 'DELETE', path: /^\/jobs\/query\/([^/]+)$/, answer: remove },
  { method: 'GET', path: /^\/jobs\/query\/([^/]+)\/results$/, answer: results },
  { method: 'GET', path: /^\/jobs\/query\/([^/]+)\/resultPages$/, answer: resultPages },
];

const pageSize = 50_000;

function create(request: RestCall): Reply {
  const { org, session, version } = request;
  const body = jsonBody(request.call);
  const { operation = 'query', query } = body;
  if (operation !== 'query' && operation !== 'queryAll') throw invalidJob('Unable to parse Job');
  if (typeof query !== 'string') throw invalidJob('A query is missing');
  const job = new QueryJob({
    id: org.bulk.nextId(),
    session,
    operation,
    query: runBulkQuery(org, session, { query, version, withDeleted: operation === 'queryAll' }),
    form: formOf(body),
    version,
    createdDate: org.now(),
  });
  org.bulk.add(job);
  org.bulk.start(job.process(org));
  return json(200, querySummary(job));
}

function abort(request: RestCall): Reply {
  const job = jobOf(request);
  if (jsonBody(request.call).state !== 'Aborted') throw invalidJob('Unable to parse Job');
  if (job.isOver) throw invalidState(`Aborting already Completed Job not allowed`);
  job.abort(request.org);
  return json(200, querySummary(job));
}

function remove(request: RestCall): Reply {
  const job = jobOf(request);
  if (!job.isOver) throw invalidState(`Job ${job.id} cannot be deleted in the state ${job.state}`);
  request.org.bulk.delete(job);
  return noContent;
}

function results(request: RestCall): Reply {
  const job = completeJob(request);
  const { query } = request.call;
  const most = mostOf(query.get('maxRecords'));
  const page = job.page(query.get('locator'), most);
  if (!page) throw new RestError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  const headers = {
    'Sforce-Locator': page.locator ?? 'null',
    'Sforce-NumberOfRecords': String(page.count),
  };
  return { status: 200, contentType: 'text/csv;charset=UTF-8', body: page.text, headers };
}

function resultPages(request: RestCall): Reply {
  const job = completeJob(request);
  const path = `${request.basePath}/jobs/query/${job.id}/results?locator=`;
  const pages = job.locators(pageSize).map((locator) => ({ resultUrl: path + locator }));
  return json(200, { resultPages: pages, nextRecordsUrl: null, done: true });
}

function mostOf(text: string | null): number {
  const number = text === null ? pageSize : Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new RestError(400, 'INVALID_INPUT', `maxRecords is no number of records: ${text}`);
}

function completeJob(request: RestCall): QueryJob {
  const job = jobOf(request);
  if (job.state === 'JobComplete') return job;
  throw invalidState(`Job ${job.id} has no results in the state ${job.state}`);
}

function jobOf({ org, session, parts }: RestCall): QueryJob {
  const job = org.bulk.find(asId(parts[0]!) ?? '', session);
  if (job instanceof QueryJob) return job;
  throw notFound();
}
