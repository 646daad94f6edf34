/** Which packages are inside of what is built: told by esbuild, file by file, not by what is installed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression as the package states it; empty where it states none
 * @property {string} author as the package states it, or empty
 * @property {string} folder relative to the root: `node_modules/…`
 * @property {string[]} files what holds it, relative to dist/, sorted; parts of the command line count as `cli.js`
 * @property {string[]} uses folders of the packages that its files import
 */

/**
 * @param {string} root
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {ReadonlyMap<string, string>} copied files in dist/ that are copied of a package, by the package's folder
 * @returns {BundledPackage[]} by name and version
 */
export function bundledPackages(root, metafiles, copied) {
  /** @type {Map<string, { files: Set<string>, uses: Set<string> }>} */
  const found = new Map();
  const note = (folder, file) => {
    const one = found.get(folder) ?? { files: new Set(), uses: new Set() };
    found.set(folder, one);
    one.files.add(file);
    return one;
  };
  for (const { inputs, outputs } of metafiles)
    for (const [output, { inputs: parts }] of Object.entries(outputs))
      for (const [input, { bytesInOutput }] of Object.entries(parts)) {
        const folder = packageFolder(input);
        if (folder === null || bytesInOutput === 0) continue;
        const one = note(folder, nameInDist(output));
        for (const { path: imported } of inputs[input]?.imports ?? []) {
          const used = packageFolder(imported);
          if (used !== null && used !== folder) one.uses.add(used);
        }
      }
  for (const [file, folder] of copied) note(folder, file);
  return [...found]
    .map(([folder, { files, uses }]) => ({
      ...stated(path.join(root, folder)),
      folder,
      files: [...files].sort(),
      uses: [...uses].filter((used) => found.has(used)).sort(),
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version) || compare(a.folder, b.folder));
}

/**
 * The texts of a package's licence and notices, for those that state one.
 *
 * @returns {string[]} in the order of the files' names
 */
export function licenceTexts(folder) {
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

/** The folder of the package that a file is of, however deep; null for files of our own. */
function packageFolder(input) {
  // What is installed may be a link to somewhere else.
  const installed = /^(?:[^/]*:)?(?:(?:\.\.\/)+(?:[^/]+\/)*?)?(node_modules\/.*)$/.exec(input)?.[1];
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(installed ?? '')?.[0] ?? null;
}

/** Parts of the command line are named after what they hold, which says nothing. */
function nameInDist(output) {
  const name = output.replace(/^.*dist\//, '');
  return /^cli-\w+\.js$/.test(name) ? 'cli.js' : name;
}

function stated(folder) {
  const { name, version, license, licenses, author } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const old = Array.isArray(licenses) ? `(${licenses.map(({ type }) => type).join(' OR ')})` : '';
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : (license?.type ?? old),
    author: (typeof author === 'string' ? author : author?.name) ?? '',
  };
}

/** By code units, the same on every machine. */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
