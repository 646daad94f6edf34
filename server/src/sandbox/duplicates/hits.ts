import type { FieldDiff } from '../../core/duplicateResults/model.ts';
import type { DuplicateRule, RuleReaction } from '../../core/metadata/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';

/** What one matching rule finds. */
export interface RuleMatches {
  /** Object whose records were compared with. */
  readonly entityType: string;
  readonly rule: string;
  readonly engine: 'ExactMatchEngine' | 'FuzzyMatchEngine';
  /** In the order of their creation. */
  readonly records: readonly MatchedRecord[];
  /** Why it could not compare; null if it did. */
  readonly error: string | null;
}

export interface MatchedRecord {
  readonly record: StoredRecord;
  readonly fieldDiffs: readonly FieldDiff[];
  readonly confidence: number;
}

/** What one duplicate rule finds. */
export interface RuleHit {
  readonly rule: DuplicateRule;
  /** What the rule does on the operation. */
  readonly reaction: RuleReaction;
  readonly matches: readonly RuleMatches[];
}

export function hasFound({ matches }: RuleHit): boolean {
  return matches.some(({ records }) => records.length > 0);
}

/** The records that a rule finds, each once. */
export function recordsOf({ matches }: RuleHit): readonly StoredRecord[] {
  return [...new Set(matches.flatMap(({ records }) => records.map(({ record }) => record)))];
}
