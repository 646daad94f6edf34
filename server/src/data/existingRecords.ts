import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { rowIndexer } from '../core/matching/index/tableIndex.ts';
import type { IndexedTable } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { DataProblem, RecordFormat } from '../core/recordSets/model.ts';
import { tableBuilder } from '../core/recordSets/table.ts';
import { reasonOf } from '../workspace/problem.ts';
import { DataFileProblem, hashOfFile, readDataFile } from './readDataFile.ts';
import { type FileStamp, type IndexInputs, openIndex, type SavedIndex, saveIndex } from './savedIndex.ts';

export interface ExistingOptions {
  /** Object of the records; those of a JSON file that say another one are left out. */
  readonly object: string;
  /** Compiled rules that compare with the object. */
  readonly rules: readonly CompiledRule[];
  readonly format?: RecordFormat;
  /** Where the index is kept between runs: used if it fits the data and the rules, else written anew. Null: nowhere. */
  readonly savedAt: string | null;
  /** Version of the program. */
  readonly version: string;
  readonly signal?: AbortSignal;
  /** "Reading"; parts of 1. */
  readonly progress?: (what: string, done: number) => void;
}

export interface ExistingRecords extends IndexedTable {
  /** Those of reading the data; empty where a saved index was used. */
  readonly problems: readonly DataProblem[];
  readonly isReloaded: boolean;
  /** Why the index could not be saved; null if it was, or was not to be. */
  readonly notSaved: string | null;
  /** Lets go of the index's file: the records are not to be used after that. */
  close(): void;
}

/**
 * Existing records of a file, ready to look for duplicates in. Of a saved index what is asked for is read from its
 * file, which stays open; where that turns out to be damaged, its methods throw DamagedIndex.
 * @throws DataFileProblem; the signal's reason when it is cancelled
 */
export async function loadExisting(path: string, options: ExistingOptions): Promise<ExistingRecords> {
  const saved = options.savedAt === null ? null : openIndex(options.savedAt);
  if (saved === null) return built(path, options);
  try {
    if (await fits(saved, path, options)) {
      const records = saved.records(options.rules);
      return { ...records, problems: [], isReloaded: true, notSaved: null, close: () => saved.close() };
    }
  } catch (error) {
    saved.close();
    throw error;
  }
  // Where an open file cannot be replaced, it is closed before that.
  saved.close();
  return built(path, options);
}

async function built(path: string, options: ExistingOptions): Promise<ExistingRecords> {
  const { object, rules, signal, progress } = options;
  const stamp = await stampOf(path);
  const indexer = rowIndexer(rules);
  const builder = tableBuilder({
    object,
    takes: (own) => own === null || own.toLowerCase() === object.toLowerCase(),
    taken: indexer.add,
  });
  const { hash } = await readDataFile(path, builder, {
    ...(options.format && { format: options.format }),
    ...(signal && { signal }),
    progress: (read, size) => progress?.('Reading', read / size),
  });
  const made = { table: builder.build(), indexes: indexer.build() };
  const notSaved =
    options.savedAt === null
      ? null
      : await saveIndex(
          options.savedAt,
          made,
          { hash, ...inputsOf(object, rules, options.version) },
          stamp,
        ).then(() => null, reasonOf);
  return { ...made, problems: builder.problems, isReloaded: false, notSaved, close() {} };
}

async function fits(saved: SavedIndex, path: string, options: ExistingOptions): Promise<boolean> {
  const expected = inputsOf(options.object, options.rules, options.version);
  const { hash, ...rest } = saved.inputs;
  if (JSON.stringify(rest) !== JSON.stringify(expected)) return false;
  const stamp = await stampOf(path);
  if (saved.stamp.size !== stamp.size) return false;
  const { modified, changed } = saved.stamp;
  const isSame = saved.stamp.path === stamp.path && modified === stamp.modified && changed === stamp.changed;
  return isSame || hash === (await hashOfFile(path, options.signal));
}

function inputsOf(
  object: string,
  rules: readonly CompiledRule[],
  version: string,
): Omit<IndexInputs, 'hash'> {
  return { object, rules: rules.map(fingerprint), version };
}

/** Whatever of a rule its keys may depend on. */
function fingerprint({ rule, keys }: CompiledRule): string {
  const { fullName, booleanFilter, items } = rule;
  const notations = keys.map(({ id, notation }) => [id, notation]);
  return createHash('sha256')
    .update(JSON.stringify([fullName, booleanFilter, items, notations]))
    .digest('hex');
}

async function stampOf(path: string): Promise<FileStamp> {
  try {
    const { size, mtimeMs, ctimeMs } = await stat(path);
    return { path, size, modified: mtimeMs, changed: ctimeMs };
  } catch (error) {
    throw new DataFileProblem(reasonOf(error));
  }
}
