import { randomBytes } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { access, constants, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import Papa from 'papaparse';
import type { RowVerdict } from '../core/preflight/model.ts';
import { actionWords } from '../core/preflight/words.ts';
import type { RecordTable } from '../core/recordSets/model.ts';
import { makeFolder } from '../data/makeFolder.ts';
import { removedAtExit } from '../data/unfinishedFiles.ts';
import { whyNotWritten } from '../workspace/problem.ts';
import { Problem } from './problem.ts';
import { csvOutput, refuseToReplaceOther } from './refuseToOverwrite.ts';

/** Rows as they are, in a file of those that can be loaded and one of the others, which says why. */
export interface SplitFiles {
  add(verdict: RowVerdict): Promise<void>;
  /** Only now the files stand under their names. */
  end(): Promise<void>;
  /** Leaves nothing behind, unless they have ended. */
  discard(): Promise<void>;
}

/** Names that no field of Salesforce has: loaders leave them out where they map by name. */
const reasonColumns = ['_fate', '_duplicate_rules', '_matched_ids', '_to_do'];

/**
 * @param inputs files that must not be overwritten, as absolute paths
 * @throws Problem where a file cannot be written
 */
export async function splitFiles(
  { clean, refused }: { readonly clean?: string; readonly refused?: string },
  table: RecordTable,
  { cwd, inputs }: { readonly cwd: string; readonly inputs: readonly string[] },
): Promise<SplitFiles> {
  const taken = new Map<string, string>();
  for (const input of inputs) taken.set(await realPath(input), 'is read by this run');
  const opened: CsvFile[] = [];
  const discard = async () => {
    for (const file of opened) await file.discard();
  };
  const open = async (typed: string | undefined, header: readonly string[]) => {
    if (typed === undefined) return null;
    const file = await realPath(path.resolve(cwd, typed));
    const why = taken.get(file);
    if (why !== undefined) throw new Problem(`"${typed}" cannot be written: it ${why}.`);
    refuseToReplaceOther(typed, file, csvOutput);
    taken.set(file, 'is written by this run already');
    const output = await csvFile(typed, file, header);
    opened.push(output);
    return output;
  };
  try {
    const toLoad = await open(clean, table.fields);
    const toReview = await open(refused, [...table.fields, ...reasonColumns]);
    return {
      discard,
      async add({ ordinal, fate, rules, action, isClean, fails }) {
        const output = isClean ? toLoad : toReview;
        if (output === null) return;
        const cells = table.fields.map((_, column) => table.value(ordinal, column) ?? '');
        if (isClean) return output.write(cells);
        const names = rules.map(({ rule }) => rule).join('; ');
        const ids = [...new Set(rules.flatMap(({ matches }) => matches.flatMap(({ id }) => id ?? [])))];
        await output.write([...cells, fate, names, ids.join('; '), fails ?? actionWords(action)]);
      },
      async end() {
        for (const file of opened) await file.end();
      },
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

interface CsvFile {
  write(cells: readonly string[]): Promise<void>;
  end(): Promise<void>;
  discard(): Promise<void>;
}

/** Of a file that is not there yet: that of its folder. */
async function realPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const folder = await realpath(path.dirname(file)).catch(() => path.dirname(file));
    return path.join(folder, path.basename(file));
  }
}

/** Written under another name, so that nobody takes a part of it for the whole. */
async function csvFile(typed: string, file: string, header: readonly string[]): Promise<CsvFile> {
  const told = (error: unknown) => new Problem(`"${typed}" cannot be written: ${whyNotWritten(error)}.`);
  try {
    makeFolder(path.dirname(file));
  } catch {
    // Opening the file says why.
  }
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new Problem(`"${typed}" cannot be written: it is a folder.`);
  if (there) await access(file, constants.W_OK).catch((error) => Promise.reject(told(error)));
  const isDevice = there !== null && !there.isFile();
  const unfinished = isDevice ? file : `${file}.${randomBytes(6).toString('hex')}.part`;
  const stream = createWriteStream(
    unfinished,
    isDevice ? { flags: 'w' } : { flags: 'wx', mode: modeOf(there) },
  );
  const settled = isDevice ? () => {} : removedAtExit(unfinished);
  let isOver = false;
  const failure = new Promise<never>((_, reject) => {
    stream.once('error', (error) => reject(told(error)));
  });
  failure.catch(() => {});
  const write = async (cells: readonly string[]) => {
    const line = `${Papa.unparse([cells as string[]], { newline: '\n' })}\n`;
    if (stream.write(line)) return;
    await Promise.race([new Promise<void>((resolve) => stream.once('drain', () => resolve())), failure]);
  };
  await write(header);
  return {
    write,
    async end() {
      stream.end();
      await Promise.race([failure, finished(stream).catch((error) => Promise.reject(told(error)))]);
      if (!isDevice) await rename(unfinished, file).catch((error) => Promise.reject(told(error)));
      isOver = true;
      settled();
    },
    async discard() {
      if (isOver) return;
      stream.destroy();
      await finished(stream).catch(() => {});
      // What cannot be removed was not made.
      if (!isDevice) await rm(unfinished, { force: true }).catch(() => {});
      settled();
    },
  };
}

/** Record data are for their owner, unless the file was for others before. */
function modeOf(there: Stats | null): number {
  return there === null ? 0o600 : there.mode & 0o777;
}
