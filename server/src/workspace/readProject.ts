import { dirname, join, relative, resolve, sep } from 'node:path';
import { configFileName, type FileKind, isIntegration, kindOf } from '../core/files.ts';
import { type ForceIgnore, readForceIgnore } from './forceIgnore.ts';
import { isOwnSource } from './integrationFiles.ts';
import { projectFileName, readPackageDirectories } from './packageDirectories.ts';
import type { WorkspaceProblem } from './problem.ts';
import { isSkippedFolder, type ReadFolder, walk } from './walk.ts';
import { isWithin } from './within.ts';

export interface DiscoveredFile {
  /** Absolute path. */
  readonly path: string;
  readonly kind: FileKind;
}

/** Kinds that many files of a project are of and few are asked for: these are read when somebody asks. */
export function isReadLater(kind: FileKind): boolean {
  return kind === 'field' || kind === 'object' || kind === 'apex-meta';
}

export interface DiscoveredProject {
  readonly root: string;
  readonly packageDirectories: readonly string[];
  /** In the order of their paths, without the project file. */
  readonly files: readonly DiscoveredFile[];
  readonly problems: readonly WorkspaceProblem[];
  /** Whether a file is or would be of the project, as its project file and .forceignore were last read. */
  includes(path: string): boolean;
}

export interface ReadProjectOptions {
  readonly readFolder?: ReadFolder;
  /** A folder around the project whose integration code belongs to it. */
  readonly around?: string | null;
  /** The folder holds projects and is none. */
  readonly isCodeOnly?: boolean;
}

/**
 * Finds the files of a project that the core reads: Apex and metadata in its package directories, Apex
 * scripts, integration code and the configuration file anywhere in it, without what .forceignore names.
 */
export function readProject(
  root: string,
  { readFolder, around = null, isCodeOnly = false }: ReadProjectOptions = {},
): DiscoveredProject {
  const folder = resolve(root);
  const problems: WorkspaceProblem[] = [];
  const scope = new Scope(
    folder,
    around ?? folder,
    isCodeOnly ? [] : readPackageDirectories(folder, problems),
    readForceIgnore(folder, problems),
  );
  const files: DiscoveredFile[] = [];
  // They are of the project where their classes are.
  const beside: string[] = [];
  const visit = (start: string, wants: (kind: FileKind) => boolean) =>
    walk(
      start,
      {
        enter: (inner, names) => (start === folder || inner !== folder) && scope.enters(inner, names),
        file: (path, name, target) => {
          const kind = kindOf(name);
          if (kind === null || kind === 'project' || !wants(kind)) return;
          if (kind === 'apex-meta') beside.push(path);
          else if (scope.holds(path, kind)) {
            const standsElsewhere = target !== null && scope.includes(target);
            if (!standsElsewhere) files.push({ path, kind });
          }
        },
      },
      readFolder,
    );
  problems.push(...visit(folder, isCodeOnly ? isIntegration : () => true));
  if (around !== null) problems.push(...visit(around, isIntegration));
  const apex = new Set(files.map(({ path }) => path));
  for (const path of beside)
    if (apex.has(path.slice(0, -metaEnding.length))) files.push({ path, kind: 'apex-meta' });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    root: folder,
    packageDirectories: scope.packageDirectories,
    files,
    problems,
    includes: (path) => scope.includes(path),
  };
}

const metaEnding = '-meta.xml';

/** What belongs to a project. */
class Scope {
  readonly packageDirectories: readonly string[];
  readonly #root: string;
  /** The folder with its integration code: the root, or one around it. */
  readonly #codeRoot: string;
  readonly #ignore: ForceIgnore;

  constructor(root: string, codeRoot: string, packageDirectories: readonly string[], ignore: ForceIgnore) {
    this.#root = root;
    this.#codeRoot = codeRoot;
    this.packageDirectories = packageDirectories;
    this.#ignore = ignore;
  }

  /** A folder that is a project of its own is left to it, unless it is a part of this one's packages. */
  enters(folder: string, names: readonly string[]): boolean {
    // Of what lies beside the packages, .forceignore says nothing.
    if (this.#isInPackage(folder) && this.#ignore.ignoresFolder(folder)) return false;
    if (!names.includes(projectFileName)) return true;
    return this.packageDirectories.some((one) => isWithin(folder, one) || isWithin(one, folder));
  }

  holds(path: string, kind: FileKind): boolean {
    if (kind === 'config') return path === join(this.#root, configFileName);
    if (kind === 'project') return path === join(this.#root, projectFileName);
    if (kind === 'apex-meta') return this.holds(path.slice(0, -metaEnding.length), 'apex');
    if (isIntegration(kind) && kind !== 'flow') return this.#holdsCode(path);
    const isScript = /\.apex$/i.test(path);
    if (!isScript && !this.#isInPackage(path)) return false;
    return !this.#ignore.ignoresFile(path);
  }

  #holdsCode(path: string): boolean {
    if (!isWithin(path, this.#codeRoot) || !isOwnSource(this.#codeRoot, path)) return false;
    return !(this.#isInPackage(path) && this.#ignore.ignoresFile(path));
  }

  #isInPackage(path: string): boolean {
    return this.packageDirectories.some((one) => isWithin(path, one));
  }

  includes(path: string): boolean {
    const file = resolve(path);
    const kind = kindOf(file);
    const root = kind !== null && isIntegration(kind) ? this.#codeRoot : this.#root;
    if (kind === null || !isWithin(file, root)) return false;
    const folders = relative(root, dirname(file)).split(sep);
    return !folders.some(isSkippedFolder) && this.holds(file, kind);
  }
}
