import type {
  DuplicateRule,
  FieldMapping,
  MatchingRule,
  MatchingRuleItem,
  MatchRuleReference,
} from '../metadata/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
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

/** A rule, and the entry of it by which it compares. */
export interface RuleThatUses {
  readonly rule: DuplicateRule;
  readonly by: MatchRuleReference;
}

/**
 * Duplicate rules of an object that compare with another one by one of these matching rules.
 *
 * @param mapping which fields are compared; rules that map others are left out, rules that say of none are not
 */
export function rulesThatUse(
  object: string,
  against: string,
  matchingRules: readonly string[],
  mapping: readonly (readonly [input: string, output: string])[] | null,
  catalog: RuleCatalog,
): readonly RuleThatUses[] {
  const names = new Set(matchingRules.map((name) => name.toLowerCase()));
  return catalog.duplicateRules
    .filter((rule) => rule.object.toLowerCase() === object.toLowerCase())
    .flatMap((rule) => {
      const by = rule.matchRules.find(
        (reference) =>
          reference.objectType.toLowerCase() === against.toLowerCase() &&
          names.has(reference.matchingRule.toLowerCase()) &&
          (mapping === null || !reference.mapping?.length || mapsAlike(reference.mapping, mapping)),
      );
      return by === undefined ? [] : [{ rule, by }];
    });
}

function mapsAlike(
  own: readonly FieldMapping[],
  wanted: readonly (readonly [input: string, output: string])[],
): boolean {
  return wanted.every(([input, output]) =>
    own.some(
      ({ inputField, outputField }) =>
        fieldKey(inputField) === fieldKey(input) && fieldKey(outputField) === fieldKey(output),
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
