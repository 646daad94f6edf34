import type { StoredRecord } from '../data/store.ts';
import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { type Column, columnValue, runQuery } from './execute.ts';

const batchSize = 2000;

/** The body of `query?q=…`. `options`: the header Sforce-Query-Options. */
export function answerQuery(
  org: Org,
  session: Session,
  query: string,
  basePath: string,
  options: string | undefined,
): unknown {
  const { columns, records } = runQuery(org, session, query);
  if (columns === null) return { totalSize: records.length, done: true, records: [] };
  const all = records.map((record) => recordJson(org, session, record, columns, basePath));
  const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(options ?? '')?.[1] ?? batchSize);
  const size = Math.min(2000, Math.max(200, asked));
  if (all.length <= size) return { totalSize: all.length, done: true, records: all };
  const locator = org.cursors.open(all);
  return {
    totalSize: all.length,
    done: false,
    nextRecordsUrl: `${basePath}/query/${locator}-${size}`,
    records: all.slice(0, size),
  };
}

/** The body of a `nextRecordsUrl`. */
export function answerMore(org: Org, cursor: string, basePath: string): unknown {
  const [locator = '', offsetText = '', sizeText] = cursor.split('-');
  const offset = Number(offsetText);
  const all = org.cursors.records(locator);
  if (!all || !Number.isInteger(offset) || offset > all.length) {
    throw new RestError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  const size = sizeText === undefined ? batchSize : Number(sizeText);
  const end = offset + size;
  const records = all.slice(offset, end);
  if (end >= all.length) return { totalSize: all.length, done: true, records };
  return {
    totalSize: all.length,
    done: false,
    nextRecordsUrl: `${basePath}/query/${locator}-${end}`,
    records,
  };
}

/** The body of `query?q=…&columns=true`. */
export function answerColumns(org: Org, session: Session, query: string): unknown {
  const { object, columns } = runQuery(org, session, query);
  return {
    columnMetadata: (columns ?? []).map(columnJson),
    entityName: object.name,
    groupBy: false,
    idSelected: (columns ?? []).some(({ up, field }) => up === null && field.name === 'Id'),
    keyPrefix: object.keyPrefix,
  };
}

const numbers = new Set(['int', 'double', 'currency', 'percent']);
const apexTypes: Partial<Record<string, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'Datetime',
  int: 'Integer',
};

function columnJson({ up, field }: Column): unknown {
  const isNumber = numbers.has(field.type);
  const own = {
    aggregate: false,
    apexType: apexTypes[field.type] ?? (isNumber ? 'Double' : 'String'),
    booleanType: field.type === 'boolean',
    columnName: field.name,
    custom: field.custom,
    displayName: field.name,
    foreignKeyName: field.relationshipName,
    insertable: field.writable,
    joinColumns: [],
    numberType: isNumber,
    textType: !isNumber && field.type !== 'boolean',
    updatable: field.writable,
  };
  if (up === null) return own;
  return {
    ...own,
    apexType: up.referenceTo[0] ?? 'SObject',
    booleanType: false,
    columnName: up.relationshipName,
    displayName: up.relationshipName,
    foreignKeyName: null,
    joinColumns: [own],
    numberType: false,
    textType: false,
  };
}

function recordJson(
  org: Org,
  session: Session,
  record: StoredRecord,
  columns: readonly Column[],
  basePath: string,
): unknown {
  const json: Record<string, unknown> = { attributes: attributesOf(record, basePath) };
  for (const column of columns) {
    if (column.up === null) {
      json[column.field.name] = columnValue(org, record, column);
      continue;
    }
    const name = column.up.relationshipName!;
    const id = record.values.get(column.up.name);
    const parent = typeof id === 'string' ? org.store.record(id) : null;
    if (parent === null || !session.canSee(parent)) {
      json[name] = null;
      continue;
    }
    json[name] ??= { attributes: attributesOf(parent, basePath) };
    const nested = json[name] as Record<string, unknown>;
    nested[column.field.name] = parent.values.get(column.field.name) ?? null;
  }
  return json;
}

export function attributesOf(record: StoredRecord, basePath: string): { type: string; url: string } {
  return { type: record.object.name, url: `${basePath}/sobjects/${record.object.name}/${record.id}` };
}
