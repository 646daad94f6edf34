import { SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { type SoapCall, textIn } from './envelope.ts';
import { userInfoFields } from './userInfo.ts';
import { element, leaf } from './xml.ts';

/** `login`: opens a session for a user's name and password, which is the token of the start. */
export function login(org: Org, call: SoapCall): string {
  const username = textIn(call.body, 'username') ?? '';
  const session = org.sessions.logIn(username, textIn(call.body, 'password') ?? '');
  if (!session?.canUseSoap) {
    const message = 'Invalid username, password, security token; or user locked out.';
    throw new SoapFault('INVALID_LOGIN', message);
  }
  const letter = call.dialect.kind === 'enterprise' ? 'c' : 'u';
  const serverUrl = (service: string): string =>
    `${org.url}/services/Soap/${service}/${call.version}.0/${org.id.slice(0, 15)}`;
  return element('result', [
    leaf('metadataServerUrl', serverUrl('m')),
    leaf('passwordExpired', false),
    leaf('sandbox', false),
    leaf('serverUrl', serverUrl(letter)),
    leaf('sessionId', session.token),
    leaf('userId', session.user.id),
    element('userInfo', userInfoFields(org, session.user)),
  ]);
}

export function logout(org: Org, session: Session): string {
  org.sessions.expire(session.token);
  return '';
}

/** Ends the sessions named; those of others only for whoever may see the org's setup. */
export function invalidateSessions(org: Org, session: Session, tokens: readonly string[]): string {
  return tokens
    .map((token) => {
      const other = org.sessions.find(token);
      if (other && (other.user.id === session.user.id || session.canViewSetup)) org.sessions.expire(token);
      return element('result', [leaf('success', other !== null)]);
    })
    .join('');
}
