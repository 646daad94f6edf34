import jaroWinkler from 'jaro-winkler';

/**
 * Jaro-Winkler as a score, 0 to 100: prefix of at most four characters, scale 0.1, as in Winkler (1990). It gives the
 * documented 85 of Jon and Jonathan, 88 of Sam and Samuel (facts, section 5.1).
 */
export function jaroWinklerScore(one: string, other: string): number {
  // Characters are assigned greedily from the first text on: one order, or the score would depend on who is asked.
  const swap = one.length > other.length || (one.length === other.length && one > other);
  return Math.round(100 * (swap ? jaroWinkler(other, one) : jaroWinkler(one, other)));
}
