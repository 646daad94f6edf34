import { fieldKey } from '../outcome/fieldNames.ts';
import type { DataProblem, RecordSink } from '../recordSets/model.ts';

/** A record of a file, as far as it says itself. */
export interface FileRecord {
  /** Null: it does not say. */
  readonly object: string | null;
  /** From 1. */
  readonly row: number;
  readonly id: string | null;
  /** By `fieldKey`; '' is blank. */
  readonly values: ReadonlyMap<string, string>;
}

export interface FileRecords {
  readonly records: readonly FileRecord[];
  readonly problems: readonly DataProblem[];
}

/** Tests are run on no more records of a file than these. */
export const mostFileRecords = 100_000;

/** Takes the records of one file: whoever reads files gives it to `readDataFile`, or a record reader. */
export interface FileRecordSink extends RecordSink {
  end(): FileRecords;
}

export function fileRecordSink(): FileRecordSink {
  const records: FileRecord[] = [];
  const problems: DataProblem[] = [];
  let keys: readonly string[] = [];
  let idAt = -1;
  let left = 0;
  return {
    fields(names) {
      keys = names.map(fieldKey);
      idAt = names.findIndex((name) => /^id$/i.test(name));
    },
    record(values, { row }, object) {
      if (records.length === mostFileRecords) {
        left++;
        return;
      }
      const held = new Map<string, string>();
      for (const [at, key] of keys.entries()) {
        const value = values[at];
        // A relationship's name beside its id: the first one is the field's own.
        if (value !== undefined && key !== '' && !held.has(key)) held.set(key, value);
      }
      records.push({ object, row, id: values[idAt]?.trim() || null, values: held });
    },
    problem(problem) {
      if (problems.length < mostProblems) problems.push(problem);
    },
    end() {
      if (left > 0) {
        const message = `Only the first ${mostFileRecords.toLocaleString('en')} records are looked at.`;
        problems.push({ severity: 'warning', position: null, column: null, message });
      }
      return { records, problems };
    },
  };
}

const mostProblems = 100;
