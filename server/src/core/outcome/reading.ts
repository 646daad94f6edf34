import type { RuleReaction } from '../metadata/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { Proviso, RuleOutcome } from './model.ts';
import { reactionOn } from './reaction.ts';

/** What the rule is set to do on the operation of an outcome. */
export function reactionOf({ rule, operation }: RuleOutcome): RuleReaction {
  return reactionOn(rule, operation);
}

export function isBlock(outcome: RuleOutcome): boolean {
  return reactionOf(outcome).action === 'Block';
}

export function isAlert(outcome: RuleOutcome): boolean {
  const { action, alert } = reactionOf(outcome);
  return action === 'Allow' && alert;
}

/** The outcomes by which Salesforce can refuse the save. */
export function refusals({ outcomes }: JudgedSite): readonly RuleOutcome[] {
  return outcomes.filter(({ result }) => result === 'refused' || result === 'refused-unless-allow-save');
}

/** Provisos that make it doubtful whether the rule bears on the save: at most information. */
const doubts: ReadonlySet<Proviso['kind']> = new Set<Proviso['kind']>([
  'person-account',
  'no-matching-field-written',
  'needs-fields',
  'object-mapping',
  'lead-conversion-setting',
]);

/** Known by a file or the org, and without a proviso that makes it doubtful. */
export function isCertain(outcome: RuleOutcome): boolean {
  return outcome.known && !outcome.provisos.some(({ kind }) => doubts.has(kind));
}

/** Warning by rules that are known, information by assumed ones or doubtful ones. */
export function severityBy(outcomes: readonly RuleOutcome[]): 'warning' | 'information' {
  return outcomes.some(isCertain) ? 'warning' : 'information';
}
