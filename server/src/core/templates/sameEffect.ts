import type { DuplicateRule, MatchingRule, MatchingRuleItem } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';

/** A matching rule of an object that compares these fields, all of them, in this way, and nothing else. */
export function sameMatchingRules(
  object: string,
  items: readonly MatchingRuleItem[],
  catalog: RuleCatalog,
): readonly MatchingRule[] {
  const wanted = keyOf(items);
  return catalog.matchingRules.filter(
    (rule) =>
      rule.object.toLowerCase() === object.toLowerCase() &&
      isConjunction(rule) &&
      rule.items.length > 0 &&
      keyOf(rule.items) === wanted,
  );
}

/** Duplicate rules of an object that compare with another one by one of these matching rules, and by no other. */
export function rulesThatUse(
  object: string,
  against: string,
  matchingRules: readonly string[],
  catalog: RuleCatalog,
): readonly DuplicateRule[] {
  const names = new Set(matchingRules.map((name) => name.toLowerCase()));
  return catalog.duplicateRules.filter(
    (rule) =>
      rule.object.toLowerCase() === object.toLowerCase() &&
      rule.matchRules.some(
        ({ objectType, matchingRule }) =>
          objectType.toLowerCase() === against.toLowerCase() && names.has(matchingRule.toLowerCase()),
      ),
  );
}

function keyOf(items: readonly MatchingRuleItem[]): string {
  return items
    .map(({ field, method, matchBlanks }) => `${field} ${method} ${matchBlanks}`.toLowerCase())
    .sort()
    .join('\n');
}

/** Whether all items have to match: there is no filter, or it only joins them by AND. */
export function isConjunction({ booleanFilter }: MatchingRule): boolean {
  return booleanFilter === null || /^[\s()\d]*(?:AND[\s()\d]*)*$/i.test(booleanFilter);
}
