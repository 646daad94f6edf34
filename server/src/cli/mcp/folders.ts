import { lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { ToolProblem } from '../../tools/tool.ts';
import { reasonOf } from '../../workspace/problem.ts';
import { isWithin } from '../../workspace/within.ts';
import { Problem } from '../problem.ts';

/** The folders that may be read: nothing outside of them is, whatever names it. */
export class Folders {
  /** Absolute, without symbolic links. */
  readonly roots: readonly string[];

  /** @throws Problem for a folder that is none */
  constructor(typed: readonly string[], cwd: string) {
    this.roots = [...new Set(typed.map((one) => realFolder(path.resolve(cwd, one), one)))];
  }

  /**
   * The real path of what is named, relative to the first folder. It need not be there.
   * @throws ToolProblem where it is outside, also by a symbolic link
   */
  pathOf(named: string): string {
    if (named.includes('\0')) throw new ToolProblem('The path holds a character that no path can hold.');
    const real = realPathOf(path.resolve(this.roots[0]!, named));
    if (this.roots.some((root) => isWithin(real, root))) return real;
    throw new ToolProblem(
      `${path.basename(named)} is outside of the folders that may be read: ${this.roots.join(', ')}. The server reads more when it is started with --root FOLDER.`,
    );
  }
}

function realFolder(absolute: string, typed: string): string {
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Problem(`there is no folder "${typed}".`);
  }
  return realpathSync(absolute);
}

/** With symbolic links resolved as far as there is anything. */
function realPathOf(absolute: string): string {
  const missing: string[] = [];
  for (let at = absolute; ; at = path.dirname(at)) {
    try {
      return path.join(realpathSync(at), ...missing);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || path.dirname(at) === at) {
        throw new ToolProblem(`${path.basename(absolute)} cannot be looked at: ${reasonOf(error)}.`);
      }
      // A link that leads nowhere, or where nothing is yet, may lead outside once something is there.
      if (isLink(at)) throw new ToolProblem(`${path.basename(absolute)} is behind a broken symbolic link.`);
      missing.unshift(path.basename(at));
    }
  }
}

function isLink(at: string): boolean {
  return lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
