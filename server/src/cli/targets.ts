import { type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { findProject, findProjects } from '../workspace/findProjects.ts';
import { type ReadFolder, rememberingReadFolder } from '../workspace/walk.ts';
import { isWithin } from '../workspace/within.ts';
import { Problem } from './problem.ts';

/** A project, and what of it is to be checked. */
export interface Target {
  readonly root: string;
  /** Absolute paths of files and folders in it. */
  readonly scopes: readonly string[];
  /** Folders of other projects in it that are checked as well: their files are not its own. */
  readonly nested: readonly string[];
  /** Lists folders; knows those that were looked at to find the projects. */
  readonly readFolder: ReadFolder;
}

/**
 * Finds the projects that paths belong to: the nearest one above each, and those below a folder.
 *
 * @param paths as typed, relative to `cwd` or absolute
 * @throws Problem for a path that does not exist or cannot be looked at
 */
export function findTargets(paths: readonly string[], cwd: string): readonly Target[] {
  const readFolder = rememberingReadFolder();
  const scopes = new Map<string, Set<string>>();
  for (const typed of paths) {
    const absolute = path.resolve(cwd, typed);
    const found = statOf(typed, absolute).isDirectory()
      ? findProjects(absolute, readFolder)
      : [findProject(absolute)];
    for (const { root } of found) {
      const scope = isWithin(absolute, root) ? absolute : root;
      scopes.set(root, (scopes.get(root) ?? new Set()).add(scope));
    }
  }
  const roots = [...scopes.keys()].sort();
  return roots.map((root) => ({
    root,
    scopes: [...scopes.get(root)!],
    nested: roots.filter((other) => other !== root && isWithin(other, root)),
    readFolder,
  }));
}

/** Whether a file is to be checked as part of a target. */
export function isInScope({ scopes, nested }: Target, file: string): boolean {
  return scopes.some((scope) => isWithin(file, scope)) && !nested.some((root) => isWithin(file, root));
}

function statOf(typed: string, absolute: string): Stats {
  try {
    return statSync(absolute);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Problem(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `there is no file or folder "${typed}".`
        : `"${typed}" cannot be read: ${message}.`,
    );
  }
}
