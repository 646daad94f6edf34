import type { Project } from '../core/project.ts';
import { codeNameOf } from '../core/records/code/language.ts';
import { readCodeRecords } from '../core/records/code/read.ts';
import { readRows } from '../core/records/csv/rows.ts';
import type { RecordDraft, RecordReading } from '../core/records/model.ts';
import { quoteNotClosed } from '../core/records/nothingHere.ts';
import { readRecords } from '../core/records/read.ts';
import { LineIndex, type Span } from '../core/text.ts';
import { loadParser, provideGrammars } from './grammars.ts';
import type { InputText } from './inputText.ts';
import { uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';
import { recordProblem } from './recordProblems.ts';

/** Which record of a file is meant; without any of it the only one. */
export interface RecordChoice {
  readonly object?: string;
  /** From 1: a row of a CSV file below its header, else the record's number in what is read. */
  readonly row?: number;
  /** From 1. */
  readonly line?: number;
}

/**
 * The record that is meant in a file.
 * @throws Problem where there is none, or several could be meant
 */
export async function recordInFile(
  input: InputText,
  choice: RecordChoice,
  project: Project,
  warn: (text: string) => void,
): Promise<RecordDraft> {
  const { text, name } = input;
  const language = input.languageId ?? guessedLanguage(input);
  const { row, line } = choice;
  const isRowOfTable = row !== undefined && line === undefined && /^[ct]sv$/.test(language);
  const spans = isRowOfTable
    ? [spanOfRow(row, input)]
    : line === undefined
      ? [whole(text)]
      : spansOfLine(line, input);
  const uri = uriFor(input, language);
  const read = await readerOf(language, uri, text, project, warn);
  const readings = spans.map(read);
  const reading = readings.find(({ drafts }) => drafts.length > 0) ?? readings[0]!;
  const { drafts } = reading;
  const problems = reading.problems.map(recordProblem);
  const meant = drafts.filter(({ object }) => isObject(object, choice.object));
  const chosen = row !== undefined && !isRowOfTable ? meant.slice(row - 1, row) : meant;
  if (chosen.length === 1) {
    for (const problem of problems) warn(problem);
    return chosen[0]!;
  }
  if (drafts.length === 0) throw new Problem([`no record was read from ${name}.`, ...problems].join(' '));
  if (meant.length === 0) {
    throw new Problem(`there is no ${choice.object} in ${name}, but ${listed(drafts, text)}.`);
  }
  if (row !== undefined && !isRowOfTable) {
    throw new Problem(`there is no record ${row} in ${name}, but ${listed(meant, text)}.`);
  }
  throw new Problem(
    `there are ${meant.length} records in ${name}: ${listed(meant, text)}. Choose one with --line N or --row N.`,
  );
}

async function readerOf(
  language: string,
  uri: string,
  text: string,
  project: Project,
  warn: (text: string) => void,
): Promise<(span: Span) => RecordReading> {
  const { schema } = project;
  const name = codeNameOf(language, uri);
  if (name === null) return (span) => readRecords(language, uri, text, span, schema);
  const parser = await loadParser(name.grammar, warn);
  if (parser === null) project.giveUp(name.grammar);
  else project.setParser(parser);
  await provideGrammars(project, warn);
  return (span) =>
    readCodeRecords({ name, text, span, schema, parser, known: project.recordsAt(uri, text, span) });
}

/** Whether a record is looked for in code, where other files may have a part in it. */
export function isCode({ languageId, file }: InputText): boolean {
  return languageId !== null && file !== null && codeNameOf(languageId, uriOfPath(file)) !== null;
}

/** What does not name its object can be any. */
function isObject(object: string, wanted: string | undefined): boolean {
  return wanted === undefined || object === '' || object.toLowerCase() === wanted.toLowerCase();
}

/** @throws Problem for a file whose name tells nothing, and whose text is no table either */
function guessedLanguage({ text, name, file }: InputText): string {
  if (/^\s*[[{]/.test(text)) return 'json';
  if (/\bnew\s+\w+\s*\(/.test(text.slice(0, 1_000_000))) return 'apex';
  const header = text.trimStart().split(/\r?\n/, 1)[0]!;
  if (file !== null && !header.split(/[,;\t]/).some((cell) => /^"?[a-z]\w*"?$/i.test(cell.trim()))) {
    throw new Problem(`${name} is no file that records are read from: Apex, integration code, JSON or CSV.`);
  }
  return 'csv';
}

const extensions: Readonly<Record<string, string>> = { apex: 'apex', json: 'json', csv: 'csv' };

/** Readers go by the name too: a name that tells nothing gives way to what the text looks like. */
function uriFor({ file, languageId }: InputText, language: string): string {
  if (file !== null && languageId !== null) return uriOfPath(file);
  return `file:///input.${extensions[language] ?? 'txt'}`;
}

function whole(text: string): Span {
  return { start: 0, end: text.length };
}

function spanOfRow(row: number, { text, name }: InputText): Span {
  const { rows, count, openQuote } = readRows(text, whole(text), 1, row - 1);
  const found = rows[0];
  if (!found)
    throw new Problem(
      `there is no row ${row} in ${name}: it has ${count}, the header not counted.${openQuote === null ? '' : ` ${quoteNotClosed(openQuote)}`}`,
    );
  return { start: found.start, end: found.end };
}

/** A cursor at the first character of the line; where that stands in no record, those that the line touches. */
function spansOfLine(line: number, { text, name }: InputText): readonly Span[] {
  const lines = new LineIndex(text);
  if (line > lines.lineCount) {
    throw new Problem(`there is no line ${line} in ${name}: it has ${lines.lineCount}.`);
  }
  const { start, end } = lines.line(line - 1, text);
  const at = start + text.slice(start, end).search(/\S|$/);
  return [
    { start: at, end: at },
    { start, end },
  ];
}

const mostListed = 10;

function listed(drafts: readonly RecordDraft[], text: string): string {
  const lines = new LineIndex(text);
  const shown = drafts.slice(0, mostListed).map(({ origin, span }) =>
    // Rows name their lines themselves.
    /\bline \d+/.test(origin) ? origin : `${origin} (line ${lines.position(span.start).line + 1})`,
  );
  const left = drafts.length - shown.length;
  return shown.join(', ') + (left > 0 ? `, and ${left} more` : '');
}
