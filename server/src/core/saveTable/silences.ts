import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import { isOnUser } from '../outcome/condition.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { type SilentCase, silentCases } from '../outcome/silentCases.ts';
import type { Sourced } from './model.ts';
import { sourced } from './sourced.ts';

/** The situations in which these rules find nothing although there is a duplicate, as far as they can come about. */
export function silencesOf(rules: readonly DuplicateRule[], catalog: RuleCatalog): readonly Sourced[] {
  return silentCases
    .filter(({ id }) => rules.some((rule) => (possible[id] ?? always)(rule, matchingRules(rule, catalog))))
    .map(({ when, confidence, sources }) =>
      sourced({ text: `A rule finds nothing ${when}.`, confidence, sources }),
    );
}

type Possible = (rule: DuplicateRule, matching: readonly (MatchingRule | null)[]) => boolean;

const always: Possible = () => true;
const hasCondition: Possible = ({ filter }) => filter !== null && filter.conditions.length > 0;

/** Salesforce's own rules compare fuzzily; one that is not known may. */
const isFuzzy: Possible = (_rule, matching) =>
  matching.some(
    (one) => one === null || one.items.length === 0 || one.items.some(({ method }) => method !== 'Exact'),
  );

/** Cases that not every rule can come to. */
const possible: Readonly<Partial<Record<SilentCase['id'], Possible>>> = {
  // Rules that are not active are listed apart.
  inactive: () => false,
  'condition-false': (rule, matching) => hasCondition(rule, matching) || rule.filter?.unread === true,
  'blank-lookup-in-condition': hasCondition,
  'portal-user-condition': ({ filter }) => filter?.conditions.some(isOnUser) ?? false,
  'not-shared': ({ security }) => security !== 'BypassSharingRules',
  'match-key-differs': isFuzzy,
  'person-account-lookup': ({ matchRules }, matching) =>
    matchRules.some(
      ({ objectType, matchingRule }, index) =>
        /^contact$/i.test(objectType) && mayCompareLookup(matchingRule, matching[index] ?? null),
    ),
  'non-latin-or-non-us-zip': isFuzzy,
  'fuzzy-field-in-or': (rule, matching) =>
    isFuzzy(rule, matching) && matching.some((one) => /\bor\b/i.test(one?.booleanFilter ?? '')),
};

/** Salesforce's own rules compare none. A custom field may be a lookup, and a rule that is not known may compare one. */
function mayCompareLookup(name: string, matching: MatchingRule | null): boolean {
  if (/^standard_/i.test(name)) return false;
  const fields = matching?.items.map(({ field }) => field) ?? [];
  return fields.length === 0 || fields.some((field) => /id$|__c$|^(?:account|reportsto|owner)$/i.test(field));
}

function matchingRules(rule: DuplicateRule, catalog: RuleCatalog): readonly (MatchingRule | null)[] {
  return rule.matchRules.map(({ objectType, matchingRule }) =>
    catalog.matchingRule(objectType, matchingRule),
  );
}
