import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../workspace/problem.ts';
import { isWithin } from '../workspace/within.ts';
import { ToolProblem } from './tool.ts';

/** The folders that tools may read: nothing outside of them is, whatever names it. */
export class Folders {
  /** Absolute, as they were given. */
  readonly roots: readonly string[];
  /** Without symbolic links, in the same order. */
  readonly #real: readonly string[];
  readonly #others: string;

  /**
   * @param folders absolute paths; those that are not there are left out
   * @param others a sentence that says how others come to be read
   */
  constructor(folders: readonly string[], others: string) {
    this.roots = folders.filter((folder) => realIfThere(folder) !== null);
    this.#real = this.roots.map((folder) => realIfThere(folder)!);
    this.#others = others;
  }

  /**
   * The path of what is named, relative to the first folder that has it. It need not be there. Symbolic links below the
   * folders are resolved; the folder is spelled as it was given.
   * @throws ToolProblem where it is outside, also by a symbolic link
   */
  pathOf(named: string): string {
    if (named.includes('\0')) throw new ToolProblem('The path holds a character that no path can hold.');
    const possible = this.roots.map((root) => realPathOf(path.resolve(root, named)));
    const inside = possible.flatMap((real) => this.#asGiven(real) ?? []);
    const [first] = inside;
    if (first !== undefined) return inside.find((one) => realIfThere(one) !== null) ?? first;
    const where = this.roots.length === 0 ? 'no folder is open' : `${this.roots.join(', ')} may be read`;
    throw new ToolProblem(
      `${path.basename(named)} is outside of what may be read: ${where}. ${this.#others}`,
    );
  }

  /** Null for a path outside. */
  #asGiven(real: string): string | null {
    const index = this.#real.findIndex((folder) => isWithin(real, folder));
    if (index < 0) return null;
    return path.join(this.roots[index]!, path.relative(this.#real[index]!, real));
  }
}

/** Null where there is nothing, or it may not be looked at. */
function realIfThere(folder: string): string | null {
  try {
    return realpathSync(folder);
  } catch {
    return null;
  }
}

/** With symbolic links resolved as far as there is anything. */
function realPathOf(absolute: string): string {
  const missing: string[] = [];
  for (let at = absolute; ; at = path.dirname(at)) {
    try {
      return path.join(realpathSync(at), ...missing);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const name = path.basename(absolute);
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || path.dirname(at) === at) {
        throw new ToolProblem(`${name} cannot be looked at: ${reasonOf(error)}.`);
      }
      // Where it leads there may be something later.
      if (isLink(at)) throw new ToolProblem(`${name} is behind a symbolic link that leads nowhere.`);
      missing.unshift(path.basename(at));
    }
  }
}

function isLink(at: string): boolean {
  return lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
