import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeAuthFiles } from '../../server/src/sandbox/authFiles.ts';
import { readProjectFiles } from '../../server/src/sandbox/rules/project.ts';
import { type Sandbox, startSandbox } from '../../server/src/sandbox/server.ts';
import { duplicateRuleFile, matchingRulesFile } from '../support/sandboxRules.ts';

/** An embedded org in this process, and a private home that is logged in to it. */
export interface Loopback {
  readonly sandbox: Sandbox;
  /** Environment of the processes that are to be connected. */
  readonly env: Record<string, string>;
  /** Logs the same user in again, as the sf CLI leaves it behind. */
  logInAgain(): void;
  close(): Promise<void>;
}

/** A rule that the org has and the sample project has not. */
export const orgOnlyRule = { object: 'Account', name: 'Account_Name' } as const;

/** @param project folder whose rules the org has and whose target-org it becomes */
export async function startConnected(project: string): Promise<Loopback> {
  const files = new Map([
    ...readProjectFiles(project),
    duplicateRuleFile(orgOnlyRule),
    matchingRulesFile(orgOnlyRule.object, { [orgOnlyRule.name]: ['Name'] }),
  ]);
  const sandbox = await startSandbox({ files });
  const home = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-home-'));
  const logIn = (token: string) => {
    const { url, username, orgId } = sandbox;
    writeAuthFiles({ home, projectFolder: project, url, token, username, orgId, alias: 'loopback' });
  };
  logIn(sandbox.token);
  return {
    sandbox,
    env: {
      HOME: home,
      USERPROFILE: home,
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      // It would beat the project's file.
      SF_TARGET_ORG: '',
    },
    logInAgain: () => logIn(sandbox.org.sessions.refresh(sandbox.issueRefreshToken())!.token),
    close: async () => {
      await sandbox.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
