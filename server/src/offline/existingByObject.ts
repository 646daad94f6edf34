import { type RowIndexer, rowIndexer } from '../core/matching/index/tableIndex.ts';
import type { IndexedTable } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { DataProblem, RecordSink } from '../core/recordSets/model.ts';
import { type TableBuilder, tableBuilder } from '../core/recordSets/table.ts';
import { readDataFile } from '../data/readDataFile.ts';

export interface ExistingByObject {
  readonly tables: readonly IndexedTable[];
  readonly problems: readonly DataProblem[];
}

interface Building {
  readonly object: string;
  readonly builder: TableBuilder;
  readonly indexer: RowIndexer;
}

const mostProblems = 1000;

export interface ExistingOptions {
  /** Object of records that do not say theirs, as those of a CSV. */
  readonly own: string;
  readonly rules: readonly CompiledRule[];
  readonly signal: AbortSignal;
  /** Part of 1. */
  progress(done: number): void;
}

/**
 * Existing records of a file, read once, by the objects that rules compare with; others are left out.
 * @throws DataFileProblem; the signal's reason when it is cancelled
 */
export function existingByObject(path: string, options: ExistingOptions): Promise<ExistingByObject> {
  const { signal, progress } = options;
  return existingRecords(
    (sink) =>
      readDataFile(path, sink, { signal, progress: (read, size) => progress(size === 0 ? 1 : read / size) }),
    options,
  );
}

/** The same for records from wherever `read` has them. */
export async function existingRecords(
  read: (sink: RecordSink) => Promise<unknown>,
  { own, rules }: Pick<ExistingOptions, 'own' | 'rules'>,
): Promise<ExistingByObject> {
  const names = new Map(
    [own, ...rules.map(({ object }) => object)].map((name) => [name.toLowerCase(), name]),
  );
  const building = new Map<string, Building>();
  const problems: DataProblem[] = [];
  let fields: readonly string[] = [];
  const made = (object: string): Building => {
    const key = object.toLowerCase();
    let one = building.get(key);
    if (!one) {
      const indexer = rowIndexer(rules.filter((rule) => rule.object.toLowerCase() === key));
      one = { object, indexer, builder: tableBuilder({ object, taken: indexer.add }) };
      one.builder.fields(fields);
      building.set(key, one);
    }
    return one;
  };
  await read({
    fields(given) {
      fields = [...given];
      for (const { builder } of building.values()) builder.fields(fields);
    },
    record(values, position, object) {
      const name = names.get((object ?? own).toLowerCase());
      if (name !== undefined) made(name).builder.record(values, position, object);
    },
    problem(problem) {
      if (problems.length < mostProblems) problems.push(problem);
    },
  });
  const tables = [...building.values()].map(({ builder, indexer }) => ({
    table: builder.build(),
    indexes: indexer.build(),
  }));
  return {
    tables,
    problems: [...problems, ...[...building.values()].flatMap(({ builder }) => builder.problems)],
  };
}
