import { RestError, SoapFault } from '../../errors.ts';
import type { Call, Reply } from '../../http.ts';
import { asId } from '../../ids.ts';
import type { Org } from '../../org.ts';
import type { Session } from '../../session.ts';
import { child, localName } from '../../soap/envelope.ts';
import { readSoapXml } from '../../soap/reader.ts';
import { BulkError, invalidBatch, invalidJob, invalidState, noRoom, UnknownEntity } from '../errors.ts';
import { readTask } from '../readTask.ts';
import { Batch, type ContentType, type JobPurpose, JobV1 } from './job.ts';
import { readerOf } from './rows.ts';
import {
  batchInfo,
  batchInfoList,
  batchRequest,
  errorReply,
  type InfoForm,
  jobInfo,
  queryResult,
  resultList,
  rowResults,
} from './wire.ts';

const asyncPath = /^\/services\/async\/(\d+)\.0\/(.*?)\/?$/;

/** Whether a request is one of Bulk API 1.0. */
export function isBulk1Path(path: string): boolean {
  return asyncPath.test(path);
}

/** Whether it asks for a change of records. */
export function isBulk1Write(org: Org, call: Call): boolean {
  if (call.method !== 'POST') return false;
  const id = /\/job\/(\w+)/.exec(call.path)?.[1];
  const session = org.sessions.find(tokenOf(call));
  const job = id && session ? org.bulk.find(asId(id) ?? '', session) : null;
  if (job instanceof JobV1) return job.purpose.kind === 'rows';
  return !/\bquery(?:All)?\b/.test(call.body.slice(0, 500));
}

/** The form in which errors are written, whoever finds them. */
export function bulk1Error(call: Call, code: string, message: string, status: number): Reply {
  return errorReply(code, message, formOf(call), status);
}

/** Answers a request of Bulk API 1.0 (`/services/async/NN.0/job/…`). */
export function answerBulk1(org: Org, call: Call): Reply {
  try {
    return answer(org, call);
  } catch (error) {
    if (error instanceof BulkError) {
      return errorReply(error.exceptionCode, error.exceptionMessage, formOf(call));
    }
    if (error instanceof RestError) return errorReply(error.code, error.message, formOf(call), error.status);
    throw error;
  }
}

interface Request {
  readonly org: Org;
  readonly session: Session;
  readonly call: Call;
  readonly version: number;
  readonly form: InfoForm;
}

function answer(org: Org, call: Call): Reply {
  const [, version, rest = ''] = asyncPath.exec(call.path)!;
  const session = org.sessions.find(tokenOf(call));
  if (!session) throw new BulkError('InvalidSessionId', 'Invalid session id');
  if (Number(version) > Number(org.apiVersion))
    throw new BulkError('InvalidVersion', `Api version ${version}.0 not found`);
  const [first, jobId, second, batchId, part, resultId, ...more] = rest.split('/');
  const request = { org, session, call, version: Number(version), form: formOf(call) };
  const { method } = call;
  if (first !== 'job' || more.length > 0) throw unknownUrl();
  if (jobId === undefined) {
    if (method === 'POST') return create(request);
    throw unknownUrl();
  }
  const job = org.bulk.find(asId(jobId) ?? '', session);
  if (!(job instanceof JobV1)) throw invalidJob(`Unable to find object: ${jobId}`);
  if (second === undefined) {
    if (method === 'POST') return changeState(request, job);
    return jobInfo(job, request.form);
  }
  if (second !== 'batch') throw unknownUrl();
  if (batchId === undefined) {
    return method === 'POST' ? addBatch(request, job) : batchInfoList(job, request.form);
  }
  const batch = job.batches.find(({ id }) => id === asId(batchId));
  if (!batch) throw invalidBatch(`Unable to find batch for id: ${batchId}`);
  if (part === undefined) return batchInfo(batch, request.form);
  if (part === 'request') return batchRequest(batch);
  if (part === 'result') return resultOf(batch, resultId);
  throw unknownUrl();
}

function unknownUrl(): BulkError {
  return new BulkError('InvalidUrl', 'Destination URL not found. Please check the URL');
}

function tokenOf({ headers }: Call): string | null {
  const own = headers['x-sfdc-session']?.toString();
  return own ?? /^(?:Bearer|OAuth) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** JSON for whoever sends or accepts it, XML for others. */
function formOf({ headers }: Call): InfoForm {
  const asked = [headers['content-type'], headers.accept].map((type) => type ?? '');
  return asked.some((type) => /\bjson\b/i.test(type)) ? 'json' : 'xml';
}

function create({ org, session, call, version, form }: Request): Reply {
  const body = readInfo(call, form);
  const { contentType = form === 'json' ? 'JSON' : 'XML', concurrencyMode } = body;
  if (contentType !== 'CSV' && contentType !== 'JSON' && contentType !== 'XML') {
    throw invalidJob(`The embedded org takes no batches of the type ${String(contentType)}`);
  }
  const job = new JobV1({
    id: org.bulk.nextId(),
    session,
    purpose: purposeOf(org, session, version, body),
    contentType: contentType as ContentType,
    // simple-salesforce sends a number: 1 is Serial.
    concurrencyMode: concurrencyMode === 'Serial' || concurrencyMode === 1 ? 'Serial' : 'Parallel',
    version,
    createdDate: org.now(),
  });
  org.bulk.add(job);
  return jobInfo(job, form, 201);
}

function purposeOf(org: Org, session: Session, version: number, body: Record<string, unknown>): JobPurpose {
  const { operation, object: name } = body;
  if (operation !== 'query' && operation !== 'queryAll') {
    return { kind: 'rows', task: readTask(org, session, { channel: 'bulk-1', version }, body) };
  }
  const object = typeof name === 'string' ? org.schema.object(name) : null;
  if (!object || !session.canReadObject(object.name)) throw new UnknownEntity(String(name ?? ''));
  return { kind: 'query', operation, object: object.name };
}

function readInfo(call: Call, form: InfoForm): Record<string, unknown> {
  try {
    if (form === 'json') return Object(JSON.parse(call.body)) as Record<string, unknown>;
    // jsforce sends spaces before the declaration.
    const root = readSoapXml(call.body.trimStart());
    return Object.fromEntries(
      root.children.map((one) => [localName(one), child(root, localName(one))!.text]),
    );
  } catch (error) {
    if (error instanceof SoapFault || error instanceof SyntaxError) throw invalidJob('Unable to parse Job');
    throw error;
  }
}

function changeState({ org, call, form }: Request, job: JobV1): Reply {
  const { state } = readInfo(call, form);
  if (state !== 'Closed' && state !== 'Aborted') throw invalidJob('Unable to parse Job');
  if (job.state !== 'Open' && !(state === 'Aborted' && job.state === 'Closed')) {
    const doing = state === 'Closed' ? 'Closing' : 'Aborting';
    throw invalidState(`${doing} already ${job.state} Job not allowed`);
  }
  job.state = state;
  job.changedDate = org.now();
  return jobInfo(job, form);
}

function addBatch({ org, call, form }: Request, job: JobV1): Reply {
  if (job.state !== 'Open') {
    throw invalidState(
      `Failed to create batch, since the Job is not Open. Current job state is '${job.state}'`,
    );
  }
  if (org.bulk.isFull(call.body.length)) throw noRoom();
  const batch = new Batch(org.bulk.nextId('751'), job, call.body, org.now());
  job.batches.push(batch);
  org.bulk.start(batch.process(org, readerOf(org, job)));
  return batchInfo(batch, form, 201);
}

function resultOf(batch: Batch, resultId: string | undefined): Reply {
  if (batch.state !== 'Completed') {
    if (batch.results.length > 0 && batch.isOver) return rowResults(batch);
    throw invalidBatch(batch.isOver ? 'Records not processed' : 'Batch not completed');
  }
  if (batch.job.purpose.kind === 'rows') return rowResults(batch);
  if (resultId === undefined) return resultList(batch);
  if (asId(resultId) === batch.resultId) return queryResult(batch);
  throw invalidBatch(`Unable to find result for id: ${resultId}`);
}
