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
import { settleLinks } from './release/settleLinks.mjs';
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
    for (const page of pages()) {
      mkdirSync(path.dirname(path.join(staging, page)), { recursive: true });
      writeFileSync(path.join(staging, page), inPackage(page, readPage(page)));
    }
    const readme = readPage('server/src/cli/README.md');
    writeFileSync(path.join(staging, 'README.md'), readme.replaceAll('](../../../docs/', '](docs/'));
    for (const page of readdirSync(path.join(dist, 'rules'))) {
      const file = path.join(dist, 'rules', page);
      writeFileSync(file, fromRulePage(readFileSync(file, 'utf8')));
    }
    settleLinks(staging);
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

/** Of the documentation what the developers of this product read, and what would double the package's text. */
const leftOut = [
  'README',
  'accessibility',
  'measurements',
  'performance',
  'releasing',
  'what-circulates',
].map((name) => `docs/${name}.md`);

/** The pages of the command line and those that they lead to, one from the other. */
function pages() {
  const found = new Set(['docs/cli.md', 'docs/ci.md']);
  for (const page of found) {
    for (const [, target] of readPage(page).matchAll(/\]\(([\w./-]+\.md)/g)) {
      const linked = path.posix.join(path.posix.dirname(page), target);
      const isPacked = /^docs\/(?:guides\/)?[\w-]+\.md$/.test(linked) && !leftOut.includes(linked);
      if (isPacked && existsSync(path.join(root, linked))) found.add(linked);
    }
  }
  return [...found].sort();
}

function readPage(page) {
  return readFileSync(path.join(root, page), 'utf8');
}

/** Pages of rules stand beside the bundles. */
function inPackage(page, text) {
  const up = '../'.repeat(page.split('/').length - 1);
  return text
    .replaceAll(/\]\((?:\.\.\/)+server\/src\/core\/rules\/([\w-]+)\/README\.md/g, `](${up}dist/rules/$1.md`)
    .replaceAll(/\]\((?:\.\.\/)?what-circulates\.md/g, `](${up}dist/rules/what-circulates.md`);
}

/** Its links lead to pages beside it, most of which stand elsewhere. */
function fromRulePage(text) {
  return text.replaceAll(/\]\(([\w-]+\.md)/g, (link, page) =>
    pages().includes(`docs/${page}`) ? `](../../docs/${page}` : link,
  );
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
