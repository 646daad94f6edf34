import { distance } from 'fastest-levenshtein';

const vowel = /[aeiouy]/;

/**
 * Syllables of a word, split before the last consonant between two vowels: "de part ment", "e ner gy". A silent e at
 * the end belongs to the syllable before. Good enough to align with; not a dictionary's hyphenation.
 */
function syllablesOf(word: string): string[] {
  const syllables: string[] = [];
  let start = 0;
  let vowelBefore = false;
  let consonant = -1;
  const end = word.endsWith('e') ? word.length - 1 : word.length;
  for (let at = 0; at < end; at++) {
    if (!vowel.test(word[at]!)) {
      consonant = at;
      continue;
    }
    if (vowelBefore && consonant === at - 1) {
      syllables.push(word.slice(start, consonant));
      start = consonant;
    }
    vowelBefore = true;
  }
  syllables.push(word.slice(start));
  return syllables;
}

/** A text in the syllables that are aligned. */
export interface Syllables {
  readonly texts: readonly string[];
  /** Per syllable a bit for each letter that is in it; other characters share the letters' bits. */
  readonly letters: Int32Array;
}

export function syllablesIn(words: readonly string[]): Syllables {
  const texts = words.flatMap(syllablesOf);
  return { texts, letters: Int32Array.from(texts, lettersOf) };
}

function lettersOf(syllable: string): number {
  let bits = 0;
  for (let at = 0; at < syllable.length; at++) bits |= 1 << (syllable.charCodeAt(at) & 31);
  return bits;
}

/** As many as there can be in 255 characters. */
const mostSyllables = 255;
const line = new Float64Array(mostSyllables + 1);

/**
 * Syllable alignment as a score, 0 to 100: edit distance over syllables, in which a syllable is replaced by another at
 * the share of its letters that differ. That strings are made syllables and compared by edit distance is documented;
 * the syllables and the costs are not, so this is a stand-in.
 */
export function syllableAlignmentScore(one: Syllables, other: Syllables): number {
  const { texts } = one;
  const { texts: others } = other;
  let end = Math.min(texts.length, mostSyllables);
  let otherEnd = Math.min(others.length, mostSyllables);
  const longer = Math.max(end, otherEnd);
  if (longer === 0) return 100;
  let start = 0;
  while (start < end && start < otherEnd && texts[start] === others[start]) start++;
  while (end > start && otherEnd > start && texts[end - 1] === others[otherEnd - 1]) {
    end--;
    otherEnd--;
  }
  return Math.round(100 * (1 - costBetween(one, other, start, end, otherEnd) / longer));
}

function costBetween(one: Syllables, other: Syllables, start: number, end: number, otherEnd: number): number {
  const columns = otherEnd - start;
  for (let column = 0; column <= columns; column++) line[column] = column;
  for (let row = start; row < end; row++) {
    let diagonal = line[0]!;
    let left = diagonal + 1;
    line[0] = left;
    for (let column = 1; column <= columns; column++) {
      const above = line[column]!;
      const edited = Math.min(left, above) + 1;
      // Where replacing costs more whatever the syllables are, they need not be looked at.
      left =
        diagonal >= edited
          ? edited
          : Math.min(edited, diagonal + difference(one, row, other, start + column - 1));
      line[column] = left;
      diagonal = above;
    }
  }
  return line[columns]!;
}

/** 0 to 1. */
function difference(one: Syllables, at: number, other: Syllables, otherAt: number): number {
  if ((one.letters[at]! & other.letters[otherAt]!) === 0) return 1;
  const text = one.texts[at]!;
  const otherText = other.texts[otherAt]!;
  return text === otherText ? 0 : distance(text, otherText) / Math.max(text.length, otherText.length);
}
