import { dirname, resolve } from 'node:path';
import { accessKindOf } from '../core/access/files.ts';
import { readForceIgnore } from './forceIgnore.ts';
import { readPackageDirectories } from './packageDirectories.ts';
import type { WorkspaceProblem } from './problem.ts';
import { type ReadFolder, walk } from './walk.ts';
import { isWithin } from './within.ts';

/**
 * The files of a project's package directories that say who may do what, and those that may read a custom permission,
 * in the order of their paths. Only the audit reads them: profiles are large.
 */
export function findAccessFiles(
  root: string,
  readFolder?: ReadFolder,
): {
  readonly files: readonly string[];
  /** Profiles, permission sets and custom permissions that .forceignore names. */
  readonly ignored: number;
  readonly problems: readonly WorkspaceProblem[];
} {
  const folder = resolve(root);
  const problems: WorkspaceProblem[] = [];
  const packages = readPackageDirectories(folder, problems);
  const ignore = readForceIgnore(folder, problems);
  const files = new Set<string>();
  const ignored = new Set<string>();
  for (const start of packages) {
    problems.push(
      ...walk(
        start,
        {
          enter: (inner) => {
            if (/[\\/](?:staticresources|__tests__)$/.test(inner)) return false;
            return !ignore.ignoresFolder(inner) || accessFolder.test(inner);
          },
          file: (path, name) => {
            if (accessKindOf(name) === null || (isScript(name) && !isComponent(path))) return;
            if (!isWithin(path, folder)) return;
            if (!ignore.ignoresFile(path)) files.add(path);
            else if (accessFolder.test(dirname(path))) ignored.add(path);
          },
        },
        readFolder,
      ),
    );
  }
  return { files: [...files].sort(), ignored: ignored.size, problems };
}

const accessFolder =
  /[\\/](?:profiles|permissionsets|permissionsetgroups|mutingpermissionsets|customPermissions)$/;

function isScript(name: string): boolean {
  return /\.[jt]s$/i.test(name);
}

/** Of scripts only those of Lightning components. */
function isComponent(path: string): boolean {
  return /[\\/](?:lwc|aura)[\\/]/.test(path);
}
