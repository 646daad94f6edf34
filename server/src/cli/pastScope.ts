import path from 'node:path';
import ignore from 'ignore';
import { readConfigText } from '../core/config/configFile.ts';
import { readJson } from '../core/config/json.ts';
import type { PartialSettings } from '../core/config/partial.ts';
import { configFileName } from '../core/files.ts';
import { projectFileName } from '../workspace/packageDirectories.ts';

const forceIgnoreName = '.forceignore';

/** The files that say what a project consisted of and how it was judged, all in its folder. */
export const scopeFileNames = [projectFileName, forceIgnoreName, configFileName] as const;

/**
 * What belonged to a project in an earlier revision, read from the texts of that revision. The disk's rules
 * are in workspace/readProject.ts; problems are told there, once.
 */
export interface PastScope {
  readonly settings: PartialSettings;
  /** The text of the configuration file; null where there was none. */
  readonly configuration: string | null;
  /** Takes a path relative to the project, with forward slashes. */
  includes(relative: string): boolean;
}

/** @param named relative paths of the files and folders that are to be checked */
export function readPastScope(texts: ReadonlyMap<string, string>, named: readonly string[]): PastScope {
  const ignored = ignore().add(texts.get(forceIgnoreName) ?? '');
  const directories = packageDirectories(texts.get(projectFileName));
  const aside = named.filter((one) => !directories.some((other) => lies(one, other) || lies(other, one)));
  return {
    settings: readConfigText(texts.get(configFileName) ?? '{}').values,
    configuration: texts.get(configFileName) ?? null,
    includes: (relative) =>
      named.includes(relative) ||
      aside.some((folder) => lies(relative, folder)) ||
      (!ignored.ignores(relative) &&
        (/\.apex$/i.test(relative) || directories.some((folder) => lies(relative, folder)))),
  };
}

function lies(relative: string, folder: string): boolean {
  return folder === '' || relative === folder || relative.startsWith(folder + '/');
}

/** Normalised and relative to the project; '' for all of it. */
function packageDirectories(text: string | undefined): readonly string[] {
  const project =
    text === undefined ? null : (readJson(text).value as { packageDirectories?: unknown } | null);
  if (!Array.isArray(project?.packageDirectories)) return [''];
  return project.packageDirectories.flatMap((entry: { path?: unknown } | null) =>
    typeof entry?.path === 'string'
      ? [path.posix.normalize(entry.path.replaceAll('\\', '/')).replace(/\/+$/, '').replace(/^\.$/, '')]
      : [],
  );
}
