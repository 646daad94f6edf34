import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import { askData } from '../rest/inner.ts';
import type { Session } from '../session.ts';

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
  const ask = (path: string, parameters = {}): Page =>
    askData(org, session, { version, path, parameters }) as Page;
  const first = ask(withDeleted ? '/queryAll' : '/query', { q: query });
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
      let page = first;
      for (;;) {
        yield page.records;
        if (page.nextRecordsUrl === undefined) return;
        page = ask(`/query/${page.nextRecordsUrl.slice(page.nextRecordsUrl.lastIndexOf('/') + 1)}`);
      }
    },
  };
}

/** `account.name` as the schema spells it: `Account.Name`. */
function canonical({ schema }: Org, object: string, path: string): string {
  const names = path.split('.');
  const last = names.pop()!;
  let at = object;
  const spelled: string[] = [];
  for (const name of names) {
    const reference = schema.relationship(at, name);
    if (!reference) {
      // The object's own name or alias stands before the field.
      if (spelled.length === 0) continue;
      return path;
    }
    spelled.push(reference.relationshipName!);
    at = reference.referenceTo[0] ?? at;
  }
  return [...spelled, schema.field(at, last)?.name ?? last].join('.');
}

/** The cell of a column: texts as CSV results have them. */
export function cellOf(record: Record<string, unknown>, column: string): string {
  let value: unknown = record;
  for (const name of column.split('.')) value = (value as Record<string, unknown> | null)?.[name];
  if (value === null || value === undefined) return '';
  // Bulk results end times with Z where REST has +0000.
  return String(value).replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000$/, '$1Z');
}
