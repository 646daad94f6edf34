import type { Certainty } from '../certainty.ts';
import type { MethodEngine, PreparedValue } from './model.ts';

const spelling = /[^\x20-\x7e]/;

/** Equality without regard to case, literal otherwise: "salesforce.com" and "Salesforce" are 0 (facts, section 5.1). */
export const exact: MethodEngine = {
  method: 'Exact',
  label: 'Exact',
  threshold: 100,
  scoring: 'equality',
  prepare: (value) => ({ text: value.trim().toLowerCase() }),
  score: (one, other) => (one.text === other.text ? 100 : 0),
  certainty,
  trace(one, other) {
    const score = exact.score(one, other);
    return {
      score,
      threshold: 100,
      matches: score === 100,
      certainty: certainty(one, other),
      normalised: [one.text, other.text],
      steps: [{ name: 'Exact', score, weight: null, detail: '', certainty: certainty(one, other) }],
      notes: spelledAlike(one, other)
        ? [
            'The values differ in diacritics or in how Unicode writes them; what Salesforce makes of that is not documented.',
          ]
        : [],
    };
  },
};

function certainty(one: PreparedValue, other: PreparedValue): Certainty {
  return spelledAlike(one, other) ? 'unknown' : 'exact';
}

/** No field that a matching rule compares holds as much; longer values are taken as they are. */
const longest = 1000;

/** Differ only in diacritics, width or composition, which databases are often set to ignore. */
function spelledAlike({ text: one }: PreparedValue, { text: other }: PreparedValue): boolean {
  if (one === other || one.length > longest || other.length > longest) return false;
  if (!(spelling.test(one) || spelling.test(other))) return false;
  return plain(one) === plain(other);
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '');
