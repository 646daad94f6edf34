import { type Initials, initialsOf, initialsScore } from '../algorithms/initials.ts';
import { jaroWinklerScore } from '../algorithms/jaroWinkler.ts';
import { areVariants, variantGroups } from '../tables/nameVariants.ts';
import { type Algorithm, type MaximumMethod, maximumMethod } from './maximum.ts';
import { type PreparedSound, soundsAlike } from './sound.ts';
import { foldText, wordsOf } from './text.ts';

export interface PreparedFirstName extends PreparedSound {
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

const jaroWinkler: Algorithm<PreparedFirstName> = {
  name: 'Jaro-Winkler',
  certainty: 'approximate',
  score: (one, other) => jaroWinklerScore(one.text, other.text),
  counts: (one, other) => !isShortForm(one.text, other.text),
  detail: (one, other, score) =>
    isShortForm(one.text, other.text) && (score ?? 0) >= threshold
      ? 'not counted: a short form matches only as a known variant'
      : '',
};

/**
 * Whether the one name is the beginning of the other, which goes on for two letters or more. Such a form does not
 * match by its score alone, but only if Salesforce has captured it as a variant: Raj and Rajesh, 88, do not (knowledge
 * article 000389625).
 */
function isShortForm(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length <= 4 && long.length - short.length >= 2 && long.startsWith(short);
}

const definition: MaximumMethod<PreparedFirstName> = {
  method: 'FirstName',
  label: 'Fuzzy: First Name',
  threshold,
  algorithms: [variant, initials, jaroWinkler],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const words = wordsOf(folded);
    const text = words.join(' ');
    const variants = variantGroups(text);
    return { text, literal, otherScript, cut, initials: initialsOf(words), variants, sound: null };
  },
  sameText: () => 'approximate',
  notes: (one, other) =>
    one.literal === other.literal
      ? []
      : [
          "Which names are variants of each other Salesforce's servers know; a list of this product stands in.",
        ],
};

/** Also for middle names, where a rule holds that field (facts, section 5.1). */
export const firstName = maximumMethod(definition);

/** As Salesforce's own rules for contacts, leads and person accounts compare first names: by their sound too. */
export const firstNameOfStandardRules = maximumMethod({
  ...definition,
  algorithms: [variant, initials, soundsAlike, jaroWinkler],
});
