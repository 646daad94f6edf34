import type { CompiledRule } from '../core/matching/model.ts';
import { loadedColumnProblems } from '../core/preflight/columns.ts';
import type { LoadPlan } from '../core/preflight/model.ts';
import type { Project } from '../core/project.ts';
import { columnProblems } from '../core/recordSets/columns.ts';
import type { DataProblem, RecordTable } from '../core/recordSets/model.ts';
import { KnownFields } from '../core/records/knownFields.ts';

/** Data problems with the file that they are in. */
export type FileProblem = DataProblem & { readonly file: string };

/** What the columns of existing records lack for the rules that compare with them. */
export function existingColumnProblems(
  { name, object }: { readonly name: string; readonly object: string },
  { fields }: Pick<RecordTable, 'fields'>,
  items: readonly { readonly object: string; readonly field: string }[],
  project: Pick<Project, 'catalog' | 'schema'>,
): readonly FileProblem[] {
  const compared = items
    .filter((item) => item.object.toLowerCase() === object.toLowerCase())
    .map(({ field }) => field);
  const known = new KnownFields(project);
  const consequence = 'what hangs on that is not known';
  return columnProblems({ object, columns: fields, compared, known, consequence }).map((problem) => ({
    ...problem,
    file: name,
  }));
}

/** What the columns of records that are going to be saved lack for the rules that look at them. */
export function savedColumnProblems(
  name: string,
  { fields }: Pick<RecordTable, 'fields'>,
  plan: Pick<LoadPlan, 'object' | 'operation' | 'catalog'>,
  { schema }: Pick<Project, 'schema'>,
): readonly FileProblem[] {
  return loadedColumnProblems(fields, plan, schema).map((problem) => ({ ...problem, file: name }));
}

/** The fields that compiled rules compare. */
export function itemsOf(
  rules: readonly CompiledRule[],
): readonly { readonly object: string; readonly field: string }[] {
  return rules.flatMap(({ object, items }) => items.map(({ field }) => ({ object, field })));
}

/** How many problems there are, and the first: for outputs that list none. */
export function problemNotes(problems: readonly FileProblem[]): readonly string[] {
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length - 1;
  const others =
    more === 0 ? '' : ` (and ${more.toLocaleString('en')} more ${more === 1 ? 'problem' : 'problems'})`;
  const place = first.position === null ? '' : `, row ${first.position.row}`;
  return [
    `${first.file}${place}${first.column === null ? '' : `, ${first.column}`}: ${first.message}${others}`,
  ];
}
