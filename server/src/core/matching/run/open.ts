import { list } from '../../outcome/words.ts';
import { RunnableRule } from '../compiledRule.ts';
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
  const keys = rule.keysOf(sample);
  const looksBy = (segment: RuleSegment): boolean =>
    rule.keys.some(
      ({ items }, index) =>
        keys[index] !== null &&
        items.every((number) => segment.items.includes(number) && !lacking.includes(number)),
    );
  const isAbsent = (number: number): boolean =>
    lacking.includes(number) || sample.given[number - 1] === undefined;
  const missing = new Set<number>();
  const segments = rule.plan.segments.filter(
    ({ segment }) => segment.leftOut === null && !segment.transposed,
  );
  for (const { segment, tests } of segments) {
    // What matches by more fields than another segment asks for is found by that one.
    const isImplied = segments.some((other) => asksLess(other.segment, segment));
    if (isImplied || looksBy(segment)) continue;
    const fails = tests.some(({ cell, negated, blanksIgnored }) => {
      const given = sample.given[cell];
      const isBlank = given !== undefined && textOf(given) === '';
      return !negated && isBlank && !blanksIgnored && !rule.items[cell]!.matchBlanks;
    });
    if (fails) continue;
    const absent = segment.items.filter(isAbsent);
    if (absent.length === 0) {
      const fields = segment.items.map((number) => rule.items[number - 1]!.field);
      return `No match key is made of ${list(fields, 'and')}: whether Salesforce finds records by it is not documented.`;
    }
    for (const number of absent) missing.add(number);
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
