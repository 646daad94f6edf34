import { directions, streetSuffixes, unitWords } from '../tables/streetWords.ts';

/** A street in the sections that are compared; '' where there is none. */
export interface StreetSections {
  readonly number: string;
  readonly name: string;
  /** In full: "street" of "St". */
  readonly suffix: string;
  readonly suite: string;
  /** The name holds a direction, as written: "market nw". */
  readonly directed: boolean;
}

const separators = /[^\p{L}\p{N}#'’-]+/u;
const hash = /#+/g;
const punctuation = /['’]/g;
const startsWithDigit = /^\d/;

/** @param folded in lower case, without diacritics */
export function streetSectionsOf(folded: string): StreetSections {
  const words = folded
    .replace(hash, ' # ')
    .replace(punctuation, '')
    .split(separators)
    .filter((word) => word !== '' && word !== '-');
  const suite = takeSuite(words);
  const number = takeNumber(words);
  const suffix = takeSuffix(words);
  const directed = words.some((word) => directions.has(word));
  return { number, name: words.join(' '), suffix, suite, directed };
}

/** From the unit word to the end: "suite 100". The word itself does not count: "Ste 100" is "# 100". */
function takeSuite(words: string[]): string {
  const at = words.findIndex((word, index) => index > 0 && (word === '#' || unitWords.has(word)));
  if (at < 0 || at === words.length - 1) return '';
  return words
    .splice(at)
    .filter((word) => word !== '#' && !unitWords.has(word))
    .join(' ');
}

/** Before the name, as in the United States, or behind it, as in much of Europe. */
function takeNumber(words: string[]): string {
  if (words.length < 2) return '';
  if (startsWithDigit.test(words[0]!)) return words.shift()!;
  return startsWithDigit.test(words.at(-1)!) ? words.pop()! : '';
}

/** The last word, or the last but a direction, unless it is all there is of the name. */
function takeSuffix(words: string[]): string {
  const at = words.length - (words.length > 2 && directions.has(words.at(-1)!) ? 2 : 1);
  if (at < 1) return '';
  const suffix = streetSuffixes.get(words[at]!);
  if (suffix === undefined) return '';
  words.splice(at, 1);
  return suffix;
}
