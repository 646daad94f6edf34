import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type AuthFileOptions, writeAuthFiles } from '../../server/src/sandbox/authFiles.ts';

export interface OrgHome {
  readonly home: string;
  readonly project: string;
  /** Writes auth files as the sf CLI does, and makes the org the project's target-org. */
  logIn(login: Partial<AuthFileOptions> & { readonly url: string }): void;
}

/** A private home for the tests of a file, with a project. The real one is never looked at. */
export function useOrgHome(): OrgHome {
  const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-org-'));
  const home = path.join(folder, 'home');
  const project = path.join(folder, 'project');
  const before = { ...process.env };
  beforeAll(() => {
    mkdirSync(home);
    mkdirSync(project);
    Object.assign(process.env, { HOME: home, USERPROFILE: home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' });
    for (const name of ['SF_TARGET_ORG', 'SFDX_DEFAULTUSERNAME']) delete process.env[name];
  });
  afterAll(() => {
    process.env.HOME = before.HOME;
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    home,
    project,
    logIn: (login) =>
      writeAuthFiles({
        home,
        projectFolder: project,
        token: '00D000000000001!token.of.the.first.session',
        username: 'ada@example.com',
        alias: 'dev',
        orgId: '00D000000000001EAA',
        ...login,
      }),
  };
}
