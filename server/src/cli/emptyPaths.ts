import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { kindOf } from '../core/files.ts';
import { reasonOf } from '../workspace/problem.ts';
import { isWithin } from '../workspace/within.ts';
import { displayPath } from './paths.ts';
import { Problem } from './problem.ts';
import { tooLargeWords } from './report.ts';

/**
 * A wrong path must not pass for a clean one: tells those in which there was nothing to check.
 *
 * @param typed paths as typed, relative to `cwd` or absolute
 * @param files absolute paths of the files that were checked
 * @param isAllowed whether the check goes on although all of the paths are empty
 * @throws Problem where all are empty and that is not allowed, or none of them can be read
 */
export function tellEmptyPaths(
  typed: readonly string[],
  files: readonly string[],
  {
    cwd,
    isAllowed,
    warn,
    tooLarge,
  }: {
    readonly cwd: string;
    readonly isAllowed: boolean;
    readonly warn: (text: string) => void;
    /** Absolute paths of code that was not looked at for its size. */
    readonly tooLarge: readonly string[];
  },
): void {
  const unread = typed.flatMap((one) => unreadable(path.resolve(cwd, one)) ?? []);
  if (unread.length > 0 && unread.length === typed.length) {
    const names = typed.map((one) => `"${one}"`).join(', ');
    throw new Problem(`nothing could be checked: ${names} cannot be read: ${unread[0]}.`);
  }
  const empty = typed.filter((one) => {
    const absolute = path.resolve(cwd, one);
    // What cannot be read is told as such.
    const kind = kindOf(absolute);
    const isSource = kind === 'apex' || kind === 'duplicate-rule' || kind === 'matching-rule';
    return !isSource && !files.some((file) => isWithin(file, absolute));
  });
  if (empty.length > 0 && empty.length === typed.length && !isAllowed) {
    const large = tooLarge.map((file) => `"${displayPath(file, cwd)}"`);
    if (large.length > 0) {
      const why = large.length === 1 ? tooLargeWords.one : tooLargeWords.several;
      throw new Problem(
        `there is nothing to check: ${large.join(', ')} ${large.length === 1 ? 'is' : 'are'} not looked at, as ${why}.`,
      );
    }
    const paths = empty.map((one) => `"${one}"`).join(', ');
    throw new Problem(
      `there is nothing to check: no Apex, no rule metadata and no code that mentions Salesforce in ${paths}. Name the folder of a project, or say --allow-empty where it may hold none.`,
    );
  }
  for (const one of empty)
    warn(`there is no Apex, no rule metadata and no code that mentions Salesforce in "${one}".`);
}

/** Why a file or folder cannot be read; null if it can. */
function unreadable(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
