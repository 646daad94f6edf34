import { RestError } from '../../errors.ts';
import { json, noContent, type Reply } from '../../http.ts';
import { deleteRows } from '../../saves/deleteRows.ts';
import type { RowDraft } from '../../saves/model.ts';
import { DuplicateRefusal } from '../../saves/refusal.ts';
import { saveRow } from '../../saves/saveRows.ts';
import { jsonBody } from '../body.ts';
import { objectNamed, recordNamed } from '../records.ts';
import type { RestCall, Route } from '../route.ts';
import { recordErrorReply } from './recordError.ts';
import { askedFields, uiRecordJson } from './recordJson.ts';

/** `/ui-api/records`: one record, as Lightning pages read and save it. */
export const uiRecordRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/ui-api\/records$/, writes: true, answer: create },
  {
    method: 'GET',
    path: /^\/ui-api\/records\/(\w+)$/,
    answer: (request) => {
      const record = recordOf(request);
      return json(200, uiRecordJson(request, record, askedFields(request, record.object)));
    },
  },
  { method: 'PATCH', path: /^\/ui-api\/records\/(\w+)$/, writes: true, answer: update },
  {
    method: 'DELETE',
    path: /^\/ui-api\/records\/(\w+)$/,
    writes: true,
    answer: (request) => {
      const [outcome] = deleteRows(request.org, request.session, [recordOf(request).id], { allOrNone: true });
      if (!outcome!.success) throw outcome!.error;
      return noContent;
    },
  },
];

function create(request: RestCall): Reply {
  const { apiName, ...rest } = jsonBody(request.call);
  if (typeof apiName !== 'string') throw unreadable('apiName is required.');
  const object = objectNamed(request, apiName);
  return save(request, { object, target: { kind: 'new' }, fields: fieldsOf(rest) }, rest, 201);
}

function update(request: RestCall): Reply {
  const { object, id } = recordOf(request);
  const body = jsonBody(request.call);
  return save(request, { object, target: { kind: 'id', id }, fields: fieldsOf(body) }, body, 200);
}

function save(
  request: RestCall,
  row: RowDraft,
  { allowSaveOnDuplicate }: Record<string, unknown>,
  status: number,
): Reply {
  const { org, session, version } = request;
  const header = { allowSave: allowSaveOnDuplicate === true, includeRecordDetails: false };
  try {
    const { record } = saveRow(org, session, row, { channel: 'ui-api', version, header });
    const written = row.fields.map(([name]) => name);
    const fields = [...new Set([...record.object.compactLayout, ...written])];
    return json(status, uiRecordJson(request, record, { fields, optional: [] }));
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    // What could not even be read is told in the way of other resources.
    const isRead = error instanceof DuplicateRefusal || error.fields !== null;
    if (!isRead && ['INVALID_FIELD', 'JSON_PARSER_ERROR'].includes(error.code))
      throw unreadable(error.message);
    if (error.status === 404) throw error;
    return recordErrorReply(request, row.object, error);
  }
}

function fieldsOf({ fields }: Record<string, unknown>): [string, unknown][] {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw unreadable('fields must be an object.');
  }
  return Object.entries(fields).filter(([name]) => name.toLowerCase() !== 'id');
}

function recordOf(request: RestCall): ReturnType<typeof recordNamed> {
  const id = request.parts[0]!;
  const object = request.org.schema.objectOfId(id);
  if (object) return recordNamed(request, objectNamed(request, object.name), id);
  throw new RestError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

function unreadable(message: string): RestError {
  return new RestError(400, 'POST_BODY_PARSE_ERROR', message);
}
