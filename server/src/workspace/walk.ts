import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { reasonOf, type WorkspaceProblem } from './problem.ts';

/** Folders that hold no source of a project's own. */
const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.sfdx',
  '.sf',
  'StandardApexLibrary',
]);

export function isSkippedFolder(name: string): boolean {
  return skippedFolders.has(name);
}

export interface Visitor {
  /** Whether to look into a folder (absolute path); `names` are its entries. Not asked for the start. */
  enter(folder: string, names: readonly string[]): boolean;
  file(path: string, name: string): void;
}

/**
 * Visits the files below a folder. Symbolic links are followed last and only within the folder, and never to
 * a folder that was visited, so that loops end and each file is seen once, under its own path. Folders that
 * cannot be read become problems.
 */
export function walk(start: string, visitor: Visitor): WorkspaceProblem[] {
  return new Walk(start, visitor).run();
}

class Walk {
  readonly #start: string;
  readonly #visitor: Visitor;
  readonly #problems: WorkspaceProblem[] = [];
  readonly #seen = new Set<string>();
  readonly #links: string[] = [];
  #realStart = '';

  constructor(start: string, visitor: Visitor) {
    this.#start = start;
    this.#visitor = visitor;
  }

  run(): WorkspaceProblem[] {
    try {
      this.#realStart = realpathSync(this.#start);
    } catch (error) {
      this.#problem(this.#start, error);
      return this.#problems;
    }
    this.#folders(this.#start, this.#realStart);
    for (const link of this.#links) this.#follow(link);
    return this.#problems;
  }

  #folders(path: string, realPath: string): void {
    const pending = [{ path, realPath }];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (this.#seen.has(folder.realPath)) continue;
      this.#seen.add(folder.realPath);
      const entries = this.#read(folder.path);
      if (entries === null) continue;
      const isStart = folder.path === this.#start;
      if (
        !isStart &&
        !this.#visitor.enter(
          folder.path,
          entries.map(({ name }) => name),
        )
      ) {
        continue;
      }
      for (const entry of entries) {
        const below = join(folder.path, entry.name);
        if (entry.isDirectory()) {
          if (!isSkippedFolder(entry.name)) {
            pending.push({ path: below, realPath: join(folder.realPath, entry.name) });
          }
        } else if (entry.isFile()) this.#visitor.file(below, entry.name);
        else if (entry.isSymbolicLink()) this.#links.push(below);
      }
    }
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
      else this.#visitor.file(link, link.slice(link.lastIndexOf(sep) + 1));
    } catch (error) {
      const message = `The symbolic link cannot be followed: ${reasonOf(error)}.`;
      this.#problems.push({ path: link, message });
    }
  }

  #read(folder: string): Dirent[] | null {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.#problem(folder, error);
      return null;
    }
  }

  #problem(folder: string, error: unknown): void {
    this.#problems.push({ path: folder, message: `The folder cannot be read: ${reasonOf(error)}.` });
  }
}
