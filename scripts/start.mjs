/**
 * `npm start [-- FOLDER]`: VS Code in the browser on a copy of the sample project, or on a folder of your own,
 * with this extension installed. The sample project is connected to an embedded org, a folder of your own with
 * `--loopback`. `npm start -- --desktop` uses the VS Code that is installed here.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from '../esbuild.mjs';
import { InstallError } from '../test/vscode/install.mjs';
import { copyProject } from '../test/vscode/project.mjs';
import { startVsCode } from '../test/vscode/server.mjs';
import { packageExtension } from '../test/vscode/vsix.mjs';
import { startLoopback } from './loopback.mjs';
import { readStartOptions, usage } from './startOptions.mjs';

class StartError extends Error {}

const root = path.resolve(import.meta.dirname, '..');
const options = readStartOptions(process.argv.slice(2));
if ('problem' in options) {
  console.error(`${options.problem}\n\n${usage}`);
  process.exit(2);
}
if (options.help) {
  console.log(usage);
  process.exit(0);
}
const ownFolder = options.folder;

try {
  const project = ownFolder ? existing(ownFolder) : copyProject();
  process.once('exit', project.remove);
  if (options.desktop) await startDesktop(project.folder);
  else await startWeb(project.folder);
} catch (error) {
  console.error(error instanceof InstallError || error instanceof StartError ? error.message : error);
  process.exit(1);
}

async function startWeb(folder) {
  console.log('Building the extension …');
  const vsix = await packageExtension();
  // A folder of somebody's own stays as it is: there the environment names the org.
  const org = options.loopback ? await startLoopback({ project: folder, setTarget: !ownFolder }) : null;
  const env = { ...org?.env, ...(ownFolder ? {} : { DUPLICATE_RULES_SAMPLE: folder }) };
  // The sf CLI's configuration, which names the embedded org: nobody edits it.
  const settings = ownFolder ? {} : { 'files.exclude': { '**/.sf': true } };
  const vscode = await startVsCode({ vsix: [vsix], settings, env, log: console.log });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      await vscode.stop();
      org?.stop();
      process.exit(0);
    });
  }
  console.log(`\nVS Code with Duplicate Rules: ${vscode.url(folder)}`);
  const start = ownFolder ? '' : 'It opens on the walkthrough, and LeadCapture.cls beside it. ';
  console.log(`${start}Project: ${folder}`);
  if (org)
    console.log(
      `Connected to the embedded org "${org.alias}" at ${org.url} (docs/embedded-org.md): no real org.`,
    );
  if (org && !ownFolder) console.log('A lead that it knows: ada.byron@analytical-engines.example');
  console.log('Ctrl-C ends it.');
}

async function startDesktop(folder) {
  const found = spawnSync('code', ['--version'], { shell: process.platform === 'win32', stdio: 'ignore' });
  if (found.status !== 0) {
    throw new StartError(
      'No desktop VS Code here: the command "code" is not on the PATH (in VS Code: "Shell Command: Install ' +
        "'code' command in PATH\"). Without --desktop, npm start opens VS Code in the browser.",
    );
  }
  await build({ development: true });
  const window = spawn(
    'code',
    ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, '--disable-workspace-trust', folder],
    {
      shell: process.platform === 'win32',
      stdio: 'inherit',
      env: { ...process.env, ...(ownFolder ? {} : { DUPLICATE_RULES_SAMPLE: folder }) },
    },
  );
  console.log(`VS Code is open on ${folder}. Close its window to end.`);
  await new Promise((resolve) => window.once('exit', resolve));
}

function existing(folder) {
  const absolute = path.resolve(folder);
  if (!existsSync(absolute)) throw new StartError(`No such folder: ${absolute}`);
  return { folder: absolute, remove: () => {} };
}
