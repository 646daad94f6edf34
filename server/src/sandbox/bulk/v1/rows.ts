import { RestError, SoapFault } from '../../errors.ts';
import type { Org } from '../../org.ts';
import { localName } from '../../soap/envelope.ts';
import { readSoapXml, type SoapElement } from '../../soap/reader.ts';
import { BatchFailure, checkField, readColumns, rowOf } from '../columns.ts';
import { csvProblem, csvRows } from '../csv.ts';
import { runBulkQuery } from '../queryRows.ts';
import type { BulkRow, BulkTask } from '../task.ts';
import type { BatchReader, JobV1 } from './job.ts';

const mostRows = 10_000;
const longestBatch = 10_000_000;
const form = { columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;

/** Reads the batches of a job. Its methods throw BatchFailure. */
export function readerOf(org: Org, job: JobV1): BatchReader {
  const { purpose, contentType, session, version } = job;
  return {
    rows: (content) => {
      if (purpose.kind === 'query') return [];
      if (content.length > longestBatch) {
        const why = `Exceeded max file size: ${content.length}. Max file size in characters should be less than or equal to ${longestBatch}`;
        throw new BatchFailure(`InvalidBatch : ${why}`);
      }
      const rows =
        contentType === 'CSV'
          ? csvBatch(org, job, purpose.task, content)
          : named(org, job, purpose.task, contentType === 'JSON' ? jsonBatch(content) : xmlBatch(content));
      if (rows.length === 0) throw new BatchFailure('InvalidBatch : Records not found');
      if (rows.length <= mostRows) return rows;
      const why = `Exceeded number of records : ${rows.length}. Number of records should be less than or equal to ${mostRows}`;
      throw new BatchFailure(`InvalidBatch : ${why}`);
    },
    query: (content) => {
      try {
        const withDeleted = purpose.kind === 'query' && purpose.operation === 'queryAll';
        const query = runBulkQuery(org, session, { query: content, version, withDeleted });
        if (purpose.kind === 'query' && query.object !== purpose.object) {
          const why = `INVALID_TYPE_FOR_OPERATION: The root entity of the requested query (${query.object}) does not match the entity of the requested Bulk API Job (${purpose.object}).`;
          throw new RestError(400, 'INVALID_TYPE_FOR_OPERATION', why);
        }
        return query;
      } catch (error) {
        if (!(error instanceof RestError)) throw error;
        const why = error.message.startsWith(error.code) ? error.message : `${error.code}: ${error.message}`;
        throw new BatchFailure(`InvalidBatch : Failed to process query: ${why}`);
      }
    },
  };
}

/** Line endings of either kind, and no columns but fields. */
function csvBatch(org: Org, { session }: JobV1, task: BulkTask, content: string): readonly BulkRow[] {
  const text = content.replaceAll('\r\n', '\n');
  const check = csvProblem(text, form);
  let step = check.next();
  while (!step.done) step = check.next();
  if (step.value !== null) throw new BatchFailure(step.value);
  const rows = csvRows(text, form);
  const header = rows.next();
  if (header.done) return [];
  const columns = readColumns(org, session, task, header.value);
  return [...rows].map((cells) => rowOf(columns, cells));
}

function jsonBatch(content: string): readonly BulkRow[] {
  let rows: unknown;
  try {
    rows = JSON.parse(content);
  } catch {
    throw new BatchFailure('InvalidBatch : Unable to parse the JSON of the batch');
  }
  const isRow = (row: unknown): row is object =>
    typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new BatchFailure('InvalidBatch : The JSON of a batch is a list of records');
  }
  return rows.map((row) => Object.entries(row).filter(([name]) => name !== 'attributes'));
}

/** `<sObjects><sObject><LastName>…</LastName><Account><sObject><Ext__c>…`. */
function xmlBatch(content: string): readonly BulkRow[] {
  try {
    return readSoapXml(content).children.map((row) => row.children.map(xmlField));
  } catch (error) {
    if (error instanceof SoapFault) throw new BatchFailure(`InvalidBatch : ${error.message}`);
    throw error;
  }
}

function xmlField(element: SoapElement): readonly [string, unknown] {
  const name = localName(element);
  if (element.nil) return [name, null];
  const [parent] = element.children;
  if (!parent) return [name, element.text];
  return [name, Object.fromEntries(parent.children.map((key) => [localName(key), key.text]))];
}

function named(org: Org, { session }: JobV1, task: BulkTask, rows: readonly BulkRow[]): readonly BulkRow[] {
  for (const row of rows) {
    for (const [name, value] of row) {
      const isParent = typeof value === 'object' && value !== null;
      const [key = ''] = isParent ? Object.keys(value).filter((one) => one !== 'attributes') : [];
      if (!isParent || !org.schema.field(task.object.name, name)) {
        checkField(org, session, task.object, isParent ? `${name}.${key}` : name);
      }
    }
  }
  return rows;
}
