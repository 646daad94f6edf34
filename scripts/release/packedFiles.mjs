/** What goes into the extension's package. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @returns {string[]} globs: everything is left out but what a line of .vscodeignore takes in again */
export function packedPatterns(root) {
  const lines = readFileSync(path.join(root, '.vscodeignore'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
}

/** Files that the manifest refers to, wherever it does. */
export function namedFiles(value) {
  if (typeof value === 'string')
    return /^(?:\.\/|media\/|l10n\/|dist\/|docs\/)[\w./-]+\.\w+$/.test(value)
      ? [value.replace(/^\.\//, '')]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(namedFiles);
}
