import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { list } from '../outcome/words.ts';
import { refusal, type TemplateRefusal } from './model.ts';
import { rulesOf } from './names.ts';

/** Facts, section 4.4: help.salesforce.com, duplicate_rules_overview, and article 000392912. */
const mostActiveDuplicateRules = 5;
const mostActiveMatchingRules = 5;
const mostActiveMatchingRulesOfOrg = 25;
const mostMatchingRulesOfOrg = 100;

/** Why an active duplicate rule more cannot be had; null: it can. */
export function duplicateRuleLimit(object: string, catalog: RuleCatalog): TemplateRefusal | null {
  const active = rulesOf(object, catalog.duplicateRules).filter((rule) => rule.active);
  if (active.length < mostActiveDuplicateRules) return null;
  return refusal(
    `${object} has ${active.length} active duplicate rules: ${namesOf(active)}. Salesforce allows ${mostActiveDuplicateRules}.`,
    'Create it inactive, and activate it when another one is given up.',
    'Deactivate one of them first.',
  );
}

/** Why a matching rule more cannot be had; null: it can. */
export function matchingRuleLimit(object: string, { matchingRules }: RuleCatalog): TemplateRefusal | null {
  if (matchingRules.length >= mostMatchingRulesOfOrg) {
    return refusal(
      `There are ${matchingRules.length} matching rules. Salesforce allows ${mostMatchingRulesOfOrg} in an org.`,
      'Delete one that no duplicate rule uses.',
    );
  }
  const active = matchingRules.filter(isActive);
  const own = rulesOf(object, active);
  if (own.length >= mostActiveMatchingRules) {
    return refusal(
      `${object} has ${own.length} active matching rules: ${namesOf(own)}. Salesforce allows ${mostActiveMatchingRules}, and cannot raise that.`,
      'Deactivate or delete one that no duplicate rule uses.',
      'Join two of them by OR in one matching rule; a fuzzy field must not be in both parts of it.',
    );
  }
  if (active.length < mostActiveMatchingRulesOfOrg) return null;
  return refusal(
    `There are ${active.length} active matching rules. Salesforce allows ${mostActiveMatchingRulesOfOrg} in an org.`,
    'Deactivate one that no duplicate rule uses.',
  );
}

function isActive({ status }: MatchingRule): boolean {
  return status === 'Active' || status === 'Activating';
}

function namesOf(rules: readonly (DuplicateRule | MatchingRule)[]): string {
  return list(
    rules.map(({ label, name }) => `'${label || name}'`),
    'and',
  );
}
