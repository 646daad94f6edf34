import type { Cluster } from '../../dedupe/clusters.ts';
import type { DedupeRule } from '../../dedupe/report.ts';
import { isAsSure } from '../../matching/certainty.ts';
import type { RecordTable } from '../../recordSets/model.ts';

/** Duplicates in an exported data set. */
export interface DuplicatesInFile {
  /** As the report names it. */
  readonly file: string;
  readonly object: string;
  readonly records: number;
  /** Matching rules that were run; empty: none could. */
  readonly rules: readonly DedupeRule[];
  /** Records in clusters. */
  readonly duplicates: number;
  readonly clusters: number;
  readonly largest: number;
  /** Clusters that hang on an algorithm that is not public, or on what is not known. */
  readonly unsure: number;
  /** Ids of the records in clusters, the largest cluster first; empty where there are none. */
  readonly ids: readonly string[];
  readonly creators: FileCreators | null;
  /** What a reader must know: sentences. */
  readonly notes: readonly string[];
}

/**
 * Names by which a report tells files apart: of several that are called alike, the second is `contacts.csv (2)`. The same
 * files in the same order have the same names.
 */
export function distinctNames(files: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const number = (seen.get(file) ?? 0) + 1;
    seen.set(file, number);
    return number === 1 ? file : `${file} (${number})`;
  });
}

/** Who created records of clusters, by a column of the file. */
export interface FileCreators {
  /** `CreatedBy.Name`. */
  readonly column: string;
  /** True where the file says when: then the earliest record of each cluster is left out. */
  readonly laterOnly: boolean;
  readonly by: readonly { readonly who: string; readonly records: number }[];
}

/** The columns that tell who created a record, what says most first. */
const creatorColumns = ['CreatedBy.Name', 'CreatedBy.Username', 'CreatedBy.Alias', 'CreatedById'] as const;

/** What the clusters of a table come to. Values of records are counted, only those of the creator's column told. */
export function dataFromRecords(
  table: RecordTable,
  clusters: readonly Cluster[],
  about: Pick<DuplicatesInFile, 'file' | 'object' | 'rules' | 'notes'>,
): DuplicatesInFile {
  return {
    ...about,
    records: table.size,
    duplicates: clusters.reduce((sum, { ordinals }) => sum + ordinals.length, 0),
    clusters: clusters.length,
    largest: Math.max(0, ...clusters.slice(0, 1).map(({ ordinals }) => ordinals.length)),
    unsure: clusters.filter(({ certainty }) => !isAsSure(certainty, 'documented')).length,
    ids: clusters.flatMap(({ ordinals }) => ordinals.flatMap((ordinal) => table.id(ordinal) ?? [])),
    creators: creatorsOf(table, clusters),
  };
}

function creatorsOf(table: RecordTable, clusters: readonly Cluster[]): FileCreators | null {
  const column = creatorColumns.find((name) => table.column(name) >= 0);
  if (column === undefined || clusters.length === 0) return null;
  const who = table.column(column);
  const when = table.column('CreatedDate');
  const counts = new Map<string, number>();
  for (const { ordinals } of clusters) {
    const first = when < 0 ? -1 : earliest(table, ordinals, when);
    for (const ordinal of ordinals) {
      const value = table.value(ordinal, who);
      if (ordinal === first || value === undefined || value === '') continue;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const by = [...counts].map(([name, records]) => ({ who: name, records }));
  by.sort((a, b) => b.records - a.records || (a.who < b.who ? -1 : 1));
  return by.length === 0 ? null : { column, laterOnly: when >= 0, by };
}

/** By time, where all of them say one; else the first of the data. */
function earliest(table: RecordTable, ordinals: readonly number[], column: number): number {
  let first = ordinals[0]!;
  let time = Number.POSITIVE_INFINITY;
  for (const ordinal of ordinals) {
    const at = Date.parse(table.value(ordinal, column) ?? '');
    if (at < time) {
      first = ordinal;
      time = at;
    }
  }
  return first;
}
