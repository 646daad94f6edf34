import type { FieldMapping, MatchingRule } from '../metadata/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { Certainty } from './certainty.ts';
import { Evaluator } from './equation/evaluate.ts';
import {
  type Cell,
  inOrderOfCost,
  type Plan,
  type PlannedSegment,
  type Test,
  type Transposition,
} from './equation/plan.ts';
import { type FiledKeys, type KeyDefinition, MatchKeys } from './keys/matchKey.ts';
import { remembering } from './methods/remembering.ts';
import type {
  CompiledItem,
  CompiledRule,
  MatchKey,
  MatchVerdict,
  PairTrace,
  PreparedRecord,
  RecordValues,
  RuleSegment,
} from './model.ts';
import { type ItemSource, RecordTaker, RuleRecord, type Slot, textOf } from './record.ts';
import { tracePair } from './trace.ts';

/** A segment and what its rule says of it. */
export interface SegmentParts {
  readonly segment: RuleSegment;
  /** Of names, instead of the method's own; null: the method's own. */
  readonly threshold: number | null;
  /** Item numbers whose blank values are ignored. */
  readonly blanksIgnored: readonly number[];
}

/** What a rule is made of. */
export interface RuleParts {
  readonly rule: MatchingRule;
  readonly object: string;
  readonly items: readonly CompiledItem[];
  readonly sources: readonly ItemSource[];
  readonly segments: readonly SegmentParts[];
  readonly keys: readonly KeyDefinition[];
  /** Numbers of first and last name where the rule transposes them; else null. */
  readonly names: readonly [first: number, last: number] | null;
  readonly equationCertainty: Certainty;
  readonly notes: readonly string[];
}

/** Records of person accounts are accounts. */
export function candidateObject(object: string): string {
  return /^personaccount$/i.test(object) ? 'Account' : object;
}

export class RunnableRule implements CompiledRule {
  readonly rule: MatchingRule;
  readonly object: string;
  readonly engine: 'ExactMatchEngine' | 'FuzzyMatchEngine';
  readonly items: readonly CompiledItem[];
  readonly segments: readonly RuleSegment[];
  readonly keys: readonly MatchKey[];
  readonly notes: readonly string[];
  readonly plan: Plan;
  readonly names: RuleParts['names'];
  readonly #slots: readonly Slot[];
  readonly #taker: RecordTaker;
  readonly #keys: MatchKeys;
  readonly #evaluator: Evaluator;
  /** Of the record that is filed under its keys. */
  readonly #given: (FieldScalar | undefined)[];

  constructor(parts: RuleParts) {
    const { names } = parts;
    const items = parts.items.map((item) => ({ ...item, method: remembering(item.method) }));
    this.rule = parts.rule;
    this.object = parts.object;
    this.engine = items.every(({ method }) => method.method === 'Exact')
      ? 'ExactMatchEngine'
      : 'FuzzyMatchEngine';
    this.items = items;
    this.segments = parts.segments.map(({ segment }) => segment);
    this.notes = parts.notes;
    this.names = names;
    this.#slots = slotsOf(items, names);
    this.#taker = new RecordTaker(parts.sources);
    this.#keys = new MatchKeys(items, parts.keys);
    this.#given = items.map(() => undefined);
    this.keys = this.#keys.keys;
    const cells = items.map(
      ({ number, method, matchBlanks }): Cell => ({
        item: number,
        method,
        sample: number - 1,
        candidate: number - 1,
        matchBlanks,
      }),
    );
    this.plan = {
      cells,
      transposition: names && transpositionOf(items, names),
      segments: parts.segments.map((segment) => planned(segment, items, cells, names)),
      equationCertainty: parts.equationCertainty,
    };
    this.#evaluator = new Evaluator(this.plan);
  }

  prepare(values: RecordValues, mapping: readonly FieldMapping[] | null = null): RuleRecord {
    return new RuleRecord(this.#taker.take(values, mapping), mapping, this.#slots);
  }

  compare(sample: PreparedRecord, candidate: PreparedRecord): MatchVerdict {
    this.#evaluator.begin(sample as RuleRecord, candidate as RuleRecord);
    return this.#evaluator.verdict();
  }

  keysOf(record: PreparedRecord): readonly (string | null)[] {
    const own = record as RuleRecord;
    own.keys ??= this.#keys.of(own);
    return own.keys;
  }

  keysIn(values: RecordValues): readonly (string | null)[] {
    return this.filedIn(values).keys;
  }

  filedIn(values: RecordValues): FiledKeys {
    this.#taker.takeSome(this.#keys.used, values, this.#given);
    return this.#keys.file(this.#given);
  }

  filedOf(record: PreparedRecord): FiledKeys {
    return this.#keys.file(record.given);
  }

  looseKey(record: PreparedRecord, index: number, mask: number): string | null {
    return this.#keys.without(index, mask, record.given);
  }

  transposed(sample: PreparedRecord): PreparedRecord | null {
    if (this.names === null) return null;
    const own = sample as RuleRecord;
    if (own.transposed === undefined) own.transposed = this.#transpose(own, this.names);
    return own.transposed;
  }

  changesKeys(number: number, one: string, other: string): boolean {
    const numbers = this.names?.includes(number) ? this.names : [number];
    return numbers.some((item) => this.#keys.differ(item, one, other));
  }

  #transpose({ given, mapping }: RuleRecord, names: readonly [number, number]): RuleRecord | null {
    const [first, last] = [names[0] - 1, names[1] - 1];
    if (!isFilled(given[first]) || !isFilled(given[last])) return null;
    const exchanged = [...given];
    exchanged[first] = given[last];
    exchanged[last] = given[first];
    return new RuleRecord(exchanged, mapping, this.#slots);
  }

  trace(sample: PreparedRecord, candidate: PreparedRecord): PairTrace {
    return tracePair(this, new Evaluator(this.plan), sample as RuleRecord, candidate as RuleRecord);
  }
}

function isFilled(value: FieldScalar | undefined): boolean {
  return value !== undefined && textOf(value) !== '';
}

/** Transposed names are made ready by each other's method. */
function slotsOf(items: readonly CompiledItem[], names: RuleParts['names']): readonly Slot[] {
  const slots = items.map(({ number, method }): Slot => ({ item: number - 1, method }));
  if (names === null) return slots;
  const [first, last] = names.map((number) => items[number - 1]!) as [CompiledItem, CompiledItem];
  return [
    ...slots,
    { item: last.number - 1, method: first.method },
    { item: first.number - 1, method: last.method },
  ];
}

/**
 * Which of the two records is transposed the documentation does not say: either may be, so that it makes no
 * difference which of them is saved.
 */
function transpositionOf(items: readonly CompiledItem[], names: readonly [number, number]): Transposition {
  const [first, last] = names.map((number) => items[number - 1]!) as [CompiledItem, CompiledItem];
  const lastAsFirst = items.length;
  const firstAsLast = items.length + 1;
  const cell = (item: CompiledItem, sample: number, candidate: number): Cell => ({
    item: item.number,
    method: item.method,
    sample,
    candidate,
    matchBlanks: false,
  });
  return {
    orientations: [
      [cell(first, lastAsFirst, first.number - 1), cell(last, firstAsLast, last.number - 1)],
      [cell(first, first.number - 1, lastAsFirst), cell(last, last.number - 1, firstAsLast)],
    ],
  };
}

function planned(
  { segment, threshold, blanksIgnored }: SegmentParts,
  items: readonly CompiledItem[],
  cells: readonly Cell[],
  names: RuleParts['names'],
): PlannedSegment {
  const test = (number: number, negated: boolean): Test => {
    const isName = names?.includes(number) ?? false;
    return {
      cell: number - 1,
      negated,
      threshold: (isName ? threshold : null) ?? items[number - 1]!.method.threshold,
      blanksIgnored: blanksIgnored.includes(number),
    };
  };
  const plain = segment.transposed
    ? segment.items.filter((number) => !names!.includes(number))
    : segment.items;
  const tests = [
    ...plain.map((number) => test(number, false)),
    ...segment.without.map((number) => test(number, true)),
    ...(segment.transposed ? [{ cell: -1, negated: false, threshold: 0, blanksIgnored: false }] : []),
  ];
  return { segment, tests: inOrderOfCost(tests, cells) };
}
