import type { Finding } from '../findings.ts';
import type { FindingImpact } from './model.ts';

/** Findings that one side has and the other has not: lines may move, and names of rules in messages change. */
export function findingChanges(before: readonly Finding[], after: readonly Finding[]): FindingImpact {
  return { fresh: missingIn(before, after), gone: missingIn(after, before) };
}

function missingIn(some: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const finding of some) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return others.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0;
  });
}

function keyOf({ ruleId, location, fingerprint }: Finding): string {
  return `${ruleId} ${location.uri} ${fingerprint}`;
}
