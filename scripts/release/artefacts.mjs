/** Builds all files of a release from the tree as it is, and checks them. Publishes nothing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packCommandLine } from '../packCommandLine.mjs';
import { changelogProblems, notesOf } from './changelog.mjs';
import { builtFilesOf, checkExtension } from './checkExtension.mjs';
import { commitTime, packExtension } from './packExtension.mjs';
import { billOfMaterials } from './sbom.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * @param {string} out a folder, which is emptied first
 * @returns {Promise<string[]>} what is to be done before the files can be published
 * @throws {Error} if something must not be released as it is
 */
export async function buildArtefacts(out) {
  const product = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const notes = checkedNotes(product.version);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });

  const extension = await packExtension(path.join(out, `${product.name}-${product.version}.vsix`));
  const bytes = readFileSync(extension);
  const { problems, toDo } = checkExtension(bytes);
  for (const file of leftOut(builtFilesOf(bytes))) problems.push(`dist/${file} was built and is not in it.`);
  if (problems.length > 0) throw new Error(`The extension cannot be published:\n  ${problems.join('\n  ')}`);
  const bundled = JSON.parse(readFileSync(path.join(root, 'dist/bundled.json'), 'utf8'));
  await writeBill(product, extension, heldBy(bundled, builtFilesOf(bytes)));

  const { file, packages } = await packCommandLine(out);
  tryCommandLine(file, product.version);
  await writeBill(product, file, packages);

  writeFileSync(path.join(out, 'RELEASE-NOTES.md'), `${notes}\n`);
  writeSums(out, [extension, `${extension}.cdx.json`, file, `${file}.cdx.json`]);
  return toDo;
}

function checkedNotes(version) {
  const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  const problems = changelogProblems(changelog);
  if (problems.length > 0) throw new Error(`CHANGELOG.md:\n  ${problems.join('\n  ')}`);
  const notes = notesOf(changelog, version);
  if (notes === null)
    throw new Error(`CHANGELOG.md has no section ${version}. npm run release -- ${version} makes it.`);
  return notes;
}

/** What .vscodeignore should take in: all that is built but the command line. */
function leftOut(packed) {
  return readdirSync(path.join(root, 'dist'), { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && !/^(?:cli(?:-\w+)?|(?:check|code)-worker)\.js$|^bundled\.json$/.test(entry.name),
    )
    .map(({ name }) => name)
    .filter((name) => !packed.has(name));
}

function heldBy(packages, files) {
  return packages
    .map((one) => ({ ...one, files: one.files.filter((file) => files.has(file)) }))
    .filter((one) => one.files.length > 0)
    .map((one, _, all) => ({
      ...one,
      uses: one.uses.filter((used) => all.some(({ folder }) => folder === used)),
    }));
}

async function writeBill(product, file, packages) {
  const { packages: locked } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const bill = await billOfMaterials({
    product,
    file: path.basename(file),
    bytes: readFileSync(file),
    packages,
    locked,
    time: commitTime(),
  });
  writeFileSync(`${file}.cdx.json`, bill);
}

/** Installs the package somewhere else, without a network, and checks the sample project with it. */
function tryCommandLine(file, version) {
  const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-try-'));
  try {
    cpSync(path.join(root, 'samples/recruiting'), path.join(folder, 'project'), { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
    const options = {
      cwd: folder,
      encoding: /** @type {const} */ ('utf8'),
      shell: process.platform === 'win32',
    };
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', file], options);
    const run = (...args) => spawnSync('npx', ['--offline', 'duplicate-rules', ...args], options);
    const told = run('--version').stdout.trim();
    if (told !== version) throw new Error(`The packed command line says it is ${told}.`);
    const { status, stdout, stderr } = run('check', 'project');
    if (status !== 1 || !stdout.includes('warning missing-duplicate-rule-header'))
      throw new Error(`The packed command line does not work (${status}):\n${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSums(out, files) {
  const lines = files.map((file) => {
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    console.log(`${hash}  ${path.basename(file)}  ${(statSync(file).size / 1e6).toFixed(2)} MB`);
    return `${hash}  ${path.basename(file)}\n`;
  });
  writeFileSync(path.join(out, 'SHA256SUMS'), lines.join(''));
}
