import { type DuplicatesInFile, dataFromRecords } from '../core/audit/data/records.ts';
import { clustersOf } from '../core/dedupe/clusters.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import type { Project } from '../core/project.ts';
import { DataFileProblem } from '../data/dataFileProblem.ts';
import { loadExisting } from '../data/existingRecords.ts';
import { existingColumnProblems, itemsOf, problemNotes } from '../data/fileProblems.ts';
import { pairsByRule, type SearchRun } from '../data/pairsOfFile.ts';

export interface ExportedFile {
  readonly path: string;
  /** As a report names it. */
  readonly name: string;
  /** Of records that do not say theirs. */
  readonly object: string;
}

/**
 * The duplicates among exported records by the rules of the project. Nothing of the records is kept.
 *
 * @throws DataFileProblem; the signal's reason when it is cancelled
 */
export async function duplicatesInFile(
  { path, name, object }: ExportedFile,
  project: Pick<Project, 'catalog' | 'schema'>,
  run: SearchRun,
): Promise<DuplicatesInFile> {
  const own = object.toLowerCase();
  const rules = compiledRulesFor(object, project.catalog).filter((rule) => rule.object.toLowerCase() === own);
  const { table, indexes, problems, close } = await loadExisting(path, {
    object,
    rules,
    savedAt: null,
    version: '',
    signal: run.signal,
    progress: (what, done) => run.progress(`${what} ${name} … ${Math.round(100 * done)} %`),
  });
  try {
    if (table.size === 0) throw new DataFileProblem(`it has no records of ${object} to look at`);
    const about = { file: name, object };
    if (rules.length === 0) return dataFromRecords(table, [], { ...about, rules: [], notes: [] });
    const found = await pairsByRule(table, indexes, run);
    const all = [
      ...existingColumnProblems({ name, object }, table, itemsOf(rules), project),
      ...problems.map((problem) => ({ ...problem, file: name })),
    ];
    return dataFromRecords(table, clustersOf(found.pairs), {
      ...about,
      rules: found.rules,
      notes: [...new Set([...found.notes, ...problemNotes(all)])],
    });
  } finally {
    close();
  }
}
