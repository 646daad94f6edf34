/**
 * `npm run pack:cli [-- FOLDER]`: the command line as one file that npm installs anywhere, `duplicate-rules-VERSION.tgz`
 * in the folder, else in this one. It holds all that it needs, so that installing it fetches nothing. The same sources
 * give the same bytes, with the same Node.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommandLine, buildTo, copyGrammars, copyRulePages, noteBundled } from '../esbuild.mjs';
import { isPreRelease } from './release/versions.mjs';

const root = path.resolve(import.meta.dirname, '..');

/**
 * @param {string} destination an existing folder
 * @returns {Promise<{ file: string, packages: import('./release/bundled.mjs').BundledPackage[] }>} the path of the
 *   file, and what is bundled in it
 */
export async function packCommandLine(destination) {
  const staging = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-pack-'));
  try {
    const dist = path.join(staging, 'dist');
    mkdirSync(dist);
    const metafiles = await Promise.all([
      buildCommandLine(dist),
      ...['org.cjs', 'server.cjs'].map((name) => buildTo(name, path.join(dist, name))),
    ]);
    copyGrammars(dist);
    copyRulePages(dist);
    const packages = noteBundled(dist, metafiles);
    for (const page of pages()) copy(`docs/${page}`, staging, `docs/${page}`);
    const readme = readFileSync(path.join(root, 'server/src/cli/README.md'), 'utf8');
    writeFileSync(path.join(staging, 'README.md'), readme.replaceAll('](../../../docs/', '](docs/'));
    copy('LICENSE', staging, 'LICENSE');
    writeFileSync(path.join(staging, 'package.json'), `${JSON.stringify(commandLineManifest(), null, 2)}\n`);
    setModes(staging);
    const options = {
      cwd: staging,
      encoding: /** @type {const} */ ('utf8'),
      shell: process.platform === 'win32',
    };
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', path.resolve(destination)];
    const [{ filename }] = JSON.parse(execFileSync('npm', args, options));
    return { file: path.resolve(destination, filename), packages };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The page of the command line and those that it leads to. */
function pages() {
  const first = ['cli.md', 'ci.md'];
  const linked = first.flatMap((page) =>
    [...readFileSync(path.join(root, 'docs', page), 'utf8').matchAll(/\]\(([\w-]+\.md)/g)].map(
      ([, name]) => name,
    ),
  );
  return [...new Set([...first, ...linked])]
    .filter((page) => existsSync(path.join(root, 'docs', page)))
    .sort();
}

function copy(from, staging, to) {
  cpSync(path.join(root, from), path.join(staging, to));
}

/** The bundles hold their libraries: there is nothing to depend on. */
export function commandLineManifest() {
  const { name, version, description, keywords, license, type, engines, bin, repository, homepage, bugs } =
    JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return {
    name,
    version,
    description,
    keywords,
    ...(homepage && { homepage }),
    ...(bugs && { bugs }),
    ...(repository && { repository }),
    license,
    type,
    engines: { node: engines.node },
    bin,
    publishConfig: { access: 'public', tag: isPreRelease(version) ? 'next' : 'latest' },
  };
}

/** Apart from what the user's mask has made of them. */
function setModes(staging) {
  for (const entry of readdirSync(staging, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    chmodSync(file, entry.isDirectory() || entry.name === 'cli.js' ? 0o755 : 0o644);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { file } = await packCommandLine(process.argv[2] ?? process.cwd());
  console.log(path.relative(process.cwd(), file) || file);
}
