import Papa from 'papaparse';
import type { Span } from '../../text.ts';

export interface CsvRow extends Span {
  /** One-based, the header not counted. */
  readonly number: number;
  /** One-based line of the file on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with its quotes. */
  readonly problem: string | null;
}

export interface CsvRows {
  readonly header: readonly string[];
  /** Those that the span touches without the first `skip`, `most` at the most. */
  readonly rows: readonly CsvRow[];
  /** How many it touches. */
  readonly count: number;
  /** One-based line of a quote that is opened and not closed, and takes all below into its row; null: there is none. */
  readonly openQuote: number | null;
}

const headLength = 65_536;

/**
 * The header and the rows that a span touches. Whether a line break ends a row depends on all quotes before
 * it, so the file is read from its start to the end of the span, row by row, and only rows of the span are
 * kept: linear in the length of what stands before the end of the span.
 */
export function readRows(text: string, span: Span, most: number, skip = 0): CsvRows {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const head = text.slice(start, start + headLength);
  let header: readonly string[] | null = null;
  const rows: CsvRow[] = [];
  let count = 0;
  let number = 0;
  let at = start;
  let line = 1;
  let openQuote: number | null = null;
  Papa.parse<string[]>(start === 0 ? text : text.slice(start), {
    delimiter: delimiterOf(head),
    // Without it papaparse splits the whole text into rows at once where there is no quote in it.
    fastMode: false,
    step: ({ data, errors, meta }, parser) => {
      const from = at;
      const firstLine = line;
      at = start + meta.cursor;
      line += lineBreaks(text, from, at);
      if (errors[0]?.code === 'MissingQuotes') {
        const before = data.slice(0, -1).join('');
        openQuote = firstLine + lineBreaks(before, 0, before.length);
      }
      const isEmpty = data.length === 1 && data[0]!.trim() === '';
      if (header === null) {
        if (!isEmpty) header = data.map((name) => name.trim());
      } else if (!isEmpty) {
        number++;
        const end = withoutBreak(text, from, at);
        if (from <= span.end && span.start <= end) {
          count++;
          if (count > skip && rows.length < most) {
            const problem = errors[0] ? quoteProblem(errors[0].code) : null;
            rows.push({ number, line: firstLine, cells: data, start: from, end, problem });
          }
        }
      }
      if (at > span.end && header !== null) parser.abort();
    },
  });
  return { header: header ?? [], rows, count, openQuote };
}

function delimiterOf(head: string): string {
  const { meta } = Papa.parse(head, {
    preview: 10,
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  return meta.delimiter;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

function withoutBreak(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
  return end;
}

function quoteProblem(code: string): string | null {
  if (code === 'MissingQuotes') return 'a quote is opened and not closed';
  return code === 'InvalidQuotes' ? 'something stands behind a closing quote' : null;
}
