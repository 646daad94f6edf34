import { RestError, SoapFault } from '../errors.ts';
import { type Call, json, type Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { faultEnvelope, partner } from '../soap/envelope.ts';
import { noApex } from '../tooling/routes.ts';
import { answerData } from './dispatch.ts';
import { errorReply } from './errors.ts';
import { identityJson, userInfoJson } from './identity.ts';
import { revokeReply, tokenReply } from './tokens.ts';
import { versionsJson } from './versions.ts';

export { isRestWrite } from './dispatch.ts';
export { errorReply } from './errors.ts';

/** Answers requests to `/services/…` and `/id/…`. */
export function answerRest(org: Org, call: Call): Reply {
  const { path } = call;
  if (path === '/services/oauth2/token') return tokenReply(org, call);
  if (path === '/services/oauth2/revoke') return revokeReply(org, call);
  if (/^\/services\/data\/?$/.test(path)) return json(200, versionsJson(org.apiVersion));
  // The service of the Apex API, as `sf apex run` calls it.
  if (path.startsWith('/services/Soap/s/')) return faultEnvelope(partner, new SoapFault('NOT_FOUND', noApex));
  const session = org.sessions.find(bearer(call));
  if (path === '/services/oauth2/userinfo') return forUser(session, () => userInfoJson(org, session!.user));
  if (path === '/services/oauth2/singleaccess') {
    return forUser(session, () => ({ frontdoor_uri: frontDoor(org, call.query.get('redirect_uri')) }));
  }
  if (/^\/id\/\w+\/\w+$/.test(path)) return forUser(session, () => identityJson(org, session!.user));
  if (!session) {
    return errorReply(new RestError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'));
  }
  return answerData(org, session, call, 'rest-record');
}

/** What `sf org open` opens: a page that says that there is none. */
function frontDoor({ url }: Org, startPath: string | null): string {
  const start = startPath === null ? '' : `?startURL=${encodeURIComponent(startPath)}`;
  return `${url}/secur/frontdoor.jsp${start}`;
}

/** These endpoints answer an expired token in their own way. */
function forUser(session: Session | null, body: () => unknown): Reply {
  if (!session) return { status: 403, contentType: 'text/plain', body: 'Bad_OAuth_Token' };
  return json(200, body());
}

function bearer({ headers, query }: Call): string | null {
  // The identity resource is asked with the token as a parameter.
  return /^(?:Bearer|OAuth) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? query.get('oauth_token');
}
