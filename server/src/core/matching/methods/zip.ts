import type { Certainty } from '../certainty.ts';
import { foldText, type PreparedText } from './text.ts';
import { sameSection, weightedMethod } from './weighted.ts';

export interface PreparedZip extends PreparedText {
  /** Of a ZIP code of the United States; '' of any other postal code. */
  readonly five: string;
  readonly four: string;
}

const usFormat = /^(\d{5})(?:[- ]?(\d{4}))?$/;

const unitedStates = (zip: PreparedZip): Certainty => (zip.five === '' ? 'unknown' : 'exact');

/** US formats only (facts, section 5.1): nothing is known of other postal codes, not even of equal ones. */
export const zip = weightedMethod<PreparedZip>({
  method: 'Zip',
  label: 'Fuzzy: ZIP',
  threshold: 80,
  sections: [
    { name: 'First five digits', weight: 90, of: ({ five }) => five, score: sameSection },
    { name: 'Next four digits', weight: 10, of: ({ four }) => four, score: sameSection },
  ],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const [, five = '', four = ''] = usFormat.exec(folded) ?? [];
    const text = five === '' ? folded : four === '' ? five : `${five}-${four}`;
    return { text, literal, otherScript, cut, five, four };
  },
  irregular: ({ five }) =>
    five === ''
      ? 'Fuzzy: ZIP compares US formats only; use Exact for postal codes of other countries.'
      : null,
  irregularCertainty: 'unknown',
  equal: unitedStates,
});
