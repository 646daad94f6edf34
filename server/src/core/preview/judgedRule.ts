import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import type { PreviewRule } from './model.ts';

/** A rule of the preview with what stands behind it. */
export interface JudgedRule {
  readonly shown: PreviewRule;
  /** Null where the catalogue does not know it. */
  readonly rule: DuplicateRule | null;
}

/** What a rule that finds a match does with a plain save. */
export type Effect = 'refused' | 'refused-unless-allow-save' | 'saved' | 'unknown';

export function effectOfReaction({ action, alert }: RuleReaction): Effect {
  if (action === null) return 'unknown';
  if (action === 'Block') return 'refused';
  return alert ? 'refused-unless-allow-save' : 'saved';
}
