import { foldText, type PreparedText } from './text.ts';
import { sameSection, weightedMethod } from './weighted.ts';

export interface PreparedZip extends PreparedText {
  /** Of a ZIP code of the United States; '' of any other postal code. */
  readonly five: string;
  readonly four: string;
}

const usFormat = /^(\d{5})(?:[- ]?(\d{4}))?$/;
const letter = /\p{L}/u;

/**
 * US formats only: postal codes with letters are not found even where they are equal (knowledge article 000247089).
 * Nothing is known of those that are digits but no ZIP code.
 */
export const zip = weightedMethod<PreparedZip>({
  method: 'Zip',
  label: 'Fuzzy: ZIP',
  threshold: 80,
  weights: 'recalled',
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
  isOtherwiseFormed: ({ five }) => five === '',
  irregularCertainty: (one, other) =>
    letter.test(one.literal) || letter.test(other.literal) ? 'documented' : 'unknown',
  comparable: (one, other) => one.five !== '' && other.five !== '',
});
