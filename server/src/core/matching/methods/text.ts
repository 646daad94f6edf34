import type { PreparedValue } from './model.ts';

/**
 * The most characters of a value that a fuzzy method looks at. Fields that a matching rule can compare hold at most
 * 255 characters (text, URL; names, phones and cities less), so nothing that can be saved is cut.
 */
export const LONGEST_COMPARED = 255;

/** What the fuzzy methods share of a prepared value. */
export interface PreparedText extends PreparedValue {
  /** The value in lower case, as literal comparison takes it. */
  readonly literal: string;
  /** Letters of a script other than Latin: fuzzy methods support Latin characters only (facts, section 5.5). */
  readonly otherScript: boolean;
  /** Longer than {@link LONGEST_COMPARED}: the rest was not looked at. */
  readonly cut: boolean;
}

/** What a fuzzy method makes its own form from. */
export interface FoldedText {
  readonly literal: string;
  /** Lower case, diacritics removed, runs of white space made one space. */
  readonly folded: string;
  readonly otherScript: boolean;
  readonly cut: boolean;
}

const ascii = /^[\x20-\x7e]*$/;
const letterOfOtherScript = /[^\P{L}\p{Script=Latin}]/u;
const marks = /\p{M}+/gu;
const whiteSpace = /\s+/g;
const manySpaces = / {2}/;

/** Letters that Unicode does not decompose, as commonly written without their strokes and ligatures. */
const undecomposed: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i' }),
);
const undecomposedLetters = /[ßæœøđðþłħı]/g;

/** Whether Salesforce removes diacritics before it compares is not documented; {@link foldingDecides} says where it matters. */
export function foldText(value: string): FoldedText {
  const cut = value.length > LONGEST_COMPARED;
  const literal = value.trim().toLowerCase();
  const looked = cut ? literal.slice(0, LONGEST_COMPARED) : literal;
  if (ascii.test(looked)) {
    const folded = manySpaces.test(looked) ? looked.replace(whiteSpace, ' ') : looked;
    return { literal, folded, otherScript: false, cut };
  }
  const folded = looked
    .normalize('NFKD')
    .replace(marks, '')
    .replace(undecomposedLetters, (letter) => undecomposed.get(letter)!)
    .replace(whiteSpace, ' ')
    .trim();
  return {
    literal,
    folded: folded.length > LONGEST_COMPARED ? folded.slice(0, LONGEST_COMPARED) : folded,
    otherScript: letterOfOtherScript.test(looked),
    cut,
  };
}

const decimal = /^-?(?:0|[1-9]\d*)\.\d+$/;

/** A decimal number as shortly as it can be written: "5" of "5.0". Any other text as it is. */
export function withoutZeros(text: string): string {
  return decimal.test(text) ? text.replace(/\.?0+$/, '') : text;
}

const notWord = /[^\p{L}\p{N}]+/u;
const inWord = /['’.]/g;

/** Words of a folded text; apostrophes and full stops do not part words: "o'neil", "a.m.d.". */
export function wordsOf(folded: string): string[] {
  return folded
    .replace(inWord, '')
    .split(notWord)
    .filter((word) => word !== '');
}
