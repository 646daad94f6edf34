/** Starts the embedded org in a process of its own, with a private home that is logged in to it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const bundle = path.resolve(import.meta.dirname, '../dist/sandbox.cjs');
const alias = 'loopback';

/**
 * @param {object} options
 * @param {string} options.project the Salesforce project whose rules and objects the org has
 * @param {boolean} [options.setTarget] whether the project's configuration file names the org from now on; else
 *   the environment does
 * @returns {Promise<{ url: string, username: string, alias: string, env: Record<string, string>, stop: () => void }>}
 *   `env`: the environment of processes that are to be connected
 */
export async function startLoopback({ project, setTarget = false }) {
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: run npm run build.`);
  const home = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-home-'));
  const args = ['--project', project, '--home', home, '--alias', alias, '--until-stdin-ends'];
  if (setTarget) args.push('--target-org-of', project);
  const org = spawn(process.execPath, [bundle, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const stop = () => {
    org.stdin.end();
    org.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  let problem = '';
  org.stderr.setEncoding('utf8').on('data', (text) => {
    problem += text;
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: org.stdout }).once('line', resolve);
    org.once('error', reject);
    org.once('exit', (code) => reject(new Error(`The embedded org ended with ${code}:\n${problem}`)));
  }).catch((error) => {
    stop();
    throw error;
  });
  const { url, username } = JSON.parse(line);
  return {
    url,
    username,
    alias,
    env: {
      HOME: home,
      USERPROFILE: home,
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      // It beats the project's file, and may already name another org.
      ...(setTarget && !process.env.SF_TARGET_ORG ? {} : { SF_TARGET_ORG: alias }),
    },
    stop,
  };
}
