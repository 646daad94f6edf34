import { distance } from 'fastest-levenshtein';

/**
 * Edit distance as a score, 0 to 100: the share of the longer text that need not be changed. The formula is the one
 * that gives the documented 73 of "VP Sales" and "VP of Sales" (facts, section 5.1).
 */
export function editDistanceScore(one: string, other: string): number {
  return Math.round(100 * editShare(one, other));
}

/** The same from 0 to 1, not rounded. */
export function editShare(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  return longer === 0 ? 1 : (longer - distance(one, other)) / longer;
}
