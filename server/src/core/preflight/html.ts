import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { resultWords } from '../outcome/channels.ts';
import type { TableResult } from '../outcome/tableModel.ts';
import { capitalize } from '../outcome/words.ts';
import { printable } from '../printable.ts';
import { counted } from '../textPage.ts';
import type { RowAction } from './model.ts';
import { type PreflightReport, planWords, type ReportedRow } from './report.ts';
import { actionTitles, fateOrder, fateWords, nothingFound, rowSentences, sumSentences } from './words.ts';

/** What a report speaks, and how its rows lead to the file. */
export interface PreflightPage {
  /** So many rows and problems are told; the others are counted. */
  readonly most: number;
  /** Where all of them are: a sentence. */
  readonly elsewhere: string;
  /** As HTML names it: `en`, `ja`. */
  readonly language: string;
  /** Has words of ours in the reader's language. */
  say(text: string): string;
  /** Address of a line of the file; null: rows lead nowhere. */
  readonly addressOf: ((line: number) => string) | null;
}

/** What the command line's page says. */
export const english: Omit<PreflightPage, 'most'> = {
  elsewhere: '--format json has all.',
  language: 'en',
  say: (text) => text,
  addressOf: null,
};

/** A page of its own, for people who load data: no scripts, nothing from elsewhere. Texts are escaped by the renderer. */
export function preflightHtml(report: PreflightReport, page: PreflightPage): string {
  const html = h('html', { lang: page.language }, [
    h('head', null, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', {
        'http-equiv': 'Content-Security-Policy',
        content: "default-src 'none'; style-src 'unsafe-inline'",
      }),
      h('title', null, printable(titleOf(report, page))),
      h('style', null, style),
    ]),
    h('body', null, contents(report, page)),
  ]);
  return `<!doctype html>\n${renderToString(html)}\n`;
}

/** What stands in the page's body, for pages that have a head of their own. */
export function preflightContents(report: PreflightReport, page: PreflightPage): string {
  return renderToString(contents(report, page));
}

function contents(report: PreflightReport, page: PreflightPage) {
  return h('main', null, [
    heading(report, page),
    sums(report, page),
    todo(report, page),
    rules(report, page),
    notes(report, page),
    problems(report, page),
    rowTable(report, page),
  ]);
}

function titleOf({ file }: PreflightReport, { say }: PreflightPage): string {
  return say(`Preflight of ${file}`);
}

const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 15px/1.5 system-ui, sans-serif; }
@media print { :root { color-scheme: light; } }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1%; }
.fate { font-weight: 600; }
th, .fate { overflow-wrap: normal; }
@media (min-width: 40rem) { .fate { white-space: nowrap; } }
.refused { color: light-dark(#a4001d, #ff8d9b); }
.refused-unless-allow-save { color: light-dark(#8a4b00, #ffc27a); }
.unknown { color: light-dark(#5b4b8a, #c9b8ff); }
td p { margin: 0; overflow-wrap: anywhere; }
h1, p, li { overflow-wrap: anywhere; }
`;

function heading(report: PreflightReport, page: PreflightPage): ComponentChild {
  const { say } = page;
  const against = report.existing.map(({ file, object, records }) =>
    h('p', null, printable(say(`Against ${counted(records, 'existing record')} of ${object} in ${file}.`))),
  );
  return h('header', null, [
    h('h1', null, printable(titleOf(report, page))),
    h('p', null, printable(say(`${capitalize(planWords(report))}.`))),
    ...against,
  ]);
}

function sums({ summary }: PreflightReport, { say }: PreflightPage): ComponentChild {
  const { rows, fates } = summary;
  return section(say(counted(rows, 'row')), [
    table(
      fateOrder
        .filter((fate) => fates[fate] > 0)
        .map((fate) => [number(fates[fate]), h('td', { class: `fate ${fate}` }, say(fateWords[fate]))]),
    ),
    ...sumSentences(summary).map((text) => h('p', null, say(text))),
  ]);
}

function todo({ summary: { actions } }: PreflightReport, { say }: PreflightPage): ComponentChild {
  const kinds = (Object.keys(actions) as RowAction['kind'][]).filter((kind) => actions[kind] > 0);
  if (kinds.length === 0) return null;
  return section(say('What to do'), [
    table(kinds.map((kind) => [number(actions[kind]), h('td', null, say(actionTitles[kind]))])),
  ]);
}

function rules({ summary: { rules: all } }: PreflightReport, { say }: PreflightPage): ComponentChild {
  if (all.length === 0) return null;
  const rows = all.flatMap(({ rule, results, unsure, unasked }) => {
    const entries = Object.entries(results);
    if (entries.length === 0)
      return [[number(0), h('td', null, printable(rule)), h('td', null, say(nothingFound(unasked)))]];
    const sure =
      unsure > 0 ? `; ${say(`${unsure.toLocaleString('en')} of them approximate or not known`)}` : '';
    return entries.map(([result, count]) => [
      number(count),
      h('td', null, printable(rule)),
      h('td', null, say(resultWords[result as TableResult]) + sure),
    ]);
  });
  return section(say('Duplicate rules'), [table(rows)]);
}

function notes({ summary }: PreflightReport, { say }: PreflightPage): ComponentChild {
  if (summary.notes.length === 0) return null;
  return section(say('To know'), [
    h(
      'ul',
      null,
      summary.notes.map((note) => h('li', null, printable(say(note)))),
    ),
  ]);
}

function problems({ problems: all }: PreflightReport, page: PreflightPage): ComponentChild {
  if (all.length === 0) return null;
  const { most, say } = page;
  const items = all.slice(0, most).map(({ file, position, column, message }) => {
    const place = position === null ? '' : `, ${say(`row ${position.row}`)}`;
    const text = `${file}${place}${column === null ? '' : `, ${column}`}: ${say(message)}`;
    return h('li', null, printable(text));
  });
  return section(say('Problems in the data'), [h('ul', null, items), rest(all.length - most, page)]);
}

function rowTable({ rows, told }: PreflightReport, page: PreflightPage): ComponentChild {
  if (rows.length === 0) return null;
  const { most, say } = page;
  const body = rows
    .slice(0, most)
    .map((row) =>
      h('tr', null, [
        h('td', { class: 'number' }, linked(row, page)),
        h('td', { class: `fate ${row.fate}` }, say(fateWords[row.fate])),
        sentencesOf(row, page),
      ]),
    );
  return section(say('Rows'), [
    h('table', null, [
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          ['Row', 'Fate', 'Why, and what to do'].map((name) => h('th', { scope: 'col' }, say(name))),
        ),
      ),
      h('tbody', null, body),
    ]),
    rest(told - Math.min(most, rows.length), page),
  ]);
}

function linked({ row, line }: ReportedRow, { addressOf, say }: PreflightPage): ComponentChild {
  const text = row.toLocaleString('en');
  if (addressOf === null || line === null) return text;
  return h('a', { href: addressOf(line), 'aria-label': say(`row ${row}`) }, text);
}

function sentencesOf(row: ReportedRow, { say }: PreflightPage): ComponentChild {
  return h(
    'td',
    null,
    rowSentences(row).map((sentence) => h('p', null, printable(say(sentence)))),
  );
}

function rest(count: number, { say, elsewhere }: PreflightPage): ComponentChild {
  return count > 0 ? h('p', null, say(`… and ${count.toLocaleString('en')} more: ${elsewhere}`)) : null;
}

function section(title: string, children: readonly ComponentChild[]): ComponentChild {
  return h('section', null, [h('h2', null, title), ...children]);
}

function table(rows: readonly (readonly ComponentChild[])[]): ComponentChild {
  return h(
    'table',
    null,
    h(
      'tbody',
      null,
      rows.map((cells) => h('tr', null, [...cells])),
    ),
  );
}

function number(value: number): ComponentChild {
  return h('td', { class: 'number' }, value.toLocaleString('en'));
}
