import { notFound, RestError } from '../errors.ts';
import { json } from '../http.ts';
import { asId } from '../ids.ts';
import { answerColumns, answerMore, answerQuery, attributesOf } from '../query/answer.ts';
import type { SandboxObject } from '../schema/model.ts';
import { objectDescription, objectSummary } from './describe.ts';
import { identityUrl } from './identity.ts';
import type { RestCall, Route } from './route.ts';

/** Resources that only read. */
export const readRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/$/,
    answer: ({ org, session, basePath }) => {
      const names = ['limits', 'query', 'queryAll', 'sobjects', 'ui-api', 'composite'];
      const resources = names.map((name) => [name, `${basePath}/${name}`] as const);
      return json(200, { ...Object.fromEntries(resources), identity: identityUrl(org, session.user) });
    },
  },
  {
    method: 'GET',
    path: /^\/limits$/,
    answer: () =>
      json(200, {
        DailyApiRequests: { Max: 15000, Remaining: 14900 },
        DailyBulkApiBatches: { Max: 15000, Remaining: 15000 },
        DataStorageMB: { Max: 5, Remaining: 4 },
      }),
  },
  {
    method: 'GET',
    path: /^\/sobjects$/,
    answer: ({ org, session, basePath }) =>
      json(200, {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: org.schema.objects
          .filter((object) => session.canReadObject(object.name) && (!object.setup || session.canViewSetup))
          .map((object) => objectSummary(object, basePath)),
      }),
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)$/,
    answer: (request) =>
      json(200, {
        objectDescribe: objectSummary(objectNamed(request, request.parts[0]!), request.basePath),
        recentItems: [],
      }),
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/describe$/,
    answer: (request) => {
      const object = objectNamed(request, request.parts[0]!);
      return json(200, objectDescription(object, request.session, request.basePath));
    },
  },
  {
    method: 'GET',
    path: /^\/sobjects\/([^/]+)\/([^/]+)$/,
    answer: readRecord,
  },
  {
    method: 'GET',
    path: /^\/(?:query|queryAll)$/,
    answer: ({ org, session, call, basePath }) => {
      const query = call.query.get('q');
      if (query === null) throw new RestError(400, 'MALFORMED_QUERY', 'q is missing');
      if (call.query.get('columns') === 'true') return json(200, answerColumns(org, session, query));
      const options = call.headers['sforce-query-options'];
      return json(200, answerQuery(org, session, query, basePath, options?.toString()));
    },
  },
  {
    method: 'GET',
    path: /^\/query(?:All)?\/([^/]+)$/,
    answer: ({ org, basePath, parts }) => json(200, answerMore(org, parts[0]!, basePath)),
  },
];

/** @throws RestError NOT_FOUND for what does not exist or the user cannot read */
export function objectNamed({ org, session }: RestCall, name: string): SandboxObject {
  const object = org.schema.object(name);
  if (!object || !session.canReadObject(object.name) || (object.setup && !session.canViewSetup)) {
    throw notFound();
  }
  return object;
}

function readRecord(request: RestCall): ReturnType<Route['answer']> {
  const { org, session, call, basePath, parts } = request;
  const object = objectNamed(request, parts[0]!);
  const id = asId(parts[1]!);
  const record = id === null ? null : org.store.record(id);
  if (!record || record.object !== object || !session.canSee(record)) {
    throw new RestError(
      404,
      'NOT_FOUND',
      'Provided external ID field does not exist or is not accessible: ' + parts[1],
    );
  }
  const asked = call.query.get('fields')?.split(',') ?? object.fields.map(({ name }) => name);
  const values = asked.map((name) => {
    const field = org.schema.field(object.name, name.trim());
    if (!field || !session.canRead(object.name, field.name)) {
      if (call.query.get('fields') === null) return null;
      const message = `\n${name}\n^\nERROR at Row:1:Column:1\nNo such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
      throw new RestError(400, 'INVALID_FIELD', message);
    }
    return [field.name, record.values.get(field.name) ?? null] as const;
  });
  const readable = values.filter((entry) => entry !== null);
  return json(200, { attributes: attributesOf(record, basePath), ...Object.fromEntries(readable) });
}
