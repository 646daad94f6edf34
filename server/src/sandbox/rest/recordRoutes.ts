import type { StoredRecord } from '../data/store.ts';
import { notFound, RestError } from '../errors.ts';
import { json, noContent, type Reply } from '../http.ts';
import { asId } from '../ids.ts';
import { SeveralRecords } from '../saves/target.ts';
import type { SandboxObject } from '../schema/model.ts';
import { jsonBody } from './body.ts';
import { saveCollection } from './collections.ts';
import { objectNamed } from './readRoutes.ts';
import type { RestCall, Route } from './route.ts';
import { saveRecord } from './saveRecord.ts';

/** Resources that change records: for test clients. The extension never calls them. */
export const writeRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/sobjects\/([^/]+)$/,
    writes: true,
    answer: (request) => {
      const object = objectNamed(request, request.parts[0]!);
      const { record } = saveRecord(request, object, bodyFields(request), { kind: 'new' });
      return created(request, record, { id: record.id, success: true, errors: [] });
    },
  },
  {
    method: 'PATCH',
    path: /^\/sobjects\/([^/]+)\/([^/]+)$/,
    writes: true,
    answer: (request) => {
      const object = objectNamed(request, request.parts[0]!);
      const { id } = existingRecord(request, object, request.parts[1]!);
      saveRecord(request, object, bodyFields(request), { kind: 'id', id });
      return noContent;
    },
  },
  {
    method: 'PATCH',
    path: /^\/sobjects\/([^/]+)\/([^/]+)\/([^/]+)$/,
    writes: true,
    answer: upsertByExternalId,
  },
  {
    method: 'POST',
    path: /^\/composite\/sobjects$/,
    writes: true,
    answer: (request) => json(200, saveCollection(request, 'insert')),
  },
  {
    method: 'PATCH',
    path: /^\/composite\/sobjects$/,
    writes: true,
    answer: (request) => json(200, saveCollection(request, 'update')),
  },
  {
    method: 'DELETE',
    path: /^\/(?:sobjects\/[^/]+\/[^/]+|composite\/sobjects)$/,
    writes: true,
    answer: () => {
      throw new RestError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'The loopback org deletes no records.');
    },
  },
  {
    method: 'GET',
    path: /^\/tooling\/executeAnonymous$/,
    writes: true,
    answer: () => {
      throw new RestError(404, 'NOT_FOUND', 'The loopback org runs no Apex.');
    },
  },
];

function upsertByExternalId(request: RestCall): Reply {
  const [objectName, field, value] = request.parts as [string, string, string];
  const object = objectNamed(request, objectName);
  try {
    const target = { kind: 'external-id', field, value } as const;
    const { record, created: isNew } = saveRecord(request, object, bodyFields(request), target);
    const body = { id: record.id, success: true, errors: [], created: isNew };
    return isNew ? created(request, record, body) : json(200, body);
  } catch (error) {
    if (!(error instanceof SeveralRecords)) throw error;
    const urls = error.records.map(({ id }) => `${request.basePath}/sobjects/${object.name}/${id}`);
    return json(300, urls);
  }
}

function created({ basePath }: RestCall, record: StoredRecord, body: unknown): Reply {
  const location = `${basePath}/sobjects/${record.object.name}/${record.id}`;
  return { ...json(201, body), headers: { Location: location } };
}

function bodyFields({ call }: RestCall): [string, unknown][] {
  const fields = Object.entries(jsonBody(call));
  if (fields.some(([name]) => name === 'Id' || name === 'id')) {
    throw new RestError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  }
  return fields;
}

/** @throws RestError NOT_FOUND for a record that is not there or cannot be seen */
function existingRecord({ org, session }: RestCall, object: SandboxObject, idText: string): StoredRecord {
  const id = asId(idText);
  const record = id === null ? null : org.store.record(id);
  if (record && record.object === object && session.canSee(record)) return record;
  throw notFound();
}
