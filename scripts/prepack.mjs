/**
 * Around `npm pack` in this folder, which pre-commit runs in a clone of its own to install the hook: what is packed
 * is the command line, which depends on nothing. package.json says so while npm packs, and is then put back
 * (`--undo`). People pack the command line by `npm run pack:cli`, which touches nothing here.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from '../esbuild.mjs';
import { commandLineManifest } from './packCommandLine.mjs';

const root = path.resolve(import.meta.dirname, '..');
const manifest = path.join(root, 'package.json');
const kept = path.join(root, 'node_modules/.cache/package.json.kept');

/** dist/ holds the extension, too. */
const files = [
  'dist/cli.js',
  'dist/cli-*.js',
  'dist/check-worker.js',
  'dist/code-worker.js',
  'dist/org.cjs',
  'dist/server.cjs',
  'dist/grammars',
  'dist/rules',
  'dist/THIRD-PARTY-NOTICES.txt',
];

// Also what an interrupted `npm pack` has left.
if (existsSync(kept)) renameSync(kept, manifest);
if (!process.argv.includes('--undo')) {
  await build();
  mkdirSync(path.dirname(kept), { recursive: true });
  writeFileSync(kept, readFileSync(manifest));
  writeFileSync(manifest, `${JSON.stringify({ ...commandLineManifest(), files }, null, 2)}\n`);
}
