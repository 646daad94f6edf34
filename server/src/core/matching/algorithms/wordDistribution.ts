/** Words of a text, each once, with how often it occurs. */
export interface WordDistribution {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

export function distributionOf(words: readonly string[]): WordDistribution {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, total: words.length };
}

/**
 * How alike the words of two texts are distributed, 0 to 100: Kullback-Leibler divergence of each from their mean
 * (Jensen-Shannon, base 2) taken from one. The plain divergence is infinite as soon as one text holds a word that the
 * other does not; how Salesforce smooths it is not public.
 */
export function distributionScore(one: WordDistribution, other: WordDistribution): number {
  if (one.total === 0 || other.total === 0) return one.total === other.total ? 100 : 0;
  const divergence = fromMean(one, other) + fromMean(other, one);
  return Math.round(100 * Math.min(1, Math.max(0, 1 - divergence / 2)));
}

function fromMean(one: WordDistribution, other: WordDistribution): number {
  let sum = 0;
  for (const [word, count] of one.counts) {
    const share = count / one.total;
    const otherShare = (other.counts.get(word) ?? 0) / other.total;
    sum += share * Math.log2((2 * share) / (share + otherShare));
  }
  return sum;
}
