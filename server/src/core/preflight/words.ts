import { list } from '../outcome/words.ts';
import { counted } from '../textPage.ts';
import type { PreflightSummary, RowAction, RowFate } from './model.ts';
import type { ReportedMatch, ReportedRow } from './report.ts';

/** What becomes of rows, in a column or a sum. */
export const fateWords: Readonly<Record<RowFate, string>> = {
  refused: 'refused',
  'refused-unless-allow-save': 'refused unless allowSave',
  unknown: 'not known offline',
  'saved-and-reported': 'saved and reported',
  saved: 'saved',
};

export const fateOrder: readonly RowFate[] = [
  'refused',
  'refused-unless-allow-save',
  'unknown',
  'saved-and-reported',
  'saved',
];

export const actionTitles: Readonly<Record<RowAction['kind'], string>> = {
  insert: 'insert',
  update: 'update',
  'update-match': 'update the matched record instead',
  review: 'review by a person',
};

/** Of a rule that found nothing: whether there was anything to find. */
export function nothingFound(unasked: readonly string[]): string {
  return unasked.length === 0
    ? 'finds nothing'
    : `not looked for: no records of ${list(unasked, 'or')} were given`;
}

export function actionWords(action: RowAction): string {
  switch (action.kind) {
    case 'update-match':
      return `update ${action.id} instead`;
    case 'review':
      return `review: ${action.why}`;
    default:
      return action.kind;
  }
}

/** "00Q… (exact)", "row 12 of this file (approximate)". */
export function matchWords({ object, id, row, existingRow, certainty }: ReportedMatch): string {
  const what =
    row === null
      ? (id ?? `${object} in row ${existingRow} of the existing records`)
      : `row ${row} of this file`;
  return `${what} (${certainty})`;
}

const mostNamed = 3;

/** What a row has to tell, a sentence each. */
export function rowSentences(row: ReportedRow): readonly string[] {
  const { rules, escapes, hints, action, fate, fails, reportedFor, reportedBy } = row;
  const sentences: string[] = fails === null ? [] : [fails];
  for (const { rule, matches, count, notes, finds } of rules) {
    const named = matches.slice(0, mostNamed).map(matchWords).join(', ');
    const more =
      count > Math.min(mostNamed, matches.length)
        ? ` and ${count - Math.min(mostNamed, matches.length)} more`
        : '';
    if (matches.length > 0) sentences.push(`${rule} matches ${named}${more}.`);
    if (finds === null) sentences.push(...notes.map((note) => `${rule}: ${note}`));
  }
  const unreported = escapes.filter((one) => !reportedFor.includes(one));
  for (const [rows, end] of [
    [unreported, ''],
    [reportedFor, ', and reported'],
  ] as const) {
    if (rows.length === 0) continue;
    sentences.push(
      `Matches ${rows.length === 1 ? 'row' : 'rows'} ${firstNamed(rows)} of its own batch, for which Salesforce does not refuse it: both are saved${end}.`,
    );
  }
  if (reportedBy.length > 0) {
    const [rows, match, all] =
      reportedBy.length === 1 ? ['Row', 'matches', 'both'] : ['Rows', 'match', 'all'];
    sentences.push(
      `${rows} ${firstNamed(reportedBy)} of its own batch ${match} it, for which Salesforce does not refuse them: ${all} are saved, and reported.`,
    );
  }
  for (const { field, change, fate: other } of hints) {
    sentences.push(`${field} ${change}: it would be ${fateWords[other]}.`);
  }
  if (fate !== 'saved' && fate !== 'saved-and-reported') sentences.push(`To do: ${actionWords(action)}.`);
  return sentences;
}

function firstNamed(rows: readonly number[]): string {
  const more = rows.length > mostNamed ? ` and ${rows.length - mostNamed} more` : '';
  return `${rows.slice(0, mostNamed).join(', ')}${more}`;
}

/** Sums that not every file has, a sentence each. */
export function sumSentences({
  withinFile,
  escaping,
  hinted,
  failing,
  savedUnsure,
}: PreflightSummary): readonly string[] {
  return [
    withinFile > 0 &&
      `${counted(withinFile, 'row duplicates', 'rows duplicate')} an earlier row of the file.`,
    escaping > 0 &&
      `${counted(escaping, 'row duplicates', 'rows duplicate')} another row of the same batch, for which Salesforce refuses none: both are saved.`,
    failing > 0 &&
      `${counted(failing, 'row is', 'rows are')} refused for another reason than a duplicate rule.`,
    savedUnsure > 0 &&
      `${counted(savedUnsure, 'row that is', 'rows that are')} called saved may fare worse: duplicates may exist that cannot be told offline.`,
    hinted > 0 && `${counted(hinted, 'row')} would fare otherwise if a value was written in another way.`,
  ].filter((text) => text !== false);
}
