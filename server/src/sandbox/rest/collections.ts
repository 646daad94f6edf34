import { RestError } from '../errors.ts';
import { json, type Reply } from '../http.ts';
import { asId } from '../ids.ts';
import { deleteRows } from '../saves/deleteRows.ts';
import type { RowDraft, RowOutcome, RowTarget } from '../saves/model.ts';
import { saveRows } from '../saves/saveRows.ts';
import type { SandboxObject } from '../schema/model.ts';
import { jsonBody } from './body.ts';
import { fieldsNamed, objectNamed, recordJson } from './records.ts';
import type { RestCall, Route } from './route.ts';
import { headerOf } from './saveRecord.ts';

const mostRows = 200;
/** Ids of one request to read records. */
const mostIds = 2000;

interface Row {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly Record<string, unknown>[];
  readonly created?: boolean;
}

/** Makes a row of the members of a record: which record it is about, and what it gets. */
type Targeting = (object: SandboxObject, members: readonly (readonly [string, unknown])[]) => RowDraft;

/** `composite/sobjects`: a result per row, HTTP 200 whatever becomes of the rows. */
export const collectionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/composite\/sobjects$/,
    writes: true,
    answer: (request) => json(200, save(request, asNew, false)),
  },
  {
    method: 'PATCH',
    path: /^\/composite\/sobjects$/,
    writes: true,
    answer: (request) => json(200, save(request, asUpdate, false)),
  },
  {
    method: 'PATCH',
    path: /^\/composite\/sobjects\/([^/]+)\/([^/]+)$/,
    writes: true,
    answer: upsert,
  },
  { method: 'DELETE', path: /^\/composite\/sobjects$/, writes: true, answer: deleteCollection },
  {
    method: 'GET',
    path: /^\/composite\/sobjects\/([^/]+)$/,
    answer: (request) => {
      const { query } = request.call;
      return read(request, listOf(query.get('ids')), listOf(query.get('fields')));
    },
  },
  {
    method: 'POST',
    path: /^\/composite\/sobjects\/([^/]+)$/,
    answer: (request) => {
      const { ids, fields } = jsonBody(request.call);
      return read(request, textsOf(ids, 'ids'), textsOf(fields, 'fields'));
    },
  },
];

function asNew(object: SandboxObject, members: readonly (readonly [string, unknown])[]): RowDraft {
  return { object, fields: members.filter(([name]) => !isNamed(name, 'id')), target: { kind: 'new' } };
}

function asUpdate(object: SandboxObject, members: readonly (readonly [string, unknown])[]): RowDraft {
  const id = members.find(([name]) => isNamed(name, 'id'))?.[1];
  return {
    object,
    fields: members.filter(([name]) => !isNamed(name, 'id')),
    target: { kind: 'id', id: String(id ?? '') },
  };
}

function upsert(request: RestCall): Reply {
  const [objectName, field] = request.parts as [string, string];
  const named = objectNamed(request, objectName);
  const targeting: Targeting = (object, members) => {
    if (object !== named) {
      throw new RestError(400, 'INVALID_INPUT', `The request upserts records of ${named.name} only.`);
    }
    const value = members.find(([name]) => isNamed(name, field))?.[1];
    // Without its id, a record is a new one.
    const isNew = isNamed(field, 'id') && (value ?? '') === '';
    const target: RowTarget = isNew ? { kind: 'new' } : { kind: 'external-id', field, value };
    return { object, target, fields: members.filter(([name]) => !isNamed(name, field)) };
  };
  return json(200, save(request, targeting, true));
}

function save(request: RestCall, targeting: Targeting, isUpsert: boolean): readonly Row[] {
  const { org, session, version, frame } = request;
  const { records, allOrNone } = jsonBody(request.call);
  if (!Array.isArray(records) || records.length === 0) {
    throw new RestError(400, 'INVALID_INPUT', 'records must be an array with at least one record.');
  }
  if (records.length > mostRows) throw tooMany();
  const rows = records.map((record) => draftOf(request, record, targeting));
  const outcomes = saveRows(org, session, rows, {
    channel: frame === 'rest-batch' ? 'rest-batch' : 'rest-collections',
    version,
    header: headerOf(request),
    allOrNone: allOrNone === true,
  });
  return outcomes.map((outcome) => rowOf(request, outcome, isUpsert));
}

function draftOf(request: RestCall, record: unknown, targeting: Targeting): RowDraft | RestError {
  const input = typeof record === 'object' && record !== null ? (record as Record<string, unknown>) : {};
  const { attributes, ...members } = input;
  const type = (attributes as { readonly type?: unknown } | null | undefined)?.type;
  if (typeof type !== 'string') {
    return new RestError(400, 'INVALID_INPUT', 'Each record needs attributes with its type.');
  }
  try {
    return targeting(objectNamed(request, type), Object.entries(members));
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    if (error.code !== 'NOT_FOUND') return error;
    return new RestError(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`);
  }
}

function rowOf({ org }: RestCall, outcome: RowOutcome, isUpsert: boolean): Row {
  if (outcome.success) {
    const row = { id: outcome.record.id, success: true, errors: [] };
    return isUpsert ? { ...row, created: outcome.created } : row;
  }
  const { code, message, fields, more } = outcome.error;
  const carries = org.openPoints.collectionRowsCarryResult && 'duplicateResut' in more;
  const result = carries ? { duplicateResult: more.duplicateResut } : {};
  return { success: false, errors: [{ ...result, statusCode: code, message, fields: fields ?? [] }] };
}

function deleteCollection({ org, session, call }: RestCall): Reply {
  const ids = listOf(call.query.get('ids'));
  if (ids === null) throw new RestError(400, 'MISSING_ARGUMENT', 'The parameter ids is required.');
  if (ids.length > mostRows) throw tooMany();
  const allOrNone = call.query.get('allOrNone') === 'true';
  const rows = deleteRows(org, session, ids, { allOrNone }).map((outcome, index): Row => {
    if (outcome.success) return { id: outcome.id, success: true, errors: [] };
    const { code, message, fields } = outcome.error;
    const id = asId(ids[index]!);
    const named = id === null ? {} : { id };
    return { ...named, success: false, errors: [{ statusCode: code, message, fields: fields ?? [] }] };
  });
  return json(200, rows);
}

/** The records in the order of their ids; null for what is not there. */
function read(request: RestCall, ids: readonly string[] | null, fieldNames: readonly string[] | null): Reply {
  const { org, session, basePath } = request;
  const object = objectNamed(request, request.parts[0]!);
  if (ids === null || fieldNames === null) {
    throw new RestError(400, 'MISSING_ARGUMENT', 'The parameters ids and fields are required.');
  }
  if (ids.length > mostIds) {
    throw new RestError(400, 'INVALID_INPUT', `A request can read up to ${mostIds} records.`);
  }
  const fields = fieldsNamed(request, object, fieldNames);
  const records = ids.map((text) => {
    const id = asId(text);
    const record = id === null ? null : org.store.record(id);
    const isThere = record?.object === object && session.canSee(record);
    return isThere ? recordJson(record, fields, basePath) : null;
  });
  return json(200, records);
}

function listOf(text: string | null): readonly string[] | null {
  const items = (text ?? '').split(',').map((item) => item.trim());
  return items.length === 1 && items[0] === '' ? null : items;
}

function textsOf(value: unknown, name: string): readonly string[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new RestError(400, 'INVALID_INPUT', `${name} must be an array of texts.`);
}

function tooMany(): RestError {
  const message = 'record limit reached. cannot submit more than 200 records into this call';
  return new RestError(400, 'EXCEEDED_ID_LIMIT', message);
}

function isNamed(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}
