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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAuthFiles } from '../../../server/src/sandbox/authFiles.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { startSampleOrg } from '../../support/sandbox.ts';

const client = path.resolve(import.meta.dirname, '../../support/coreClient.cjs');

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
  const { stdout } = await promisify(execFile)(process.execPath, [client, projectFolder], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

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
};

describe('a private home', () => {
  it('connects @salesforce/core, which finds the target-org of the project', async () => {
    logIn();
    expect(await seenByCore()).toEqual({
      ...seen,
      listed: [['admin@loopback.example', ['loopback'], org.orgId]],
    });
    expect(org.journal.writes).toEqual([]);
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
