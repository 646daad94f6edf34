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
  if (one.literal === other.literal) return saysSomething.test(one.text) ? 'exact' : 'approximate';
  return one.cut || other.cut ? 'unknown' : computed();
}

/** Of a value without letters and digits ("-"), or of which the method leaves nothing ("Inc."), equality may say nothing. */
const saysSomething = /[\p{L}\p{N}]/u;

export const emptied =
  'No letters or digits are left to compare; whether Salesforce lets equal values match then is not documented.';

export const folding =
  'Whether Salesforce tells letters with diacritics from those without is not documented.';

export const breaking = 'How Salesforce compares line breaks and tabs is not documented.';

const plain = /^[\x20-\x7e]*$/;
const diacritics = /[^\0-\x7f]/;

/** Whether the comparison hangs on what is done with diacritics, or with line breaks. */
export function isUnusual(one: PreparedText, other: PreparedText): boolean {
  return !(plain.test(one.literal) && plain.test(other.literal));
}

function noteOf(one: PreparedText, other: PreparedText): string | null {
  if (one.literal === other.literal) return saysSomething.test(one.text) ? null : emptied;
  if (!isUnusual(one, other)) return null;
  return diacritics.test(one.literal) || diacritics.test(other.literal) ? folding : breaking;
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
  const unusual = noteOf(one, other);
  const all = [
    ...(limit === null ? [] : [limit]),
    ...(limit === null && unusual !== null ? [unusual] : []),
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
