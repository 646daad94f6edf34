import type { OfflineField, OfflineVerdict } from '../model.ts';

/** "match", "no match (approximate)", "not known". */
export function offlineWords({ matches, certainty }: Pick<OfflineVerdict, 'matches' | 'certainty'>): string {
  if (matches === null) return 'not known';
  return `${matches ? 'match' : 'no match'} (${certainty})`;
}

/** "Company: 54 of 70, does not match (approximate): Jaro-Winkler 54". */
export function offlineFieldWords({ name, matches, certainty, score, threshold, how }: OfflineField): string {
  const verdict = matches === null ? 'not known' : `${matches ? 'matches' : 'does not match'} (${certainty})`;
  const scored = score === null ? '' : `${score} of ${threshold}, `;
  return `${name}: ${scored}${verdict}${how === '' ? '' : `: ${how}`}`;
}
