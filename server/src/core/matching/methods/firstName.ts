import { type Initials, initialsOf, initialsScore } from '../algorithms/initials.ts';
import { jaroWinklerScore } from '../algorithms/jaroWinkler.ts';
import { areVariants, variantGroups } from '../tables/nameVariants.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, type PreparedText, wordsOf } from './text.ts';

export interface PreparedFirstName extends PreparedText {
  readonly initials: Initials;
  readonly variants: readonly number[] | null;
}

const threshold = 85;

const initials: Algorithm<PreparedFirstName> = {
  name: 'Initials',
  certainty: 'documented',
  score: (one, other) => initialsScore(one.initials, other.initials),
  detail: (_one, _other, score) => (score === null ? 'neither name is initials alone' : ''),
};

const variant: Algorithm<PreparedFirstName> = {
  name: 'Name Variant',
  certainty: 'approximate',
  score: (one, other) => (areVariants(one.variants, other.variants) ? 100 : 0),
  detail: (one, other, score) =>
    `${one.text} ~ ${other.text}: ${score === 100 ? '' : 'not '}known as variants here`,
};

/**
 * Knowledge article 000389625: a short form that Salesforce has not captured as a variant does not match, though its
 * Jaro-Winkler score passes: Raj and Rajesh, 88.
 */
const jaroWinkler: Algorithm<PreparedFirstName> = {
  name: 'Jaro-Winkler',
  certainty: 'approximate',
  score: (one, other) =>
    isShortForm(one.text, other.text)
      ? Math.min(jaroWinklerScore(one.text, other.text), threshold - 1)
      : jaroWinklerScore(one.text, other.text),
  detail: (one, other) =>
    isShortForm(one.text, other.text) && jaroWinklerScore(one.text, other.text) >= threshold
      ? `${jaroWinklerScore(one.text, other.text)} as computed; not counted, since a short form matches only as a known variant`
      : '',
};

/** Whether the one name begins with the other, which has no more than four letters and leaves out two or more. */
function isShortForm(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length <= 4 && long.length - short.length >= 2 && long.startsWith(short);
}

/** Fuzzy: First Name; also compares middle names where a rule holds that field (facts, section 5.1). */
export const firstName = maximumMethod<PreparedFirstName>({
  method: 'FirstName',
  label: 'Fuzzy: First Name',
  threshold,
  algorithms: [variant, initials, jaroWinkler],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const words = wordsOf(folded);
    const text = words.join(' ');
    return { text, literal, otherScript, cut, initials: initialsOf(words), variants: variantGroups(text) };
  },
  notes: (one, other) =>
    one.literal === other.literal
      ? []
      : [
          "Which names are variants of each other Salesforce's servers know; a list of this product's own stands in.",
        ],
});
