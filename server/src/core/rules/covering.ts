import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import type { RuleCatalog, RuleOperation } from '../outcome/model.ts';
import { lacksEveryMapping } from '../outcome/objectMapping.ts';
import { strength } from './reactions.ts';
import { ownRules } from './ruleFileReports.ts';

/**
 * What an active rule and those that find whatever it finds do together on an operation: the strictest of them. Salesforce
 * runs all rules of an object, so what one of them lets through, such another one may alert of or block.
 */
export function jointReaction(
  rule: DuplicateRule,
  operation: RuleOperation,
  catalog: RuleCatalog,
): RuleReaction {
  let joint = reactionOf(rule, operation);
  for (const other of ownRules(catalog, rule.object)) {
    if (!covers(other, rule)) continue;
    const reaction = reactionOf(other, operation);
    if ((strength(reaction) ?? -1) > (strength(joint) ?? 4)) joint = reaction;
  }
  return joint;
}

function reactionOf(rule: DuplicateRule, operation: RuleOperation): RuleReaction {
  return operation === 'insert' ? rule.onInsert : rule.onUpdate;
}

/** Whether a rule runs whenever the other one does, and compares with all that the other one compares with. */
function covers(rule: DuplicateRule, other: DuplicateRule): boolean {
  if (!rule.active || rule.fullName.toLowerCase() === other.fullName.toLowerCase()) return false;
  if (rule.filter !== null && !isSame(rule.filter, other.filter)) return false;
  if (rule.security !== 'BypassSharingRules' && rule.security !== other.security) return false;
  return (
    rule.filter?.unread !== true &&
    !lacksEveryMapping(rule) &&
    other.matchRules.length > 0 &&
    other.matchRules.every((one) => rule.matchRules.some((own) => isSame(own, one)))
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
