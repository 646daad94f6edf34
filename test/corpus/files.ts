import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A project of the corpus, read into memory. */
export interface CorpusProject {
  readonly name: string;
  /** Text by path, relative to the project, with slashes. */
  readonly files: ReadonlyMap<string, string>;
}

/** Tests and reports run from the repository's root. */
const corpusFolder = join('test', 'corpus');

export function readCorpus(folder = corpusFolder): CorpusProject[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: readFolder(join(folder, name)) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function isApex(path: string): boolean {
  return /\.(cls|trigger|apex)$/.test(path);
}

/** Files whose comments carry labels. */
export function isLabelled(path: string): boolean {
  return isApex(path) || /\.([jt]sx?|py|java|cs|php|http|sh|ya?ml|ps1|flow-meta\.xml)$|process-conf\.xml$/.test(path);
}

function readFolder(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]));
}
