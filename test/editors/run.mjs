/**
 * `node test/editors/run.mjs neovim|emacs`: the language server, packed as npm users have it, in a real editor that has
 * no extension of ours. Needs the editor (Debian: neovim; emacs-nox and elpa-eglot) and `npm run build`. Not part of
 * `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

const editors = {
  neovim: (script) => ['nvim', ['--headless', '--clean', '-u', 'NONE', '-l', script], 'neovim.lua'],
  emacs: (script) => [
    'emacs',
    ['--batch', '-l', 'package', '-f', 'package-initialize', '-l', script],
    'emacs.el',
  ],
};

const [name = ''] = process.argv.slice(2);
if (!(name in editors)) {
  console.error(`Usage: node test/editors/run.mjs ${Object.keys(editors).join('|')}`);
  process.exit(2);
}
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-editor-')));
try {
  const project = path.join(folder, 'recruiting');
  cpSync(path.join(root, 'samples/recruiting'), project, { recursive: true });
  const [command, args, script] = editors[name](path.join(import.meta.dirname, editors[name]('')[2]));
  const isOld = name === 'neovim' && !takesScripts(command);
  const result = spawnSync(command, isOld ? oldArguments(script) : args, {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 120_000,
    env: {
      ...process.env,
      HOME: folder,
      PROJECT: project,
      SERVER_COMMAND: JSON.stringify([process.execPath, path.join(root, 'dist/cli.js'), 'lsp', '--stdio']),
    },
  });
  if (result.error) console.error(`${command} did not run: ${result.error.message}`);
  console.log(
    result.status === 0
      ? `${name}: all of it works.`
      : `${name}: failed (${result.status ?? result.signal}).`,
  );
  process.exitCode = result.status === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** `-l` came with Neovim 0.9. */
function takesScripts(command) {
  return / -l /.test(spawnSync(command, ['--help'], { encoding: 'utf8' }).stdout ?? '');
}

function oldArguments(script) {
  return ['--headless', '--clean', '-u', 'NONE', '-c', `luafile ${path.join(import.meta.dirname, script)}`];
}
