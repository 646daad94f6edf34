import { type Certainty, isAsSure, strongest, weakest } from '../matching/certainty.ts';
import { TextPage } from '../textPage.ts';
import type { MatchReport, MatchReportPair, MatchReportPart, MatchReportRule } from './model.ts';
import { traceText } from './traceText.ts';

/** For a terminal. */
export function matchReportText(report: MatchReport, width: number): string {
  const page = new TextPage(Math.max(width, 60));
  const { sample, operation, existing, rules, notes } = report;
  page.add(
    0,
    `${sample.object}, ${operation === 'insert' ? 'new' : `update of ${sample.id}`}: ${verdict(report)}`,
  );
  for (const { file, object, records } of existing) {
    page.add(
      0,
      `Compared with ${records.toLocaleString('en')} records of ${object} in ${file}, by the local rules, without an org`,
    );
  }
  for (const note of notes) page.add(0, `Note: ${note}`);
  for (const rule of rules) ruleText(page, rule);
  return page.text();
}

function verdict({ finds, rules }: MatchReport): string {
  if (finds === null) return 'whether a rule finds a duplicate is not known';
  if (!finds) {
    const active = rules.filter((rule) => rule.active && rule.runs !== false);
    return `no rule finds a duplicate${sureness(weakest(...active.map(({ certainty }) => certainty)))}`;
  }
  const finding = rules.filter((rule) => rule.finds && rule.runs === true);
  const sure = sureness(strongest(...finding.map(({ certainty }) => certainty)));
  return `${finding.length === 1 ? 'a rule finds a duplicate' : `${finding.length} rules find duplicates`}${sure}`;
}

/** Said where it is less than sure. */
function sureness(certainty: Certainty): string {
  return isAsSure(certainty, 'documented') ? '' : ` (${certainty})`;
}

function ruleText(page: TextPage, rule: MatchReportRule): void {
  page.blank();
  page.add(0, `Rule ${rule.label} (${rule.fullName}): ${stateOf(rule)}`);
  page.add(
    2,
    [rule.source, rule.finds && rule.runs !== false ? `a plain save is ${rule.action}` : '']
      .filter((text) => text !== '')
      .join('; '),
  );
  if (rule.why !== '') page.add(2, rule.why);
  for (const part of rule.parts) partText(page, part);
}

function stateOf({ runs, finds, certainty }: MatchReportRule): string {
  if (runs === false) return 'does not run';
  const found =
    finds === null ? 'not known' : finds ? `finds a duplicate (${certainty})` : `finds none (${certainty})`;
  return runs === null ? `may not run; ${found}` : found;
}

function partText(
  page: TextPage,
  { matchingRule, object, keys, notes, pairs, count }: MatchReportPart,
): void {
  page.add(2, `Matching rule ${matchingRule} among ${object}`);
  for (const note of notes) page.add(4, note);
  for (const { notation, sample, behind } of keys) {
    const found =
      sample === null
        ? 'none, as a part of it is blank or not in the data'
        : `${sample}, ${behind === null ? 'not looked up' : `${behind} behind it`}`;
    page.add(4, `Match key ${notation}: ${found}`);
  }
  for (const pair of pairs ?? []) pairText(page, pair);
  const left = count - (pairs?.length ?? 0);
  if (left > 0) page.add(4, `… and ${left.toLocaleString('en')} more records match.`);
}

function pairText(page: TextPage, { id, file, row, visible, hiddenBy, trace }: MatchReportPair): void {
  const name = id ?? `row ${row}`;
  const place = id === null ? file : `${file}, row ${row}`;
  page.add(4, `${name} (${place})${hiddenWords(visible, hiddenBy)}`);
  traceText(page, 6, trace);
}

function hiddenWords(visible: boolean | null, hiddenBy: MatchReportPair['hiddenBy']): string {
  if (hiddenBy === null || visible === true) return '';
  const by = hiddenBy === 'keys' ? 'its match keys differ' : 'it is not shared with the user';
  return visible === null ? `: may be hidden, as ${by}` : `: hidden, as ${by}`;
}
