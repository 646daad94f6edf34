import { distance } from 'fastest-levenshtein';

const vowelGroup = /[aeiouy]+/g;

/**
 * Syllables of a word, split between vowels so that one consonant begins the next: "de part ment", "e ner gy". A silent
 * e at the end belongs to the syllable before. Good enough to align with; not a dictionary's hyphenation.
 */
export function syllablesOf(word: string): string[] {
  const groups = [...word.matchAll(vowelGroup)];
  const last = groups.at(-1);
  if (last !== undefined && groups.length > 1 && last[0] === 'e' && last.index === word.length - 1)
    groups.pop();
  if (groups.length < 2) return [word];
  const syllables: string[] = [];
  let start = 0;
  for (let index = 1; index < groups.length; index++) {
    const previousEnd = groups[index - 1]!.index + groups[index - 1]![0].length;
    const consonants = groups[index]!.index - previousEnd;
    const cut = groups[index]!.index - (consonants > 0 ? 1 : 0);
    syllables.push(word.slice(start, cut));
    start = cut;
  }
  syllables.push(word.slice(start));
  return syllables;
}

/**
 * Two texts as strings of one character per syllable, equal syllables the same: the alphabet that edit distance needs.
 * Codes are given in the order of appearance, from the private use area.
 */
function encoded(one: readonly string[], other: readonly string[]): [string, string] {
  const codes = new Map<string, string>();
  const encode = (syllable: string): string => {
    let code = codes.get(syllable);
    if (code === undefined) {
      code = String.fromCharCode(0xe000 + codes.size);
      codes.set(syllable, code);
    }
    return code;
  };
  return [one.map(encode).join(''), other.map(encode).join('')];
}

/** Share of the syllables, 0 to 100, that need not be changed to make one text of the other. */
export function syllableAlignmentScore(one: readonly string[], other: readonly string[]): number {
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 100;
  const [first, second] = encoded(one, other);
  return Math.round(100 * (1 - distance(first, second) / longer));
}
