/**
 * npm runs this after each installation here, where there is nothing to do, and where it packs the repository itself
 * as a dependency by git: `npm install git+…`, by which pre-commit installs the hook from version 4.6 on. It does not
 * run prepack then, so that what is packed is made here.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const { npm_package_resolved: packed, npm_command: command, _PACOTE_NO_PREPARE_: nested } = process.env;
const runsPrepack = command === 'pack' || command === 'publish';

// Nested is the installation of development dependencies that npm does before.
if (packed && !runsPrepack && !nested) {
  if (!existsSync(path.resolve(import.meta.dirname, '../node_modules/esbuild'))) installDependencies();
  await import('./prepack.mjs');
}

/** With `--global` npm's own installation of them goes elsewhere: it hands the option on. */
function installDependencies() {
  const own = /^npm_config_(?:global|location|prefix|local_prefix|install_links)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  execFileSync('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
