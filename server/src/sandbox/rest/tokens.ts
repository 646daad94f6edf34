import { type Call, json, type Reply } from '../http.ts';
import type { Org } from '../org.ts';
import { identityUrl } from './identity.ts';

/** `POST /services/oauth2/token` with grant_type=refresh_token. */
export function tokenReply(org: Org, call: Call): Reply {
  const form = new URLSearchParams(call.body);
  if (form.get('grant_type') !== 'refresh_token') {
    return json(400, { error: 'unsupported_grant_type', error_description: 'grant type not supported' });
  }
  const session = org.sessions.refresh(form.get('refresh_token') ?? '');
  if (!session) {
    return json(400, { error: 'invalid_grant', error_description: 'expired access/refresh token' });
  }
  return json(200, {
    access_token: session.token,
    signature: 'c2lnbmF0dXJl',
    scope: 'refresh_token web api',
    instance_url: org.url,
    id: identityUrl(org, session.user),
    token_type: 'Bearer',
    issued_at: String(org.now().getTime()),
  });
}
