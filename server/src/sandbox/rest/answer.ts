import { notFound, RestError } from '../errors.ts';
import { type Call, json, type Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { identityJson, userInfoJson } from './identity.ts';
import { readRoutes } from './readRoutes.ts';
import type { Route } from './route.ts';
import { tokenReply } from './tokens.ts';
import { uiApiRoutes } from './uiApi.ts';
import { versionsJson } from './versions.ts';
import { writeRoutes } from './writeRoutes.ts';

const routes: readonly Route[] = [...readRoutes, ...uiApiRoutes, ...writeRoutes];
const dataPath = /^(\/services\/data\/v(\d+)\.0)(\/.*)?$/;

/** Whether a request changes records. */
export function isRestWrite({ method, path }: Call): boolean {
  const rest = dataPath.exec(path)?.[3];
  return rest !== undefined && routeOf(method, rest)?.writes === true;
}

export function answerRest(org: Org, call: Call): Reply {
  try {
    return answer(org, call);
  } catch (error) {
    if (error instanceof RestError) return errorReply(error);
    throw error;
  }
}

export function errorReply({ status, code, message, fields, more }: RestError): Reply {
  return json(status, [{ ...more, message, errorCode: code, ...(fields === null ? {} : { fields }) }]);
}

function answer(org: Org, call: Call): Reply {
  const { path } = call;
  if (path === '/services/oauth2/token') return tokenReply(org, call);
  if (/^\/services\/data\/?$/.test(path)) return json(200, versionsJson(org.apiVersion));
  if (path === '/services/oauth2/userinfo') {
    const session = org.sessions.find(bearer(call));
    // This endpoint answers an expired token in its own way.
    if (!session) return { status: 403, contentType: 'text/plain', body: 'Bad_OAuth_Token' };
    return json(200, userInfoJson(org, session.user));
  }
  if (/^\/id\/\w+\/\w+$/.test(path)) {
    const session = org.sessions.find(bearer(call));
    if (!session) return { status: 403, contentType: 'text/plain', body: 'Bad_OAuth_Token' };
    return json(200, identityJson(org, session.user));
  }
  const match = dataPath.exec(path);
  if (!match) throw notFound();
  const session = authenticated(org, call);
  const version = Number(match[2]);
  if (version > Number(org.apiVersion)) throw notFound();
  const rest = (match[3] ?? '/').replace(/(.)\/$/, '$1');
  const route = routeOf(call.method, rest);
  if (!route) {
    if (routes.some((one) => one.path.test(rest))) {
      const message = `HTTP Method '${call.method}' not allowed.`;
      throw new RestError(405, 'METHOD_NOT_ALLOWED', message);
    }
    throw notFound();
  }
  const parts = (route.path.exec(rest) ?? []).slice(1).map(decoded);
  return route.answer({ org, session, call, basePath: match[1]!, version, parts });
}

function routeOf(method: string, path: string): Route | undefined {
  const trimmed = path.replace(/(.)\/$/, '$1');
  return routes.find((route) => route.method === method && route.path.test(trimmed));
}

function authenticated(org: Org, call: Call): Session {
  const session = org.sessions.find(bearer(call));
  if (session) return session;
  throw new RestError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

function bearer({ headers, query }: Call): string | null {
  // The identity resource is asked with the token as a parameter.
  return /^(?:Bearer|OAuth) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? query.get('oauth_token');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}
