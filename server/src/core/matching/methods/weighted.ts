import type { MatchingMethod } from '../../metadata/model.ts';
import type { Certainty } from '../certainty.ts';
import type { MethodEngine, MethodStep, MethodTrace } from './model.ts';
import type { PreparedText } from './text.ts';
import { certaintyOf, fuzzyTrace, isUnusual } from './verdicts.ts';

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
  /** Whether the weights were found in Salesforce's documentation. */
  readonly weights: 'published' | 'recalled';
  readonly sections: readonly Section<Value>[];
  prepare(value: string): Value;
  /** False where the method finds not even equal values: their score is 0. */
  comparable(one: Value, other: Value): boolean;
  /** Why the sections of a value cannot be told as the documentation tells them; null if they can. */
  irregular(value: Value): string | null;
  /** Whether sections are missing, so that it is not documented that even an equal value matches. */
  isOtherwiseFormed(value: Value): boolean;
  /** Certainty where a value is irregular, of values that are not equal or not comparable. */
  irregularCertainty(one: Value, other: Value): Certainty;
}

/**
 * How a section counts that a value does not have is not documented. Here one that both lack is left out, one that only
 * one lacks is different; it could be that the first counts as equal, that the second is left out. A verdict is
 * documented only if it is the same all these ways.
 */
export function weightedMethod<Value extends PreparedText>(
  definition: WeightedMethod<Value>,
): MethodEngine<Value> {
  const { method, label, threshold, sections } = definition;

  function score(one: Value, other: Value): number {
    if (!definition.comparable(one, other)) return 0;
    if (one.literal === other.literal) return 100;
    if (one.otherScript || other.otherScript) return 0;
    return Math.round(average(one, other, false, true));
  }

  /** @param noneIsEqual a section that neither has counts as equal @param oneIsDifferent one that one lacks counts */
  function average(one: Value, other: Value, noneIsEqual: boolean, oneIsDifferent: boolean): number {
    let sum = 0;
    let weights = 0;
    for (const section of sections) {
      const first = section.of(one);
      const second = section.of(other);
      if (first !== '' && second !== '') sum += section.weight * section.score(first, second);
      else if (first !== second) {
        if (!oneIsDifferent) continue;
      } else if (noneIsEqual) sum += section.weight * 100;
      else continue;
      weights += section.weight;
    }
    return weights === 0 ? 0 : sum / weights;
  }

  function certainty(one: Value, other: Value, found: number): Certainty {
    if (!definition.comparable(one, other)) return definition.irregularCertainty(one, other);
    // Equal postal codes of another form than the method knows do not match: so may other values.
    if (one.literal === other.literal && !isUnusual(one, other) && definition.isOtherwiseFormed(one))
      return 'approximate';
    return certaintyOf(one, other, () => {
      if (definition.irregular(one) !== null || definition.irregular(other) !== null) {
        return definition.irregularCertainty(one, other);
      }
      if (isUnusual(one, other)) return 'approximate';
      return couldTurn(one, other, found >= threshold) ? 'approximate' : 'documented';
    });
  }

  /** Whether another way of counting missing sections, or other weights where they are recalled, turns the verdict. */
  function couldTurn(one: Value, other: Value, matches: boolean): boolean {
    if (definition.weights === 'recalled') {
      return matches
        ? sections.some((section) => section.of(one) !== section.of(other))
        : sections.some((section) => section.of(one) !== '' && section.of(one) === section.of(other));
    }
    for (const noneIsEqual of [true, false]) {
      for (const oneIsDifferent of [true, false]) {
        const mean = average(one, other, noneIsEqual, oneIsDifferent);
        // Nor is it documented whether scores are rounded before they are held against the threshold.
        const hangsOnRounding = mean !== threshold && Math.abs(mean - threshold) < 0.5;
        if (hangsOnRounding || mean >= threshold !== matches) return true;
      }
    }
    return false;
  }

  return {
    method,
    label,
    threshold,
    scoring: 'weighted average',
    parts: sections.map(({ name, weight }) => ({ name, weight })),
    prepare: definition.prepare,
    score,
    certainty,
    trace,
  };

  function steps(one: Value, other: Value): MethodStep[] {
    return sections.map((section) => {
      const first = section.of(one);
      const second = section.of(other);
      const both = first !== '' && second !== '';
      const none = first === '' && second === '';
      return {
        name: section.name,
        score: both ? section.score(first, second) : none ? null : 0,
        weight: section.weight,
        detail: none ? 'neither has one' : `${first || 'none'} and ${second || 'none'}`,
        certainty: both ? 'documented' : 'approximate',
      };
    });
  }

  function trace(one: Value, other: Value): MethodTrace {
    const found = score(one, other);
    const notes = [definition.irregular(one), definition.irregular(other)].filter((note) => note !== null);
    const unique = [...new Set(notes)];
    return fuzzyTrace(
      [one, other],
      threshold,
      found,
      certainty(one, other, found),
      steps(one, other),
      unique,
    );
  }
}

export const sameSection = (one: string, other: string): number => (one === other ? 100 : 0);
