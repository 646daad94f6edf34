import { pageText as plain } from '../markdownPage.ts';
import { printableLine } from '../printable.ts';
import { counted } from '../textPage.ts';
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
  titleOf,
  untilText,
  writtenText,
} from './words.ts';

/** Places of one statement that a page lists; the others are counted. */
const mostPlaces = 10;

/** Several after each other, in English. */
export function auditMarkdowns(audits: readonly ComparedAudit[]): string {
  return audits.map((one) => auditMarkdown(one)).join('\n');
}

/** An audit as a page, for a wiki or a pull request. */
export function auditMarkdown({ audit, compared }: ComparedAudit, { say }: Speech = english): string {
  const blocks = [
    `# ${plain(say(titleOf([audit.project])))}`,
    `## ${say(question)}`,
    ...audit.answer.map(plain),
    ...(compared === null ? [] : comparison(compared, say)),
    ...plan(audit, say),
    ...audit.sections.flatMap((one) => section(one, say)),
    ...register(audit, say),
    ...notLookedAt(audit, say),
  ];
  return `${blocks.join('\n\n')}\n`;
}

type Say = Speech['say'];

function comparison(
  { fresh, worse, resolved, unchanged, notCompared }: AuditComparison,
  say: Say,
): readonly string[] {
  const lines = [
    ...fresh.flatMap(({ text, risk, places }) => [
      `- **${say('New')}** (${say(risk)}): ${plain(text)}`,
      ...placeLines(places, say),
    ]),
    ...worse.flatMap(({ now, before }) => {
      const was =
        now.risk === before.risk ? `${before.count} before, ${now.count} now` : `${before.risk} before`;
      return [
        `- **${say('Worse')}** (${say(now.risk)}, ${say(was)}): ${plain(now.text)}`,
        ...placeLines(now.places, say),
      ];
    }),
    ...resolved.map(({ text }) => `- **${say('Resolved')}**: ${plain(text)}`),
    ...notCompared.map(({ text }) => `- ${plain(text)}`),
  ];
  return [
    `## ${say('Since the earlier audit')}`,
    say(`${fresh.length} new, ${worse.length} worse, ${resolved.length} resolved, ${unchanged} unchanged.`),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ];
}

function plan({ plan: items }: Audit, say: Say): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.map((item) => {
    const means = item.means.map((one) => `   - ${plain(`${say(eitherMeansText(one))}.`)}`);
    return [`1. **${plain(item.text)}** (${say(planText(item))})`, ...means].join('\n');
  });
  return [`## ${say('What to change first')}`, lines.join('\n')];
}

function section({ name, summary, statements, tables }: AuditSection, say: Say): readonly string[] {
  if (summary.length === 0 && statements.length === 0 && tables.length === 0) return [];
  const groups = risks.flatMap((risk) => {
    const some = statements.filter((one) => one.risk === risk);
    return some.length === 0
      ? []
      : [`### ${say(riskTitles[risk])}`, some.map((one) => statementText(one, say)).join('\n')];
  });
  return [
    `## ${say(sectionTitles[name])}`,
    ...(summary.length === 0 ? [] : [plain(summary.join(' '))]),
    ...groups,
    ...tables.filter(({ rows }) => rows.length > 0).flatMap(tableText),
  ];
}

function statementText({ text, details, confidence, sources, places }: AuditStatement, say: Say): string {
  const basis = [say(confidenceTitles[confidence]), ...sources].join('; ');
  return [
    `- ${plain(text)}`,
    ...details.map((detail) => `  - ${plain(detail)}`),
    ...placeLines(places, say),
    `  - *${plain(basis)}*`,
  ].join('\n');
}

function placeLines(places: readonly AuditPlace[], say: Say): readonly string[] {
  const more = places.length - mostPlaces;
  return [
    ...places.slice(0, mostPlaces).map((place) => `  - ${placeLine(place, say)}`),
    ...(more > 0 ? [`  - ${say(`… and ${counted(more, 'more place')}`)}`] : []),
  ];
}

function placeLine(place: AuditPlace, say: Say): string {
  const written = place.written === null ? '' : `, ${plain(say(writtenText(place.written)))}`;
  return `${code(placeText(place))} ${plain(place.what)}${written}`;
}

function register({ register: entries }: Audit, say: Say): readonly string[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => [
    entry.places.map((place) => code(placeText(place))).join(', '),
    plain(entry.what),
    entry.reason === null ? `**${say('none stated')}**` : plain(entry.reason),
    plain(say(ownerText(entry))),
    plain(say(untilText(entry))),
  ]);
  const head = ['Where', 'What', 'Reason', 'Owner', 'Until'].map(say);
  return [`## ${say('Register of bypasses')}`, ...gridText(head, rows)];
}

function notLookedAt({ sections }: Audit, say: Say): readonly string[] {
  const all = sections.flatMap((one) => one.notLookedAt);
  if (all.length === 0) return [];
  const lines = all.map(
    ({ what, why, remedy }) => `- ${plain([what, why, remedy].filter((one) => one).join(' '))}`,
  );
  return [`## ${say('Not looked at')}`, lines.join('\n')];
}

function tableText({ title, head, rows, notes }: AuditTable): readonly string[] {
  return [
    `### ${plain(title)}`,
    ...gridText(
      head,
      rows.map((row) => row.map(plain)),
    ),
    ...notes.map(plain),
  ];
}

function gridText(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')];
}

function code(text: string): string {
  return text.includes('`') ? plain(text) : `\`${printableLine(text).replaceAll('|', '\\|')}\``;
}
