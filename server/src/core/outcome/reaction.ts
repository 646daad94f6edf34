import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import type { RuleOperation } from './model.ts';

/** What a rule is set to do on an operation. */
export function reactionOn(
  rule: Pick<DuplicateRule, 'onInsert' | 'onUpdate'>,
  operation: RuleOperation,
): RuleReaction {
  return operation === 'insert' ? rule.onInsert : rule.onUpdate;
}
