import { list } from '../../outcome/words.ts';
import { RunnableRule } from '../compiledRule.ts';
import type { PlannedSegment } from '../equation/plan.ts';
import type { CompiledRule, PreparedRecord, RuleSegment } from '../model.ts';
import { textOf } from '../record.ts';

/**
 * Why a match cannot be ruled out though no candidate matches: a part of the equation by which no key brings up
 * records, since a field of the key is not in the data, or there is none. Null where it can.
 */
export function whyOpen(
  rule: CompiledRule,
  sample: PreparedRecord,
  lacking: readonly number[],
): string | null {
  if (!(rule instanceof RunnableRule)) return null;
  const isAbsent = (number: number): boolean =>
    lacking.includes(number) || sample.given[number - 1] === undefined;
  const missing = new Set<number>();
  const segments = rule.plan.segments.filter(
    ({ segment }) => segment.leftOut === null && !segment.transposed,
  );
  for (const planned of segments) {
    const { segment } = planned;
    // What matches by more fields than another segment asks for is found by that one.
    if (segments.some((other) => asksLess(other.segment, segment)) || failsAnyway(rule, planned, sample))
      continue;
    const keys = rule.keys.filter(({ items }) => items.every((number) => segment.items.includes(number)));
    // Salesforce's own rules have keys for some of their segments only: what matches by others alone is not found.
    if (keys.length === 0 && rule.names !== null) continue;
    if (keys.length === 0) {
      const fields = segment.items.map((number) => rule.items[number - 1]!.field);
      return `No match key is made of ${list(fields, 'and')}: whether Salesforce finds records by it is not documented.`;
    }
    if (keys.some(({ items }) => !items.some(isAbsent))) continue;
    for (const { items } of keys) for (const number of items.filter(isAbsent)) missing.add(number);
  }
  if (missing.size === 0) return null;
  const fields = [...missing].sort((a, b) => a - b).map((number) => rule.items[number - 1]!.field);
  return `Not in the data, so that a match cannot be ruled out: ${list(fields, 'and')}.`;
}

function asksLess(one: RuleSegment, other: RuleSegment): boolean {
  return (
    one.without.length === 0 &&
    one.items.length < other.items.length &&
    one.items.every((number) => other.items.includes(number))
  );
}

/** Whether a blank field of the sample fails the segment. */
function failsAnyway(rule: RunnableRule, { tests }: PlannedSegment, sample: PreparedRecord): boolean {
  return tests.some(({ cell, negated, blanksIgnored }) => {
    const given = sample.given[cell];
    const isBlank = given !== undefined && textOf(given) === '';
    return isBlank && !negated && !blanksIgnored && !rule.items[cell]!.matchBlanks;
  });
}
