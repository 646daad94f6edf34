import type { Certainty } from '../matching/certainty.ts';
import type { KeyIndex } from '../matching/index/keyIndex.ts';
import { type RuleIndex, valuesIn } from '../matching/index/tableIndex.ts';
import type { CompiledRule, PreparedRecord } from '../matching/model.ts';
import type { RecordTable } from '../recordSets/model.ts';

/** Two records of a table that match by a rule; `one` is the earlier one. */
export interface MatchingPair {
  readonly rule: CompiledRule;
  readonly one: number;
  readonly other: number;
  readonly certainty: Certainty;
  readonly confidence: number;
}

/** How far the search is: of so many groups of records that share a match key. */
export interface PairsProgress {
  readonly done: number;
  readonly groups: number;
}

export interface PairsEnd {
  /** Pairs that were compared. */
  readonly compared: number;
  /** Records that share their key with more than can be compared: how many, in how many groups. */
  readonly leftOut: { readonly records: number; readonly groups: number };
}

/** Among more records than these behind one key, not all pairs are compared. */
const mostInGroup = 1_000;

/** After so many comparisons whoever searches may show progress, or stop. */
const step = 20_000;

/**
 * All pairs of records of a table that match by a rule and share one of its match keys, each pair once. Gives now and
 * then how far it is.
 */
export function* matchingPairs(
  table: RecordTable,
  { rule, keys }: RuleIndex,
): Generator<MatchingPair | PairsProgress, PairsEnd> {
  const valuesOf = valuesIn(table);
  const groupsOf = keys.map((key) => groupNumbers(key, table.size));
  const groups = keys.reduce((sum, key) => sum + count(key.shared()), 0);
  const leftOut = { records: 0, groups: 0 };
  let done = 0;
  let compared = 0;
  for (const [at, key] of keys.entries()) {
    // What shared an earlier key was compared there.
    const earlier = groupsOf.slice(0, at);
    for (const group of key.shared()) {
      done++;
      if (group.length > mostInGroup) {
        leftOut.groups++;
        leftOut.records += group.length;
        continue;
      }
      const prepared = new Map<number, PreparedRecord>();
      const prepare = (ordinal: number): PreparedRecord => {
        let record = prepared.get(ordinal);
        if (record === undefined) {
          record = rule.prepare(valuesOf(ordinal));
          prepared.set(ordinal, record);
        }
        return record;
      };
      for (let first = 0; first < group.length; first++) {
        for (let second = first + 1; second < group.length; second++) {
          const one = group[first]!;
          const other = group[second]!;
          if (earlier.some((numbers) => numbers[one] !== 0 && numbers[one] === numbers[other])) continue;
          if (++compared % step === 0) yield { done, groups };
          const { matches, certainty, confidence } = rule.compare(prepare(one), prepare(other));
          if (matches === true) yield { rule, one, other, certainty, confidence };
        }
      }
    }
    yield { done, groups };
  }
  return { compared, leftOut };
}

export function isPair(step: MatchingPair | PairsProgress): step is MatchingPair {
  return 'rule' in step;
}

/** For each record the number of its group of equal keys, from 1; 0: none, or alone. */
function groupNumbers(key: KeyIndex, size: number): Uint32Array {
  const numbers = new Uint32Array(size);
  let number = 0;
  for (const group of key.shared()) {
    number++;
    // Groups that are left out above count as not compared.
    if (group.length <= mostInGroup) for (const ordinal of group) numbers[ordinal] = number;
  }
  return numbers;
}

function count(items: Iterable<unknown>): number {
  let sum = 0;
  for (const _ of items) sum++;
  return sum;
}
