import { json } from '../../http.ts';
import { jsonBody } from '../body.ts';
import type { RestCall, Route } from '../route.ts';
import { collated } from './collation.ts';
import { answerGraphs } from './graph.ts';
import { answerSequence } from './sequence.ts';
import { invalid, readSubrequests, type Subrequest } from './subrequest.ts';
import { answerTree } from './tree.ts';

/** Documented limits of a composite request: parts, and among them queries and collections. */
const mostParts = 25;
const mostQueries = 5;

export const compositeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/composite$/,
    answer: ({ basePath }) => {
      const names = ['tree', 'batch', 'sobjects', 'graph'];
      return json(200, Object.fromEntries(names.map((name) => [name, `${basePath}/composite/${name}`])));
    },
  },
  {
    method: 'POST',
    path: /^\/composite$/,
    writes: true,
    answer: (request) => {
      const { allOrNone, compositeRequest, collateSubrequests } = jsonBody(request.call);
      const parts = readSubrequests(compositeRequest, request.version);
      if (parts.length > mostParts) {
        throw invalid(`A composite request can hold up to ${mostParts} subrequests, not ${parts.length}.`);
      }
      if (parts.filter(isQueryOrCollection).length > mostQueries) {
        throw invalid(`Up to ${mostQueries} subrequests can be sObject Collections or query operations.`);
      }
      const stranger = parts.find(({ url }) => !isSupported(url));
      if (stranger) throw invalid(`Composite does not support the resource ${stranger.url}`);
      const groups = isCollated(request, collateSubrequests) ? collated(parts) : parts.map((part) => [part]);
      return json(200, { compositeResponse: answerSequence(request, groups, allOrNone === true) });
    },
  },
  { method: 'POST', path: /^\/composite\/graph$/, writes: true, answer: answerGraphs },
  { method: 'POST', path: /^\/composite\/tree\/([^/]+)$/, writes: true, answer: answerTree },
];

/** From version 49.0 parts are collated unless the request says otherwise; at 48.0 where it says so. */
function isCollated({ org, version }: RestCall, asked: unknown): boolean {
  const collates = version >= 49 ? asked !== false : version === 48 && asked === true;
  return collates && org.openPoints.collatedPartsAreOneSave;
}

const collection = /^\/services\/data\/v\d+\.0\/composite\/sobjects\b/;
const query = /^\/services\/data\/v\d+\.0\/query(?:All)?\b/;

function isQueryOrCollection({ url }: Subrequest): boolean {
  return collection.test(url) || query.test(url);
}

/** sObject resources, queries and collections; an address that is a reference is not known yet. */
function isSupported(url: string): boolean {
  if (/^@\{/.test(url) || !/^\/services\/data\//.test(url)) return true;
  return collection.test(url) || query.test(url) || /^\/services\/data\/v\d+\.\d+\/sobjects\b/.test(url);
}
