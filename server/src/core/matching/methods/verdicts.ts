import type { Certainty } from '../certainty.ts';
import type { MethodStep, MethodTrace } from './model.ts';
import { LONGEST_COMPARED, type PreparedText } from './text.ts';

/** Why no fuzzy method can say anything of two values; null if it can. */
export function outOfReach(one: PreparedText, other: PreparedText): string | null {
  if (one.otherScript || other.otherScript) {
    return 'Fuzzy methods support Latin characters only; what Salesforce does with others is not documented.';
  }
  if (one.cut || other.cut) {
    return `Only the first ${LONGEST_COMPARED} characters were compared: no field that a matching rule compares holds more.`;
  }
  return null;
}

/** Certainty of a fuzzy comparison; `computed`: of the algorithms that decided it. */
export function certaintyOf(one: PreparedText, other: PreparedText, computed: () => Certainty): Certainty {
  if (one.otherScript || other.otherScript) return 'unknown';
  if (one.literal === other.literal) return 'exact';
  return one.cut || other.cut ? 'unknown' : computed();
}

export const folding =
  'Whether Salesforce tells letters with diacritics from those without is not documented.';

const ascii = /^[\x20-\x7e]*$/;

/** Whether the comparison hangs on what is done with diacritics. */
export function hasDiacritics(one: PreparedText, other: PreparedText): boolean {
  return !(ascii.test(one.literal) && ascii.test(other.literal));
}

/** The trace of two values of which one is a fuzzy method's own. */
export function fuzzyTrace(
  values: readonly [PreparedText, PreparedText],
  threshold: number,
  score: number,
  certainty: Certainty,
  steps: readonly MethodStep[],
  notes: readonly string[],
): MethodTrace {
  const [one, other] = values;
  const limit = outOfReach(one, other);
  const all = [
    ...(limit === null ? [] : [limit]),
    ...(limit === null && one.literal !== other.literal && hasDiacritics(one, other) ? [folding] : []),
    ...notes,
  ];
  return {
    score,
    threshold,
    matches: score >= threshold,
    certainty,
    normalised: [one.text, other.text],
    steps,
    notes: all,
  };
}

/** @param sameText certainty where the values are equal only after normalisation */
export function exactStep(one: PreparedText, other: PreparedText, sameText: Certainty): MethodStep {
  const literal = one.literal === other.literal;
  const normalised = !literal && one.text !== '' && one.text === other.text;
  return {
    name: 'Exact',
    score: literal || normalised ? 100 : 0,
    weight: null,
    detail: normalised ? 'equal after normalisation' : '',
    certainty: normalised ? sameText : 'exact',
  };
}
