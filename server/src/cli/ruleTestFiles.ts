import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FileRecords, fileRecordSink } from '../core/ruleTests/dataRecords.ts';
import { DataFiles } from '../core/ruleTests/existing.ts';
import type { RuleTestFile } from '../core/ruleTests/model.ts';
import { dataFileKey } from '../core/ruleTests/parse.ts';
import { ruleTestEnding } from '../core/ruleTests/words.ts';
import { DataFileProblem, readDataFile } from '../data/readDataFile.ts';
import { reasonOf } from '../workspace/problem.ts';
import { walk } from '../workspace/walk.ts';
import type { OrgRun } from './orgRun.ts';
import { Problem } from './problem.ts';

/** Files of rule tests in a folder. */
export function filesBelow(folder: string): readonly string[] {
  const files: string[] = [];
  walk(folder, {
    enter: () => true,
    file: (file, name) => {
      if (ruleTestEnding.test(name)) files.push(file);
    },
  });
  return files;
}

/** @throws Problem where it cannot be read */
export function textOf(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(`"${shown}" cannot be read: ${reasonOf(error)}.`);
  }
}

/** The files of records that rule tests name, read; what is wrong in them is told. */
export async function dataOfTests(
  parsed: RuleTestFile,
  file: string,
  shown: string,
  run: Pick<OrgRun, 'signal' | 'warn'>,
): Promise<DataFiles> {
  const read = new Map<string, FileRecords | string>();
  for (const reference of parsed.dataFiles) {
    const where = path.resolve(path.dirname(file), reference.path);
    const records = await readRecords(where, run);
    read.set(dataFileKey(reference), records);
    if (typeof records === 'string') continue;
    for (const { position, column, message } of records.problems) {
      const place = position === null ? '' : `, row ${position.row}`;
      const named = column === null ? '' : `, ${column}`;
      run.warn(`${shown}: ${reference.path}${place}${named}: ${message}`);
    }
  }
  return new DataFiles((reference) => read.get(dataFileKey(reference)) ?? 'It was not read.');
}

async function readRecords(file: string, { signal }: Pick<OrgRun, 'signal'>): Promise<FileRecords | string> {
  const sink = fileRecordSink();
  try {
    await readDataFile(file, sink, { signal });
    return sink.end();
  } catch (error) {
    if (error instanceof DataFileProblem) return `${error.message}.`;
    throw error;
  }
}
