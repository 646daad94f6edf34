import type { Connection } from '@salesforce/core';
import type { FieldReading, FieldRequest } from '../core/orgData/model.ts';
import type { FieldScalar } from '../core/records/model.ts';
import type { Descriptions } from './describe.ts';
import { checkedId, checkedName, idKey } from './names.ts';
import { errorCodeOf, OrgError, privateTextOf } from './problems.ts';
import { query } from './rest.ts';

/** Bounded by the length of an address, which is 16 KB. */
const idsPerQuery = 100;
const fieldsPerQuery = 100;
/** Five duplicate rules with three matching rules of a hundred records each are 1,500. */
const maximumIds = 2000;

/**
 * Values of fields of some records of one object. An object or field that cannot be read is no error.
 * @throws OrgError bad-record where a name or id is none, jsforce's errors
 */
export async function readFields(
  connection: Connection,
  descriptions: Descriptions,
  request: FieldRequest,
): Promise<FieldReading> {
  const type = checkedName(request.type, 'object');
  const ids = unique(request.ids.map(checkedId), idKey);
  const fields = unique(
    request.fields.map((field) => checkedName(field, 'field')),
    (name) => name.toLowerCase(),
  ).filter((name) => name.toLowerCase() !== 'id');
  if (ids.length > maximumIds) {
    throw new OrgError('bad-record', `Fields of more than ${maximumIds} records cannot be read at once.`);
  }
  const unreadable = new Set<string>();
  const found = new Map<string, Record<string, FieldScalar>>();
  try {
    for (const some of chunks(ids, idsPerQuery)) {
      for (const names of fields.length === 0 ? [[]] : chunks(fields, fieldsPerQuery)) {
        const readable = names.filter((name) => !unreadable.has(name));
        const records = await readSome(connection, descriptions, type, some, readable, unreadable);
        for (const record of records) addTo(found, record, readable, unreadable);
      }
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { type, records: [], unreadable: fields, missing: ids };
  }
  return {
    type,
    records: ids.flatMap((id) => {
      const values = found.get(idKey(id));
      return values === undefined ? [] : [{ id, fields: values }];
    }),
    unreadable: fields.filter((name) => unreadable.has(name)),
    missing: ids.filter((id) => !found.has(idKey(id))),
  };
}

/** One query; again without the fields that the org does not know, which are added to `unreadable`. */
async function readSome(
  connection: Connection,
  descriptions: Descriptions,
  type: string,
  ids: readonly string[],
  fields: readonly string[],
  unreadable: Set<string>,
): Promise<readonly Record<string, unknown>[]> {
  let names = fields;
  for (;;) {
    const list = ids.map((id) => `'${id}'`).join(',');
    try {
      return await query(
        connection,
        `SELECT ${['Id', ...names].join(', ')} FROM ${type} WHERE Id IN (${list}) LIMIT ${ids.length}`,
      );
    } catch (error) {
      if (names.length === 0 || !errorCodeOf(error).startsWith('INVALID_FIELD')) throw error;
      const unknown = await unknownFields(error, descriptions, type, names);
      for (const name of unknown) unreadable.add(name);
      names = names.filter((name) => !unknown.includes(name));
    }
  }
}

/** At least one of the fields: those that describe does not list, else the one that the org names, else all. */
async function unknownFields(
  error: unknown,
  descriptions: Descriptions,
  type: string,
  fields: readonly string[],
): Promise<readonly string[]> {
  const { fields: described } = await descriptions.get(type);
  const known = new Set(described.map(({ name }) => name.toLowerCase()));
  const unknown = fields.filter((name) => !known.has(name.toLowerCase()));
  if (unknown.length > 0) return unknown;
  const named = /No such column '(\w{1,80})'/.exec(privateTextOf(error))?.[1]?.toLowerCase();
  const one = fields.filter((name) => name.toLowerCase() === named);
  return one.length > 0 ? one : fields;
}

function addTo(
  found: Map<string, Record<string, FieldScalar>>,
  record: Record<string, unknown>,
  fields: readonly string[],
  unreadable: Set<string>,
): void {
  if (typeof record.Id !== 'string') return;
  const values = found.get(idKey(record.Id)) ?? {};
  const byName = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of fields) {
    const value = byName.get(name.toLowerCase());
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      values[name] = value as FieldScalar;
    } else {
      // Compound fields, such as addresses: their parts can be read, they themselves are no values.
      unreadable.add(name);
    }
  }
  found.set(idKey(record.Id), values);
}

function isUnreadable(error: unknown): boolean {
  return /^(INVALID_TYPE|INSUFFICIENT_ACCESS\w*|INVALID_FIELD\w*|NOT_FOUND)$/.test(errorCodeOf(error));
}

function unique(values: readonly string[], key: (value: string) => string): string[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}

function* chunks<T>(values: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size);
}
