import { type Certainty, weaker } from '../matching/certainty.ts';
import type { KeyIndex } from '../matching/index/keyIndex.ts';
import { type RuleIndex, valuesIn } from '../matching/index/tableIndex.ts';
import { SampleKeys } from '../matching/keys/meeting.ts';
import type { CompiledRule, PreparedRecord } from '../matching/model.ts';
import type { RecordTable } from '../recordSets/model.ts';

/** Two records of a table that match by a rule; `one` is the earlier one. */
export interface MatchingPair {
  readonly rule: CompiledRule;
  readonly one: number;
  readonly other: number;
  readonly certainty: Certainty;
  readonly confidence: number;
  /** How many pairs it stands for: among many records of the same values not each pair is told. */
  readonly stands: number;
  /** Where it stands for several: the records of the values of one and of the other, the same array where those are equal. */
  readonly alike?: readonly [one: readonly number[], other: readonly number[]];
}

/** How far the search is: of so many groups of records that share a match key. */
export interface PairsProgress {
  readonly done: number;
  readonly groups: number;
}

export interface PairsEnd {
  /** Pairs that were compared. */
  readonly compared: number;
  /** Records that share their key with more different ones than can be compared: how many, in how many groups. */
  readonly leftOut: { readonly records: number; readonly groups: number };
}

/** Among more records than these behind one key that all differ, not all pairs are compared. */
const mostInGroup = 1_000;

/** Of groups larger than this, records of the same values are compared once. */
const mostOneByOne = 100;

/** After so many comparisons whoever searches may show progress, or stop. */
const step = 20_000;

/**
 * All pairs of records of a table that match by a rule and share one of its match keys, each pair once, also those that
 * share a key only with first and last name of one transposed. Gives now and then how far it is.
 */
export function* matchingPairs(
  table: RecordTable,
  { rule, keys }: RuleIndex,
): Generator<MatchingPair | PairsProgress, PairsEnd> {
  const valuesOf = valuesIn(table);
  const prepare = (ordinal: number) => rule.prepare(valuesOf(ordinal));
  const groupsOf = keys.map((key) => groupNumbers(key, table.size));
  const groups = keys.reduce((sum, key) => sum + count(key.shared()), 0);
  const leftOut = { records: 0, groups: 0 };
  /** Records of the same values that were told in a group that was left out otherwise. */
  const told = new Uint32Array(table.size);
  let classes = 0;
  const share = (numbers: readonly Uint32Array[], one: number, other: number) =>
    numbers.some((of) => of[one] !== 0 && of[one] === of[other]);
  let done = 0;
  let compared = 0;
  for (const [at, key] of keys.entries()) {
    // What shared an earlier key was compared there.
    const earlier = [...groupsOf.slice(0, at), told];
    for (const group of key.shared()) {
      done++;
      const alike = group.length > mostOneByOne ? byValues(group, prepare) : [...group].map(single(prepare));
      for (const { ordinals, record } of alike) {
        if (ordinals.length < 2 || share(earlier, ordinals[0]!, ordinals[1]!)) continue;
        compared++;
        // Equal values make equal keys, however keys are made.
        const { matches, certainty, confidence } = rule.compare(record(), record());
        if (matches !== true) continue;
        const [one] = ordinals as [number];
        const alike = [ordinals, ordinals] as const;
        for (let next = 1; next < ordinals.length; next++) {
          yield { rule, one, other: ordinals[next]!, certainty, confidence, stands: next, alike };
        }
      }
      if (alike.length > mostInGroup) {
        leftOut.groups++;
        leftOut.records += group.length;
        for (const { ordinals } of alike) {
          classes++;
          for (const ordinal of ordinals) {
            groupsOf[at]![ordinal] = 0;
            told[ordinal] = classes;
          }
        }
        yield { done, groups };
        continue;
      }
      for (let first = 0; first < alike.length; first++) {
        for (let second = first + 1; second < alike.length; second++) {
          const [a, b] = [alike[first]!, alike[second]!];
          const [one, other] = [a.ordinals[0]!, b.ordinals[0]!];
          if (share(earlier, one, other)) continue;
          if (++compared % step === 0) yield { done, groups };
          const { matches, certainty, confidence } = rule.compare(a.record(), b.record());
          if (matches !== true) continue;
          const meeting = new SampleKeys(rule, a.record()).meet(b.record());
          // Different keys that share a hash.
          if (meeting.value === false) continue;
          const sure = weaker(certainty, meeting.certainty);
          const stands = a.ordinals.length * b.ordinals.length;
          const pair = { rule, one, other, certainty: sure, confidence, stands };
          yield stands === 1 ? pair : { ...pair, alike: [a.ordinals, b.ordinals] };
        }
      }
    }
    yield { done, groups };
  }
  const known = [...groupsOf, told];
  compared += yield* transposedPairs(table, { rule, keys }, leftOut, (one, other) =>
    share(known, one, other),
  );
  return { compared, leftOut };
}

/** Pairs that no key brings together unless the names of one are transposed. */
function* transposedPairs(
  table: RecordTable,
  { rule, keys }: Pick<RuleIndex, 'rule' | 'keys'>,
  leftOut: { records: number; groups: number },
  isKnown: (one: number, other: number) => boolean,
): Generator<MatchingPair | PairsProgress, number> {
  const valuesOf = valuesIn(table);
  const found = new Set<number>();
  /** First records of groups of a key that are too large. */
  const tooLarge = keys.map(() => new Set<number>());
  let compared = 0;
  for (let ordinal = 0; ordinal < table.size; ordinal++) {
    if (ordinal % step === step - 1) yield { done: ordinal, groups: table.size };
    const record = rule.prepare(valuesOf(ordinal));
    const transposed = rule.transposed(record);
    if (transposed === null) continue;
    for (const [at, key] of rule.keysOf(transposed).entries()) {
      const others = key === null ? [] : keys[at]!.behind(key);
      if (others.length > mostInGroup) {
        const isNew = !tooLarge[at]!.has(others[0]!) && others.some((other) => !isKnown(ordinal, other));
        if (!isNew) continue;
        tooLarge[at]!.add(others[0]!);
        leftOut.groups++;
        leftOut.records += others.length;
        continue;
      }
      for (const match of others) {
        const [one, other] = match < ordinal ? [match, ordinal] : [ordinal, match];
        const pair = one * table.size + other;
        if (one === other || isKnown(one, other) || found.has(pair)) continue;
        found.add(pair);
        if (++compared % step === 0) yield { done: ordinal, groups: table.size };
        const { matches, certainty, confidence } = rule.compare(record, rule.prepare(valuesOf(match)));
        // That keys of transposed names are looked up is not documented.
        const sure = weaker(certainty, 'approximate');
        if (matches === true) yield { rule, one, other, certainty: sure, confidence, stands: 1 };
      }
    }
  }
  return compared;
}

/** Records of a group that a rule cannot tell apart. */
interface Alike {
  readonly ordinals: readonly number[];
  record(): PreparedRecord;
}

function single(prepare: (ordinal: number) => PreparedRecord): (ordinal: number) => Alike {
  return (ordinal) => {
    let record: PreparedRecord | undefined;
    return { ordinals: [ordinal], record: () => (record ??= prepare(ordinal)) };
  };
}

function byValues(group: Iterable<number>, prepare: (ordinal: number) => PreparedRecord): readonly Alike[] {
  const found = new Map<string, { readonly ordinals: number[]; readonly record: () => PreparedRecord }>();
  for (const ordinal of group) {
    const record = prepare(ordinal);
    const values = JSON.stringify(record.given.map((value) => (value === undefined ? 0 : value)));
    const alike = found.get(values);
    if (alike) alike.ordinals.push(ordinal);
    else found.set(values, { ordinals: [ordinal], record: () => record });
  }
  return [...found.values()];
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
    for (const ordinal of group) numbers[ordinal] = number;
  }
  return numbers;
}

function count(items: Iterable<unknown>): number {
  let sum = 0;
  for (const _ of items) sum++;
  return sum;
}
