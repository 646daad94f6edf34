import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileChange } from '../core/templates/model.ts';
import { applyEdits } from '../core/text.ts';
import { makeFolder } from '../data/makeFolder.ts';
import { replaceFile } from '../data/replaceFile.ts';
import { undisturbed } from '../data/unfinishedFiles.ts';
import { whyNotWritten } from '../workspace/problem.ts';
import { isWithin } from '../workspace/within.ts';
import { pathOfUri } from './paths.ts';
import { Problem } from './problem.ts';

/**
 * Writes the files of a plan: all, or none where one cannot be written. A file that is there is never overwritten; one
 * that is added to keeps its bytes. Nothing is written outside of the project, wherever symbolic links lead.
 *
 * @param root folder of the project
 * @throws Problem
 */
export function writePlan(files: readonly FileChange[], root: string): void {
  for (const { uri } of files) refuseOutside(pathOfUri(uri), root);
  undisturbed(() => writeAll(files));
}

function writeAll(files: readonly FileChange[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const file of files) undo.push(write(file));
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

function refuseOutside(target: string, root: string): void {
  let there = target;
  while (!existsSync(there)) there = path.dirname(there);
  if (isWithin(realpathSync(there), realpathSync(root))) return;
  throw new Problem(`${target} is not written: a symbolic link leads out of the project.`);
}

/** Gives what takes it back. */
function write(file: FileChange): () => void {
  const target = pathOfUri(file.uri);
  try {
    if (file.kind === 'create') {
      const made = makeFolder(path.dirname(target));
      writeFileSync(target, file.text, { flag: 'wx' });
      return () => rmSync(made ?? target, { recursive: true, force: true });
    }
    const bytes = readFileSync(target);
    replaceFile(target, added(file, bytes, target));
    return () => replaceFile(target, bytes);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isThere ? 'it is there already, and is not overwritten' : whyNotWritten(error);
    throw new Problem(`${target} cannot be written: ${why}.`);
  }
}

const mark = '\uFEFF';

function added(
  { before, edit }: Extract<FileChange, { kind: 'edit' }>,
  bytes: Buffer,
  target: string,
): string {
  const text = bytes.toString('utf8');
  const own = text.startsWith(mark) && !before.startsWith(mark) ? mark : '';
  if (text !== own + before)
    throw new Problem(`${target} is not UTF-8, or has changed meanwhile: add the rule by hand.`);
  return own + applyEdits(before, [edit]);
}
