/** First step of the GitHub Action: makes the command line available, and tells where it is. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const { GITHUB_OUTPUT, GITHUB_WORKSPACE, INPUT_VERSION, RUNNER_TEMP } = process.env;
const action = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const wanted = (INPUT_VERSION ?? '').trim();
// A tag may bring what is built along.
const bundled = path.join(action, 'dist/cli.js');
const file = wanted === '' && existsSync(bundled) ? bundled : install(packageToInstall());
appendFileSync(GITHUB_OUTPUT, `command-line=${file}\n`);

function packageToInstall() {
  const version = wanted || JSON.parse(readFileSync(path.join(action, 'package.json'), 'utf8')).version;
  if (/^(?:\d+\.\d+\.\d+|latest|next)$/.test(version)) return `duplicate-rules@${version}`;
  const packed = path.resolve(GITHUB_WORKSPACE ?? '.', version);
  if (version.endsWith('.tgz') && existsSync(packed)) return packed;
  console.error(
    `::error::The input 'version' is neither a version nor a packed file that is there: ${version}`,
  );
  process.exit(2);
}

function install(name) {
  const folder = path.join(RUNNER_TEMP, 'duplicate-rules');
  mkdirSync(folder, { recursive: true });
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  execFileSync('npm', ['install', ...options, name], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return path.join(folder, 'node_modules/duplicate-rules/dist/cli.js');
}
