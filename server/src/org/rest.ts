import type { Connection } from '@salesforce/core';
import { OrgError } from './problems.ts';

/** GET of an address below `/services/data/vNN.0`, as JSON. @throws OrgError, jsforce's errors */
export async function getJson(connection: Connection, path: string): Promise<object> {
  return asObject(await connection.request({ method: 'GET', url: `${connection.baseUrl()}${path}` }));
}

export async function postJson(connection: Connection, path: string, body: object): Promise<object> {
  return asObject(
    await connection.request({
      method: 'POST',
      url: `${connection.baseUrl()}${path}`,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  );
}

/** The records of a query that gives one page at most. */
export async function query(
  connection: Connection,
  soql: string,
): Promise<readonly Record<string, unknown>[]> {
  const answer = await getJson(connection, `/query?q=${encodeURIComponent(soql)}`);
  const { records } = answer as { records?: unknown };
  if (!Array.isArray(records) || !records.every(isObject)) throw senseless();
  return records;
}

/** What jsforce could not read as JSON it gives as text: HTML pages, answers that were cut off. */
function asObject(answer: unknown): object {
  if (typeof answer === 'object' && answer !== null) return answer;
  throw senseless();
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function senseless(): OrgError {
  return new OrgError(
    'bad-answer',
    'The org’s answer is cut off or is no Salesforce answer (a login or maintenance page, or a proxy’s). Check the org’s address in `sf org display`, and try again.',
  );
}
