import { escapeMarkdown } from '../outcome/describe.ts';
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
  meansText,
  ownerText,
  placeText,
  planText,
  question,
  riskTitles,
  sectionTitles,
  untilText,
  writtenText,
} from './words.ts';

/** Places of one statement that a page lists; the others are counted. */
const mostPlaces = 10;

/** An audit as a page, for a wiki or a pull request. */
export function auditMarkdown({ audit, compared }: ComparedAudit): string {
  const blocks = [
    `# Audit of ${plain(audit.project)}`,
    `## ${question}`,
    ...audit.answer.map(plain),
    ...(compared === null ? [] : comparison(compared)),
    ...plan(audit),
    ...audit.sections.flatMap(section),
    ...register(audit),
    ...notLookedAt(audit),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function comparison({ fresh, worse, resolved, unchanged }: AuditComparison): readonly string[] {
  const lines = [
    ...fresh.map(({ text, risk }) => `- **New** (${risk}): ${plain(text)}`),
    ...worse.map(({ now, before }) => {
      const was =
        now.risk === before.risk ? `${before.count} before, ${now.count} now` : `${before.risk} before`;
      return `- **Worse** (${now.risk}, ${was}): ${plain(now.text)}`;
    }),
    ...resolved.map(({ text }) => `- **Resolved**: ${plain(text)}`),
  ];
  return [
    '## Since the earlier audit',
    `${fresh.length} new, ${worse.length} worse, ${resolved.length} resolved, ${unchanged} unchanged.`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ];
}

function plan({ plan: items }: Audit): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.map((item) => {
    const means = item.means.map((one) => `   - ${plain(`${meansText(one)}.`)}`);
    return [`1. **${plain(item.text)}** (${planText(item)})`, ...means].join('\n');
  });
  return ['## What to change first', lines.join('\n')];
}

function section({ name, summary, statements, tables }: AuditSection): readonly string[] {
  if (summary.length === 0 && statements.length === 0 && tables.length === 0) return [];
  const groups = risks.flatMap((risk) => {
    const some = statements.filter((one) => one.risk === risk);
    return some.length === 0 ? [] : [`### ${riskTitles[risk]}`, some.map(statementText).join('\n')];
  });
  return [
    `## ${sectionTitles[name]}`,
    ...(summary.length === 0 ? [] : [plain(summary.join(' '))]),
    ...groups,
    ...tables.filter(({ rows }) => rows.length > 0).flatMap(tableText),
  ];
}

function statementText({ text, details, confidence, sources, places }: AuditStatement): string {
  const basis = [confidenceTitles[confidence], ...sources].join('; ');
  return [
    `- ${plain(text)}`,
    ...details.map((detail) => `  - ${plain(detail)}`),
    ...places.slice(0, mostPlaces).map((place) => `  - ${placeLine(place)}`),
    ...(places.length > mostPlaces ? [`  - … and ${counted(places.length - mostPlaces, 'more place')}`] : []),
    `  - *${plain(basis)}*`,
  ].join('\n');
}

function placeLine(place: AuditPlace): string {
  const written = place.written === null ? '' : `, ${plain(writtenText(place.written))}`;
  return `${code(placeText(place))} ${plain(place.what)}${written}`;
}

function register({ register: entries }: Audit): readonly string[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => [
    entry.places.map((place) => code(placeText(place))).join(', '),
    plain(entry.what),
    entry.reason === null ? '**none stated**' : plain(entry.reason),
    plain(ownerText(entry)),
    plain(untilText(entry)),
  ]);
  return ['## Register of bypasses', ...gridText(['Where', 'What', 'Reason', 'Owner', 'Until'], rows)];
}

function notLookedAt({ sections }: Audit): readonly string[] {
  const all = sections.flatMap((one) => one.notLookedAt);
  if (all.length === 0) return [];
  const lines = all.map(
    ({ what, why, remedy }) => `- ${plain([what, why, remedy].filter((one) => one).join(' '))}`,
  );
  return ['## Not looked at', lines.join('\n')];
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

function plain(text: string): string {
  return escapeMarkdown(printableLine(text));
}

function code(text: string): string {
  return text.includes('`') ? plain(text) : `\`${printableLine(text).replaceAll('|', '\\|')}\``;
}
