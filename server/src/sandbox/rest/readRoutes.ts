import { RestError } from '../errors.ts';
import { json, type Reply } from '../http.ts';
import { answerColumns, answerMore, answerQuery } from '../query/answer.ts';
import { identityUrl } from './identity.ts';
import type { RestCall, Route } from './route.ts';

/** Resources that only read: what there is, queries, limits. */
export const readRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/$/,
    answer: ({ org, session, basePath }) => {
      const names = ['limits', 'query', 'queryAll', 'recent', 'sobjects', 'tooling', 'ui-api', 'composite'];
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
        DailyBulkV2QueryJobs: { Max: 10000, Remaining: 10000 },
        DataStorageMB: { Max: 5, Remaining: 4 },
      }),
  },
  {
    method: 'GET',
    path: /^\/limits\/recordCount$/,
    answer: ({ org, session, call }) => {
      const asked = call.query
        .get('sObjects')
        ?.split(',')
        .map((name) => name.trim().toLowerCase());
      const objects = org.schema.objects.filter(
        ({ name }) => session.canReadObject(name) && (asked?.includes(name.toLowerCase()) ?? true),
      );
      const counts = objects.map(({ name }) => ({ count: org.store.count(name), name }));
      return json(200, { sObjects: counts.filter(({ count }) => asked !== undefined || count > 0) });
    },
  },
  // Nobody looks at records here.
  { method: 'GET', path: /^\/recent$/, answer: () => json(200, []) },
  {
    method: 'GET',
    path: /^\/(query|queryAll)$/,
    answer: answerSoql,
  },
  {
    method: 'GET',
    path: /^\/query(?:All)?\/([^/]+)$/,
    answer: ({ org, basePath, parts }) => json(200, answerMore(org, parts[0]!, basePath)),
  },
  ...['GET', 'POST'].map(
    (method): Route => ({
      method,
      path: /^\/(?:search|parameterizedSearch)$/,
      answer: () => {
        throw new RestError(400, 'MALFORMED_SEARCH', 'The embedded org does not answer searches (SOSL).');
      },
    }),
  ),
];

function answerSoql({ org, session, call, basePath, parts }: RestCall): Reply {
  const query = call.query.get('q');
  if (query === null) {
    if (call.query.has('explain')) {
      throw new RestError(400, 'INVALID_QUERY', 'The embedded org makes no query plans.');
    }
    throw new RestError(400, 'MALFORMED_QUERY', 'The parameter q with the query is required.');
  }
  if (call.query.get('columns') === 'true') return json(200, answerColumns(org, session, query));
  const options = call.headers['sforce-query-options']?.toString();
  return json(200, answerQuery(org, session, query, basePath, options, parts[0] === 'queryAll'));
}
