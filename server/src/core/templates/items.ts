import type { MatchingMethod, MatchingRuleItem } from '../metadata/model.ts';

/** Compares a field; where it is blank in a record, this one matches nothing. */
export function item(field: string, method: MatchingMethod): MatchingRuleItem {
  return { field, method, matchBlanks: false };
}

export function exact(field: string): MatchingRuleItem {
  return item(field, 'Exact');
}
