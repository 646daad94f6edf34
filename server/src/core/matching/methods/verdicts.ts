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

/** A step that gives 100 or 0. */
export function exactStep(one: PreparedText, other: PreparedText): MethodStep {
  return {
    name: 'Exact',
    score: one.text === other.text && one.text !== '' ? 100 : 0,
    weight: null,
    detail: one.literal === other.literal || one.text !== other.text ? '' : 'equal after normalisation',
    certainty: one.literal === other.literal ? 'exact' : 'documented',
  };
}
