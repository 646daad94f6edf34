import { list } from '../../outcome/words.ts';
import { RunnableRule } from '../compiledRule.ts';
import type { PlannedSegment } from '../equation/plan.ts';
import type { CompiledRule, MatchKey, PreparedRecord, RuleSegment } from '../model.ts';
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
  for (const { planned, keys } of searchedOf(rule)) {
    if (keys.some(({ items }) => !items.some(isAbsent)) || failsAnyway(rule, planned, sample)) continue;
    if (keys.length === 0) {
      const fields = planned.segment.items.map((number) => rule.items[number - 1]!.field);
      return `No match key is made of ${list(fields, 'and')}: whether Salesforce finds records by it is not documented.`;
    }
    for (const { items } of keys) for (const number of items.filter(isAbsent)) missing.add(number);
  }
  if (missing.size === 0) return null;
  const fields = [...missing].sort((a, b) => a - b).map((number) => rule.items[number - 1]!.field);
  return `Not in the data, so that a match cannot be ruled out: ${list(fields, 'and')}.`;
}

/** A part of the equation by which records are found, and the keys that bring them up. */
interface Searched {
  readonly planned: PlannedSegment;
  readonly keys: readonly MatchKey[];
}

const searched = new WeakMap<RunnableRule, readonly Searched[]>();

function searchedOf(rule: RunnableRule): readonly Searched[] {
  const known = searched.get(rule);
  if (known) return known;
  const segments = rule.plan.segments.filter(
    ({ segment }) => segment.leftOut === null && !segment.transposed,
  );
  const found = segments
    // What matches by more fields than another segment asks for is found by that one.
    .filter(({ segment }) => !segments.some((other) => asksLess(other.segment, segment)))
    .map((planned) => ({
      planned,
      keys: rule.keys.filter(({ items }) => items.every((number) => planned.segment.items.includes(number))),
    }))
    // Salesforce's own rules have keys for some of their segments only: what matches by others alone is not found.
    .filter(({ keys }) => keys.length > 0 || rule.names === null);
  searched.set(rule, found);
  return found;
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
