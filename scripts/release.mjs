/**
 * `npm run release -- X.Y.Z [--dry-run]`: makes a release, without publishing it. docs/releasing.md has the whole way.
 *
 *   X.Y.Z       writes the version and its section of the changelog, commits and tags them here, then builds
 *   --dry-run   does all of it in a clone, and leaves this tree as it is
 *   --build     builds the files of the version that package.json has, from this tree, which must be as committed
 *   --out DIR   where the files go; out/release unless told
 *   --date D    date of the section, today (UTC) unless told
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { changelogProblems, cutRelease, sections } from './release/changelog.mjs';
import { isPreRelease, versionProblem } from './release/versions.mjs';

const root = path.resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    out: { type: 'string', default: path.join(root, 'out/release') },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

try {
  if (values.build && positionals.length === 0) await buildHere();
  else if (!values.build && positionals.length === 1) release(positionals[0]);
  else throw new Error('usage: npm run release -- X.Y.Z [--dry-run] | --build, each with [--out FOLDER]');
} catch (error) {
  console.error(`Not released: ${error.message}`);
  process.exitCode = 1;
}

async function buildHere() {
  mustBeCommitted();
  const { buildArtefacts } = await import('./release/artefacts.mjs');
  const toDo = await buildArtefacts(path.resolve(values.out));
  for (const one of toDo) console.log(`Before it is published: ${one}`);
}

/** Builds always in a clone of its own: what is only here, and not committed, is not part of a release. */
function release(version) {
  if (!values['dry-run']) mustBeCommitted();
  const temporary = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-release-'));
  try {
    const tree = values['dry-run'] ? clone(root, path.join(temporary, 'tree')) : root;
    prepare(tree, version);
    const built = clone(tree, path.join(temporary, 'built'));
    console.log('Installing and building in a clone...');
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], built);
    run(process.execPath, ['scripts/release.mjs', '--build', '--out', path.resolve(values.out)], built);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(`\n${path.relative(process.cwd(), values.out)}: ${readdirSync(values.out).join(', ')}`);
  const kind = isPreRelease(version) ? 'a pre-release, as its minor version is odd' : 'for everybody';
  console.log(`${version} is ${kind}. Nothing has been published or pushed: docs/releasing.md says how.`);
  if (values['dry-run']) console.log('A dry run: this tree is as it was.');
}

/** Version, lock file, changelog and the file names in the docs; committed and tagged. */
function prepare(tree, version) {
  const file = (name) => path.join(tree, name);
  const current = JSON.parse(readFileSync(file('package.json'), 'utf8')).version;
  const changelog = readFileSync(file('CHANGELOG.md'), 'utf8');
  const released = sections(changelog)
    .map((section) => section.version)
    .filter((name) => name !== 'Unreleased');
  const problem = versionProblem(version, current, released) ?? changelogProblems(changelog)[0];
  if (problem) throw new Error(problem);
  writeFileSync(file('CHANGELOG.md'), cutRelease(changelog, version, values.date));
  run(
    'npm',
    ['version', version, '--no-git-tag-version', '--allow-same-version', '--ignore-scripts'],
    tree,
    'ignore',
  );
  for (const name of git(tree, 'ls-files', 'README.md', 'docs/*.md').split('\n'))
    replaceIn(file(name), current, version);
  git(tree, 'commit', '--quiet', '--all', '--message', `Release ${version}`);
  git(tree, 'tag', '--annotate', `v${version}`, '--message', `Release ${version}`);
  console.log(git(tree, 'show', '--stat', '--format=%s', 'HEAD'));
}

/** Docs name the packed file and the tag of the action. */
function replaceIn(file, current, version) {
  const before = readFileSync(file, 'utf8');
  const after = before
    .replaceAll(`duplicate-rules-${current}.tgz`, `duplicate-rules-${version}.tgz`)
    .replaceAll(`@v${current}`, `@v${version}`)
    .replaceAll(`rev: v${current}`, `rev: v${version}`)
    .replaceAll(`duplicate-rules@${current}`, `duplicate-rules@${version}`);
  if (after !== before) writeFileSync(file, after);
}

function mustBeCommitted() {
  const changed = git(root, 'status', '--porcelain', '--untracked-files=no');
  if (changed) throw new Error(`this tree has changes that are not committed:\n${changed}`);
}

function clone(from, to) {
  git(from, 'clone', '--quiet', '--no-hardlinks', from, to);
  for (const key of ['user.name', 'user.email']) {
    const value = git(from, 'config', '--default', '', '--get', key);
    if (value) git(to, 'config', key, value);
  }
  return to;
}

function git(folder, ...args) {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

function run(command, args, cwd, stdio = 'inherit') {
  const shell = process.platform === 'win32' && command === 'npm';
  execFileSync(command, args, { cwd, stdio, shell });
}
