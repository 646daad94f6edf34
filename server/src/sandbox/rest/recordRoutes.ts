import type { StoredRecord } from '../data/storedRecord.ts';
import { notFound, RestError } from '../errors.ts';
import { json, noContent, type Reply } from '../http.ts';
import { asId } from '../ids.ts';
import { firstPage } from '../query/answer.ts';
import { deleteRows } from '../saves/deleteRows.ts';
import type { RowOutcome } from '../saves/model.ts';
import { SeveralRecords } from '../saves/target.ts';
import type { SandboxObject } from '../schema/model.ts';
import { jsonBody } from './body.ts';
import { fieldsNamed, objectNamed, recordByExternalId, recordJson, recordNamed } from './records.ts';
import type { RecordWrite, RestCall, Route } from './route.ts';
import { savingRoute } from './saveRecord.ts';

/** `sobjects/X` and below: one record, by its id or by an external id. */
export const recordRoutes: readonly Route[] = [
  savingRoute('POST', /^\/sobjects\/([^/]+)(?:\/Id)?$/i, create),
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/([^/]+)$/,
    answer: (request) => readRecord(request, recordNamed(request, objectOf(request), request.parts[1]!)),
  },
  savingRoute('PATCH', /^\/sobjects\/([^/]+)\/([^/]+)$/, update),
  {
    method: 'DELETE',
    path: /^\/sobjects\/([^/]+)\/([^/]+)$/,
    writes: true,
    answer: (request) => remove(request, recordNamed(request, objectOf(request), request.parts[1]!)),
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/([^/]+)\/([^/]+)$/,
    answer: (request) => {
      const object = objectOf(request);
      const [, first] = request.parts as [string, string];
      if (isIdOf(request, object, first)) return readRelated(request, recordNamed(request, object, first));
      return withOne(request, (record) => readRecord(request, record));
    },
  },
  savingRoute('PATCH', /^\/sobjects\/([^/]+)\/([^/]+)\/([^/]+)$/, upsert),
  {
    method: 'DELETE',
    path: /^\/sobjects\/([^/]+)\/([^/]+)\/([^/]+)$/,
    writes: true,
    answer: (request) => withOne(request, (record) => remove(request, record)),
  },
];

function objectOf(request: RestCall): SandboxObject {
  return objectNamed(request, request.parts[0]!);
}

function create(request: RestCall): RecordWrite {
  const draft = {
    object: objectOf(request),
    fields: bodyFields(request, 'Id'),
    target: { kind: 'new' },
  } as const;
  return {
    draft,
    version: request.version,
    reply: (outcome) => {
      const { record } = saved(outcome);
      return createdReply(request, record, { id: record.id, success: true, errors: [] });
    },
  };
}

function update(request: RestCall): RecordWrite {
  const object = objectOf(request);
  const { id } = recordNamed(request, object, request.parts[1]!);
  const draft = { object, fields: bodyFields(request, 'Id'), target: { kind: 'id', id } } as const;
  return {
    draft,
    version: request.version,
    reply: (outcome) => {
      saved(outcome);
      return noContent;
    },
  };
}

/** @throws RestError what refused it */
function saved(outcome: RowOutcome): RowOutcome & { readonly success: true } {
  if (outcome.success) return outcome;
  throw outcome.error;
}

function createdReply({ basePath }: RestCall, record: StoredRecord, body: unknown): Reply {
  const location = `${basePath}/sobjects/${record.object.name}/${record.id}`;
  return { ...json(201, body), headers: { Location: location } };
}

function readRecord(request: RestCall, record: StoredRecord): Reply {
  const fields = fieldsNamed(request, record.object, askedNames(request));
  return json(200, recordJson(record, fields, request.basePath));
}

/** Of the parameter `fields`; null without it. */
function askedNames({ call }: RestCall): readonly string[] | null {
  const asked = call.query.get('fields');
  return asked === null ? null : asked.split(',').map((name) => name.trim());
}

function isIdOf({ org }: RestCall, object: SandboxObject, text: string): boolean {
  return asId(text) !== null && org.schema.field(object.name, text) === null;
}

/** `sobjects/Contact/ID/Account`, `sobjects/Account/ID/Contacts`: what a record refers to, or what refers to it. */
function readRelated(request: RestCall, record: StoredRecord): Reply {
  const { org, session, basePath } = request;
  const name = request.parts[2]!;
  const up = org.schema.relationship(record.object.name, name);
  if (up) {
    const id = record.values.get(up.name);
    const parent = typeof id === 'string' ? org.store.record(id) : null;
    if (parent && session.canSee(parent)) return readRecord(request, parent);
    throw notFound();
  }
  const down = org.schema.childRelationship(record.object.name, name);
  if (!down) throw notFound();
  const fields = fieldsNamed(request, down.child, askedNames(request));
  const children = org.store
    .withValue(down.child.name, down.field.name, record.id)
    .filter((child) => session.canSee(child));
  const page = (from: number, to: number): readonly unknown[] =>
    children.slice(from, to).map((child) => recordJson(child, fields, basePath));
  return json(200, firstPage(org, { size: children.length, page }, basePath));
}

function remove({ org, session }: RestCall, { id }: StoredRecord): Reply {
  const [outcome] = deleteRows(org, session, [id], { allOrNone: true });
  if (!outcome!.success) throw outcome!.error;
  return noContent;
}

function upsert(request: RestCall): RecordWrite {
  const { call, version } = request;
  const [, field, value] = request.parts as [string, string, string];
  const object = objectOf(request);
  if (call.query.get('updateOnly') === 'true') recordByExternalId(request, object, field, value);
  const target = { kind: 'external-id', field, value } as const;
  return {
    draft: { object, fields: bodyFields(request, field), target },
    version,
    reply: (outcome) =>
      orUrls(request, () => {
        const { record, created } = saved(outcome);
        const body = { id: record.id, success: true, errors: [], created };
        if (created) return createdReply(request, record, body);
        // Until version 45.0 an update by external id had no body.
        return version >= 46 ? json(200, body) : noContent;
      }),
  };
}

/** Answers with the record that the address names by an external id. */
function withOne(request: RestCall, answer: (record: StoredRecord) => Reply): Reply {
  const [, field, value] = request.parts as [string, string, string];
  return orUrls(request, () => answer(recordByExternalId(request, objectOf(request), field, value)));
}

/** 300 with the addresses of the records where several have the external id. */
function orUrls({ basePath }: RestCall, answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof SeveralRecords)) throw error;
    const urls = error.records.map(({ id, object }) => `${basePath}/sobjects/${object.name}/${id}`);
    return json(300, urls);
  }
}

/** `key`: the field by which the address names the record, which the body must leave out. */
function bodyFields({ call }: RestCall, key: string): [string, unknown][] {
  const fields = Object.entries(jsonBody(call));
  const named = fields.find(([name]) => [key, 'id'].some((one) => name.toLowerCase() === one.toLowerCase()));
  if (!named) return fields;
  const message = `The ${named[0]} field should not be specified in the sobject data.`;
  throw new RestError(400, 'INVALID_FIELD', message);
}
