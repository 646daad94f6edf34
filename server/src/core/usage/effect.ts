import { judge } from '../outcome/decide.ts';
import type { RuleCatalog, RuleOutcome } from '../outcome/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { type SaveEffect, saveEffects } from './model.ts';

/** What becomes of a save by some of its outcomes: the gravest of what they say. */
export function effectOf(outcomes: readonly RuleOutcome[]): SaveEffect {
  return gravest(outcomes.map(effectOfOutcome)) ?? 'not-checked';
}

function effectOfOutcome({ result, provisos }: RuleOutcome): SaveEffect {
  switch (result) {
    case 'refused':
    case 'refused-unless-allow-save':
      return provisos.every(({ kind }) => kind === 'upsert-branch') ? 'refused' : 'may-be-refused';
    case 'unknown':
      return 'unknown';
    case 'saved-by-allow-save':
      return 'passes-alert';
    case 'saved-and-reported':
      return 'reported';
    case 'saved':
      return 'saved';
    case 'not-evaluated':
      return 'not-checked';
  }
}

function gravest(effects: readonly SaveEffect[]): SaveEffect | null {
  return saveEffects.find((effect) => effects.includes(effect)) ?? null;
}

/**
 * The save as it is, and, where callers give its options, as each call makes it: where all calls agree, their effect
 * is known although the save itself does not tell.
 */
export function effectAsCalled(
  judged: JudgedSite,
  outcomes: readonly RuleOutcome[],
  catalog: RuleCatalog,
): SaveEffect {
  const own = effectOf(outcomes);
  const { site } = judged;
  if (own !== 'unknown' || site.calledWith.length === 0) return own;
  const isAmong = ({ rule, operation }: RuleOutcome) =>
    outcomes.some((one) => one.rule === rule && one.operation === operation);
  const called = site.calledWith.map((options) =>
    effectOf(judge({ ...site, options }, catalog).outcomes.filter(isAmong)),
  );
  const worst = gravest(called) ?? own;
  return worst === 'refused' && called.some((effect) => effect !== worst) ? 'may-be-refused' : worst;
}
