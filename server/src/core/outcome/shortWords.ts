import type { Proviso, Result, RuleOutcome } from './model.ts';

const results: Record<Result, string> = {
  refused: 'refused',
  'refused-unless-allow-save': 'refused unless allowSave=true',
  'saved-by-allow-save': 'saved by allowSave=true',
  'saved-and-reported': 'saved and reported',
  saved: 'saved',
  'not-evaluated': 'the rule does not run',
  unknown: 'not known',
};

/**
 * What a rule does with a save when it finds a match, for a column, then what that depends on: `refused`,
 * `only where Country equals "US"`. Null stands for a rule that is not there, or inactive.
 */
export function shortOutcome(
  outcome: RuleOutcome | null,
  isTold: (proviso: Proviso) => boolean = () => true,
): readonly string[] {
  if (outcome === null) return ['no such rule is active'];
  const provisos = outcome.provisos
    .filter((proviso) => proviso.kind !== 'upsert-branch' && isTold(proviso))
    .map(({ kind, text }) =>
      kind === 'rule-condition' && outcome.result !== 'not-evaluated' ? `only where ${text}` : text,
    );
  return [results[outcome.result], ...provisos];
}
