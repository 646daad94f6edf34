import type { MatchingMethod } from '../../metadata/model.ts';
import { type Certainty, strongest, weakest } from '../certainty.ts';
import type { MethodEngine, MethodStep } from './model.ts';
import type { PreparedText } from './text.ts';
import { certaintyOf, exactStep, fuzzyTrace, isUnusual } from './verdicts.ts';

/** An algorithm of a method whose best score counts. */
export interface Algorithm<Value> {
  readonly name: string;
  readonly certainty: Certainty;
  /** 0 to 100; null where it does not apply to these values. Symmetric. */
  score(one: Value, other: Value): number | null;
  /** Whether a score that was found may make the match; absent: always. */
  counts?(one: Value, other: Value): boolean;
  /** For a reader; '' if the score says it all. */
  detail(one: Value, other: Value, score: number | null): string;
}

/** A method of the scoring "Maximum". */
export interface MaximumMethod<Value extends PreparedText> {
  readonly method: MatchingMethod;
  readonly label: string;
  readonly threshold: number;
  /** Beside Exact; those that are cheap first. */
  readonly algorithms: readonly Algorithm<Value>[];
  prepare(value: string): Value;
  /** Certainty that two values match which are equal only after this method's normalisation. */
  sameText(one: Value, other: Value): Certainty;
  /** Whether the verdict hangs on what is not documented, although the algorithms are; absent: never. */
  isDoubtful?(one: Value, other: Value, matches: boolean): boolean;
  /** What a reader must know of this comparison. */
  notes(one: Value, other: Value, score: number): readonly string[];
}

export function maximumMethod<Value extends PreparedText>(
  definition: MaximumMethod<Value>,
): MethodEngine<Value> {
  const { method, label, threshold, algorithms } = definition;
  const leastSure = weakest(...algorithms.map(({ certainty }) => certainty));

  function score(one: Value, other: Value): number {
    if (one.literal === other.literal) return 100;
    if (!comparable(one, other)) return 0;
    if (one.text === other.text) return 100;
    let best = 0;
    for (const algorithm of algorithms) {
      const found = algorithm.score(one, other);
      if (found !== null && found > best && counted(algorithm, one, other)) best = found;
      if (best === 100) break;
    }
    return best;
  }

  /** A match is as sure as the surest algorithm that gives it; no match, as the least sure of all. */
  function computed(one: Value, other: Value, best: number): Certainty {
    if (isUnusual(one, other)) return 'approximate';
    if (one.text !== other.text && definition.isDoubtful?.(one, other, best >= threshold))
      return 'approximate';
    if (best < threshold) return leastSure;
    if (one.text === other.text) return definition.sameText(one, other);
    const passing = algorithms.filter(
      (algorithm) => (algorithm.score(one, other) ?? 0) >= threshold && counted(algorithm, one, other),
    );
    return strongest(...passing.map((algorithm) => algorithm.certainty));
  }

  function certainty(one: Value, other: Value, best: number): Certainty {
    return certaintyOf(one, other, () => computed(one, other, best));
  }

  function steps(one: Value, other: Value): MethodStep[] {
    const exact = exactStep(one, other, definition.sameText(one, other));
    if (one.literal === other.literal || !comparable(one, other)) return [exact];
    const others = algorithms.map((algorithm): MethodStep => {
      const found = algorithm.score(one, other);
      const detail = algorithm.detail(one, other, found);
      return { name: algorithm.name, score: found, weight: null, detail, certainty: algorithm.certainty };
    });
    return [exact, ...others];
  }

  return {
    method,
    label,
    threshold,
    scoring: 'maximum',
    parts: ['Exact', ...algorithms.map(({ name }) => name)].map((name) => ({ name, weight: null })),
    prepare: definition.prepare,
    score,
    certainty,
    trace(one, other) {
      const best = score(one, other);
      const sure = certainty(one, other, best);
      const notes = definition.notes(one, other, best);
      return fuzzyTrace([one, other], threshold, best, sure, steps(one, other), notes);
    },
  };
}

function counted<Value>(algorithm: Algorithm<Value>, one: Value, other: Value): boolean {
  return algorithm.counts?.(one, other) ?? true;
}

function comparable(one: PreparedText, other: PreparedText): boolean {
  return !one.otherScript && !other.otherScript && one.text !== '' && other.text !== '';
}
