import type { Connection } from '@salesforce/core';
import { errorCodeOf } from '../problems.ts';
import { query } from '../rest.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What one query gives at most; more would come in pages whose addresses are not on the allow list. */
const rowsPerPage = 2000;

export interface Rows {
  readonly rows: readonly Row[];
  /** There are more than were read. */
  readonly more: boolean;
}

/**
 * All records of a query, page by page in the order of their ids: `select` is without WHERE, ORDER BY and LIMIT.
 *
 * @param most after so many no further page is asked for
 */
export async function readAll(
  connection: Connection,
  select: string,
  condition: string,
  most: number,
): Promise<Rows> {
  const rows: Row[] = [];
  let after = '';
  for (;;) {
    const from = after === '' ? '' : ` AND Id > '${after}'`;
    const page = await query(
      connection,
      `${select} WHERE ${condition}${from} ORDER BY Id LIMIT ${Math.min(rowsPerPage, most + 1 - rows.length)}`,
    );
    rows.push(...page);
    const last = page.at(-1)?.Id;
    if (rows.length > most) return { rows: rows.slice(0, most), more: true };
    if (page.length < rowsPerPage || typeof last !== 'string' || last === after) return { rows, more: false };
    after = last;
  }
}

/** What the user may not read, or the org does not have: the rest of the audit goes on without. */
export function isUnreadable(error: unknown): boolean {
  return /^(INVALID_TYPE\w*|INSUFFICIENT_ACCESS\w*|INVALID_FIELD\w*|NOT_FOUND|MALFORMED_QUERY|NO_ACCESS|INVALID_QUERY_FILTER_OPERATOR|INVALID_QUERY_SCOPE)$/.test(
    errorCodeOf(error),
  );
}

/** Tables that are too large to be counted at once. */
function isTooMuch(error: unknown): boolean {
  return /^(QUERY_TIMEOUT|REQUEST_RUNNING_TOO_LONG|OPERATION_TOO_LARGE|QUERY_TOO_COMPLICATED)$/.test(
    errorCodeOf(error),
  );
}

/** The result, or null and a sentence among the problems where it cannot be read. */
export async function orProblem<T>(
  problems: string[],
  what: string,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isTooMuch(error)) problems.push(`${what} took the org too long to read.`);
    else if (isUnreadable(error)) {
      problems.push(`${what} cannot be read by this user, or the org does not have it.`);
    } else throw error;
    return null;
  }
}

export function* chunks<T>(values: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size);
}

/** A value at a path of names in any case: `Profile.UserLicense.Name`; undefined where it is not there. */
export function valueAt(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return value === null ? null : undefined;
    const key = Object.keys(value).find((one) => one.toLowerCase() === name.toLowerCase());
    value = key === undefined ? undefined : (value as Row)[key];
  }
  return value;
}

export function textAt(row: Row, path: string): string | null {
  const value = valueAt(row, path);
  return typeof value === 'string' && value !== '' ? value : null;
}
