import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** With forward slashes; relative to a folder if the file is in it, else absolute. */
export function displayPath(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return isInside(relative) ? slashes(relative) : slashes(file);
}

/** Whether a path that is relative to a folder stays in it. */
export function isInside(relative: string): boolean {
  return relative !== '..' && !relative.startsWith('..' + path.sep) && !path.isAbsolute(relative);
}

export function slashes(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}

/** The folder of the git repository that a file or folder belongs to. */
export function gitRootOf(file: string): string | null {
  for (let folder = file; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}

/** A URI reference, percent-encoded: relative to a folder if the file is in it, else absolute. */
export function uriReference(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  if (!isInside(relative)) return pathToFileURL(file).href;
  return slashes(relative).split('/').map(encodeURIComponent).join('/');
}

export { fileURLToPath as pathOfUri };

/** `file:` URIs as the language server's clients spell them are not needed here: Node's spelling will do. */
export function uriOfPath(file: string): string {
  const isPlain = plainPath.test(file) && !specialSegment.test(file);
  return isPlain ? `file://${file}` : pathToFileURL(file).href;
}

/** Of this nothing is encoded; most paths are such, and making a URL of each takes its time. */
const plainPath = /^\/[\w./-]+$/;
const specialSegment = /\/\.{0,2}(?:\/|$)/;
