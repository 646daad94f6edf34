import type { Certainty } from '../certainty.ts';
import type { MethodEngine, PreparedValue } from './model.ts';

/** "Exact Matching Method Only Evaluates the First 99 Characters" (knowledge article 005132441). */
const evaluated = 99;

interface Judgement {
  readonly certainty: Certainty;
  readonly note: string | null;
}

const literal: Judgement = { certainty: 'exact', note: null };

const longAndEqual: Judgement = {
  certainty: 'approximate',
  note: `Salesforce says that Exact evaluates the first ${evaluated} characters only; whether it finds longer values that are equal, its article leaves open.`,
};

const equalAtFirst: Judgement = {
  certainty: 'unknown',
  note: `The first ${evaluated} characters are equal, and Exact evaluates no more; whether such values match, Salesforce's article leaves open.`,
};

const dotted: Judgement = {
  certainty: 'documented',
  note: 'Salesforce does not take the dotted İ of Turkish and Azerbaijani for the same letter in upper and lower case.',
};

const spelledAlike: Judgement = {
  certainty: 'unknown',
  note: 'The values differ in diacritics or in how Unicode writes them; what Salesforce makes of that is not documented.',
};

/** Equality without regard to case, literal otherwise: "salesforce.com" and "Salesforce" are 0 (facts, section 5.1). */
export const exact: MethodEngine = {
  method: 'Exact',
  label: 'Exact',
  threshold: 100,
  scoring: 'equality',
  prepare: (value) => ({ text: value.trim().toLowerCase() }),
  score: (one, other) => (one.text === other.text ? 100 : 0),
  certainty: (one, other) => judge(one, other).certainty,
  trace(one, other) {
    const score = exact.score(one, other);
    const { certainty, note } = judge(one, other);
    return {
      score,
      threshold: 100,
      matches: score === 100,
      certainty,
      normalised: [one.text, other.text],
      steps: [{ name: 'Exact', score, weight: null, detail: '', certainty }],
      notes: note === null ? [] : [note],
    };
  },
};

function judge({ text: one }: PreparedValue, { text: other }: PreparedValue): Judgement {
  if (one === other) return one.length > evaluated ? longAndEqual : literal;
  const start = one.slice(0, evaluated);
  const otherStart = other.slice(0, evaluated);
  if (start === otherStart) return equalAtFirst;
  if (!notPlain.test(start) && !notPlain.test(otherStart)) return literal;
  if (withoutDots(start) === withoutDots(otherStart)) return dotted;
  return withoutMarks(start) === withoutMarks(otherStart) ? spelledAlike : literal;
}

const notPlain = /[^\x20-\x7e]/;

/** İ in lower case is an i and a dot above. */
const withoutDots = (text: string): string => text.replaceAll('i\u0307', 'i');
/** Without what databases are often set to ignore: diacritics, width, composition. */
const withoutMarks = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '');
