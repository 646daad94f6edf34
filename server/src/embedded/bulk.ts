import { setTimeout } from 'node:timers/promises';
import papaparse from 'papaparse';
import { ask } from './rest.ts';
import { type Answered, otherError, type SentRecord, type Target } from './sent.ts';

/** A job of the Bulk API 2.0, which has no header that lets duplicates pass. */
export async function sendBulk(target: Target, records: readonly SentRecord[]): Promise<readonly Answered[]> {
  const [{ object, id, externalId }] = records as [SentRecord];
  const operation = id !== null ? 'update' : externalId !== null ? 'upsert' : 'insert';
  const job = await ask(target, 'POST', '/jobs/ingest', {
    object,
    operation,
    contentType: 'CSV',
    lineEnding: 'LF',
    ...(operation === 'upsert' && { externalIdFieldName: externalId }),
  });
  if (job.status >= 300) throw otherError(job.body[0]?.errorCode, null);
  const path = `/jobs/ingest/${job.body.id}`;
  // Answers come in two lists: a column of the test's own would be no field, so that rows are told by their order.
  await ask(target, 'PUT', `${path}/batches`, csvOf(records), { 'Content-Type': 'text/csv' });
  await ask(target, 'PATCH', path, { state: 'UploadComplete' });
  await untilDone(target, path);
  const saved = rowsOf((await ask(target, 'GET', `${path}/successfulResults`)).body);
  const failed = rowsOf((await ask(target, 'GET', `${path}/failedResults`)).body);
  return records.map((record) => answerOf(record, saved, failed));
}

type Row = Readonly<Record<string, string>>;

async function untilDone(target: Target, path: string): Promise<void> {
  for (;;) {
    const { body } = await ask(target, 'GET', path);
    if (body.state === 'JobComplete') return;
    if (body.state === 'Failed' || body.state === 'Aborted') throw otherError(body.errorMessage, null);
    await setTimeout(5);
  }
}

function csvOf(records: readonly SentRecord[]): string {
  const rows = records.map(rowOf);
  return papaparse.unparse(rows, { columns: columnsOf(rows), newline: '\n' });
}

function rowOf({ id, fields }: SentRecord): Row {
  // A blank value would be no change: the sign for one that is to be cleared.
  const own = fields.map(([name, value]) => [name, value === null || value === '' ? '#N/A' : String(value)]);
  return Object.fromEntries(id === null ? own : [['Id', id], ...own]);
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function rowsOf(text: string): Row[] {
  return papaparse.parse<Row>(text.trim(), { header: true }).data;
}

/** The first row of either list that holds the record's values; it is taken out of the list. */
function answerOf(record: SentRecord, saved: Row[], failed: Row[]): Answered {
  const own = rowOf(record);
  const take = (rows: Row[]): Row | undefined => {
    const at = rows.findIndex((row) =>
      Object.entries(own).every(([name, value]) => (row[name] ?? '') === value),
    );
    return at < 0 ? undefined : rows.splice(at, 1)[0];
  };
  const good = take(saved);
  if (good) return { kind: 'saved', id: good.sf__Id! };
  const error = take(failed)?.sf__Error ?? 'no result';
  if (!error.startsWith('DUPLICATES_DETECTED')) throw otherError(error.split(':')[0], null);
  return { kind: 'refused', rule: null, allowSave: null, matches: null };
}
