import { idProblem } from '../../records/ids.ts';
import type { Certainty } from '../certainty.ts';
import type { MethodEngine, PreparedValue } from './model.ts';
import { foldText, withoutZeros } from './text.ts';

/** "Exact Matching Method Only Evaluates the First 99 Characters" (knowledge article 005132441). */
const evaluated = 99;

interface Judgement {
  readonly certainty: Certainty;
  readonly note: string | null;
}

interface PreparedExact extends PreparedValue {
  /** As given, of what may be a Salesforce id: there case tells records apart; else null. */
  readonly id: string | null;
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
  note: 'The values differ in diacritics, line breaks or how Unicode writes them; what Salesforce makes of that is not documented.',
};

const sameNumber: Judgement = {
  certainty: 'unknown',
  note: 'The values are the same number, written in two ways: they match if the field is a number field, and do not if it is a text field.',
};

const sameId: Judgement = {
  certainty: 'documented',
  note: 'The same Salesforce id, in 15 and in 18 characters.',
};

const otherCapitals: Judgement = {
  certainty: 'unknown',
  note: 'The values differ in capitals alone: as text they match; as Salesforce ids they are two records.',
};

/** Equality without regard to case, literal otherwise: "salesforce.com" and "Salesforce" are 0 (facts, section 5.1). */
export const exact: MethodEngine<PreparedExact> = {
  method: 'Exact',
  label: 'Exact',
  threshold: 100,
  scoring: 'equality',
  parts: [{ name: 'Exact', weight: null }],
  prepare(value) {
    const text = value.trim();
    return { text: text.toLowerCase(), id: mayBeId.test(text) ? text : null };
  },
  score: (one, other) => (one.text === other.text || isSameId(one, other) ? 100 : 0),
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

function judge(first: PreparedExact, second: PreparedExact): Judgement {
  const { text: one } = first;
  const { text: other } = second;
  if (one === other) {
    if (one.length > evaluated) return longAndEqual;
    return first.id !== null && first.id.length === 15 && first.id !== second.id ? otherCapitals : literal;
  }
  if (isSameId(first, second)) return sameId;
  const start = one.slice(0, evaluated);
  const otherStart = other.slice(0, evaluated);
  if (start === otherStart) return equalAtFirst;
  if (withoutZeros(one) === withoutZeros(other)) return sameNumber;
  if (!notPlain.test(start) && !notPlain.test(otherStart)) return literal;
  if (withoutDots(start) === withoutDots(otherStart)) return dotted;
  return withoutMarks(start) === withoutMarks(otherStart) ? spelledAlike : literal;
}

/** A key prefix, and what follows it: capitals of fifteen characters count, those of eighteen are in the last three. */
const mayBeId = /^[a-z\d]{3}(?=[a-z]*\d)[a-z\d]{12}(?:[a-z\d]{3})?$/i;

/** The same Salesforce id in 15 and in 18 characters. */
function isSameId({ id: one }: PreparedExact, { id: other }: PreparedExact): boolean {
  if (one === null || other === null || one.length === other.length) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(short) && idProblem(long) === null;
}

const notPlain = /[^\x20-\x7e]/;

/** İ in lower case is an i and a dot above. */
const withoutDots = (text: string): string => text.replaceAll('i\u0307', 'i');
/** Without what databases are often set to ignore: diacritics, width, composition. */
const withoutMarks = (text: string): string => foldText(text.toUpperCase()).folded;
