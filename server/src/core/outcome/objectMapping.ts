import type { DuplicateRule, MatchRuleReference } from '../metadata/model.ts';

/**
 * Whether an entry compares with another object and does not say by which fields. The Metadata API's schema takes
 * objectMapping as optional; no documentation says what such an entry finds, and an active rule with fields that are not
 * mapped is refused on deployment (source `UnmappedRule`).
 *
 * Of a rule that is assumed, or that an org gave in part, nothing is missing: its mapping was not read.
 */
export function lacksMapping(
  { object, source }: Pick<DuplicateRule, 'object' | 'source'>,
  { objectType, mapping }: MatchRuleReference,
): boolean {
  if (source.kind === 'assumed' || (source.kind === 'org' && source.partial === true)) return false;
  return objectType !== '' && !isSameObject(objectType, object) && (mapping === null || mapping.length === 0);
}

/** Whether nothing that the rule compares is known to be compared: what it finds is not known then. */
export function lacksEveryMapping(rule: DuplicateRule): boolean {
  return rule.matchRules.length > 0 && rule.matchRules.every((reference) => lacksMapping(rule, reference));
}

/** What is to be said of such a rule: the end of a sentence whose subject it is. */
export function unmappedWords({ matchRules }: DuplicateRule): string {
  const objects = [...new Set(matchRules.map(({ objectType }) => objectType))];
  return `compares with ${objects.join(' and ')} and has no objectMapping: what it finds is not known`;
}

/** Accounts and person accounts are kept in one table. */
export function isSameObject(one: string, other: string): boolean {
  const key = (name: string) => name.toLowerCase().replace(/^personaccount$/, 'account');
  return key(one) === key(other);
}
