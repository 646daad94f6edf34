import type { RuleOutcome } from '../outcome/model.ts';
import type { JudgedSite } from '../rules/rule.ts';

/** What becomes of a save when a rule, or the rules of an object, find a match; the gravest first. */
export const saveEffects = [
  'refused',
  /** Refused only where a condition holds that the code does not settle. */
  'may-be-refused',
  /** The facts do not say. */
  'unknown',
  /** Saved because allowSave=true acknowledges the alert. */
  'passes-alert',
  /** Saved, and reported. */
  'reported',
  /** Saved without a trace. */
  'saved',
  /** No active rule bears on it. */
  'not-checked',
] as const;

export type SaveEffect = (typeof saveEffects)[number];

/** A save of an object's records, as one rule or all rules of the object see it. */
export interface GovernedSave {
  readonly judged: JudgedSite;
  readonly effect: SaveEffect;
  /** By which the effect is so: those of the rule, or of the object's rules. Empty where no rule bears on it. */
  readonly outcomes: readonly RuleOutcome[];
}

/** How many saves there are of each effect. */
export type EffectCounts = Readonly<Record<SaveEffect, number>>;
