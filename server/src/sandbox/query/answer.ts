import type { StoredRecord } from '../data/storedRecord.ts';
import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import type { Column } from './columns.ts';
import { columnsJson } from './columnsJson.ts';
import type { Cursor } from './cursors.ts';
import { type Item, type QueryResult, runQuery } from './execute.ts';
import type { Group, GroupColumn } from './groups.ts';
import type { QueryContext } from './plan.ts';
import { valueJson } from './values.ts';

const largestBatch = 2000;
const smallestBatch = 200;

/**
 * The body of `query?q=…`. `options`: the header Sforce-Query-Options. `withDeleted`: as `queryAll`.
 * @throws RestError for what is wrong with the query
 */
export function answerQuery(
  org: Org,
  session: Session,
  query: string,
  basePath: string,
  options: string | undefined,
  withDeleted = false,
): unknown {
  const result = runQuery(org, session, query, withDeleted);
  const cursor = cursorOf(result, basePath);
  if (result.kind === 'count') return { totalSize: cursor.size, done: true, records: [] };
  const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(options ?? '')?.[1] ?? largestBatch);
  return firstPage(org, cursor, basePath, Math.min(largestBatch, Math.max(smallestBatch, asked)));
}

/** The first rows of a result, and where to find the others. */
export function firstPage(org: Org, cursor: Cursor, basePath: string, size = largestBatch): unknown {
  const records = cursor.page(0, size);
  if (cursor.size <= size) return { totalSize: cursor.size, done: true, records };
  const nextRecordsUrl = `${basePath}/query/${org.cursors.open(cursor)}-${size}`;
  return { totalSize: cursor.size, done: false, nextRecordsUrl, records };
}

/** The body of a `nextRecordsUrl`. */
export function answerMore(org: Org, cursorText: string, basePath: string): unknown {
  const [locator = '', offsetText = '', sizeText] = cursorText.split('-');
  const offset = Number(offsetText);
  const cursor = org.cursors.find(locator);
  if (!cursor || !Number.isInteger(offset) || offset > cursor.size) {
    throw new RestError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  const end = offset + (sizeText === undefined ? largestBatch : Number(sizeText));
  const records = cursor.page(offset, end);
  if (end >= cursor.size) return { totalSize: cursor.size, done: true, records };
  return {
    totalSize: cursor.size,
    done: false,
    nextRecordsUrl: `${basePath}/query/${locator}-${end}`,
    records,
  };
}

/** The body of `query?q=…&columns=true`. */
export function answerColumns(org: Org, session: Session, query: string): unknown {
  return columnsJson(runQuery(org, session, query));
}

function cursorOf(result: QueryResult, basePath: string): Cursor {
  switch (result.kind) {
    case 'count':
      return { size: result.size, page: () => [] };
    case 'groups': {
      const { columns, groups } = result;
      return {
        size: groups.length,
        page: (from, to) => groups.slice(from, to).map((group) => groupJson(group, columns)),
      };
    }
    case 'records': {
      const { context, items, records } = result;
      return {
        size: records.length,
        page: (from, to) =>
          records.slice(from, to).map((record) => recordJson(context, record, items, basePath)),
      };
    }
  }
}

function groupJson(group: Group, columns: readonly GroupColumn[]): unknown {
  const values = columns.map(({ name, source }) => [name, source.read(group)] as const);
  return { attributes: { type: 'AggregateResult' }, ...Object.fromEntries(values) };
}

type Json = Record<string, unknown>;

function recordJson(
  context: QueryContext,
  record: StoredRecord,
  items: readonly Item[],
  basePath: string,
): Json {
  const json: Json = { attributes: attributesOf(record, basePath) };
  for (const item of items) {
    if (item.kind === 'column') {
      if (item.alias !== null) json[item.alias] = context.columns.value(record, item.column);
      else putColumn(context, json, record, item.column, basePath);
      continue;
    }
    const children = item.of(record).map((child) => recordJson(context, child, item.items, basePath));
    const size = children.length;
    json[item.name] = size === 0 ? null : { totalSize: size, done: true, records: children };
  }
  return json;
}

/** A field of a record above is written within it: `Account: { attributes, Name }`; null where there is none. */
function putColumn(
  { columns }: QueryContext,
  json: Json,
  record: StoredRecord,
  { ups, field }: Column,
  basePath: string,
): void {
  let into = json;
  let at = record;
  for (const up of ups) {
    const name = up.relationshipName!;
    const parent = columns.follow(at, [up]);
    if (parent === null) {
      into[name] = null;
      return;
    }
    into[name] ??= { attributes: attributesOf(parent, basePath) };
    into = into[name] as Json;
    at = parent;
  }
  into[field.name] = ups.length > 0 && isTypeOf(field.name, at) ? at.object.name : valueJson(at, field);
}

function isTypeOf(name: string, { object }: StoredRecord): boolean {
  return name === 'Type' && !object.fields.some((field) => field.name === 'Type');
}

export function attributesOf(record: StoredRecord, basePath: string): { type: string; url: string } {
  return { type: record.object.name, url: `${basePath}/sobjects/${record.object.name}/${record.id}` };
}
