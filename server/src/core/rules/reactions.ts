import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';

/** Saves without an alert and without a record set: nobody learns of the duplicate. */
export function isSilent({ action, alert, report }: RuleReaction): boolean {
  return action === 'Allow' && !alert && !report;
}

/** Null where the action is not known. */
export function refuses({ action, alert }: RuleReaction): boolean | null {
  return action === null ? null : action === 'Block' || alert;
}

/** Block, then Alert, then Report, then nothing; null where the action is not known. */
export function strength({ action, alert, report }: RuleReaction): number | null {
  if (action === null) return null;
  if (action === 'Block') return 3;
  return alert ? 2 : report ? 1 : 0;
}

/** The operations whose reaction is of a kind, in the words of Salesforce's rule page. */
export function operationsWhere(
  { onInsert, onUpdate }: Pick<DuplicateRule, 'onInsert' | 'onUpdate'>,
  holds: (reaction: RuleReaction) => boolean,
): readonly ('create' | 'edit')[] {
  return [...(holds(onInsert) ? ['create' as const] : []), ...(holds(onUpdate) ? ['edit' as const] : [])];
}
