import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { printable } from '../printable.ts';
import type { AuditComparison } from './compare.ts';
import type { ComparedAudit } from './json.ts';
import {
  type Audit,
  type AuditPlace,
  type AuditSection,
  type AuditStatement,
  type AuditTable,
  risks,
} from './model.ts';
import {
  confidenceTitles,
  eitherMeansText,
  english,
  ownerText,
  placeText,
  planText,
  question,
  riskTitles,
  type Speech,
  sectionTitles,
  sentenceOf,
  titleOf,
  untilText,
  writtenText,
} from './words.ts';

/** A page of its own: no scripts, nothing from elsewhere. Texts are escaped by the renderer. */
export function auditHtml(audits: readonly ComparedAudit[], { language, say }: Speech = english): string {
  const title = say(titleOf(audits.map(({ audit }) => audit.project)));
  const page = h('html', { lang: language }, [
    h('head', null, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', {
        'http-equiv': 'Content-Security-Policy',
        content: "default-src 'none'; style-src 'unsafe-inline'",
      }),
      h('title', null, printable(title)),
      h('style', null, style),
    ]),
    h(
      'body',
      null,
      h(
        'main',
        null,
        audits.map((one) => auditOf(one, say)),
      ),
    ),
  ]);
  return `<!doctype html>\n${renderToString(page)}\n`;
}

const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 15px/1.5 system-ui, sans-serif; }
@media print { :root { color-scheme: light; } }
main { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; } h3 { font-size: 1rem; margin-bottom: .3rem; }
.answer p:first-child { font-size: 1.1rem; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .6rem 0 .2rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
thead th { overflow-wrap: normal; }
@media screen { th, td { overflow-wrap: break-word; } }
ul, ol { padding-left: 1.3rem; } li { margin: .25rem 0; overflow-wrap: anywhere; }
.statements > li { margin: .7rem 0; }
.risk { font-weight: 600; white-space: nowrap; }
.high { color: light-dark(#a4001d, #ff8d9b); }
.medium { color: light-dark(#8a4b00, #ffc27a); }
.basis { font-size: .9rem; opacity: .85; }
summary { cursor: pointer; }
code { font-family: ui-monospace, monospace; font-size: .92em; }
`;

type Say = Speech['say'];

function auditOf({ audit, compared }: ComparedAudit, say: Say): ComponentChild {
  return h('article', null, [
    h('header', null, [
      h('h1', null, printable(say(titleOf([audit.project])))),
      h('h2', null, say(question)),
      h('div', { class: 'answer' }, paragraphs(audit.answer)),
    ]),
    compared && comparison(compared, say),
    plan(audit, say),
    ...audit.sections.map((one) => section(one, say)),
    register(audit, say),
    notLookedAt(audit, say),
  ]);
}

function comparison(
  { fresh, worse, resolved, unchanged, notCompared }: AuditComparison,
  say: Say,
): ComponentChild {
  const items = [
    ...fresh.map(({ text, risk, places }) =>
      item(say('New'), `(${say(risk)}): ${text}`, placeList(places, say)),
    ),
    ...worse.map(({ now, before }) => {
      const was =
        now.risk === before.risk ? `${before.count} before, ${now.count} now` : `${before.risk} before`;
      return item(say('Worse'), `(${say(now.risk)}, ${say(was)}): ${now.text}`, placeList(now.places, say));
    }),
    ...resolved.map(({ text }) => item(say('Resolved'), `: ${text}`)),
    ...notCompared.map(({ text }) => h('li', null, printable(text))),
  ];
  return h('section', null, [
    h('h2', null, say('Since the earlier audit')),
    h(
      'p',
      null,
      say(`${fresh.length} new, ${worse.length} worse, ${resolved.length} resolved, ${unchanged} unchanged.`),
    ),
    items.length === 0 ? null : h('ul', null, items),
  ]);
}

function item(word: string, text: string, places: ComponentChild = null): ComponentChild {
  return h('li', null, [h('strong', null, word), printable(` ${text}`), places]);
}

function plan({ plan: items }: Audit, say: Say): ComponentChild {
  if (items.length === 0) return null;
  return h('section', null, [
    h('h2', null, say('What to change first')),
    h(
      'ol',
      null,
      items.map((one) =>
        h('li', null, [
          printable(one.text),
          ' ',
          h('span', { class: `risk ${one.risk}` }, `(${say(planText(one))})`),
          one.means.length === 0
            ? null
            : h(
                'ul',
                null,
                one.means.map((means) => h('li', null, printable(`${say(eitherMeansText(means))}.`))),
              ),
        ]),
      ),
    ),
  ]);
}

function section({ name, summary, statements, tables }: AuditSection, say: Say): ComponentChild {
  if (summary.length === 0 && statements.length === 0 && tables.length === 0) return null;
  return h('section', null, [
    h('h2', null, say(sectionTitles[name])),
    ...paragraphs(summary),
    ...risks.flatMap((risk) => {
      const some = statements.filter((one) => one.risk === risk);
      if (some.length === 0) return [];
      return [
        h('h3', { class: risk }, `${say(riskTitles[risk])} (${some.length})`),
        h(
          'ul',
          { class: 'statements' },
          some.map((one) => statement(one, say)),
        ),
      ];
    }),
    ...tables.map((table) => tableOf(table, say)),
  ]);
}

function statement({ text, details, confidence, sources, places }: AuditStatement, say: Say): ComponentChild {
  const basis = [say(confidenceTitles[confidence]), ...sources].join('; ');
  return h('li', null, [
    printable(text),
    details.length === 0
      ? null
      : h(
          'ul',
          null,
          details.map((detail) => h('li', null, printable(detail))),
        ),
    placeList(places, say),
    h('div', { class: 'basis' }, printable(sentenceOf(basis))),
  ]);
}

const mostOpen = 3;

function placeList(places: readonly AuditPlace[], say: Say): ComponentChild {
  if (places.length === 0) return null;
  const list = h(
    'ul',
    null,
    places.map((place) =>
      h('li', null, [
        h('code', null, printable(placeText(place))),
        printable(` ${place.what}${place.written === null ? '' : `, ${say(writtenText(place.written))}`}`),
      ]),
    ),
  );
  if (places.length <= mostOpen) return list;
  return h('details', null, [h('summary', null, say(`${places.length} places`)), list]);
}

function register({ register: entries }: Audit, say: Say): ComponentChild {
  if (entries.length === 0) return null;
  return h('section', null, [
    h('h2', null, say('Register of bypasses')),
    grid(
      null,
      ['Where', 'What', 'Reason', 'Owner', 'Until'].map(say),
      entries.map((entry) => [
        entry.places.map(placeText).join(', '),
        entry.what,
        entry.reason ?? say('None stated'),
        say(ownerText(entry)),
        say(untilText(entry)),
      ]),
      say,
    ),
  ]);
}

function notLookedAt({ sections }: Audit, say: Say): ComponentChild {
  const all = sections.flatMap((one) => one.notLookedAt);
  if (all.length === 0) return null;
  return h('section', null, [
    h('h2', null, say('Not looked at')),
    h(
      'ul',
      null,
      all.map(({ what, why, remedy }) =>
        h('li', null, printable([what, why, remedy].filter((one) => one).join(' '))),
      ),
    ),
  ]);
}

function tableOf({ title, head, rows, notes }: AuditTable, say: Say): ComponentChild {
  if (rows.length === 0) return h('div', null, paragraphs(notes));
  return h('div', null, [grid(title, head, rows, say), ...paragraphs(notes)]);
}

function grid(
  caption: string | null,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  say: Say,
): ComponentChild {
  return h(
    'div',
    { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption ?? say('Register of bypasses') },
    h('table', null, [
      caption === null ? null : h('caption', null, printable(caption)),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          head.map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map(([first = '', ...others]) =>
          h('tr', null, [
            h('th', { scope: 'row' }, printable(first)),
            ...others.map((cell) => h('td', null, printable(cell))),
          ]),
        ),
      ),
    ]),
  );
}

function paragraphs(texts: readonly string[]): readonly ComponentChild[] {
  return texts.map((text) => h('p', null, printable(text)));
}
