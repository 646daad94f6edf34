import type { Score, Verdict } from './score.ts';

/** The score as text: the figures, then each deviation on a line of its own. */
export function render({ verdicts, sites, precision, recall, siteRecall }: Score): string {
  const misread = sites.filter(({ expected, got }) => expected !== got);
  return [
    `precision    ${precision.toFixed(3)} (${count(verdicts, 'found')} found, ${count(verdicts, 'false')} false)`,
    `recall       ${recall.toFixed(3)} (${count(verdicts, 'missed')} missed)`,
    `saves seen   ${siteRecall.toFixed(3)} (${sites.length - misread.length} of ${sites.length})`,
    ...verdicts
      .filter(({ kind }) => kind !== 'found')
      .map(({ kind, at, finding, doubtful }) => `${kind.padEnd(6)} ${at} ${finding}${doubtful ? ` (doubtful: ${doubtful})` : ''}`),
    ...misread.map(({ at, expected, got }) => `save   ${at} expected ${expected}, got ${got ?? 'no save'}`),
  ].join('\n');
}

function count(verdicts: readonly Verdict[], kind: Verdict['kind']): number {
  return verdicts.filter((verdict) => verdict.kind === kind).length;
}
