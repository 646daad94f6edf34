import { fieldKey } from '../outcome/fieldNames.ts';
import { list } from '../outcome/words.ts';
import type { KnownFields } from '../records/knownFields.ts';
import type { DataProblem } from './model.ts';

export interface ColumnsQuestion {
  readonly object: string;
  /** Names of the columns, as the file spells them. */
  readonly columns: readonly string[];
  /** Fields that rules compare of these records. */
  readonly compared: readonly string[];
  readonly known: KnownFields;
  /** What follows for a field without a column, in words: "the rows leave it blank". */
  readonly consequence: string;
}

/**
 * What the columns of a file lack for the rules that look at it. Columns are quoted only where they look like a field:
 * of a file without a header, they are values.
 */
export function columnProblems(question: ColumnsQuestion): readonly DataProblem[] {
  const { object, columns, compared, known, consequence } = question;
  const there = new Set(columns.map(fieldKey));
  const wanted = [...new Map(compared.map((field) => [fieldKey(field), field])).values()];
  const missing = wanted.filter((field) => !isThere(field, there));
  if (missing.length === 0) return [];
  const misspelt = columns.flatMap((name): DataProblem[] => {
    const problem = known.problem(object, name);
    const isMeant =
      problem?.meant != null && missing.some((field) => fieldKey(field) === fieldKey(problem.meant!));
    return isMeant ? [told('warning', problem.message, name)] : [];
  });
  const names = list(missing, 'and');
  const isHeader = columns.length > 0 && columns.every((name) => known.isField(object, name));
  const first =
    missing.length === wanted.length && !isHeader
      ? told(
          'error',
          `None of its columns is a field that the rules compare (${names}): the first row has to hold API names of fields.`,
        )
      : told('warning', `There is no column for ${names}, which rules compare: ${consequence}.`);
  return [first, ...misspelt];
}

/** The name of a person is made of two fields. */
function isThere(field: string, columns: ReadonlySet<string>): boolean {
  const key = fieldKey(field);
  return columns.has(key) || (key === 'name' && columns.has('lastname'));
}

function told(severity: DataProblem['severity'], message: string, column: string | null = null): DataProblem {
  return { severity, position: null, column, message };
}
