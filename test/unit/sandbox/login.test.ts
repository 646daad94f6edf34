import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';
import { matchingRulesFile } from '../../support/sandboxRules.ts';

let org: Sandbox;
beforeAll(async () => {
  org = await startSandbox({ files: new Map([matchingRulesFile('Lead', { Email: ['Email'] })]), data: null });
});
afterAll(() => org.close());

const token = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
  return (await response.json()) as any;
};

const isGood = async (accessToken: string) =>
  (await request({ url: org.url, token: accessToken }, 'GET', '/services/data/v66.0/limits')).status === 200;

describe('the token endpoint', () => {
  const basic = (secret: string) => ({
    Authorization: `Basic ${Buffer.from(`id:${secret}`).toString('base64')}`,
  });

  it.each<[string, () => Promise<{ access_token: string; instance_url: string }>]>([
    ['a password', () => token({ grant_type: 'password', username: org.username, password: org.token })],
    [
      'a client secret',
      () => token({ grant_type: 'client_credentials', client_id: 'x', client_secret: org.token }),
    ],
    ['a client secret in the header', () => token({ grant_type: 'client_credentials' }, basic(org.token))],
    [
      'the same, encoded',
      () => token({ grant_type: 'client_credentials' }, basic(encodeURIComponent(org.token))),
    ],
    ['a refresh token', () => token({ grant_type: 'refresh_token', refresh_token: org.issueRefreshToken() })],
  ])('takes %s', async (_, ask) => {
    const { access_token, instance_url } = await ask();
    expect([instance_url, await isGood(access_token)]).toEqual([org.url, true]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'another password',
      { grant_type: 'password', username: 'admin@loopback.example', password: 'x' },
      'invalid_grant',
    ],
    ['another user', { grant_type: 'password', username: 'x', password: 'x' }, 'invalid_grant'],
    ['another secret', { grant_type: 'client_credentials', client_secret: 'x' }, 'invalid_client'],
    ['another refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant'],
    [
      'a JWT, whose signature it cannot check',
      { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' },
      'unsupported_grant_type',
    ],
    ['nothing', {}, 'unsupported_grant_type'],
  ])('refuses %s', async (_, form, error) => {
    expect((await token(form)).error).toBe(error);
  });

  it('ends the session that is revoked', async () => {
    const { access_token: given } = await token({
      grant_type: 'password',
      username: org.username,
      password: org.token,
    });
    const revoke = () =>
      fetch(`${org.url}/services/oauth2/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token: given }),
      });
    expect([(await revoke()).status, await isGood(given), (await revoke()).status]).toEqual([
      200,
      false,
      400,
    ]);
    expect(await isGood(org.token)).toBe(true);
  });
});

it('sends whoever wants to look at it to a page that says there is nothing to see', async () => {
  const { body } = await request(org, 'GET', '/services/oauth2/singleaccess?redirect_uri=lightning');
  expect(await (await fetch(body.frontdoor_uri)).text()).toContain('It has no user interface');
});

describe('the Tooling API', () => {
  const get = (path: string) => request(org, 'GET', `/services/data/v66.0/tooling${path}`);
  const query = (q: string) => get(`/query?q=${encodeURIComponent(q)}`);

  it('answers queries of what it has, and names what it has not', async () => {
    expect(
      (await query("SELECT DeveloperName, RuleStatus FROM MatchingRule WHERE DeveloperName = 'Email'")).body
        .records,
    ).toMatchObject([
      {
        attributes: { url: expect.stringMatching(/\/tooling\/sobjects\/MatchingRule\//) },
        DeveloperName: 'Email',
        RuleStatus: 'Active',
      },
    ]);
    // Nor is there one in Salesforce's.
    for (const object of ['DuplicateRule', 'ApexClass', 'Lead']) {
      const { status, body } = await query(`SELECT Id FROM ${object}`);
      expect([status, body[0].errorCode, body[0].message]).toEqual([
        400,
        'INVALID_TYPE',
        expect.stringContaining(`'${object}' is not supported`),
      ]);
    }
    expect((await get('/sobjects')).body.sobjects.map(({ name }: { name: string }) => name)).toContain(
      'MatchingRule',
    );
    expect(
      (await get('/sobjects/MatchingRule/describe')).body.fields.map(({ name }: { name: string }) => name),
    ).toContain('RuleStatus');
    const lost = await get('/sobjects/SourceMember/describe');
    expect([lost.status, lost.body[0].message]).toEqual([404, 'The requested resource does not exist']);
  });

  it('runs no Apex, and says so, through either door', async () => {
    expect((await get('/executeAnonymous?anonymousBody=x')).body[0].message).toBe(
      'The embedded org runs no Apex.',
    );
    const soap = await fetch(`${org.url}/services/Soap/s/66.0/00D`, { method: 'POST', body: '<x/>' });
    expect(await soap.text()).toContain('The embedded org runs no Apex.');
  });
});
