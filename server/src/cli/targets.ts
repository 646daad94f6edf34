import { realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { configFileName, isIntegration, kindOf } from '../core/files.ts';
import { findProject, findProjects, type ProjectFolder } from '../workspace/findProjects.ts';
import { reasonOf } from '../workspace/problem.ts';
import { statOrNull } from '../workspace/stat.ts';
import { type ReadFolder, rememberingReadFolder, walk } from '../workspace/walk.ts';
import { isWithin } from '../workspace/within.ts';
import { Problem } from './problem.ts';

/** A project, and what of it is to be checked. */
export interface Target {
  readonly root: string;
  /** Absolute paths of files and folders in it. */
  readonly scopes: readonly string[];
  /** Folders of other projects in it that are checked as well: their files are not its own. */
  readonly nested: readonly string[];
  /** A folder around it whose integration code belongs to it. */
  readonly around: string | null;
  /** Nothing but integration code is read. */
  readonly isCodeOnly: boolean;
  /** Lists folders; knows those that were looked at to find the projects. */
  readonly readFolder: ReadFolder;
}

/**
 * Finds the projects that paths belong to: the nearest one above each, and those below a folder. Integration
 * code outside of projects belongs to the only one in its repository, if there is one.
 *
 * @param paths as typed, relative to `cwd` or absolute
 * @throws Problem for a path that does not exist, cannot be looked at, or is no regular file or folder
 */
export function findTargets(paths: readonly string[], cwd: string): readonly Target[] {
  const readFolder = rememberingReadFolder();
  const found = new Map<string, { readonly folder: ProjectFolder; readonly scopes: Set<string> }>();
  if (paths.includes('')) throw new Problem('one of the paths is empty: "" names no file or folder.');
  const named = paths.map((typed) => {
    const absolute = path.resolve(cwd, typed);
    return { absolute, isFolder: statOf(typed, absolute).isDirectory() };
  });
  for (const { absolute, isFolder } of withoutLinksToOthers(named, cwd)) {
    for (const folder of projectsOf(absolute, isFolder, readFolder)) {
      const scope = isWithin(absolute, folder.around ?? folder.root) ? absolute : folder.root;
      const known = found.get(folder.root);
      if (known?.folder.around === null && folder.around !== null)
        found.set(folder.root, { folder, scopes: known.scopes.add(scope) });
      else if (known) known.scopes.add(scope);
      else found.set(folder.root, { folder, scopes: new Set([scope]) });
    }
  }
  const roots = [...found.keys()].sort();
  return roots.map((root) => {
    const { folder, scopes } = found.get(root)!;
    const { around, isCodeOnly } = folder;
    const nested = roots.filter((other) => other !== root && isWithin(other, around ?? root));
    return { root, scopes: [...scopes], nested, around, isCodeOnly, readFolder };
  });
}

/** A symbolic link to what is named besides would have it checked twice. */
function withoutLinksToOthers<T extends { readonly absolute: string }>(
  named: readonly T[],
  cwd: string,
): readonly T[] {
  const realCwd = realpathSync(cwd);
  const places = named.map((one) => ({ one, real: realpathSync(one.absolute) }));
  const isLink = ({ one, real }: (typeof places)[number]) =>
    real !== path.resolve(realCwd, path.relative(cwd, one.absolute));
  const kept = places.filter((place) => !isLink(place));
  for (const link of places.filter(isLink))
    if (!kept.some(({ real }) => isWithin(link.real, real))) kept.push(link);
  return kept.map(({ one }) => one);
}

function projectsOf(absolute: string, isFolder: boolean, readFolder: ReadFolder): readonly ProjectFolder[] {
  const found = isFolder ? findProjects(absolute, readFolder) : [findProject(absolute)];
  const [first, second] = found;
  if (first?.by !== 'git' || second || holdsMetadata(absolute, isFolder, readFolder)) return found;
  const inRepository = findProjects(first.root, readFolder).filter(({ by }) => by === 'project-file');
  const [only, another] = inRepository;
  return only && !another ? [{ ...only, around: first.root }] : found;
}

/** Whether there is Apex or metadata: then the repository itself is a project, in metadata format. */
function holdsMetadata(absolute: string, isFolder: boolean, readFolder: ReadFolder): boolean {
  const isMetadata = (name: string) => {
    const kind = kindOf(name);
    return kind !== null && kind !== 'config' && !isIntegration(kind);
  };
  if (!isFolder) return isMetadata(absolute);
  let found = false;
  walk(
    absolute,
    {
      enter: () => !found,
      file: (_, name) => {
        found ||= isMetadata(name);
      },
    },
    readFolder,
  );
  return found;
}

/** Whether a file is to be checked as part of a target. What is said of its settings is, with any folder of it. */
export function isInScope({ root, scopes, nested }: Target, file: string): boolean {
  if (file === path.join(root, configFileName) && scopes.some(isFolder)) return true;
  return scopes.some((scope) => isWithin(file, scope)) && !nested.some((root) => isWithin(file, root));
}

function isFolder(scope: string): boolean {
  return statOrNull(scope)?.isDirectory() === true;
}

/** @throws Problem for a path that does not exist, cannot be looked at, or is no regular file or folder */
export function statOf(typed: string, absolute: string): Stats {
  try {
    const stat = statSync(absolute);
    if (stat.isFile() || stat.isDirectory()) return stat;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Problem(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `there is no file or folder "${typed}".`
        : `"${typed}" cannot be read: ${reasonOf(error)}.`,
    );
  }
  throw new Problem(`"${typed}" is neither a regular file nor a folder.`);
}
