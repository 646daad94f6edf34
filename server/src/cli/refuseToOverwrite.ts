import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.ts';

/**
 * @param typed a file that is to be written, for messages
 * @param file the same, absolute
 * @param read absolute paths of files that the run reads
 * @throws Problem where it is one of them, by whatever links
 */
export function refuseToOverwrite(typed: string, file: string, read: readonly string[]): void {
  const place = realPath(file);
  if (read.some((one) => realPath(one) === place))
    throw new Problem(`"${typed}" cannot be written: it is read by this run.`);
}

/** What a file that is written holds, as far as its beginning or its name tells. */
export interface OutputKind {
  /** `JUnit report` */
  readonly what: string;
  isOne(beginning: string, name: string): boolean;
}

export const junitReport: OutputKind = {
  what: 'JUnit report',
  isOne: (beginning) =>
    /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<testsuites?\b/.test(beginning),
};

export const csvOutput: OutputKind = {
  what: 'CSV file',
  isOne: (_, name) =>
    ['', '.csv', '.tsv', '.txt', '.part', '.tmp'].includes(path.extname(name).toLowerCase()),
};

/**
 * A misspelt name must not cost somebody a class or the project's configuration.
 * @throws Problem where the file is there, holds something, and that is of another kind
 */
export function refuseToReplaceOther(typed: string, file: string, { what, isOne }: OutputKind): void {
  if (!holdsSomething(file) || isOne(beginningOf(file), file)) return;
  throw new Problem(
    `"${typed}" cannot be written: it is there already, and is no ${what}. Name another file, or delete it first.`,
  );
}

/** Where it cannot be looked at, writing it says why. */
function holdsSomething(file: string): boolean {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size > 0;
  } catch {
    return false;
  }
}

export function beginningOf(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(4096);
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}

/** Of a file that is not there it is the path itself. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
