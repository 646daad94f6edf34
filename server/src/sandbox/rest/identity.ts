import type { Org } from '../org.ts';
import type { SandboxUser } from '../session.ts';

/** The body of `/services/oauth2/userinfo`. */
export function userInfoJson(org: Org, user: SandboxUser): unknown {
  return {
    sub: identityUrl(org, user),
    user_id: user.id,
    organization_id: org.id,
    preferred_username: user.username,
    nickname: user.username.split('@')[0],
    name: user.name,
    email: user.email,
    email_verified: true,
    given_name: user.name.split(' ')[0],
    family_name: user.name.split(' ').slice(1).join(' '),
    zoneinfo: 'Europe/London',
    photos: {},
    profile: `${org.url}/${user.id}`,
    urls: urlsOf(org),
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_GB',
    utcOffset: 0,
    updated_at: org.now().toISOString(),
  };
}

/** The body of `/id/ORG/USER`. */
export function identityJson(org: Org, user: SandboxUser): unknown {
  return {
    id: identityUrl(org, user),
    asserted_user: true,
    user_id: user.id,
    organization_id: org.id,
    username: user.username,
    nick_name: user.username.split('@')[0],
    display_name: user.name,
    email: user.email,
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_GB',
    timezone: 'Europe/London',
    urls: urlsOf(org),
  };
}

export function identityUrl(org: Org, user: SandboxUser): string {
  return `${org.url}/id/${org.id}/${user.id}`;
}

function urlsOf({ url, id }: Org): Record<string, string> {
  return {
    enterprise: `${url}/services/Soap/c/{version}/${id.slice(0, 15)}`,
    metadata: `${url}/services/Soap/m/{version}/${id.slice(0, 15)}`,
    partner: `${url}/services/Soap/u/{version}/${id.slice(0, 15)}`,
    rest: `${url}/services/data/v{version}/`,
    sobjects: `${url}/services/data/v{version}/sobjects/`,
    query: `${url}/services/data/v{version}/query/`,
    custom_domain: url,
  };
}
