import { resultWords } from '../outcome/channels.ts';
import type { TableResult } from '../outcome/tableModel.ts';
import { counted, TextPage } from '../textPage.ts';
import type { PreflightSummary, RowAction } from './model.ts';
import { type PreflightReport, planWords } from './report.ts';
import { actionTitles, fateOrder, fateWords, nothingFound, rowSentences, sumSentences } from './words.ts';

export interface PreflightTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** How many rows and problems are told; the others are counted. */
  readonly most: number;
}

/** A preflight for a terminal: the sums first, then the rows of which something is to be told. */
export function preflightText(report: PreflightReport, { width, most }: PreflightTextOptions): string {
  const page = new TextPage(Math.max(width, 60));
  const { summary, rows, problems } = report;
  page.add(0, `${report.file}: ${planWords(report)}`);
  for (const { file, object, records } of report.existing) {
    page.add(0, `against ${counted(records, 'existing record')} of ${object} in ${file}`);
  }
  page.blank();
  sums(page, summary);
  for (const note of summary.notes) page.add(0, `Note: ${note}`);
  if (problems.length > 0) page.blank();
  for (const { file, position, column, message } of problems.slice(0, most)) {
    const place =
      position === null
        ? ''
        : `, row ${position.row}${position.line === null ? '' : ` (line ${position.line})`}`;
    page.add(0, `${file}${place}${column === null ? '' : `, ${column}`}: ${message}`);
  }
  left(page, problems.length - most, 'more problem in the data', 'more problems in the data');
  if (rows.length > 0) page.blank();
  for (const row of rows.slice(0, most)) {
    const line = row.line === null ? '' : ` (line ${row.line})`;
    page.add(0, `Row ${row.row}${line}: ${fateWords[row.fate]}`);
    for (const sentence of rowSentences(row)) page.add(2, sentence);
  }
  left(
    page,
    report.told - Math.min(most, rows.length),
    'more row of which something is to be told',
    'more rows of which something is to be told',
  );
  return page.text();
}

function left(page: TextPage, count: number, one: string, several: string): void {
  if (count > 0) page.add(0, `… and ${counted(count, one, several)}; --format json has all.`);
}

function sums(page: TextPage, summary: PreflightSummary): void {
  const { rows, fates, actions, rules } = summary;
  page.add(0, `${counted(rows, 'row')}:`);
  if (rows === 0) return;
  page.table(
    2,
    fateOrder
      .filter((fate) => fates[fate] > 0)
      .map((fate) => [fates[fate].toLocaleString('en'), fateWords[fate]]),
  );
  const todo = (Object.keys(actions) as RowAction['kind'][]).filter((kind) => actions[kind] > 0);
  page.add(
    0,
    `To do: ${todo.map((kind) => `${actions[kind].toLocaleString('en')} ${actionTitles[kind]}`).join(', ')}`,
  );
  for (const { rule, results, unsure, unasked } of rules) {
    const parts = Object.entries(results).map(
      ([result, count]) => `${count.toLocaleString('en')} ${resultWords[result as TableResult]}`,
    );
    const sure = unsure > 0 ? ` (${unsure.toLocaleString('en')} of them approximate or not known)` : '';
    page.add(0, `${rule}: ${parts.length === 0 ? nothingFound(unasked) : parts.join(', ')}${sure}`);
  }
  for (const sentence of sumSentences(summary)) page.add(0, sentence);
}
