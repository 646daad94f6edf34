import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { resultWords } from '../outcome/channels.ts';
import type { TableResult } from '../outcome/tableModel.ts';
import { capitalize } from '../outcome/words.ts';
import { printable } from '../printable.ts';
import { counted } from '../textPage.ts';
import type { RowAction } from './model.ts';
import { type PreflightReport, planWords, type ReportedRow } from './report.ts';
import { actionTitles, fateOrder, fateWords, rowSentences, sumSentences } from './words.ts';

/** A page of its own, for people who load data: no scripts, nothing from elsewhere. Texts are escaped by the renderer. */
export function preflightHtml(report: PreflightReport, { most }: { readonly most: number }): string {
  const title = `Preflight of ${report.file}`;
  const page = h('html', { lang: 'en' }, [
    h('head', null, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', {
        'http-equiv': 'Content-Security-Policy',
        content: "default-src 'none'; style-src 'unsafe-inline'",
      }),
      h('title', null, shown(title)),
      h('style', null, style),
    ]),
    h(
      'body',
      null,
      h('main', null, [
        heading(title, report),
        sums(report),
        todo(report),
        rules(report),
        notes(report),
        problems(report, most),
        rowTable(report, most),
      ]),
    ),
  ]);
  return `<!doctype html>\n${renderToString(page)}\n`;
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1%; }
.fate { white-space: nowrap; font-weight: 600; }
.refused { color: light-dark(#a4001d, #ff8d9b); }
.refused-unless-allow-save { color: light-dark(#8a4b00, #ffc27a); }
.unknown { color: light-dark(#5b4b8a, #c9b8ff); }
td p { margin: 0; overflow-wrap: anywhere; }
`;

function shown(text: string): string {
  return printable(text);
}

function heading(title: string, report: PreflightReport): ComponentChild {
  const against = report.existing.map(({ file, object, records }) =>
    h('p', null, shown(`Against ${counted(records, 'existing record')} of ${object} in ${file}.`)),
  );
  return h('header', null, [
    h('h1', null, shown(title)),
    h('p', null, shown(`${capitalize(planWords(report))}.`)),
    ...against,
  ]);
}

function sums({ summary }: PreflightReport): ComponentChild {
  const { rows, fates } = summary;
  return section(counted(rows, 'row'), [
    table(
      fateOrder
        .filter((fate) => fates[fate] > 0)
        .map((fate) => [number(fates[fate]), h('td', { class: `fate ${fate}` }, fateWords[fate])]),
    ),
    ...sumSentences(summary).map((text) => h('p', null, text)),
  ]);
}

function todo({ summary: { actions } }: PreflightReport): ComponentChild {
  const kinds = (Object.keys(actions) as RowAction['kind'][]).filter((kind) => actions[kind] > 0);
  if (kinds.length === 0) return null;
  return section('What to do', [
    table(kinds.map((kind) => [number(actions[kind]), h('td', null, actionTitles[kind])])),
  ]);
}

function rules({ summary: { rules: all } }: PreflightReport): ComponentChild {
  if (all.length === 0) return null;
  const rows = all.flatMap(({ rule, results, unsure }) => {
    const entries = Object.entries(results);
    if (entries.length === 0)
      return [[number(0), h('td', null, shown(rule)), h('td', null, 'finds nothing')]];
    const sure = unsure > 0 ? `; ${unsure.toLocaleString('en')} of them approximate or not known` : '';
    return entries.map(([result, count]) => [
      number(count),
      h('td', null, shown(rule)),
      h('td', null, resultWords[result as TableResult] + sure),
    ]);
  });
  return section('Duplicate rules', [table(rows)]);
}

function notes({ summary }: PreflightReport): ComponentChild {
  if (summary.notes.length === 0) return null;
  return section('To know', [
    h(
      'ul',
      null,
      summary.notes.map((note) => h('li', null, shown(note))),
    ),
  ]);
}

function problems({ problems: all }: PreflightReport, most: number): ComponentChild {
  if (all.length === 0) return null;
  const items = all.slice(0, most).map(({ file, position, column, message }) => {
    const place = position === null ? '' : `, row ${position.row}`;
    return h('li', null, shown(`${file}${place}${column === null ? '' : `, ${column}`}: ${message}`));
  });
  return section('Problems in the data', [h('ul', null, items), rest(all.length - most)]);
}

function rowTable({ rows, told }: PreflightReport, most: number): ComponentChild {
  if (rows.length === 0) return null;
  const body = rows
    .slice(0, most)
    .map((row) =>
      h('tr', null, [
        number(row.row),
        h('td', { class: `fate ${row.fate}` }, fateWords[row.fate]),
        sentencesOf(row),
      ]),
    );
  return section('Rows', [
    h('table', null, [
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          ['Row', 'Fate', 'Why, and what to do'].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h('tbody', null, body),
    ]),
    rest(told - Math.min(most, rows.length)),
  ]);
}

function sentencesOf(row: ReportedRow): ComponentChild {
  return h(
    'td',
    null,
    rowSentences(row).map((sentence) => h('p', null, shown(sentence))),
  );
}

function rest(count: number): ComponentChild {
  return count > 0 ? h('p', null, `… and ${count.toLocaleString('en')} more: --format json has all.`) : null;
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
