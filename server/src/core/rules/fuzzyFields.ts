import { whyLeftOut } from '../matching/equation/leftOut.ts';
import { segmentsOf } from '../matching/equation/segments.ts';
import type { CompiledRule } from '../matching/model.ts';
import type { MatchingRule } from '../metadata/model.ts';
import { filterOver } from '../outcome/filters.ts';

export interface RepeatedFuzzyFields {
  /** Fields that are compared fuzzily in several operands of the OR, as the rule's items spell them. */
  readonly fields: readonly string[];
  /** Indexes of the operands of the outermost OR of which Salesforce evaluates nothing, in their order. */
  readonly leftOut: readonly number[];
}

/** What of a matching rule's OR is not evaluated (help.salesforce.com, matching_rules_considerations). */
export function repeatedFuzzyFields(rule: MatchingRule, { items }: CompiledRule): RepeatedFuzzyFields {
  const expression = filterOver(
    rule.booleanFilter,
    items.map(({ number }) => number),
  );
  const segments = expression === null ? null : segmentsOf(expression);
  if (segments === null) return { fields: [], leftOut: [] };
  const dead = segments.filter((segment) => whyLeftOut(segment, segments, items) !== null);
  const leftOut = [...new Set(dead.map(({ operand }) => operand))].filter((operand) =>
    segments.every((segment) => segment.operand !== operand || dead.includes(segment)),
  );
  const inDead = items.filter(
    ({ number, method }) =>
      method.method !== 'Exact' && dead.some((segment) => segment.items.includes(number)),
  );
  const repeated = inDead.filter(({ key }) => {
    const operands = segments.filter((segment) =>
      segment.items.some((number) => {
        const item = items[number - 1]!;
        return item.key === key && item.method.method !== 'Exact';
      }),
    );
    return new Set(operands.map(({ operand }) => operand)).size > 1;
  });
  const fields = new Map(repeated.map(({ key, field }) => [key, field]));
  return { fields: [...fields.values()], leftOut };
}
