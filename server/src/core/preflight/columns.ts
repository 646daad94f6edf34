import type { Schema } from '../metadata/objects.ts';
import { columnProblems } from '../recordSets/columns.ts';
import type { DataProblem } from '../recordSets/model.ts';
import { fieldUses } from '../records/fieldUses.ts';
import { KnownFields } from '../records/knownFields.ts';
import type { LoadPlan } from './model.ts';
import { leftBlank } from './report.ts';

type Columns = Pick<LoadPlan, 'object' | 'operation' | 'catalog'>;

/** What the columns of a file lack for the rules that look at the records that it saves. */
export function loadedColumnProblems(
  columns: readonly string[],
  { object, operation, catalog }: Columns,
  schema: Schema,
): readonly DataProblem[] {
  const compared = catalog
    .rulesFor(object)
    .filter(({ active }) => active)
    .flatMap((rule) => fieldUses(rule, catalog).uses.map(({ field }) => field));
  const known = new KnownFields({ catalog, schema });
  return columnProblems({ object, columns, compared, known, consequence: leftBlank(operation) });
}

/**
 * Why nothing can be said of a file: no column is a field that rules look at, and at least one is none of the object,
 * so that it may well be one of those under another name. Sentences; null where that is not so.
 */
export function unfitColumns(columns: readonly string[], plan: Columns, schema: Schema): string | null {
  const problems = loadedColumnProblems(columns, plan, schema);
  if (!problems.some(({ severity }) => severity === 'error')) return null;
  const { object, operation, catalog } = plan;
  const known = new KnownFields({ catalog, schema });
  // An update may well change nothing but a standard field that is not known here.
  const isDoubtful = columns.some(
    (column) =>
      !/^[a-z][\w.]*$/i.test(column) ||
      known.problem(object, column) !== null ||
      (operation === 'insert' && !known.isField(object, column)),
  );
  return isDoubtful ? problems.map(({ message }) => message).join(' ') : null;
}
