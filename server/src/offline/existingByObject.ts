import { type RowIndexer, rowIndexer } from '../core/matching/index/tableIndex.ts';
import type { IndexedTable } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { DataProblem } from '../core/recordSets/model.ts';
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

/**
 * Existing records of a file, read once, by the objects that rules compare with; others are left out.
 * @param own object of records that do not say theirs, as those of a CSV
 * @throws DataFileProblem; the signal's reason when it is cancelled
 */
export async function existingByObject(
  path: string,
  {
    own,
    rules,
    signal,
    progress,
  }: {
    readonly own: string;
    readonly rules: readonly CompiledRule[];
    readonly signal: AbortSignal;
    /** Part of 1. */
    progress(done: number): void;
  },
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
  await readDataFile(
    path,
    {
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
    },
    { signal, progress: (read, size) => progress(size === 0 ? 1 : read / size) },
  );
  const tables = [...building.values()].map(({ builder, indexer }) => ({
    table: builder.build(),
    indexes: indexer.build(),
  }));
  return {
    tables,
    problems: [...problems, ...[...building.values()].flatMap(({ builder }) => builder.problems)],
  };
}
