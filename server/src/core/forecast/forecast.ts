import type { MatchingPair, PairsEnd } from '../dedupe/pairs.ts';
import { isAsSure } from '../matching/certainty.ts';
import { counted, TextPage } from '../textPage.ts';

/** How many existing records a matching rule would hit, now and before a change. */
export interface ForecastReport {
  readonly file: string;
  readonly object: string;
  readonly records: number;
  /** Git reference that is compared with; null: none. */
  readonly since: string | null;
  readonly rules: readonly RuleForecast[];
  readonly notes: readonly string[];
}

export interface RuleForecast {
  /** `Lead.Lead_Email`. */
  readonly rule: string;
  readonly status: string;
  /** Null: the rule cannot be run offline (`why`), or is not there any more. */
  readonly now: PairCount | null;
  /** Null: nothing is compared with, or the rule was not there, or could not be run. */
  readonly before: PairCount | null;
  /** Pairs that only one of the two finds; null where that is not known. */
  readonly gained: number | null;
  readonly lost: number | null;
  /** Why these are not known though both counts are: a sentence; '' else. */
  readonly whyNoChange: string;
  /** Its items and filter are the same as before. */
  readonly isUnchanged: boolean;
  readonly why: string;
}

export interface PairCount {
  readonly pairs: number;
  /** Of those the ones whose match is approximate, or of which it is not known what Salesforce says. */
  readonly approximate: number;
  /** Records that match some other one. */
  readonly records: number;
  /** Records that share a key with more than are compared: the counts are lower bounds. */
  readonly leftOut: number;
}

export function countPairs(pairs: readonly MatchingPair[], { leftOut }: PairsEnd): PairCount {
  const records = new Set<number>();
  let approximate = 0;
  let sum = 0;
  for (const { one, other, certainty, stands, alike } of pairs) {
    records.add(one).add(other);
    // Records of the same values have a pair each of their own, unless they do not match one another.
    if (alike !== undefined && alike[0] !== alike[1])
      for (const all of alike) for (const ordinal of all) records.add(ordinal);
    sum += stands;
    if (!isAsSure(certainty, 'documented')) approximate += stands;
  }
  return { pairs: sum, approximate, records: records.size, leftOut: leftOut.records };
}

export function forecastText(report: ForecastReport, width: number): string {
  const page = new TextPage(Math.max(width, 60));
  const { file, object, records, since, rules, notes } = report;
  page.add(
    0,
    `${file}: ${counted(records, 'record')} of ${object}${since === null ? '' : `, compared with the rules at ${since}`}`,
  );
  for (const note of notes) page.add(0, `Note: ${note}`);
  for (const rule of rules) ruleText(page, rule, records);
  return page.text();
}

function ruleText(page: TextPage, rule: RuleForecast, records: number): void {
  const { now, before, gained, lost, why, isUnchanged, whyNoChange } = rule;
  page.blank();
  page.add(0, `${rule.rule} (${rule.status})`);
  if (why !== '') page.add(2, why);
  if (now !== null) page.add(2, `would hit ${countText(now, records)}`);
  if (isUnchanged) page.add(2, 'unchanged');
  else if (before !== null) {
    page.add(2, `before: ${countText(before, records)}`);
    if (gained !== null && lost !== null)
      page.add(2, `${counted(gained, 'pair')} more, ${number(lost)} less`);
    else if (whyNoChange !== '') page.add(2, whyNoChange);
  }
}

function countText({ pairs, approximate, records, leftOut }: PairCount, all: number): string {
  const share = all === 0 ? 0 : (100 * records) / all;
  const of =
    pairs === 0
      ? 'no pair'
      : `${counted(pairs, 'pair')} of ${counted(records, 'record')} (${share.toFixed(share < 1 ? 2 : 0)} %)`;
  const unsure = approximate === 0 ? '' : `, ${number(approximate)} of them approximate or not known`;
  const more =
    leftOut === 0 ? '' : `; at least, as ${number(leftOut)} records share a match key with more than 1,000`;
  return of + unsure + more;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
