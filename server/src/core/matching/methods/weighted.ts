import type { MatchingMethod } from '../../metadata/model.ts';
import type { Certainty } from '../certainty.ts';
import type { MethodEngine, MethodStep } from './model.ts';
import type { PreparedText } from './text.ts';
import { certaintyOf, fuzzyTrace, hasDiacritics } from './verdicts.ts';

/** A section of a value, compared by itself. */
export interface Section<Value> {
  readonly name: string;
  /** Share of the whole in percent. */
  readonly weight: number;
  /** The section as compared; '' where the value has none. */
  of(value: Value): string;
  /** 0 to 100, of two sections that are there. */
  score(one: string, other: string): number;
}

/** A method of the scoring "Weighted Average". */
export interface WeightedMethod<Value extends PreparedText> {
  readonly method: MatchingMethod;
  readonly label: string;
  readonly threshold: number;
  readonly sections: readonly Section<Value>[];
  prepare(value: string): Value;
  /** Why the sections of a value cannot be told as the documentation tells them; null if they can. */
  irregular(value: Value): string | null;
  /** Certainty where a value is irregular and the two are not equal. */
  readonly irregularCertainty: Certainty;
  /** Certainty of two equal values. */
  equal(value: Value): Certainty;
}

/**
 * How a section counts that a value does not have is not documented: one that both lack is left out, one that only
 * one lacks is different. The verdict is as sure as documented only if no other way of counting would turn it.
 */
export function weightedMethod<Value extends PreparedText>(
  definition: WeightedMethod<Value>,
): MethodEngine<Value> {
  const { method, label, threshold, sections } = definition;

  function score(one: Value, other: Value): number {
    if (one.literal === other.literal) return 100;
    if (one.otherScript || other.otherScript) return 0;
    let sum = 0;
    let weights = 0;
    for (const section of sections) {
      const found = sectionScore(section, one, other);
      if (found === null) continue;
      sum += section.weight * found;
      weights += section.weight;
    }
    return weights === 0 ? 0 : Math.round(sum / weights);
  }

  function computed(one: Value, other: Value, found: number): Certainty {
    if (definition.irregular(one) !== null || definition.irregular(other) !== null) {
      return definition.irregularCertainty;
    }
    if (hasDiacritics(one, other)) return 'approximate';
    let known = 0;
    let open = 0;
    for (const section of sections) {
      const there = section.of(one) !== '' && section.of(other) !== '';
      if (there) known += (section.weight * section.score(section.of(one), section.of(other))) / 100;
      else open += section.weight;
    }
    const turns = found >= threshold ? Math.round(known) < threshold : Math.round(known + open) >= threshold;
    return turns ? 'approximate' : 'documented';
  }

  function certainty(one: Value, other: Value, found: number): Certainty {
    if (one.literal === other.literal && !one.otherScript) return definition.equal(one);
    return certaintyOf(one, other, () => computed(one, other, found));
  }

  function steps(one: Value, other: Value): MethodStep[] {
    return sections.map((section) => ({
      name: section.name,
      score: sectionScore(section, one, other),
      weight: section.weight,
      detail: `${section.of(one) || 'none'} and ${section.of(other) || 'none'}`,
      certainty: section.of(one) === '' || section.of(other) === '' ? 'approximate' : 'documented',
    }));
  }

  return {
    method,
    label,
    threshold,
    scoring: 'weighted average',
    prepare: definition.prepare,
    score,
    certainty,
    trace(one, other) {
      const found = score(one, other);
      const sure = certainty(one, other, found);
      const notes = [one, other].map((value) => definition.irregular(value)).filter((note) => note !== null);
      const unique = [...new Set(notes)];
      return fuzzyTrace([one, other], threshold, found, sure, steps(one, other), unique);
    },
  };
}

function sectionScore<Value>(section: Section<Value>, one: Value, other: Value): number | null {
  const first = section.of(one);
  const second = section.of(other);
  if (first === '' && second === '') return null;
  if (first === '' || second === '') return 0;
  return section.score(first, second);
}

export const sameSection = (one: string, other: string): number => (one === other ? 100 : 0);
