import { counted, TextPage } from '../textPage.ts';
import type { AuditComparison } from './compare.ts';
import type { ComparedAudit } from './json.ts';
import { type Audit, type AuditSection, type AuditStatement, risks } from './model.ts';
import {
  confidenceTitles,
  meansText,
  ownerText,
  placeText,
  planText,
  question,
  riskTitles,
  sectionTitles,
  titleOf,
  untilText,
  writtenText,
} from './words.ts';

/** Statements of one kind, places of one statement and items of the plan that a terminal gets. */
const most = { ofKind: { high: 8, medium: 8, low: 2, none: 1 }, places: 3, plan: 7 };

/** An audit for a terminal: the answer, what to change, then what it rests on. */
export function auditText({ audit, compared }: ComparedAudit, width: number): string {
  const page = new TextPage(Math.max(width, 60));
  page.add(0, `${titleOf([audit.project])}: ${question}`);
  page.blank();
  for (const text of audit.answer) page.add(0, text);
  if (compared !== null) comparison(page, compared);
  plan(page, audit);
  for (const section of audit.sections) sectionOf(page, section);
  register(page, audit);
  notLookedAt(page, audit);
  return page.text();
}

function comparison(
  page: TextPage,
  { fresh, worse, resolved, unchanged, notCompared }: AuditComparison,
): void {
  page.blank();
  page.add(
    0,
    `Since the earlier audit: ${fresh.length} new, ${worse.length} worse, ${resolved.length} resolved, ${unchanged} unchanged`,
  );
  const where = (places: AuditStatement['places']) => {
    for (const place of places.slice(0, most.places)) page.add(4, placeText(place));
    rest(page, 4, places.length - most.places, 'place', 'places');
  };
  for (const { text, risk, places } of fresh) {
    page.add(2, `New (${risk}): ${text}`);
    where(places);
  }
  for (const { now, before } of worse) {
    const was =
      now.risk === before.risk ? `${before.count} before, ${now.count} now` : `${before.risk} before`;
    page.add(2, `Worse (${now.risk}, ${was}): ${now.text}`);
    where(now.places);
  }
  for (const { text } of resolved) page.add(2, `Resolved: ${text}`);
  for (const { text } of notCompared) page.add(2, text);
}

function plan(page: TextPage, { plan: items }: Audit): void {
  if (items.length === 0) return;
  page.blank();
  page.add(0, 'What to change first');
  items.slice(0, most.plan).forEach((item, index) => {
    page.add(2, `${index + 1}. ${item.text} (${planText(item)})`);
    for (const means of item.means) page.add(5, `${meansText(means)}.`);
  });
  rest(page, 2, items.length - most.plan, 'thing to change', 'things to change');
}

function sectionOf(page: TextPage, { name, summary, statements, tables }: AuditSection): void {
  if (summary.length === 0 && statements.length === 0 && tables.length === 0) return;
  page.blank();
  page.add(0, sectionTitles[name]);
  for (const text of summary) page.add(2, text);
  for (const risk of risks) {
    const some = statements.filter((one) => one.risk === risk);
    if (some.length === 0) continue;
    page.add(2, `${riskTitles[risk]}:`);
    for (const kind of new Set(some.map((one) => one.kind))) {
      const ofKind = some.filter((one) => one.kind === kind);
      for (const statement of ofKind.slice(0, most.ofKind[risk])) statementLines(page, statement);
      rest(page, 4, ofKind.length - most.ofKind[risk], `of ${kind}`, `of ${kind}`);
    }
  }
  for (const { id, title, head, rows } of tables) {
    // What each channel does is on-save's to tell; a terminal gets the figures.
    if (id.startsWith('what-gets-through:') || rows.length === 0) continue;
    page.add(2, title);
    page.table(4, [head, ...rows]);
  }
}

function statementLines(page: TextPage, { text, places, confidence }: AuditStatement): void {
  page.add(4, `- ${text} [${confidenceTitles[confidence]}]`);
  for (const place of places.slice(0, most.places)) {
    const written = place.written === null ? '' : `, ${writtenText(place.written)}`;
    page.add(8, `${placeText(place)}${written}`);
  }
  rest(page, 8, places.length - most.places, 'place', 'places');
}

function register(page: TextPage, { register: entries }: Audit): void {
  if (entries.length === 0) return;
  page.blank();
  page.add(0, `Register of bypasses (${entries.length})`);
  for (const entry of entries) {
    const [first, ...others] = entry.places.map(placeText);
    page.add(2, `${first ?? ''} ${entry.ruleId}: ${entry.reason ?? 'no reason stated'}`);
    if (others.length > 0) page.add(6, `also ${others.slice(0, most.places).join(', ')}`);
    rest(page, 6, others.length - most.places, 'place', 'places');
    page.add(6, `owner: ${ownerText(entry)}; until: ${untilText(entry)}`);
  }
}

function notLookedAt(page: TextPage, { sections }: Audit): void {
  const all = sections.flatMap((section) => section.notLookedAt);
  if (all.length === 0) return;
  page.blank();
  page.add(0, 'Not looked at');
  for (const { what, why, remedy } of all)
    page.add(2, `- ${[what, why, remedy].filter((one) => one).join(' ')}`);
}

function rest(page: TextPage, indent: number, count: number, one: string, several: string): void {
  if (count > 0)
    page.add(indent, `… and ${counted(count, `more ${one}`, `more ${several}`)}; --format json has all.`);
}
