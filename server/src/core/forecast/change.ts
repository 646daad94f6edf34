import type { MatchingPair, PairsEnd } from '../dedupe/pairs.ts';

/** Pairs that one search found and another did not. */
export interface PairChange {
  /** Null where that cannot be told. */
  readonly gained: number | null;
  readonly lost: number | null;
  /** Why it cannot be told: a sentence; '' else. */
  readonly whyNoChange: string;
}

/** What a search found. */
export interface FoundPairs {
  readonly pairs: readonly MatchingPair[];
  readonly end: PairsEnd;
}

/** Steps after which counting is given up. */
const mostSteps = 20_000_000;

/** What a change of a rule does to the pairs of the same table. @param size of the table */
export function changeOf(now: FoundPairs, before: FoundPairs, size: number): PairChange {
  const unknown = (whyNoChange: string): PairChange => ({ gained: null, lost: null, whyNoChange });
  if ([now, before].some(({ end }) => end.leftOut.groups > 0)) {
    return unknown(
      'How many pairs come and go is not told: some records share a match key with more different ones than are compared.',
    );
  }
  const [one, other] = [classesOf(now.pairs, size), classesOf(before.pairs, size)];
  const common =
    one.pairs.size < other.pairs.size ? commonPairs(one, other, size) : commonPairs(other, one, size);
  if (common === null) {
    return unknown(
      'How many pairs come and go is not told: records of the same values are too many for counting them.',
    );
  }
  return { gained: one.count - common, lost: other.count - common, whyNoChange: '' };
}

/**
 * Pairs of classes of records that a rule cannot tell apart. Where one record of a class has a pair with a record of
 * another one, all of them have: equal values make equal keys.
 */
interface PairsOfClasses {
  /** In records. */
  readonly count: number;
  /** Of each record in a pair the first one of its class. */
  readonly classOf: ReadonlyMap<number, number>;
  /** Of classes of several records, by the first one. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  /** Two classes each, as one number; a class with itself where its records match one another. */
  readonly pairs: ReadonlySet<number>;
}

function classesOf(found: readonly MatchingPair[], size: number): PairsOfClasses {
  const members = new Map<number, readonly number[]>();
  const classOf = new Map<number, number>();
  let count = 0;
  for (const { one, other, stands, alike } of found) {
    count += stands;
    for (const all of alike ?? []) {
      if (all.length < 2 || members.has(all[0]!)) continue;
      members.set(all[0]!, all);
      for (const ordinal of all) classOf.set(ordinal, all[0]!);
    }
    for (const ordinal of [one, other]) if (!classOf.has(ordinal)) classOf.set(ordinal, ordinal);
  }
  // A class may be met after pairs of its records.
  for (const all of members.values()) for (const ordinal of all) classOf.set(ordinal, all[0]!);
  const pairs = new Set(found.map(({ one, other }) => pairOf(classOf.get(one)!, classOf.get(other)!, size)));
  return { count, classOf, members, pairs };
}

function pairOf(one: number, other: number, size: number): number {
  return one < other ? one * size + other : other * size + one;
}

/** How many pairs of records both have; null where counting takes too long. */
function commonPairs(some: PairsOfClasses, all: PairsOfClasses, size: number): number | null {
  const counts = new Map<number, readonly (readonly [classOfAll: number, records: number])[]>();
  const countsOf = (first: number) => {
    const known = counts.get(first);
    if (known) return known;
    const sums = new Map<number, number>();
    for (const ordinal of some.members.get(first) ?? [first]) {
      const other = all.classOf.get(ordinal);
      if (other !== undefined) sums.set(other, (sums.get(other) ?? 0) + 1);
    }
    const made = [...sums];
    counts.set(first, made);
    return made;
  };
  let common = 0;
  let steps = 0;
  for (const pair of some.pairs) {
    const [one, other] = [Math.floor(pair / size), pair % size];
    const [ofOne, ofOther] = [countsOf(one), countsOf(other)];
    steps += ofOne.length * ofOther.length;
    if (steps > mostSteps) return null;
    for (const [at, [first, records]] of ofOne.entries()) {
      // Within a class each two classes are met once.
      const others = one === other ? ofOther.slice(at) : ofOther;
      for (const [second, more] of others) {
        if (!all.pairs.has(pairOf(first, second, size))) continue;
        const isWithin = one === other && first === second;
        common += isWithin ? (records * (records - 1)) / 2 : records * more;
      }
    }
  }
  return common;
}
