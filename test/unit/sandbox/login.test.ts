import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeAuthFiles } from '../../../server/src/sandbox/authFiles.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request, startSampleOrg } from '../../support/sandbox.ts';
import { matchingRulesFile } from '../../support/sandboxRules.ts';

const client = path.resolve(import.meta.dirname, '../../support/coreClient.cjs');

describe('a private home', () => {
  let org: Sandbox;
  let folder: string;
  let home: string;
  let projectFolder: string;

  beforeEach(async () => {
    org = await startSampleOrg();
    folder = mkdtempSync(path.join(os.tmpdir(), 'loopback-'));
    home = path.join(folder, 'home');
    projectFolder = path.join(folder, 'project');
    mkdirSync(projectFolder);
    writeFileSync(path.join(projectFolder, 'sfdx-project.json'), '{"packageDirectories": []}');
  });

  afterEach(async () => {
    await org.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function logIn(options: { refreshToken?: string } = {}): void {
    writeAuthFiles({ ...org, home, projectFolder, alias: 'loopback', ...options });
  }

  async function seenByCore(): Promise<Record<string, unknown>> {
    const { PATH = '' } = process.env;
    const env = {
      PATH,
      HOME: home,
      USERPROFILE: home,
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      SF_DISABLE_LOG_FILE: 'true',
    };
    const { stdout } = await promisify(execFile)(process.execPath, [client, projectFolder, settings], {
      env,
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** A package, as Base64. */
  const settings = Buffer.from(
    zipSync({
      'package.xml': strToU8(
        '<Package><types><members>LeadConfig</members><name>Settings</name></types></Package>',
      ),
      'settings/LeadConfig.settings': strToU8(
        '<LeadConfigSettings><shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation></LeadConfigSettings>',
      ),
    }),
  ).toString('base64');

  const seen = {
    target: 'loopback',
    username: 'admin@loopback.example',
    version: '67.0',
    identity: 'admin@loopback.example',
    names: ['A. Byron', 'Ada Byron', 'Ada Byron'],
    rules: [
      'Account.Standard_Account_Duplicate_Rule',
      'Candidate__c.Candidate_Profile',
      'Contact.Contact_Email',
      'Lead.Lead_Email',
    ],
    deployed: ['Succeeded by SOAP, changed', 'Succeeded by REST, unchanged'],
  };

  it('connects @salesforce/core, which finds the target-org of the project', async () => {
    logIn();
    expect(await seenByCore()).toEqual({
      ...seen,
      listed: [['admin@loopback.example', ['loopback'], org.orgId]],
    });
    expect(org.journal.writes.map(({ path: one, soapOperation }) => soapOperation ?? one)).toEqual([
      'deploy',
      '/services/data/v67.0/metadata/deployRequest',
    ]);
  });

  it('holds a refresh token that opens a new session when the old one has expired', async () => {
    logIn({ refreshToken: org.issueRefreshToken() });
    org.expireSession();
    expect(await seenByCore()).toMatchObject(seen);
  });

  it('holds no token in the open, and nobody else may read it', () => {
    logIn();
    const state = path.join(home, '.sfdx');
    for (const file of readdirSync(state)) {
      expect(readFileSync(path.join(state, file), 'utf8')).not.toContain(org.token);
      if (process.platform !== 'win32') expect(statSync(path.join(state, file)).mode & 0o077).toBe(0);
    }
  });

  it('keeps other orgs, their key and the settings of the project', () => {
    logIn();
    const key = readFileSync(path.join(home, '.sfdx/key.json'), 'utf8');
    const config = path.join(projectFolder, '.sf/config.json');
    writeFileSync(config, '{"org-api-version": "64.0"}');
    writeAuthFiles({ ...org, username: 'second@loopback.example', home, projectFolder, alias: 'second' });
    expect(readFileSync(path.join(home, '.sfdx/key.json'), 'utf8')).toBe(key);
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
      'org-api-version': '64.0',
      'target-org': 'second',
    });
    expect(JSON.parse(readFileSync(path.join(home, '.sfdx/alias.json'), 'utf8'))).toEqual({
      orgs: { loopback: 'admin@loopback.example', second: 'second@loopback.example' },
    });
    expect(existsSync(path.join(home, '.sfdx/admin@loopback.example.json'))).toBe(true);
  });
});

describe('an org', () => {
  let org: Sandbox;
  beforeAll(async () => {
    org = await startSandbox({
      files: new Map([matchingRulesFile('Lead', { Email: ['Email'] })]),
      data: null,
    });
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
    (await request({ url: org.url, token: accessToken }, 'GET', '/services/data/v66.0/limits')).status ===
    200;

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
      [
        'a refresh token',
        () => token({ grant_type: 'refresh_token', refresh_token: org.issueRefreshToken() }),
      ],
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
});
