import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import { askData } from '../rest/inner.ts';
import type { Session } from '../session.ts';

/** Records that are put into results at once. */
const pageSize = 2000;

interface Page {
  readonly records: readonly Record<string, unknown>[];
  readonly nextRecordsUrl?: string;
}

/** A query as a bulk job sees it: flat rows under a header. */
export interface BulkQuery {
  readonly object: string;
  readonly header: readonly string[];
  /** Page by page; the first has been asked for. */
  pages(): Generator<readonly Record<string, unknown>[]>;
}

/** `version`: of the API, 66. `withDeleted`: queryAll. */
export interface BulkQueryOptions {
  readonly query: string;
  readonly version: number;
  readonly withDeleted: boolean;
}

/**
 * Runs a query. Bulk queries take neither aggregates nor queries within queries.
 * @throws RestError what is wrong with it
 */
export function runBulkQuery(org: Org, session: Session, options: BulkQueryOptions): BulkQuery {
  const { query, version, withDeleted } = options;
  const path = withDeleted ? '/queryAll' : '/query';
  const first = askData(org, session, { version, path, parameters: { q: query } }) as Page;
  // Kept by the job: the org forgets the oldest of the cursors that clients go on with.
  const locator = /\/([^/-]+)-[^/]*$/.exec(first.nextRecordsUrl ?? '')?.[1];
  const cursor = locator === undefined ? null : org.cursors.find(locator);
  const [, list = '', objectName = ''] = /^\s*SELECT\s+(.*?)\s+FROM\s+(\w+)/is.exec(query) ?? [];
  const object = org.schema.object(objectName);
  if (!object || /[()]/.test(list)) {
    throw new RestError(
      400,
      'API_ERROR',
      'Aggregate, nested and count queries are not supported in Bulk Query',
    );
  }
  const header = list.split(',').map((path) => canonical(org, object.name, path.trim()));
  return {
    object: object.name,
    header,
    *pages() {
      yield first.records;
      for (let at = first.records.length; cursor !== null && at < cursor.size; at += pageSize) {
        yield cursor.page(at, Math.min(at + pageSize, cursor.size)) as Page['records'];
      }
    },
  };
}

/** `account.name` as the schema spells it: `Account.Name`. */
function canonical({ schema }: Org, object: string, path: string): string {
  const names = path.split('.');
  const last = names.pop()!;
  let types: readonly string[] = [object];
  const spelled: string[] = [];
  for (const name of names) {
    const reference = types.map((type) => schema.relationship(type, name)).find((one) => one !== null);
    if (!reference) {
      // The object's own name or alias stands before the field.
      if (spelled.length === 0) continue;
      return path;
    }
    spelled.push(reference.relationshipName!);
    types = reference.referenceTo;
  }
  const field = types.map((type) => schema.field(type, last)).find((one) => one !== null);
  return [...spelled, field?.name ?? last].join('.');
}

/** The cell of a column: texts as CSV results have them. */
export function cellOf(record: Record<string, unknown>, column: string): string {
  let value: unknown = record;
  for (const name of column.split('.')) value = (value as Record<string, unknown> | null)?.[name];
  if (value === null || value === undefined) return '';
  // Bulk results end times with Z where REST has +0000.
  return String(value).replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000$/, '$1Z');
}
