import Papa from 'papaparse';
import { longestValue, mostColumns } from './limits.ts';
import { oneKindOfBreak } from './lineBreaks.ts';
import type { DataProblem, RecordReader, RecordSink } from './model.ts';

/** Behind an opened quote a row may go on over lines; one of more characters than this counts as a mistake. */
const longestRow = 4_000_000;

/** `Email`, `Account.Name`, `Owner:User.Name` */
const apiName = /^[a-z]\w*(?:[.:]\w+)*$/i;

/** Each costs reading the same text again. */
const mostLinesLeftOut = 25;

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
  /** Of the header, with those that are not read. */
  #columns = 0;
  #row = 0;
  #line = 1;
  #linesLeftOut = 0;
  #isOver = false;
  #isFirst = true;
  /** Behind a row that is too long: up to the end of its line nothing is kept. */
  #isSkipping = false;
  #hasNul = false;
  #values: (string | undefined)[] = [];

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  push(piece: string): void {
    if (this.#isOver || piece === '') return;
    const isMarked = this.#isFirst && piece.charCodeAt(0) === 0xfeff;
    this.#isFirst = false;
    this.#add(this.#unify.next(isMarked ? piece.slice(1) : piece));
    if (this.#rest.length >= this.#wanted) this.#read(false);
  }

  end(): void {
    if (this.#isOver) return;
    this.#add(this.#unify.end());
    while (this.#rest !== '' && !this.#isOver) this.#read(true);
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#header === null) {
      this.#sink.fields([]);
      this.#tell('error', null, null, 'The file is empty: its first row has to name the fields.');
    }
  }

  #add(text: string): void {
    this.#hasNul ||= text.includes('\0');
    if (!this.#isSkipping) {
      this.#rest += text;
      return;
    }
    const end = text.indexOf('\n');
    if (end < 0) return;
    this.#isSkipping = false;
    this.#rest = text.slice(end + 1);
  }

  #read(isLast: boolean): void {
    this.#parser ??= this.#open();
    const { data, errors, meta } = this.#parser.parse(this.#rest, 0, !isLast) as Parsed;
    const openAt = isLast ? errors.find(({ code }) => code === 'MissingQuotes')?.row : undefined;
    const hasQuotes = errors.length > 0 || this.#rest.includes('"');
    const badQuotes = new Set(errors.filter(({ code }) => code === 'InvalidQuotes').map(({ row }) => row));
    let from = 0;
    for (const [index, cells] of data.entries()) {
      if (index === openAt) break;
      const breaks = hasQuotes ? breaksIn(cells) : 0;
      this.#take(cells, badQuotes.has(index) ? breaks + 1 : 0);
      this.#line += 1 + breaks;
      from++;
    }
    if (openAt !== undefined) this.#skipOpenQuote(data.slice(0, from));
    else {
      this.#rest = isLast ? '' : this.#rest.slice(meta.cursor);
      if (this.#rest.length > longestRow) this.#skipLongRow();
    }
    this.#wanted = Math.max(headLength, this.#rest.length * 2);
  }

  #open(): Papa.Parser {
    // What spreadsheets write to say the delimiter.
    const [line, told] = /^sep=(.)\n/i.exec(this.#rest) ?? [];
    if (line === undefined) return parserFor(guessedDelimiter(this.#rest.slice(0, headLength)));
    this.#rest = this.#rest.slice(line.length);
    this.#line++;
    return parserFor(told!);
  }

  /** The line that opens a quote which nothing closes is left out, and reading goes on behind it. */
  #skipOpenQuote(before: readonly (readonly string[])[]): void {
    const start = endOfRows(this.#rest, before);
    this.#leaveOut(
      this.#rest.indexOf('\n', start),
      'A quote is opened here and not closed: the line is left out. Close the quote, or double quotes that belong to the text.',
    );
  }

  #skipLongRow(): void {
    const end = this.#rest.indexOf('\n');
    this.#isSkipping = end < 0;
    this.#leaveOut(
      end,
      `The row has more than ${longestRow.toLocaleString('en')} characters: its line is left out. A quote that is opened and not closed makes a row so long, too.`,
    );
  }

  #leaveOut(end: number, message: string): void {
    if (this.#header !== null) this.#row++;
    this.#tell('error', this.#row, null, message);
    this.#line++;
    this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
    if (this.#header === null) this.#stop('It has to name the fields: without it the file is not read.');
    else if (++this.#linesLeftOut === mostLinesLeftOut)
      this.#stop('Too many rows do not end: the rest of the file is not read.');
  }

  #stop(message: string): void {
    this.#isOver = true;
    if (this.#header === null) this.#sink.fields([]);
    this.#tell('error', this.#row, null, message);
  }

  /** @param badLines lines of a row whose quotes are not as they should be; 0: they are */
  #take(cells: readonly string[], badLines: number): void {
    if (this.#isOver) return;
    if (cells.length === 1 && cells[0]!.trim() === '') {
      if (this.#header !== null) this.#row++;
      return;
    }
    if (this.#header === null) {
      if (!cells.some((name) => apiName.test(name.trim()))) {
        this.#isOver = true;
        this.#sink.fields([]);
        const message = 'The first row holds no API names of fields, such as LastName or Email.';
        this.#tell('error', null, null, message);
        return;
      }
      this.#header = this.#readHeader(cells);
      this.#sink.fields(this.#header);
      return;
    }
    this.#row++;
    const { length } = this.#header;
    if (badLines > 0) {
      const lines =
        badLines === 1 ? '' : `, which takes ${badLines} lines: a quote may swallow the rows below`;
      const message = `Something stands behind a closing quote: check the quotes of this row${lines}.`;
      this.#tell('warning', this.#row, null, message);
    }
    if (cells.length !== this.#columns) this.#tellCount(cells.length, this.#columns);
    if (this.#hasNul) this.#tellNul(cells.slice(0, length));
    const values = this.#values;
    values.length = length;
    for (let column = 0; column < length; column++) {
      const value = cells[column];
      values[column] = value === undefined || value.length <= longestValue ? value : this.#cut(value, column);
    }
    this.#sink.record(values, { row: this.#row, line: this.#line }, null);
  }

  #readHeader(cells: readonly string[]): readonly string[] {
    this.#columns = cells.length;
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

  #tellNul(cells: readonly string[]): void {
    for (const [column, value] of cells.entries()) {
      if (!value.includes('\0')) continue;
      this.#tell(
        'warning',
        this.#row,
        this.#header![column]!,
        'The value holds a NUL character, which no field takes: check how the file was made.',
      );
    }
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

function guessedDelimiter(head: string): string {
  const { meta } = Papa.parse(head, {
    preview: 10,
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  return meta.delimiter;
}

function parserFor(delimiter: string): Papa.Parser {
  return new Papa.Parser({ delimiter, newline: '\n' });
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
