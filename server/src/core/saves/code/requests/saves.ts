import type { Place } from '../../../text.ts';
import type { Evaluation, OptionsDraft, SaveDraft } from '../libraries/model.ts';
import type { Value } from '../values.ts';
import {
  allowSaveOnDuplicate,
  batchRequestsOf,
  bulkJobOf,
  type Subrequest,
  subrequestsOf,
  typesOf,
} from './bodies.ts';
import { field } from './fields.ts';
import { graphqlSavesOf } from './graphql.ts';
import { readHeaders } from './headers.ts';
import { methodsOf } from './methods.ts';
import { soapSaveOf } from './soap.ts';
import { type ReadUrl, type Resource, readUrls } from './url.ts';

/** A save as the request describes it; what is missing is the request's. */
export type Found = Pick<SaveDraft, 'operation' | 'channel' | 'object'> & {
  readonly [Key in
    | 'externalId'
    | 'records'
    | 'reports'
    | 'allOrNone'
    | 'options'
    | 'version']?: SaveDraft[Key];
};

export interface Asked {
  readonly url: ReadUrl;
  /** Upper case; null where it is not known. */
  readonly method: string | null;
  readonly body: Value | null;
  /** What the request's own headers say. */
  readonly options: OptionsDraft | null;
  /** They name the header about duplicates: only requests to Salesforce do. */
  readonly isNamed: boolean;
  readonly at: Place;
  /** A subrequest: holds none itself. */
  readonly isInner: boolean;
}

const notInherited =
  'the header stands on the outer request, and subrequests inherit none but Accept, Authorization and Content-Type';

/** What a request to an address of Salesforce saves. */
export function savesAt(asked: Asked, evaluation: Evaluation): readonly Found[] {
  const { body, at } = asked;
  const method = asked.method;
  const resource = asked.url.resource ?? resourceByBody(body);
  if (resource === null) return opaqueSaves(asked);
  const isPost = method === 'POST';
  const isChange = method === 'PATCH' || method === 'PUT';
  switch (resource.kind) {
    case 'object':
    case 'object-id':
    case 'record':
    case 'external-id':
      return recordSaves(resource, asked);
    case 'collections':
      return collectionSaves(resource, asked);
    case 'composite':
    case 'graph':
      return isPost && !asked.isInner ? compositeSaves(resource.kind, asked, evaluation) : [];
    case 'batch':
      return isPost && !asked.isInner ? batchSaves(asked, evaluation) : [];
    case 'tree': {
      if (!isPost) return [];
      const records = field(body, 'records') ?? null;
      const object = typesOf(records) ?? resource.object;
      const allOrNone: Value = { kind: 'scalar', value: true, place: at };
      return [{ operation: 'insert', channel: 'rest-tree', object, records, allOrNone }];
    }
    case 'bulk-1-job':
    case 'bulk-2-job': {
      const job = isPost ? bulkJobOf(body, at) : null;
      if (job === null || (job.object === undefined && !asked.url.isSalesforce)) return [];
      const channel = resource.kind === 'bulk-1-job' ? 'bulk-1' : 'bulk-2';
      const { operation, externalId } = job;
      const reports = channel === 'bulk-2' ? 'job-answer' : 'job';
      return [{ operation, channel, object: job.object ?? unknownObject(body), externalId, reports }];
    }
    case 'ui-records':
    case 'ui-record': {
      const isInsert = resource.kind === 'ui-records';
      if (!(isInsert ? isPost : isChange)) return [];
      const options = allowSaveOnDuplicate(body, at);
      const object = field(body, 'apiName') ?? unknownObject(body);
      const records = field(body, 'fields') ?? null;
      return [{ operation: isInsert ? 'insert' : 'update', channel: 'ui-api', object, records, options }];
    }
    case 'soap': {
      const save = isPost ? soapSaveOf(body, at) : null;
      if (save === null) return [];
      const channel = save.operation === 'convertLead' ? 'soap-convert-lead' : 'soap';
      return [{ ...save, channel, object: save.object ?? unknownObject(body), reports: 'rows' }];
    }
    case 'graphql':
      return isPost
        ? graphqlSavesOf(body, at).map((save) => ({
            ...save,
            channel: 'graphql',
            options: null,
            reports: 'rows',
          }))
        : [];
    case 'other':
      return [];
  }
}

type RecordResource = Extract<Resource, { kind: 'object' | 'object-id' | 'record' | 'external-id' }>;

function recordSaves(resource: RecordResource, { method, body, url, isNamed }: Asked): readonly Found[] {
  const { object } = resource;
  const isPost = method === 'POST';
  const isChange = method === 'PATCH' || method === 'PUT';
  // A header that changes saves only: the request is one, whatever its method.
  const isSave = method === null && isNamed;
  const channel = 'rest-record';
  switch (resource.kind) {
    case 'object':
    case 'object-id':
      if (isPost || isSave) return [{ operation: 'insert', channel, object, records: body }];
      // `sobjects/${path}` may hold an id as well.
      return isChange && isOpen(object) ? [{ operation: 'update', channel, object, records: body }] : [];
    case 'record':
      return isChange || isSave ? [{ operation: 'update', channel, object, records: body }] : [];
    case 'external-id': {
      if (!isChange && !isSave) return [];
      const isUpdate = /[?&]updateonly=true/.test(url.query);
      return [
        {
          operation: isUpdate ? 'update' : 'upsert',
          channel: 'rest-external-id',
          object,
          externalId: resource.field,
          records: body,
        },
      ];
    }
  }
}

function collectionSaves(
  { object, field: externalId }: Extract<Resource, { kind: 'collections' }>,
  { method, body, at, isNamed }: Asked,
): readonly Found[] {
  const channel = 'rest-collections';
  const reports = 'answer';
  const records = field(body, 'records') ?? null;
  const allOrNone = allOrNoneOf(body, at);
  const isChange = method === 'PATCH' || method === 'PUT';
  if (object !== null) {
    // POST with an object reads records.
    if (!isChange || externalId === null) return [];
    return [{ operation: 'upsert', channel, object, externalId, records, allOrNone, reports }];
  }
  const isSave = method === null && isNamed;
  if (method !== 'POST' && !isChange && !isSave) return [];
  const types = typesOf(records) ?? unknownObject(records);
  return [{ operation: isChange ? 'update' : 'insert', channel, object: types, records, allOrNone, reports }];
}

/** False is what Salesforce does where the body does not say; null where the body is not known. */
function allOrNoneOf(body: Value | null, at: Place): Value | null {
  const said = field(body, 'allOrNone');
  if (said !== undefined) return said;
  return body?.kind === 'record' && !body.open ? { kind: 'scalar', value: false, place: at } : null;
}

function compositeSaves(kind: 'composite' | 'graph', asked: Asked, evaluation: Evaluation): readonly Found[] {
  const { body, at } = asked;
  const allOrNone: Value | null =
    kind === 'graph' ? { kind: 'scalar', value: true, place: at } : allOrNoneOf(body, at);
  return subrequestsOf(body).flatMap((inner) => {
    const own = readHeaders(inner.headers, at);
    for (const { problem, place } of own.problems) {
      evaluation.observe({ kind: 'malformed-header', problem, place });
    }
    const outer = asked.options === null ? null : { ...asked.options, ineffective: notInherited };
    const options = own.options ?? outer;
    return innerSaves(inner, { ...asked, options }, evaluation).map((save) => ({
      ...save,
      channel: 'rest-composite' as const,
      options,
      allOrNone,
      reports: 'answer' as const,
    }));
  });
}

function batchSaves(asked: Asked, evaluation: Evaluation): readonly Found[] {
  return batchRequestsOf(asked.body).flatMap((inner) =>
    innerSaves(inner, asked, evaluation).map((save) => ({
      ...save,
      channel: 'rest-batch' as const,
      allOrNone: null,
      reports: 'answer' as const,
    })),
  );
}

function innerSaves(inner: Subrequest, asked: Asked, evaluation: Evaluation): readonly Found[] {
  const { method, url: address, body } = inner;
  if (method === undefined || address === undefined) return [];
  return readUrls(address, asked.at).flatMap((url) =>
    methodsOf(method, url).flatMap((each) =>
      savesAt({ ...asked, url, method: each, body, isInner: true }, evaluation).map((save) => ({
        ...save,
        version: url.version ?? asked.url.version,
      })),
    ),
  );
}

/** Where the address hides where it leads to: bodies that only Salesforce's resources take. */
function resourceByBody(body: Value | null): Resource | null {
  if (subrequestsOf(body).length > 0)
    return { kind: field(body, 'graphs') === undefined ? 'composite' : 'graph' };
  return batchRequestsOf(body).length > 0 ? { kind: 'batch' } : null;
}

/** A save by its header alone. */
function opaqueSaves({ method, body, isNamed, url, isInner }: Asked): readonly Found[] {
  if (isInner || !isNamed || (method !== null && !/^(POST|PATCH|PUT)$/.test(method))) return [];
  const operation = method === 'POST' ? 'insert' : method === null ? 'upsert' : 'update';
  const records = typesOf(field(body, 'records') ?? null);
  if (records !== null)
    return [{ operation, channel: 'rest-collections', object: records, reports: 'answer' }];
  const object = url.parameter ?? {
    kind: 'unknown' as const,
    why: 'part of an address that is not known here',
  };
  return [{ operation, channel: 'rest-record', object, records: body }];
}

function isOpen(object: Value): boolean {
  return object.kind !== 'text' || object.parts.some((part) => typeof part !== 'string');
}

/** Objects of records that come from outside are the callers' matter. */
function unknownObject(records: Value | null): Value {
  return records?.kind === 'parameter' ? records : { kind: 'unknown', why: 'not written here' };
}
