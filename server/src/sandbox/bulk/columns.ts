import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { BulkRow, BulkTask } from './task.ts';

/** Why a batch or a job fails as a whole: `InvalidBatch : Field name not found : Nonsense`. */
export class BatchFailure extends Error {}

/** What a column of a file gives. */
interface Column {
  /** As the file spells it. */
  readonly name: string;
  /** The fields of the parent's type that it is found by, for `Account.Ext__c` or `Account:Owner.Ext__c`. */
  readonly parent: { readonly relationship: string; readonly field: string } | null;
}

export type Columns = readonly Column[];

/** @throws BatchFailure where a name is no field that the user can see, or a column is missing */
export function readColumns(org: Org, session: Session, task: BulkTask, header: readonly string[]): Columns {
  const names = header.map((name) => name.trim());
  const columns = names.map((name) => columnOf(org, session, task.object, name));
  for (const needed of neededColumns(task)) {
    if (!names.some((name) => name.toLowerCase() === needed.toLowerCase())) throw notFound(needed);
  }
  const isDelete = task.operation === 'delete' || task.operation === 'hardDelete';
  if (isDelete && names.length > 1) {
    throw new BatchFailure(`InvalidBatch : A ${task.operation} takes one column only: Id`);
  }
  return columns;
}

function neededColumns({ operation, externalId }: BulkTask): readonly string[] {
  if (operation === 'insert') return [];
  return [operation === 'upsert' ? (externalId ?? 'Id') : 'Id'];
}

function columnOf(org: Org, session: Session, object: SandboxObject, name: string): Column {
  checkField(org, session, object, name);
  const path = name.split('.');
  if (path.length < 2) return { name, parent: null };
  const relationship = path[0]!.slice(path[0]!.indexOf(':') + 1);
  return { name, parent: { relationship, field: path[1]! } };
}

/**
 * Holds the name of a field, or of a parent and its external id, to the schema.
 * @throws BatchFailure
 */
export function checkField(org: Org, session: Session, object: SandboxObject, name: string): void {
  const [first = '', second, ...more] = name.split('.');
  if (second === undefined) {
    const field = org.schema.field(object.name, name);
    if (!field || !session.canRead(object.name, field.name)) throw notFound(name);
    return;
  }
  const reference = org.schema.relationship(object.name, first.slice(first.indexOf(':') + 1));
  const parents = reference?.referenceTo ?? [];
  if (more.length > 0 || !parents.some((parent) => org.schema.field(parent, second))) throw notFound(name);
}

function notFound(name: string): BatchFailure {
  return new BatchFailure(`InvalidBatch : Field name not found : ${name}`);
}

/** What stands in a cell for "make it blank"; an empty cell leaves the field alone. */
const blank = '#N/A';

export function rowOf(columns: Columns, cells: readonly string[]): BulkRow {
  const row: [string, unknown][] = [];
  for (const [index, { name, parent }] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    const value = cell === blank ? null : cell;
    if (parent === null) row.push([name, value]);
    else row.push([parent.relationship, value === null ? null : { [parent.field]: value }]);
  }
  return row;
}
