import { distance } from 'fastest-levenshtein';

const vowel = /[aeiouy]/;

/**
 * Syllables of a word, split before the last consonant between two vowels: "de part ment", "e ner gy". A silent e at
 * the end belongs to the syllable before. Good enough to align with; not a dictionary's hyphenation.
 */
export function syllablesOf(word: string): string[] {
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

/** The most syllables that are aligned: words of 255 characters in which every second is a vowel. */
const mostSyllables = 255;
const line = new Float64Array(mostSyllables + 1);

/**
 * Syllable alignment as a score, 0 to 100: edit distance over syllables, in which a syllable is replaced by another at
 * the share of its letters that differ. That strings are made syllables and compared by edit distance is documented;
 * the syllables and the costs are not, so this is a stand-in.
 */
export function syllableAlignmentScore(one: readonly string[], other: readonly string[]): number {
  let oneEnd = Math.min(one.length, mostSyllables);
  let otherEnd = Math.min(other.length, mostSyllables);
  const longer = Math.max(oneEnd, otherEnd);
  if (longer === 0) return 100;
  let start = 0;
  while (start < oneEnd && start < otherEnd && one[start] === other[start]) start++;
  while (oneEnd > start && otherEnd > start && one[oneEnd - 1] === other[otherEnd - 1]) {
    oneEnd--;
    otherEnd--;
  }
  return Math.round(100 * (1 - costBetween(one, other, start, oneEnd, otherEnd) / longer));
}

function costBetween(
  one: readonly string[],
  other: readonly string[],
  start: number,
  oneEnd: number,
  otherEnd: number,
): number {
  const columns = otherEnd - start;
  for (let column = 0; column <= columns; column++) line[column] = column;
  for (let row = start; row < oneEnd; row++) {
    let diagonal = line[0]!;
    let left = diagonal + 1;
    line[0] = left;
    for (let column = 1; column <= columns; column++) {
      const above = line[column]!;
      const edited = Math.min(left, above) + 1;
      // What is cheaper whatever the syllables are need not be looked at.
      left =
        diagonal >= edited
          ? edited
          : Math.min(edited, diagonal + difference(one[row]!, other[start + column - 1]!));
      line[column] = left;
      diagonal = above;
    }
  }
  return line[columns]!;
}

function difference(one: string, other: string): number {
  return one === other ? 0 : distance(one, other) / Math.max(one.length, other.length);
}
