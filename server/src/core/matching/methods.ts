import type { MatchingRuleItem } from '../metadata/model.ts';

/** How a method of a matching rule compares two values that are not blank. */
export interface Comparer {
  /** 0 to 100. Both values are in their compared form ({@link comparedForm}). */
  score(sample: string, candidate: string): number;
  /** The score from which on the values match. */
  readonly threshold: number;
  /** False where the engine compares more cleverly in Salesforce: a match is certain, no match is not. */
  readonly complete: boolean;
}

const equality = (sample: string, candidate: string): number => (sample === candidate ? 100 : 0);

const exact: Comparer = { score: equality, threshold: 100, complete: true };

/** Equal values match by every method, so equality is a lower bound of the fuzzy ones. */
const atLeastEquality: Comparer = { score: equality, threshold: 100, complete: false };

export function comparerOf(method: MatchingRuleItem['method']): Comparer {
  return isExact(method) ? exact : atLeastEquality;
}

export function isExact(method: MatchingRuleItem['method']): boolean {
  return method.toLowerCase() === 'exact';
}

/**
 * The form in which values are compared; '' is blank. Comparison ignores case and is literal otherwise (facts,
 * section 5.1); Salesforce trims texts when it saves them.
 */
export function comparedForm(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  return String(value).trim().toLowerCase();
}
