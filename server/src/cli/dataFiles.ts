import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileNameOf } from '../core/files.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { Project } from '../core/project.ts';
import { noRecord } from '../core/recordSets/jsonReader.ts';
import { type PartedTable, tableBuilder } from '../core/recordSets/table.ts';
import { objectOfFileName, objectSpelling } from '../core/records/objects.ts';
import { type ExistingRecords, loadExisting } from '../data/existingRecords.ts';
import type { FileProblem } from '../data/fileProblems.ts';
import { makeFolder } from '../data/makeFolder.ts';
import { DataFileProblem, readDataFile } from '../data/readDataFile.ts';
import { whyNotWritten } from '../workspace/problem.ts';

import { refuseUnknown } from './knownObject.ts';
import type { OrgRun } from './orgRun.ts';
import { uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';

export {
  existingColumnProblems,
  type FileProblem,
  itemsOf,
  problemNotes,
  savedColumnProblems,
} from '../data/fileProblems.ts';

/** A data file as the command line names it: `contacts.csv`, `Contact=export.csv`. */
export interface DataArgument {
  readonly file: string;
  /** As typed. */
  readonly name: string;
  readonly object: string;
}

/** @throws Problem where neither the argument nor the file's name tells the object */
export function dataArgument(
  typed: string,
  object: string | undefined,
  project: Project,
  run: OrgRun,
): DataArgument {
  const [, named, rest] = /^([A-Za-z]\w*)=(.+)$/.exec(typed) ?? [];
  const name = rest ?? typed;
  const file = path.resolve(run.cwd, name);
  const told = named ?? object;
  if (told !== undefined) refuseUnknown(told, project);
  const found =
    told !== undefined
      ? objectSpelling(told, project.schema)
      : objectOfFileName(uriOfPath(file), project.schema);
  if (found === '') {
    // Its name is of no matter then.
    if (!existsSync(file)) throw new Problem(`there is no file "${name}".`);
    throw new Problem(
      `the name of "${name}" does not tell the object of its records: say it as --object NAME, or OBJECT=FILE for existing records.`,
    );
  }
  return { file, name, object: found };
}

/**
 * Files of existing records, each once.
 * @throws Problem also where two of them hold the same object: an index is made of one file, and records are told by
 * its rows
 */
export function dataArguments(
  typed: readonly string[],
  project: Project,
  run: OrgRun,
): readonly DataArgument[] {
  const found = new Map<string, DataArgument>();
  for (const one of typed) {
    const argument = dataArgument(one, undefined, project, run);
    const { object, name } = argument;
    const other = found.get(object.toLowerCase());
    if (other?.file === argument.file) continue;
    if (other)
      throw new Problem(
        `"${other.name}" and "${name}" both hold existing records of ${object}: put them into one file. It is by its rows that records are told.`,
      );
    found.set(object.toLowerCase(), argument);
  }
  return [...found.values()];
}

/** What there is where a name is none of it: ` (Lead.A, Lead.B)`; '' where there is nothing. */
export function amongNames(names: readonly string[]): string {
  return names.length === 0 ? '' : ` (there are ${[...new Set(names)].join(', ')})`;
}

export interface ReadTable {
  readonly table: PartedTable;
  readonly problems: readonly FileProblem[];
}

/** @throws Problem where it cannot be read, or holds no records */
export async function readTable({ file, name, object }: DataArgument, run: OrgRun): Promise<ReadTable> {
  let others = 0;
  const builder = tableBuilder({
    object,
    takes: (own) => {
      const isOwn = own === null || own.toLowerCase() === object.toLowerCase();
      if (!isOwn) others++;
      return isOwn;
    },
  });
  await reading(name, () =>
    readDataFile(file, builder, {
      signal: run.signal,
      progress: (done, size) => run.progress(`Reading ${fileNameOf(name)} … ${percent(done / size)}`),
    }),
  );
  const table = builder.build();
  const problems = builder.problems.map((problem) => ({ ...problem, file: name }));
  if (table.size === 0) {
    const why =
      problems.find(({ severity }) => severity === 'error')?.message ??
      (others > 0
        ? `It holds no record of ${object}, but ${others.toLocaleString('en')} of other objects.`
        : 'There is nothing below its first row, which names the fields.');
    throw new Problem(`"${name}" has no records to look at. ${why}`);
  }
  return { table, problems };
}

export interface ReadExisting extends ExistingRecords {
  readonly argument: DataArgument;
  readonly problems: readonly FileProblem[];
}

/**
 * Existing records with their index.
 * @param indexFolder where indexes are kept between runs; null: nowhere
 * @throws Problem where they cannot be read, or nothing names their fields
 */
export async function readExisting(
  argument: DataArgument,
  rules: readonly CompiledRule[],
  { indexFolder, version }: { readonly indexFolder: string | null; readonly version: string },
  run: OrgRun,
): Promise<ReadExisting> {
  const { file, name, object } = argument;
  // A folder that cannot be made is told with the index that cannot be kept.
  const noFolder = indexFolder === null ? null : whyNotMade(indexFolder, path.resolve(run.cwd, indexFolder));
  const saved =
    indexFolder === null
      ? null
      : path.join(path.resolve(run.cwd, indexFolder), `${path.basename(file)}.${object}.index`);
  const existing = await reading(name, () =>
    loadExisting(file, {
      object,
      rules: rules.filter((rule) => rule.object.toLowerCase() === object.toLowerCase()),
      savedAt: saved,
      version,
      signal: run.signal,
      progress: (what, done) => run.progress(`${what} ${fileNameOf(name)} … ${percent(done)}`),
    }),
  );
  const fatal = existing.problems.find(
    ({ severity, message }) => severity === 'error' && message !== noRecord,
  );
  // A file without records may be meant; one of which every record was left out is none of the kind.
  if (existing.table.size === 0 && fatal !== undefined) {
    existing.close();
    throw new Problem(`"${name}" has no records to look at. ${fatal.message}`);
  }
  if (existing.notSaved !== null)
    run.warn(`the index of ${name} could not be kept: ${noFolder ?? existing.notSaved}.`);
  return {
    ...existing,
    argument,
    problems: existing.problems.map((problem) => ({ ...problem, file: name })),
  };
}

async function reading<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataFileProblem) throw new Problem(`"${name}" cannot be read: ${error.message}.`);
    throw error;
  }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function whyNotMade(typed: string, folder: string): string | null {
  try {
    makeFolder(folder);
    return null;
  } catch (error) {
    return `the folder "${typed}" cannot be made: ${whyNotWritten(error)}`;
  }
}
