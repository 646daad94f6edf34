import { isPair, type MatchingPair, matchingPairs, type PairsEnd } from '../core/dedupe/pairs.ts';
import type { DedupeRule } from '../core/dedupe/report.ts';
import { countPairs } from '../core/forecast/forecast.ts';
import type { RuleIndex } from '../core/matching/index/tableIndex.ts';
import type { RecordTable } from '../core/recordSets/model.ts';

/** What a search that takes its time works with. */
export interface SearchRun {
  readonly signal: AbortSignal;
  progress(text: string): void;
}

/** All matching pairs of existing records by one rule, with progress; cancellable. */
export async function pairsOfFile(
  table: RecordTable,
  index: RuleIndex,
  run: SearchRun,
): Promise<{ readonly pairs: readonly MatchingPair[]; readonly end: PairsEnd }> {
  const pairs: MatchingPair[] = [];
  const search = matchingPairs(table, index);
  for (;;) {
    const { done, value } = search.next();
    if (done) return { pairs, end: value };
    if (isPair(value)) {
      pairs.push(value);
      continue;
    }
    run.progress(
      `Comparing by ${index.rule.rule.fullName} … ${Math.round((100 * value.done) / Math.max(1, value.groups))} %`,
    );
    await new Promise(setImmediate);
    run.signal.throwIfAborted();
  }
}

/** All matching pairs of existing records by several rules, with what each found and what a reader must know. */
export async function pairsByRule(
  table: RecordTable,
  indexes: readonly RuleIndex[],
  run: SearchRun,
): Promise<{
  readonly pairs: readonly MatchingPair[];
  readonly rules: readonly DedupeRule[];
  readonly notes: readonly string[];
}> {
  const pairs: MatchingPair[] = [];
  const rules: DedupeRule[] = [];
  const notes: string[] = [];
  for (const index of indexes) {
    const found = await pairsOfFile(table, index, run);
    for (const pair of found.pairs) pairs.push(pair);
    const { pairs: count, approximate } = countPairs(found.pairs, found.end);
    rules.push({ rule: index.rule.rule.fullName, pairs: count, approximate });
    notes.push(...searchNotes(found.end, index.rule), ...index.rule.notes);
  }
  return { pairs, rules, notes };
}

/** What a reader must know of a search. */
export function searchNotes({ leftOut }: PairsEnd, { rule, keys }: RuleIndex['rule']): readonly string[] {
  const notes: string[] = [];
  if (keys.length === 0) notes.push(`${rule.fullName} has no match key: its records are not compared here.`);
  if (leftOut.groups > 0) {
    notes.push(
      `${rule.fullName}: ${leftOut.records.toLocaleString('en')} records share a match key with more than 1,000 different ones; of these only those of the same values were put together. Salesforce compares 100 of them.`,
    );
  }
  return notes;
}
