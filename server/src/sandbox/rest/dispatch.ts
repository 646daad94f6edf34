import { notFound, RestError } from '../errors.ts';
import type { Call, Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { errorReply } from './errors.ts';
import type { RecordWrite, RequestFrame, RestCall, Route } from './route.ts';
import { routes } from './routes.ts';

const dataPath = /^(\/services\/data\/v(\d+)\.0)(\/.*)?$/;
const firstVersion = 7;
/** Older ones were retired, the last of them in Summer '25. */
const oldestLiving = 31;

/** Whether a request changes records. */
export function isRestWrite(call: Call): boolean {
  const rest = dataPath.exec(call.path)?.[3];
  return rest !== undefined && routeOf(methodOf(call), rest)?.writes === true;
}

/** Answers a request to `/services/data/vNN.N/…`, by itself or as a part of another; errors are answers as well. */
export function answerData(org: Org, session: Session, call: Call, frame: RequestFrame): Reply {
  return orError(() => {
    const { route, request } = routed(org, session, call, frame);
    return route.answer(request);
  });
}

function prepareData(
  org: Org,
  session: Session,
  call: Call,
  frame: RequestFrame,
): RecordWrite | Reply | null {
  return orError(() => {
    const { route, request } = routed(org, session, call, frame);
    return route.write ? route.write(request) : null;
  });
}

function orError<T>(work: () => T): T | Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof RestError) return errorReply(error);
    throw error;
  }
}

function routed(
  org: Org,
  session: Session,
  call: Call,
  frame: RequestFrame,
): { readonly route: Route; readonly request: RestCall } {
  const match = dataPath.exec(call.path);
  if (!match) throw notFound();
  const version = Number(match[2]);
  if (version < firstVersion || version > Number(org.apiVersion)) throw notFound();
  if (version < oldestLiving) {
    throw new RestError(410, 'GONE', `Version ${version}.0 of the API has been retired.`);
  }
  const rest = trimmed(match[3] ?? '/');
  const method = methodOf(call);
  const route = routeOf(method, rest);
  if (!route) {
    const allowed = routes.filter(({ path }) => path.test(rest)).map((one) => one.method);
    if (allowed.length === 0) throw notFound();
    if (allowed.includes('GET')) allowed.push('HEAD');
    const message = `HTTP Method '${method}' not allowed. Allowed are ${[...new Set(allowed)].sort().join(',')}`;
    throw new RestError(405, 'METHOD_NOT_ALLOWED', message);
  }
  const parts = (route.path.exec(rest) ?? []).slice(1).map((part = '') => decoded(part));
  const request: RestCall = {
    org,
    session,
    call,
    basePath: match[1]!,
    version,
    parts,
    frame,
    send: (part, its) => answerData(org, session, part, its),
    prepare: (part, its) => prepareData(org, session, part, its),
  };
  return { route, request };
}

/** A POST may name another method, for clients that know no PATCH. HEAD asks what GET would answer. */
function methodOf({ method, query }: Call): string {
  if (method === 'HEAD') return 'GET';
  const meant = method === 'POST' ? query.get('_HttpMethod') : null;
  return meant === null ? method : meant.toUpperCase();
}

function routeOf(method: string, path: string): Route | undefined {
  const asked = trimmed(path);
  return routes.find((route) => route.method === method && route.path.test(asked));
}

function trimmed(path: string): string {
  return path.replace(/(.)\/$/, '$1');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}
