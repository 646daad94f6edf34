import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it that are missing. Node's own way never ends where a folder refuses with ENOENT to
 * have anything made in it, as those below /proc do.
 * @returns the first one that was made; null where it was there
 * @throws what mkdir throws
 */
export function makeFolder(folder: string, mode?: number): string | null {
  const own = path.resolve(folder);
  try {
    mkdirSync(own, mode);
    return own;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isFolder(own)) return null;
    const above = path.dirname(own);
    if (code !== 'ENOENT' || above === own) throw error;
    const made = makeFolder(above, mode);
    mkdirSync(own, mode);
    return made ?? own;
  }
}

function isFolder(at: string): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
