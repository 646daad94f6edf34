/**
 * `npm run package [-- --out FILE]`: builds the extension and packs it, `duplicate-rules-VERSION.vsix` here unless
 * told otherwise. The same commit gives the same bytes, with the same Node: times are the commit's, modes and order
 * are fixed.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { globSync } from 'tinyglobby';
import { build } from '../../esbuild.mjs';
import { packedPatterns } from './packedFiles.mjs';
import { settleLinks } from './settleLinks.mjs';
import { isPreRelease } from './versions.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * @param {string} [file] path of the VSIX
 * @returns {Promise<string>} its absolute path
 */
export async function packExtension(file) {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.resolve(file ?? `${manifest.name}-${manifest.version}.vsix`);
  process.env.SOURCE_DATE_EPOCH ??= String(commitTime());
  // Archives hold local times.
  process.env.TZ = 'UTC';
  await build();
  const staging = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-vsix-'));
  try {
    stage(staging, manifest);
    await createVSIX({
      cwd: staging,
      packagePath,
      dependencies: false,
      preRelease: isPreRelease(manifest.version),
      allowMissingRepository: true,
      rewriteRelativeLinks: manifest.repository !== undefined,
    });
    return packagePath;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** In a folder of its own vsce need not look through all that is installed, which takes it half a minute. */
export function stage(staging, manifest) {
  for (const file of globSync(packedPatterns(root), {
    cwd: root,
    dot: true,
    ignore: ['**/node_modules/**'],
  })) {
    const to = path.join(staging, file);
    cpSync(path.join(root, file), to);
    // Apart from what the user's mask has made of it.
    chmodSync(to, 0o644);
  }
  // Where the repository is known, vsce has these two lead there. Elsewhere VS Code follows no relative link in them.
  const shown = ['README.md', 'CHANGELOG.md'];
  settleLinks(staging, manifest.repository === undefined ? { flat: shown } : { others: shown });
  // All that is here is packed; vsce wants to be sure that this is meant.
  writeFileSync(path.join(staging, '.vscodeignore'), '');
  const { scripts, devDependencies, dependencies, overrides, bin, ...shipped } = manifest;
  writeFileSync(path.join(staging, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
}

/** @returns {number} seconds since 1970 of the last commit; of now, outside of a repository */
export function commitTime() {
  try {
    const command = ['log', '-1', '--format=%ct'];
    return Number(execFileSync('git', command, { cwd: root, encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return Math.floor(Date.now() / 1000);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await packExtension(parseArgs({ options: { out: { type: 'string' } } }).values.out);
}
