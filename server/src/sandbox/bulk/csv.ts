import Papa from 'papaparse';

export const delimiters = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
} as const;
export type DelimiterName = keyof typeof delimiters;

export const lineEndings = { LF: '\n', CRLF: '\r\n' } as const;
export type LineEndingName = keyof typeof lineEndings;

export interface CsvForm {
  readonly columnDelimiter: DelimiterName;
  readonly lineEnding: LineEndingName;
}

/** Characters that are looked at in one go. */
const pieceLength = 262_144;

interface Parsed {
  readonly data: readonly string[][];
  readonly meta: { readonly cursor: number };
}

/** The rows of a text that {@link csvProblem} finds well-formed, the header among them; blank ones are left out. */
export function* csvRows(text: string, form: CsvForm): Generator<readonly string[]> {
  const parser = new Papa.Parser({
    delimiter: delimiters[form.columnDelimiter],
    newline: lineEndings[form.lineEnding],
  });
  let at = 0;
  let length = pieceLength;
  while (at < text.length) {
    const isLast = at + length >= text.length;
    const piece = text.slice(at, at + length);
    const { data, meta } = parser.parse(piece, 0, !isLast) as Parsed;
    for (const cells of data) if (!isBlank(cells)) yield cells;
    if (isLast) return;
    at += meta.cursor;
    // A row that is longer than the piece is read again with more of it.
    length = meta.cursor === 0 ? length * 2 : pieceLength;
  }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && (cells[0] === '' || cells[0] === '\r');
}

/** Limits of the documentation (Bulk API Limits). */
const mostColumns = 5000;
const longestRow = 400_000;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Looks for what makes Salesforce refuse a whole file, and yields now and then for others to go on. Its texts of quotes
 * are those of Salesforce's own CSVReader (forcedotcom/wsc); that of line endings was seen in jobs.
 * @returns the message, null if there is none
 */
export function* csvProblem(text: string, form: CsvForm): Generator<void, string | null> {
  const delimiter = delimiters[form.columnDelimiter].charCodeAt(0);
  const wrongEnding = `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${form.lineEnding}`;
  let isQuoted = false;
  let isCellStart = true;
  let rowStart = 0;
  let cells = 1;
  let columns = 0;
  let row = 0;
  const endRow = (end: number): string | null => {
    const count = cells;
    cells = 1;
    if (count === 1 && /^(?:"")?\r?$/.test(text.slice(rowStart, Math.min(end, rowStart + 4)))) return null;
    if (count > mostColumns) return unreadable(`Exceeded max number of columns per record : ${mostColumns}`);
    if (end - rowStart > longestRow) {
      return unreadable(
        `Exceeded max length for one record: ${end - rowStart}. Max length for one record should be less than or equal to ${longestRow}`,
      );
    }
    if (columns === 0) columns = count;
    else if (++row > 0 && count !== columns) {
      return `InvalidBatch : Row ${row} has ${count} values, and the header ${columns}`;
    }
    return null;
  };
  for (let at = 0; at < text.length; at++) {
    if (at % pieceLength === pieceLength - 1) yield;
    const code = text.charCodeAt(at);
    if (isQuoted) {
      if (code !== quote) continue;
      const next = text.charCodeAt(at + 1);
      if (next === quote) at++;
      else if (next === delimiter || Number.isNaN(next) || isLineEnd(text, at + 1)) {
        isQuoted = false;
        isCellStart = false;
      } else return unreadable('Not expecting more text after end quote');
    } else if (code === quote) {
      if (!isCellStart) {
        return unreadable('Found unescaped quote. A value with quote should be within a quote');
      }
      isQuoted = true;
    } else if (code === lineFeed) {
      const isWindows = at > 0 && text.charCodeAt(at - 1) === carriageReturn;
      if (isWindows !== (form.lineEnding === 'CRLF')) return wrongEnding;
      const problem = endRow(at);
      if (problem !== null) return problem;
      rowStart = at + 1;
      isCellStart = true;
    } else {
      isCellStart = code === delimiter;
      if (isCellStart) cells++;
    }
  }
  if (isQuoted) return unreadable('EOF reached before closing an opened quote');
  return endRow(text.length);
}

function isLineEnd(text: string, at: number): boolean {
  const isWindows = text.charCodeAt(at) === carriageReturn;
  return text.charCodeAt(isWindows ? at + 1 : at) === lineFeed;
}

function unreadable(why: string): string {
  return `InvalidBatch : Failed to parse CSV. ${why}`;
}

/** Rows as results have them: every cell in quotes, each row with its line ending. */
export function csvText(rows: readonly (readonly string[])[], form: CsvForm): string {
  if (rows.length === 0) return '';
  const newline = lineEndings[form.lineEnding];
  const delimiter = delimiters[form.columnDelimiter];
  return Papa.unparse(rows as string[][], { delimiter, newline, quotes: true }) + newline;
}
