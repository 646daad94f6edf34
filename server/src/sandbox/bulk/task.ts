import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import { deleteRows } from '../saves/deleteRows.ts';
import type { RowDraft, RowTarget } from '../saves/model.ts';
import { saveRows } from '../saves/saveRows.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';

export const operations = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;
export type BulkOperation = (typeof operations)[number];

/** What a job of either bulk API does with its rows. */
export interface BulkTask {
  readonly channel: 'bulk-1' | 'bulk-2';
  /** Of the API: 66. */
  readonly version: number;
  readonly operation: BulkOperation;
  readonly object: SandboxObject;
  /** Of an upsert; as the schema spells it. */
  readonly externalId: string | null;
}

/** A row: fields by their names, `Account` with `{ Ext__c: 'A-1' }` for a parent by its external id. */
export type BulkRow = readonly (readonly [name: string, value: unknown])[];

export interface BulkRowResult {
  /** '' where nothing was made. */
  readonly id: string;
  readonly created: boolean;
  /** Null: it is saved. */
  readonly error: RestError | null;
}

/** Rows that are saved, and judged, at once: those of one chunk are no duplicates of each other. */
export const chunkSize = 200;

/** Saves or deletes one chunk. */
export function workOff(
  org: Org,
  session: Session,
  task: BulkTask,
  rows: readonly BulkRow[],
): readonly BulkRowResult[] {
  if (task.operation === 'delete' || task.operation === 'hardDelete') {
    return deleteChunk(org, session, task, rows);
  }
  const drafts = rows.map((row) => draftOf(task, row));
  const { channel, version } = task;
  const header = { allowSave: false, includeRecordDetails: false };
  const outcomes = saveRows(org, session, drafts, { channel, version, header, allOrNone: false });
  return outcomes.map((outcome, index) =>
    outcome.success
      ? { id: outcome.record.id, created: outcome.created, error: null }
      : { id: idOf(rows[index]!), created: false, error: outcome.error },
  );
}

function deleteChunk(
  org: Org,
  session: Session,
  { operation }: BulkTask,
  rows: readonly BulkRow[],
): readonly BulkRowResult[] {
  const outcomes = deleteRows(org, session, rows.map(idOf), { allOrNone: false });
  return outcomes.map((outcome, index): BulkRowResult => {
    if (!outcome.success) {
      return { id: idOf(rows[index]!), created: false, error: outcome.error };
    }
    const deleted = operation === 'hardDelete' ? org.store.deletedRecord(outcome.id) : null;
    if (deleted) org.store.purge(deleted);
    return { id: outcome.id, created: false, error: null };
  });
}

function draftOf({ object, operation, externalId }: BulkTask, row: BulkRow): RowDraft | RestError {
  const id = idOf(row);
  const fields = row.filter(([name]) => !isId(name));
  const withTarget = (target: RowTarget, own = fields): RowDraft => ({ object, target, fields: own });
  if (operation === 'insert') {
    if (id === '') return withTarget({ kind: 'new' });
    const message = 'cannot specify Id in an insert call';
    return new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: ['Id'] });
  }
  if (operation === 'update') return withTarget({ kind: 'id', id });
  const field = externalId ?? 'Id';
  if (isId(field)) return withTarget(id === '' ? { kind: 'new' } : { kind: 'id', id });
  const value = row.find(([name]) => same(name, field))?.[1] ?? '';
  if (value === '') return new RestError(400, 'MISSING_ARGUMENT', `${field} not specified`);
  return withTarget(
    { kind: 'external-id', field, value },
    fields.filter(([name]) => !same(name, field)),
  );
}

function idOf(row: BulkRow): string {
  const id = row.find(([name]) => isId(name))?.[1] ?? '';
  return typeof id === 'string' ? id : JSON.stringify(id);
}

function isId(name: string): boolean {
  return same(name, 'Id');
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
