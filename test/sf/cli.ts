import { spawn } from 'node:child_process';
import { expect } from 'vitest';
import type { OrgHome } from '../support/orgHome.ts';

/** Gives what a command of the CLI answers as JSON, whatever its exit code. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
export type Cli = (...args: string[]) => Promise<any>;

/** The sf CLI in a home of its own, in that home's project. `token`: for `org login access-token`. */
export function cliIn(home: OrgHome, token: () => string): Cli {
  return async (...args) => {
    const { SF_TEST_NODE: node, SF_TEST_CLI: cli, PATH = '' } = process.env;
    if (node === undefined || cli === undefined) throw new Error('Run it with `npm run test:sf`.');
    const child = spawn(node, [cli, ...args, '--json'], {
      cwd: home.project,
      env: {
        PATH,
        HOME: home.home,
        USERPROFILE: home.home,
        SF_ACCESS_TOKEN: token(),
        SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
        SF_AUTOUPDATE_DISABLE: 'true',
        SF_DISABLE_LOG_FILE: 'true',
        SF_DISABLE_TELEMETRY: 'true',
        SF_SKIP_NEW_VERSION_CHECK: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(out, `sf ${args.join(' ')} gave ${code}`).toMatch(/^\s*[{[]/);
    return JSON.parse(out);
  };
}
