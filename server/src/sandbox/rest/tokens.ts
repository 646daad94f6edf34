import { type Call, json, type Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { identityUrl } from './identity.ts';

/** An error as OAuth has it. */
interface OAuthError {
  readonly error: string;
  readonly error_description: string;
}

/**
 * `POST /services/oauth2/token`. The secret of all flows is the org's own token: as the password of a user, or as the
 * client's secret; any client id will do.
 */
export function tokenReply(org: Org, call: Call): Reply {
  const form = new URLSearchParams(call.body);
  const granted = sessionFor(org, call, form);
  if ('error' in granted) return json(400, granted);
  return json(200, {
    access_token: granted.token,
    signature: 'c2lnbmF0dXJl',
    scope: 'refresh_token web api',
    instance_url: org.url,
    id: identityUrl(org, granted.user),
    token_type: 'Bearer',
    issued_at: String(org.now().getTime()),
  });
}

function sessionFor(org: Org, call: Call, form: URLSearchParams): Session | OAuthError {
  switch (form.get('grant_type')) {
    case 'refresh_token':
      return org.sessions.refresh(form.get('refresh_token') ?? '') ?? expired;
    case 'password':
      return org.sessions.logIn(form.get('username') ?? '', form.get('password') ?? '') ?? wrongPassword;
    case 'client_credentials':
      return org.sessions.logInWith(secretOf(call, form)) ?? wrongSecret;
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return noSignatures;
    default:
      return { error: 'unsupported_grant_type', error_description: 'grant type not supported' };
  }
}

const expired: OAuthError = { error: 'invalid_grant', error_description: 'expired access/refresh token' };
const wrongPassword: OAuthError = { error: 'invalid_grant', error_description: 'authentication failure' };
const wrongSecret: OAuthError = { error: 'invalid_client', error_description: 'invalid client credentials' };
const noSignatures: OAuthError = {
  error: 'unsupported_grant_type',
  error_description:
    'The embedded org checks no signatures: use its token, or grant_type=password or client_credentials with the token as the secret.',
};

/** In the form, or in the header of Basic authentication. */
function secretOf({ headers }: Call, form: URLSearchParams): string {
  const basic = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) return form.get('client_secret') ?? '';
  const [, secret = ''] = /^[^:]*:(.*)$/.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return percentDecoded(secret);
}

/** Clients encode both halves, or do not. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `POST /services/oauth2/revoke`: ends the session of a token. */
export function revokeReply(org: Org, call: Call): Reply {
  const token = new URLSearchParams(call.body).get('token') ?? call.query.get('token');
  if (!org.sessions.find(token)) {
    return json(400, {
      error: 'unsupported_token_type',
      error_description: 'this token type is not supported',
    });
  }
  org.sessions.expire(token!);
  return { status: 200, contentType: '', body: '' };
}
