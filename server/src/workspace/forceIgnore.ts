import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ignore from 'ignore';
import type { WorkspaceProblem } from './problem.ts';
import { readText } from './readText.ts';

/** A project's `.forceignore`: patterns as in .gitignore, relative to the project's root. */
export interface ForceIgnore {
  ignoresFile(path: string): boolean;
  ignoresFolder(path: string): boolean;
}

export function readForceIgnore(root: string, problems: WorkspaceProblem[]): ForceIgnore {
  const path = join(root, '.forceignore');
  if (!existsSync(path)) return { ignoresFile: () => false, ignoresFolder: () => false };
  const { text, problem } = readText(path);
  if (problem !== null) problems.push(problem);
  const patterns = ignore().add(text ?? '');
  const prefix = root.endsWith(sep) ? root : root + sep;
  const isIgnored = (absolute: string, ending: string): boolean => {
    // All paths here lie below the root: cutting it off is ten times as fast as `relative`.
    const below = absolute.startsWith(prefix) ? absolute.slice(prefix.length) : relative(root, absolute);
    const local = sep === '/' ? below : below.split(sep).join('/');
    return ignore.isPathValid(local) && patterns.ignores(local + ending);
  };
  return {
    ignoresFile: (file) => isIgnored(file, ''),
    ignoresFolder: (folder) => isIgnored(folder, '/'),
  };
}
