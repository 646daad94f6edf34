import type { ReadDuplicateRule } from './duplicateRule.ts';

/** The names that Salesforce gives to its own rules; `Standard_Lead_Match_Rule_v1_0` to the matching rules. */
const standardName = /^Standard_/i;
const standardMatchingRule = /^Standard_\w+_Match(?:ing)?_Rule_v\d/i;

/**
 * Whether an object's rule files leave it open that its standard rule is in the org, active and first, as in a new
 * org. Files of other rules do not say so themselves; only how they came about does:
 *
 * - A rule of Salesforce's own among them, under whatever label, is there because somebody retrieved all rules: one
 *   that is not among them is not in the org either. So is one that compares by Salesforce's matching rules, or it was
 *   made in the standard rule's place.
 * - Sort orders go from 1 without a gap ("SortOrder must be in sequential order from 1"). Where no file has the first,
 *   a rule has it that is in no file: a new org gives it to the standard rule.
 * - With a rule in the first place the files are as an org's own: the standard rule was taken out or put behind, which
 *   nobody can tell. Whether that rule is active says nothing of the standard one.
 *
 * @param files of one object, those that cannot be read too: what they say may be any of this
 */
export function leavesStandardRuleOpen(files: readonly ReadDuplicateRule[]): boolean {
  const rules = files.flatMap(({ rule }) => rule ?? []);
  if (rules.length < files.length) return false;
  if (
    rules.some(
      ({ name, matchRules }) =>
        standardName.test(name) ||
        matchRules.some(({ matchingRule }) => standardMatchingRule.test(matchingRule)),
    )
  )
    return false;
  return rules.every(({ sortOrder }) => sortOrder !== null && sortOrder > 1);
}
