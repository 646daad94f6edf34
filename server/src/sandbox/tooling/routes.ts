import { notFound, RestError } from '../errors.ts';
import { json } from '../http.ts';
import { answerColumns, answerMore, answerQuery } from '../query/answer.ts';
import { objectDescription, objectSummary } from '../rest/describe.ts';
import type { RestCall, Route } from '../rest/route.ts';
import type { SandboxObject } from '../schema/model.ts';

/** What the org says to whoever brings it Apex. */
export const noApex = 'The embedded org runs no Apex.';

/** Objects of the Tooling API that this org has. There is no DuplicateRule among them in Salesforce either. */
const toolingObjects = ['MatchingRule', 'MatchingRuleItem', 'Organization', 'Profile', 'User'];

/** The Tooling API, as far as clients of data and rules ask it. */
export const toolingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/tooling$/,
    answer: ({ basePath }) => {
      const names = ['query', 'sobjects', 'executeAnonymous'];
      return json(200, Object.fromEntries(names.map((name) => [name, `${basePath}/tooling/${name}`])));
    },
  },
  {
    method: 'GET',
    path: /^\/tooling\/sobjects$/,
    answer: (request) =>
      json(200, {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: toolingObjects
          .map((name) => objectNamed(request, name))
          .filter((object) => object !== null)
          .map((object) => objectSummary(object, `${request.basePath}/tooling`)),
      }),
  },
  {
    method: 'GET',
    path: /^\/tooling\/sobjects\/([^/]+)(\/describe)?$/,
    answer: (request) => {
      const object = objectNamed(request, request.parts[0]!);
      // By these very words the sf CLI knows that the org does not track sources.
      if (!object) throw notFound();
      if (request.parts[1]) return json(200, objectDescription(request, object));
      const objectDescribe = objectSummary(object, `${request.basePath}/tooling`);
      return json(200, { objectDescribe, recentItems: [] });
    },
  },
  {
    method: 'GET',
    path: /^\/tooling\/query$/,
    answer: (request) => {
      const { org, session, call, basePath } = request;
      const query = call.query.get('q');
      if (query === null) {
        throw new RestError(400, 'MALFORMED_QUERY', 'The parameter q with the query is required.');
      }
      const from = /\bFROM\s+(\w+)/i.exec(query)?.[1];
      if (from !== undefined && !objectNamed(request, from)) throw unsupported(from);
      if (call.query.get('columns') === 'true') return json(200, answerColumns(org, session, query));
      const options = call.headers['sforce-query-options']?.toString();
      return json(200, answerQuery(org, session, query, `${basePath}/tooling`, options, false));
    },
  },
  {
    method: 'GET',
    path: /^\/tooling\/query\/([^/]+)$/,
    answer: ({ org, basePath, parts }) => json(200, answerMore(org, parts[0]!, `${basePath}/tooling`)),
  },
  {
    method: 'GET',
    path: /^\/tooling\/executeAnonymous$/,
    writes: true,
    answer: () => {
      throw new RestError(400, 'NOT_FOUND', noApex);
    },
  },
];

function objectNamed({ org, session }: RestCall, name: string): SandboxObject | null {
  if (!toolingObjects.some((one) => one.toLowerCase() === name.toLowerCase())) return null;
  const object = org.schema.object(name);
  return object && (!object.setup || session.canViewSetup) ? object : null;
}

function unsupported(name: string): RestError {
  return new RestError(
    400,
    'INVALID_TYPE',
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}
