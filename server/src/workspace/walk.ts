import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { reasonOf, type WorkspaceProblem } from './problem.ts';

/** Folders that hold no source of a project's own: what is installed, and what tools keep for themselves. */
const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.sfdx',
  '.sf',
  'StandardApexLibrary',
  '.gradle',
  '.mypy_cache',
  '.next',
  '.nuxt',
  '.pnpm-store',
  '.pytest_cache',
  '.ruff_cache',
  '.svelte-kit',
  '.terraform',
  '.tox',
  '.turbo',
  '.venv',
  '.yarn',
  '__pycache__',
  'bower_components',
  'site-packages',
  'venv',
]);

export function isSkippedFolder(name: string): boolean {
  return skippedFolders.has(name);
}

export interface Visitor {
  /** Whether to look into a folder (absolute path); `names` are its entries. Not asked for the start. */
  enter(folder: string, names: readonly string[]): boolean;
  /** `target` is the path in the start folder where a file reached through a symbolic link really is, else null. */
  file(path: string, name: string, target: string | null): void;
}

/** Lists a folder; throws as Node does. */
export type ReadFolder = (folder: string) => Dirent[];

/** A listing that remembers, for a process that walks the same folders twice and ends soon. */
export function rememberingReadFolder(): ReadFolder {
  const listings = new Map<string, Dirent[]>();
  return (folder) => {
    const listing = listings.get(folder) ?? readFolder(folder);
    listings.set(folder, listing);
    return listing;
  };
}

function readFolder(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

/**
 * Visits the files below a folder. Symbolic links are followed last, only within the folder, each folder at
 * most once, and no further links below them, so that loops end. Folders that cannot be read become problems.
 */
export function walk(start: string, visitor: Visitor, read: ReadFolder = readFolder): WorkspaceProblem[] {
  return new Walk(start, visitor, read).run();
}

class Walk {
  readonly #start: string;
  readonly #visitor: Visitor;
  readonly #readFolder: ReadFolder;
  readonly #problems: WorkspaceProblem[] = [];
  readonly #linked = new Set<string>();
  readonly #links: string[] = [];
  #realStart = '';

  constructor(start: string, visitor: Visitor, read: ReadFolder) {
    this.#start = start;
    this.#visitor = visitor;
    this.#readFolder = read;
  }

  run(): WorkspaceProblem[] {
    try {
      this.#realStart = realpathSync(this.#start);
    } catch (error) {
      this.#problem(this.#start, error);
      return this.#problems;
    }
    this.#folders(this.#start, null);
    for (const link of this.#links) this.#follow(link);
    return this.#problems;
  }

  /** `real` is the real path of a folder reached through a link, else null. */
  #folders(path: string, real: string | null): void {
    const pending = [{ path, real }];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (folder.real !== null) {
        if (this.#linked.has(folder.real)) continue;
        this.#linked.add(folder.real);
      }
      const entries = this.#read(folder.path);
      if (entries === null || !this.#enters(folder.path, entries)) continue;
      // Paths are normal already, and joining them again for every file takes as long as reading the folders.
      const prefix = folder.path.endsWith(sep) ? folder.path : folder.path + sep;
      for (const entry of entries) {
        const below = prefix + entry.name;
        const realBelow = folder.real === null ? null : join(folder.real, entry.name);
        if (entry.isDirectory()) {
          if (!isSkippedFolder(entry.name)) pending.push({ path: below, real: realBelow });
        } else if (entry.isFile()) this.#visitor.file(below, entry.name, this.#ownPath(realBelow));
        else if (entry.isSymbolicLink() && folder.real === null) this.#links.push(below);
      }
    }
  }

  #enters(folder: string, entries: readonly Dirent[]): boolean {
    if (folder === this.#start) return true;
    return this.#visitor.enter(
      folder,
      entries.map(({ name }) => name),
    );
  }

  #ownPath(real: string | null): string | null {
    return real === null ? null : this.#start + real.slice(this.#realStart.length);
  }

  #follow(link: string): void {
    try {
      const target = realpathSync(link);
      if (!target.startsWith(this.#realStart + sep)) {
        const isStart = target === this.#realStart;
        const message = 'The symbolic link leads outside the project and is not followed.';
        if (!isStart) this.#problems.push({ path: link, message });
        return;
      }
      if (target.split(sep).some(isSkippedFolder)) return;
      if (statSync(target).isDirectory()) this.#folders(link, target);
      else this.#visitor.file(link, basename(link), this.#ownPath(target));
    } catch (error) {
      const message = `The symbolic link cannot be followed: ${reasonOf(error)}.`;
      this.#problems.push({ path: link, message });
    }
  }

  #read(folder: string): Dirent[] | null {
    try {
      return this.#readFolder(folder);
    } catch (error) {
      this.#problem(folder, error);
      return null;
    }
  }

  #problem(folder: string, error: unknown): void {
    this.#problems.push({ path: folder, message: `The folder cannot be read: ${reasonOf(error)}.` });
  }
}
