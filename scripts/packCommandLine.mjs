/**
 * `npm run pack:cli [-- FOLDER]`: the command line as one file that npm installs anywhere, `duplicate-rules-VERSION.tgz`
 * in the folder, else in this one. It holds all that it needs, so that installing it fetches nothing.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommandLine, buildTo, copyGrammars, copyRulePages } from '../esbuild.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Those that the page of the command line leads to. */
const pages = [
  'impact.md',
  'integration-code.md',
  'matching-engine.md',
  'on-save.md',
  'org.md',
  'rule-files.md',
  'rule-tests.md',
];

/**
 * @param {string} destination an existing folder
 * @returns {Promise<string>} the path of the file
 */
export async function packCommandLine(destination) {
  const staging = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-pack-'));
  try {
    const dist = path.join(staging, 'dist');
    mkdirSync(dist);
    await Promise.all([buildCommandLine(dist), buildTo('org.cjs', path.join(dist, 'org.cjs'))]);
    copyGrammars(dist);
    copyRulePages(dist);
    for (const page of pages) copy(`docs/${page}`, staging, page);
    copy('docs/cli.md', staging, 'README.md');
    copy('LICENSE', staging, 'LICENSE');
    writeFileSync(path.join(staging, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
    const options = {
      cwd: staging,
      encoding: /** @type {const} */ ('utf8'),
      shell: process.platform === 'win32',
    };
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', path.resolve(destination)];
    const [{ filename }] = JSON.parse(execFileSync('npm', args, options));
    return path.resolve(destination, filename);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function copy(from, staging, to) {
  cpSync(path.join(root, from), path.join(staging, to));
}

/** The bundles hold their libraries: there is nothing to depend on. */
function manifest() {
  const { name, version, description, license, type, engines, bin } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  return { name, version, description, license, type, engines: { node: engines.node }, bin };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await packCommandLine(process.argv[2] ?? process.cwd());
  console.log(path.relative(process.cwd(), file) || file);
}
