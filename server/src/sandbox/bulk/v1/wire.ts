import type { Reply } from '../../http.ts';
import { element, leaf } from '../../soap/xml.ts';
import { csvText } from '../csv.ts';
import { cellOf } from '../queryRows.ts';
import { rowErrorText, statusCodeOf } from '../rowError.ts';
import type { BulkRowResult } from '../task.ts';
import type { Batch, JobV1 } from './job.ts';

/** The form of an answer that tells of jobs and batches. */
export type InfoForm = 'json' | 'xml';

const namespace = 'xmlns="http://www.force.com/2009/06/asyncapi/dataload"';
const xmlStart = '<?xml version="1.0" encoding="UTF-8"?>';
const form = { columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;

type Info = Readonly<Record<string, string | number | null>>;

export function jobInfo(job: JobV1, as: InfoForm, status = 200): Reply {
  return infoReply('jobInfo', jobFields(job, as), as, status);
}

export function batchInfo(batch: Batch, as: InfoForm, status = 200): Reply {
  return infoReply('batchInfo', batchFields(batch, as), as, status);
}

export function batchInfoList({ batches }: JobV1, as: InfoForm): Reply {
  const all = batches.map((batch) => batchFields(batch, as));
  if (as === 'json') return json({ batchInfo: all });
  return xml(
    element(
      'batchInfoList',
      all.map((one) => element('batchInfo', leaves(one))),
      namespace,
    ),
  );
}

export function errorReply(code: string, message: string, as: InfoForm, status = 400): Reply {
  return infoReply('error', { exceptionCode: code, exceptionMessage: message }, as, status);
}

function infoReply(name: string, info: Info, as: InfoForm, status: number): Reply {
  return as === 'json' ? json(info, status) : xml(element(name, leaves(info), namespace), status);
}

function leaves(info: Info): string[] {
  return Object.entries(info).flatMap(([name, value]) => (value === null ? [] : [leaf(name, value)]));
}

function jobFields(job: JobV1, as: InfoForm): Info {
  const { purpose, batches, createdDate, changedDate } = job;
  const count = (state: string): number => batches.filter((batch) => batch.state === state).length;
  const sum = (of: (batch: Batch) => number): number =>
    batches.reduce((total, batch) => total + of(batch), 0);
  return {
    id: job.id,
    operation: purpose.kind === 'rows' ? purpose.task.operation : purpose.operation,
    object: purpose.kind === 'rows' ? purpose.task.object.name : purpose.object,
    createdById: job.session.user.id,
    createdDate: dateTime(createdDate, as),
    systemModstamp: dateTime(changedDate, as),
    state: job.state,
    externalIdFieldName: purpose.kind === 'rows' ? purpose.task.externalId : null,
    concurrencyMode: job.concurrencyMode,
    contentType: job.contentType,
    numberBatchesQueued: count('Queued'),
    numberBatchesInProgress: count('InProgress'),
    numberBatchesCompleted: count('Completed'),
    numberBatchesFailed: count('Failed'),
    numberBatchesTotal: batches.length,
    numberRecordsProcessed: sum(({ processed }) => processed),
    numberRetries: 0,
    apiVersion: as === 'xml' ? `${job.version}.0` : job.version,
    numberRecordsFailed: sum(({ failed }) => failed),
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
  };
}

function batchFields(batch: Batch, as: InfoForm): Info {
  return {
    id: batch.id,
    jobId: batch.job.id,
    state: batch.state,
    stateMessage: batch.stateMessage,
    createdDate: dateTime(batch.createdDate, as),
    systemModstamp: dateTime(batch.changedDate, as),
    numberRecordsProcessed: batch.processed,
    numberRecordsFailed: batch.failed,
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
  };
}

function dateTime(date: Date, as: InfoForm): string {
  return as === 'xml' ? date.toISOString() : date.toISOString().replace('Z', '+0000');
}

/** A result per row, in their order. */
export function rowResults({ job, results }: Batch): Reply {
  if (job.contentType === 'JSON') return json(results.map(jsonResult));
  if (job.contentType === 'XML') return xml(element('results', results.map(xmlResult), namespace));
  const rows = results.map(({ id, created, error }) => [
    error === null ? id : '',
    String(error === null),
    String(created),
    error === null ? '' : rowErrorText(error),
  ]);
  return text('text/csv', csvText([['Id', 'Success', 'Created', 'Error'], ...rows], form));
}

function jsonResult({ id, created, error }: BulkRowResult): unknown {
  if (error === null) return { success: true, created, id, errors: [] };
  const { fields, message } = error;
  const errors = [
    { extendedErrorDetails: null, fields: fields ?? [], message, statusCode: statusCodeOf(error) },
  ];
  return { success: false, created: false, id: null, errors };
}

function xmlResult({ id, created, error }: BulkRowResult): string {
  const errors =
    error === null
      ? []
      : [
          element('errors', [
            ...(error.fields ?? []).map((field) => leaf('fields', field)),
            leaf('message', error.message),
            leaf('statusCode', statusCodeOf(error)),
          ]),
        ];
  const saved = error === null ? [leaf('id', id)] : [];
  return element('result', [...errors, ...saved, leaf('success', error === null), leaf('created', created)]);
}

/** The ids of a query's results: here always one. */
export function resultList({ job, resultId }: Batch): Reply {
  if (job.contentType === 'JSON') return json([resultId]);
  return xml(element('result-list', [leaf('result', resultId)], namespace));
}

/** The records of a query. */
export function queryResult({ job, answer }: Batch): Reply {
  const { query, records } = answer!;
  if (job.contentType === 'JSON') return json(records);
  if (job.contentType === 'XML') {
    const rows = records.map((record) =>
      element('records', [
        leaf('type', query.object),
        ...query.header.map((column) => leaf(column, cellOf(record, column))),
      ]),
    );
    return xml(
      element('queryResult', rows, `${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`),
    );
  }
  const rows = records.map((record) => query.header.map((column) => cellOf(record, column)));
  return text('text/csv', csvText([query.header, ...rows], form));
}

/** What was sent. */
export function batchRequest({ job, content }: Batch): Reply {
  const types = { CSV: 'text/csv', JSON: 'application/json', XML: 'application/xml' };
  return text(types[job.contentType], content);
}

function json(value: unknown, status = 200): Reply {
  return { ...text('application/json', JSON.stringify(value)), status };
}

function xml(body: string, status = 200): Reply {
  return { ...text('application/xml', xmlStart + body), status };
}

function text(type: string, body: string): Reply {
  return { status: 200, contentType: `${type};charset=UTF-8`, body };
}
