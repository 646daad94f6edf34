import { stat } from 'node:fs/promises';
import type { CompiledRule } from '../core/matching/model.ts';
import { DataFileProblem } from '../data/readDataFile.ts';
import { reasonOf } from '../workspace/problem.ts';
import { type ExistingByObject, existingByObject } from './existingByObject.ts';

type Options = Parameters<typeof existingByObject>[1];

interface Kept {
  /** Path, size and times of the file, and what was asked of it. */
  readonly key: string;
  readonly records: ExistingByObject;
}

/** A form is filled in again and again; a file that nobody asks for any more need not stay in memory. In milliseconds. */
const keptFor = 10 * 60_000;

/** Existing records of files: the last file is read once and kept while it, and the rules, are as they were. */
export class RecordFiles {
  #kept: Kept | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** How many files were read. */
  reads = 0;

  /** @throws DataFileProblem; the signal's reason when it is cancelled */
  async read(path: string, options: Options): Promise<ExistingByObject> {
    const key = await keyOf(path, options);
    options.signal.throwIfAborted();
    if (this.#kept?.key !== key) {
      // Two large files at a time need not fit into memory.
      this.drop();
      this.reads++;
      const records = await existingByObject(path, options);
      this.#kept = { key, records };
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.drop(), keptFor).unref();
    return this.#kept!.records;
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#kept = null;
  }
}

async function keyOf(path: string, { own, rules }: Options): Promise<string> {
  try {
    const { size, mtimeMs, ctimeMs } = await stat(path);
    return JSON.stringify([path, size, mtimeMs, ctimeMs, own, rules.map(bodyOf)]);
  } catch (error) {
    throw new DataFileProblem(reasonOf(error));
  }
}

/** Whatever of a rule the index of its keys may depend on. */
function bodyOf({ rule, keys }: CompiledRule): unknown {
  const { fullName, booleanFilter, items } = rule;
  return [fullName, booleanFilter, items, keys.map(({ id, notation }) => [id, notation])];
}
