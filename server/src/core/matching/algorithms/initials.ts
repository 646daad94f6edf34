/** Initials of a personal name, and whether the name holds nothing else: "J.", "J R". */
export interface Initials {
  readonly letters: string;
  readonly only: boolean;
}

export function initialsOf(words: readonly string[]): Initials {
  let letters = '';
  let only = words.length > 0;
  for (const word of words) {
    letters += word[0]!;
    if (word.length > 1) only = false;
  }
  return { letters, only };
}

/**
 * "Jonathan" and "J" are 100 (facts, section 5.1). Where both have several, the share of those that agree in order.
 * Null where neither value is initials alone.
 */
export function initialsScore(one: Initials, other: Initials): number | null {
  if (!one.only && !other.only) return null;
  const longer = Math.max(one.letters.length, other.letters.length);
  const shorter = Math.min(one.letters.length, other.letters.length);
  let equal = 0;
  while (equal < shorter && one.letters[equal] === other.letters[equal]) equal++;
  return Math.round((100 * equal) / longer);
}
