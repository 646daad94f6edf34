import type { Schema } from '../../metadata/objects.ts';
import type { Span } from '../../text.ts';
import { mostDrafts, tooMany } from '../limits.ts';
import type { RecordDraft, RecordReading, SampleField } from '../model.ts';
import { noRowHere, quoteNotClosed } from '../nothingHere.ts';
import { objectOfFileName } from '../objects.ts';
import { type CsvRow, readRows } from './rows.ts';

const apiName = /^[a-z]\w*$/i;

/** Columns that Bulk API 2.0 puts before those of the job. */
const ofBulkResults = /^sf__\w+$/i;

/** Data Loader puts its own columns into its files: the error stands last. */
const ofErrorFile = /^(?:error|status|success)$/i;

/** What Bulk API and Data Loader take for "set to nothing". */
const nothing = '#N/A';

/**
 * The rows of a CSV file at the cursor or in a selection, as records. The first row holds the API names of
 * the fields. An empty cell gives no value, as in an import. All values are text.
 */
export function readCsvRecords(uri: string, text: string, span: Span, schema: Schema | null): RecordReading {
  const { header, rows, count, openQuote } = readRows(text, withoutLastBreak(span), mostDrafts);
  if (header.length === 0) return { drafts: [], problems: ['The file has no row with the names of fields.'] };
  if (rows.length === 0) {
    return { drafts: [], problems: [openQuote === null ? noRowHere : quoteNotClosed(openQuote)] };
  }
  const isOwn = ownColumns(header);
  const isField = header.map((name) => apiName.test(name) && !isOwn(name));
  if (!isField.includes(true)) {
    return {
      drafts: [],
      problems: ['The first row holds no API names of fields, such as LastName or Email.'],
    };
  }
  const problems = headerProblems(header);
  const object = objectOfFileName(uri, schema);
  const drafts: RecordDraft[] = [];
  for (const row of rows) {
    const problem = rowProblem(row, header);
    if (problem) problems.push(problem);
    if (row.problem) continue;
    drafts.push(draftOf(row, header, isField, object));
  }
  if (count > rows.length) problems.push(tooMany(count));
  return { drafts, problems };
}

/** A selection of whole lines ends at the start of the line behind them. */
function withoutLastBreak(span: Span): Span {
  return span.end > span.start ? { start: span.start, end: Math.max(span.start, span.end - 1) } : span;
}

/** Tells the columns that the tool has added, which are no fields. */
function ownColumns(header: readonly string[]): (name: string) => boolean {
  const isErrorFile = header.length > 1 && /^error$/i.test(header.at(-1)!.trim());
  return (name) => ofBulkResults.test(name) || (isErrorFile && ofErrorFile.test(name.trim()));
}

function draftOf(
  row: CsvRow,
  header: readonly string[],
  isField: readonly boolean[],
  object: string,
): RecordDraft {
  const fields = new Map<string, SampleField>();
  let id: string | null = null;
  for (const [column, name] of header.entries()) {
    const cell = row.cells[column] ?? '';
    if (!isField[column] || cell === '') continue;
    if (/^id$/i.test(name)) id = cell.trim();
    else fields.set(name.toLowerCase(), { name, value: cell === nothing ? null : cell });
  }
  const { start, end } = row;
  return {
    object,
    id,
    fields: [...fields.values()],
    open: [],
    span: { start, end },
    origin: `row ${row.number} (line ${row.line})`,
    updates: id === null ? null : true,
  };
}

function headerProblems(header: readonly string[]): string[] {
  const isOwn = ownColumns(header);
  const names = header.filter((name) => name !== '' && !isOwn(name));
  const related = names.filter((name) => /^[a-z]\w*[.:]/i.test(name) && !/\s/.test(name));
  const strange = names.filter((name) => !apiName.test(name) && !related.includes(name));
  const unnamed = header.flatMap((name, index) => (name === '' ? [String(index + 1)] : []));
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.filter((_, index) => lower.indexOf(lower[index]!) < index);
  const problem = (columns: readonly string[], why: string): string[] =>
    columns.length > 0
      ? [`${columns.length === 1 ? 'Column' : 'Columns'} ${columns.join(', ')}: ${why}`]
      : [];
  return [
    ...problem(strange, 'left out, no API name of a field.'),
    ...problem(related, 'left out, a record is tested without related ones.'),
    ...problem(unnamed, 'left out, without a name.'),
    ...problem(twice, 'there twice, the last one with a value is taken.'),
  ];
}

function rowProblem({ number, line, cells, problem }: CsvRow, header: readonly string[]): string | null {
  const row = `Row ${number} (line ${line})`;
  if (problem)
    return `${row} cannot be read, from column ${header[cells.length - 1] ?? cells.length} on: ${problem}.`;
  if (cells.length > header.length) {
    return `${row} has ${cells.length} cells for ${header.length} columns: from column ${header.length + 1} on they are left out.`;
  }
  return cells.length < header.length
    ? `${row} has no cell for ${header.slice(cells.length).join(', ')}.`
    : null;
}
