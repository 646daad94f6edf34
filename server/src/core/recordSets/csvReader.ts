import Papa from 'papaparse';
import { longestValue, mostColumns } from './limits.ts';
import { oneKindOfBreak } from './lineBreaks.ts';
import type { DataProblem, RecordReader, RecordSink } from './model.ts';

/** Behind an opened quote a row may go on over lines; behind this many characters the quote counts as a mistake. */
const longestRow = 4_000_000;

/** Each costs reading the same text again. */
const mostOpenQuotes = 25;

/** A delimiter and the columns are looked for in this much of the text. */
const headLength = 65_536;

interface Parsed {
  readonly data: readonly string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * Reads CSV: comma, semicolon, tab or bar, quotes doubled inside quotes, any line ends (inside quotes they become
 * `\n`). The first row that is not blank holds the names of the fields. Blank rows count, and are left out.
 */
export function csvReader(sink: RecordSink): RecordReader {
  return new CsvReader(sink);
}

class CsvReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #unify = oneKindOfBreak();
  #parser: Papa.Parser | null = null;
  /** Text of rows that are not complete. */
  #rest = '';
  /** It is read again when there is this much: a row that never ends costs its length, not its square. */
  #wanted = headLength;
  #header: readonly string[] | null = null;
  #row = 0;
  #line = 1;
  #openQuotes = 0;
  #isOver = false;
  #isFirst = true;
  #values: (string | undefined)[] = [];

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  push(piece: string): void {
    if (this.#isOver || piece === '') return;
    const isMarked = this.#isFirst && piece.charCodeAt(0) === 0xfeff;
    this.#isFirst = false;
    this.#rest += this.#unify.next(isMarked ? piece.slice(1) : piece);
    if (this.#rest.length >= this.#wanted) this.#read(false);
  }

  end(): void {
    if (this.#isOver) return;
    this.#rest += this.#unify.end();
    while (this.#rest !== '' && !this.#isOver) this.#read(true);
    this.#isOver = true;
    if (this.#header === null) {
      this.#sink.fields([]);
      this.#tell('error', null, null, 'The file is empty: its first row has to name the fields.');
    }
  }

  #read(isLast: boolean): void {
    this.#parser ??= parserFor(this.#rest.slice(0, headLength));
    const { data, errors, meta } = this.#parser.parse(this.#rest, 0, !isLast) as Parsed;
    const openAt = isLast ? errors.find(({ code }) => code === 'MissingQuotes')?.row : undefined;
    const hasQuotes = errors.length > 0 || this.#rest.includes('"');
    const badQuotes = new Set(errors.filter(({ code }) => code === 'InvalidQuotes').map(({ row }) => row));
    let from = 0;
    for (const [index, cells] of data.entries()) {
      if (index === openAt) break;
      const breaks = hasQuotes ? breaksIn(cells) : 0;
      this.#take(cells, badQuotes.has(index));
      this.#line += 1 + breaks;
      from++;
    }
    if (openAt !== undefined) this.#skipOpenQuote(data.slice(0, from), isLast);
    else {
      this.#rest = isLast ? '' : this.#rest.slice(meta.cursor);
      if (this.#rest.length > longestRow) this.#skipOpenQuote([], isLast);
    }
    this.#wanted = Math.max(headLength, this.#rest.length * 2);
  }

  /** The line that opens a quote which nothing closes is left out, and reading goes on behind it. */
  #skipOpenQuote(before: readonly (readonly string[])[], isLast: boolean): void {
    const start = isLast ? endOfRows(this.#rest, before) : 0;
    const end = this.#rest.indexOf('\n', start);
    this.#row++;
    this.#tell(
      'error',
      this.#row,
      null,
      'A quote is opened here and not closed: the line is left out. Close the quote, or double quotes that belong to the text.',
    );
    this.#line++;
    this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
    if (++this.#openQuotes < mostOpenQuotes) return;
    this.#isOver = true;
    this.#tell('error', this.#row, null, 'Too many quotes are not closed: the rest of the file is not read.');
  }

  #take(cells: readonly string[], isQuotedBadly: boolean): void {
    if (cells.length === 1 && cells[0]!.trim() === '') {
      if (this.#header !== null) this.#row++;
      return;
    }
    if (this.#header === null) {
      this.#header = this.#readHeader(cells);
      this.#sink.fields(this.#header);
      return;
    }
    this.#row++;
    const { length } = this.#header;
    if (isQuotedBadly) {
      this.#tell(
        'warning',
        this.#row,
        null,
        'Something stands behind a closing quote: check the quotes of this row.',
      );
    }
    if (cells.length !== length) this.#tellCount(cells.length, length);
    const values = this.#values;
    values.length = length;
    for (let column = 0; column < length; column++) {
      const value = cells[column];
      values[column] = value === undefined || value.length <= longestValue ? value : this.#cut(value, column);
    }
    this.#sink.record(values, { row: this.#row, line: this.#line }, null);
  }

  #readHeader(cells: readonly string[]): readonly string[] {
    const names = cells.slice(0, mostColumns).map((name) => name.trim());
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      const key = name.toLowerCase();
      if (name === '')
        this.#tell('warning', null, `column ${index + 1}`, 'The column has no name: it is left out.');
      else if (seen.has(key))
        this.#tell('warning', null, name, 'The column is there twice: the first one counts.');
      seen.add(key);
    }
    if (cells.length > mostColumns) {
      this.#tell('error', null, null, `Only the first ${mostColumns} of ${cells.length} columns are read.`);
    }
    return names;
  }

  #tellCount(there: number, wanted: number): void {
    const cells = there === 1 ? '1 value' : `${there} values`;
    const what =
      there > wanted
        ? 'what is too much is left out. A value with a delimiter in it needs quotes.'
        : 'the missing ones count as not given.';
    this.#tell('warning', this.#row, null, `The row has ${cells}, the header ${wanted} names: ${what}`);
  }

  #cut(value: string, column: number): string {
    this.#tell(
      'warning',
      this.#row,
      this.#header![column]!,
      `The value has ${value.length.toLocaleString('en')} characters, more than any field takes: only the first ${longestValue.toLocaleString('en')} are looked at.`,
    );
    return value.slice(0, longestValue);
  }

  #tell(severity: DataProblem['severity'], row: number | null, column: string | null, message: string): void {
    const position = row === null ? null : { row, line: this.#line };
    this.#sink.problem({ severity, position, column, message });
  }
}

function parserFor(head: string): Papa.Parser {
  const { meta } = Papa.parse(head, {
    preview: 10,
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  return new Papa.Parser({ delimiter: meta.delimiter, newline: '\n' });
}

function breaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}

/** Where the rows end that stand at the start of the text: as many line breaks as they have lines. */
function endOfRows(text: string, rows: readonly (readonly string[])[]): number {
  let breaks = rows.reduce((sum, cells) => sum + 1 + breaksIn(cells), 0);
  let at = 0;
  while (breaks-- > 0) at = text.indexOf('\n', at) + 1;
  return at;
}
