import { realpathSync } from 'node:fs';
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

/** Of a file that is not there it is the path itself. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
