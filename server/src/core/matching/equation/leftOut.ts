import type { CompiledItem } from '../model.ts';
import type { Conjunction } from './segments.ts';

/**
 * Why Salesforce does not evaluate a segment; null where it does. A fuzzy field that is repeated in several operands
 * of an OR counts only in the last of them (facts, section 5.5). That is said of an equation as it is written:
 * `1 AND (2 OR 3)` has one operand, and the help page matching_rule_matching_examples shows such a rule at work with
 * a fuzzy field before the bracket.
 */
export function whyLeftOut(
  segment: Conjunction,
  all: readonly Conjunction[],
  items: readonly CompiledItem[],
): string | null {
  for (const number of segment.items) {
    const { field, method } = items[number - 1]!;
    if (method.method === 'Exact') continue;
    const repeated = all.some(
      (other) =>
        other.operand > segment.operand &&
        other.items.some((one) => sameField(items[one - 1]!, items[number - 1]!)),
    );
    if (repeated) return `fuzzy field ${field} is repeated: only the last part with it counts`;
  }
  return null;
}

function sameField(one: CompiledItem, other: CompiledItem): boolean {
  return one.key === other.key && one.method.method !== 'Exact';
}
