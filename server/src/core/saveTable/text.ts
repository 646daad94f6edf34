import type { Confidence } from '../outcome/model.ts';
import { TextPage } from '../textPage.ts';
import type { Decision, SaveCell, SavePart, SaveRow, SaveTable, Sourced } from './model.ts';
import { cellAt, confidenceWords } from './words.ts';

/** The table for a terminal of a width; the page of Markdown holds more. */
export function saveTableText(table: SaveTable, columns: number): string {
  const width = Math.max(columns, 40);
  const page = new TextPage(width);
  page.add(0, `What happens on save: ${table.object}`);
  for (const note of table.notes) page.add(0, `Note: ${sentence(note)}`);
  for (const part of table.parts) partText(page, part, table, width);
  listText(page, 'When rules find nothing:', table.silences);
  listText(page, 'What holds for all rules:', table.facts);
  return page.text();
}

function partText(page: TextPage, part: SavePart, { parts, reading }: SaveTable, width: number): void {
  if (parts.length > 1) {
    page.blank();
    page.add(0, part.title);
  }
  if (part.quiet !== null) page.add(0, `Note: ${sentence(part.quiet)}`);
  for (const { label, fullName, notRun, actions, compares, provisos, source } of part.rules) {
    page.blank();
    page.add(
      0,
      `Rule ${label} (${fullName}): ${notRun.length === 0 ? actions : `not run (${actions})`}; ${source}`,
    );
    for (const one of compares) page.add(2, `compares with ${one}`);
    for (const one of [...notRun, ...provisos]) page.add(2, sentence(one));
  }
  if (part.groups.length === 0) return;
  page.blank();
  page.add(0, reading);
  if (part.onEdit !== null) page.add(0, sentence(part.onEdit));
  page.add(0, marksLine);
  const tables = part.groups.map(({ name, rows }) => [
    [name, 'On create', 'On edit'],
    ...rows.map((row) => rowText(row)),
  ]);
  // Nothing of a cell may be cut off.
  const fits = tables.every((table) => widthOf(table) <= width);
  for (const table of tables) {
    page.blank();
    if (fits) page.table(0, table);
    else listOf(page, table);
  }
  if (part.elsewhere.length === 0) return;
  page.blank();
  page.add(0, 'Channels that save other objects:');
  for (const { title, why } of part.elsewhere) page.add(2, `${title}: ${sentence(why)}`);
}

function widthOf(table: readonly (readonly string[])[]): number {
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  return widths.reduce((sum, one) => sum + one + 2, -2);
}

/** The cells of a table below each other. */
function listOf(page: TextPage, [head, ...rows]: readonly (readonly string[])[]): void {
  page.add(0, head![0]!);
  for (const [title, create, edit] of rows) {
    page.add(2, title!);
    if (create === edit) page.add(4, create!);
    else {
      if (create !== '-') page.add(4, `on create: ${create}`);
      if (edit !== '-') page.add(4, `on edit: ${edit}`);
    }
  }
}

function rowText(row: SaveRow): readonly string[] {
  const cells = (['insert', 'update'] as const).map((operation) => {
    const cell = cellAt(row, operation, false) ?? cellAt(row, null, false);
    return cell === null ? '-' : cellText(cell, cellAt(row, cell.operation, true));
  });
  return [row.title, ...cells];
}

/** What the option changes is told where it changes something. */
function cellText(cell: SaveCell, allowed: SaveCell | null): string {
  const own = [cell, ...cell.otherwise].map((one) => decisionText(one)).join('; else ');
  const open = cell.unknown === '' ? '' : `; ${cell.unknown}`;
  const option =
    allowed === null ||
    cell.result !== 'refused-unless-allow-save' ||
    allowed.result === 'saved-by-allow-save'
      ? ''
      : `; with it: ${allowed.words}`;
  return own + open + option;
}

function decisionText(decision: Decision): string {
  const words = [decision.words, decision.by, ...decision.provisos];
  return words.filter((word) => word !== '').join(' ') + marks[decision.confidence];
}

const marks: Readonly<Record<Confidence, string>> = {
  documented: '',
  'well-founded': ' *',
  weak: ' **',
  open: '',
};

const marksLine = '* well founded, ** weakly supported; the rest is documented, or said not to be known.';

function listText(page: TextPage, title: string, statements: readonly Sourced[]): void {
  if (statements.length === 0) return;
  page.blank();
  page.add(0, title);
  for (const statement of statements) page.add(2, sentence(statement));
}

function sentence({ text, confidence, sources }: Sourced): string {
  return `${text} (${confidenceWords[confidence]}: ${sources.join('; ')})`;
}
