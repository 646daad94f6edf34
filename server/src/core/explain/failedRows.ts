import Papa from 'papaparse';
import type { RecordDraft, SampleField } from '../records/model.ts';
import { isStandardAlertText } from './alertTexts.ts';
import type { ErrorSink } from './collector.ts';
import { duplicateValue, isDuplicateValueMessage } from './duplicateValue.ts';
import { refusalCode } from './errorText.ts';
import type { ErrorForm } from './model.ts';
import { addText } from './pieces.ts';
import { isRecordId } from './recordIds.ts';

/** How the columns of a file of failed rows are used. */
interface Columns {
  readonly form: Extract<ErrorForm, 'bulk-results' | 'data-loader-results'>;
  readonly error: number;
  /** Column of the record's id, -1 if there is none. */
  readonly id: number;
  /** Columns with the row's own values. */
  readonly values: readonly { readonly at: number; readonly name: string }[];
}

const rowsKept = 100;
const longestHeader = 100_000;

/** The columns of a file of failed rows, by its first line; null for any other text. */
export function failedRowColumns(text: string): Columns | null {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = text.indexOf('\n', start);
  if (end < 0 || end > longestHeader) return null;
  const line = text.slice(start, end).replace(/\r$/, '');
  const header = Papa.parse<string[]>(line, { header: false, delimiter: delimiterOf(line) }).data[0] ?? [];
  const lower = header.map((name) => name.trim().toLowerCase());

  const bulk2 = lower.indexOf('sf__error');
  if (bulk2 >= 0)
    return columns('bulk-results', header, bulk2, lower.includes('id') ? 'id' : 'sf__id', /^sf__/i);
  const isBulk1 =
    lower.length === 4 && ['id', 'success', 'created', 'error'].every((name) => lower.includes(name));
  if (isBulk1)
    return columns('bulk-results', header, lower.indexOf('error'), 'id', /^(?:id|success|created|error)$/i);
  const last = lower.length - 1;
  if (lower[last] !== 'error' || lower.length < 2) return null;
  return columns('data-loader-results', header, last, 'id', /^(?:error|status|success)$/i);
}

function columns(
  form: Columns['form'],
  header: readonly string[],
  error: number,
  id: string,
  own: RegExp,
): Columns {
  const names = header.map((name) => name.trim());
  return {
    form,
    error,
    id: names.findIndex((name) => name.toLowerCase() === id),
    values: names.flatMap((name, at) =>
      at === error || name === '' || own.test(name) || /^id$/i.test(name) ? [] : [{ at, name }],
    ),
  };
}

interface Group {
  count: number;
  readonly rows: RecordDraft[];
}

/** Adds the rows of a file of failed rows, grouped by message. */
export function readFailedRows(text: string, columns: Columns, collector: ErrorSink): void {
  const groups = new Map<string, Group>();
  let number = 0;
  let from = 0;
  let leftOut = 0;
  Papa.parse<string[]>(text, {
    header: false,
    delimiter: delimiterOf(text.slice(0, Math.min(text.indexOf('\n'), longestHeader))),
    skipEmptyLines: 'greedy',
    step: ({ data, meta }) => {
      const span = { start: from, end: meta.cursor };
      from = meta.cursor;
      if (number++ === 0) return;
      const error = data[columns.error]?.trim() ?? '';
      if (error === '') return;
      let group = groups.get(error);
      if (group === undefined) {
        if (groups.size >= 5000) {
          leftOut++;
          return;
        }
        group = { count: 0, rows: [] };
        groups.set(error, group);
      }
      group.count++;
      if (group.rows.length < rowsKept) group.rows.push(draft(data, columns, span, number - 1));
    },
  });
  for (const [error, group] of groups) addGroup(error, group, columns.form, collector);
  if (leftOut > 0) collector.problem(`${leftOut} rows with messages of their own were left out.`);
}

/** Bulk: `CODE:message:fields --`; Data Loader: the message alone. */
const coded = /^([A-Z][A-Z0-9_]{2,80}):([\s\S]*)$/;

function addGroup(error: string, { count, rows }: Group, form: Columns['form'], collector: ErrorSink): void {
  const [, code, rest] = coded.exec(error) ?? [];
  if (code === refusalCode) {
    collector.refusal({ message: withoutFields(rest!), count, rows, operation: operationOf(rows) });
  } else if (code !== undefined) {
    if (error.includes(refusalCode)) addNested(error, count, rows, collector);
    else collector.other(code, withoutFields(rest!), count);
  } else if (error.includes(refusalCode)) addNested(error, count, rows, collector);
  else if (isDuplicateValueMessage(error)) collector.other(duplicateValue, error, count);
  else if (form === 'data-loader-results') {
    const suspected = !isStandardAlertText(error);
    collector.refusal({
      message: error,
      count,
      rows,
      operation: operationOf(rows),
      ...(suspected && { suspected }),
    });
  } else collector.other('', error, count);
}

/** The row was refused because a save inside it was: the refused record is another one than the row. */
function addNested(error: string, count: number, rows: readonly RecordDraft[], collector: ErrorSink): void {
  const nested: ErrorSink = {
    refusal: (found) =>
      collector.refusal({ ...found, count, ...(found.nested === '' && { rows: [...rows] }) }),
    other: (code, message) => collector.other(code, message, count),
    problem: (problem) => collector.problem(problem),
    passedMatch: (text) => collector.passedMatch(text),
  };
  addText(error, nested);
}

function withoutFields(text: string): string {
  return text.replace(/:(?:[\w ,.]{0,1000} )?--$/, '').trim();
}

function operationOf(rows: readonly RecordDraft[]): 'update' | null {
  return rows.length > 0 && rows.every(({ updates }) => updates === true) ? 'update' : null;
}

function draft(
  data: readonly string[],
  { id, values }: Columns,
  span: { readonly start: number; readonly end: number },
  row: number,
): RecordDraft {
  const recordId = data[id]?.trim() ?? '';
  const isUpdate = isRecordId(recordId);
  const fields = values.flatMap(({ at, name }): SampleField[] => {
    const value = data[at];
    return value === undefined || value === '' ? [] : [{ name, value }];
  });
  return {
    object: '',
    id: isUpdate ? recordId : null,
    fields,
    open: [],
    span,
    origin: `row ${row}`,
    updates: isUpdate ? true : null,
  };
}

/** Bulk jobs write any of these; Data Loader the comma or what it is set to. */
function delimiterOf(line: string): string {
  let best = ',';
  let most = 0;
  for (const delimiter of [',', ';', '\t', '|', '^', '`']) {
    const count = line.split(delimiter).length;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}
