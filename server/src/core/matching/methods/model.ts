import type { MatchingMethod } from '../../metadata/model.ts';
import type { Certainty } from '../certainty.ts';

/** A value made ready for comparison by one method; what is in it only that method knows. */
export interface PreparedValue {
  /** The normalised text as a person may read it. '' where nothing is left, as of the company "Inc.". */
  readonly text: string;
}

/**
 * A matching method: how two values that are not blank are compared. Blank values never come here (facts, section
 * 5.2). Pure; symmetric unless its page says otherwise.
 */
export interface MethodEngine<Value extends PreparedValue = PreparedValue> {
  readonly method: MatchingMethod;
  /** As Setup calls it: "Fuzzy: First Name". */
  readonly label: string;
  /** Score, 0 to 100, from which on two values match. */
  readonly threshold: number;
  readonly scoring: 'equality' | 'maximum' | 'weighted average';
  /** The algorithms, or the parts of a value with their share of the score in percent. */
  readonly parts: readonly { readonly name: string; readonly weight: number | null }[];
  /** Normalises; called once per value, and its answer kept. @param value trimmed, not blank */
  prepare(value: string): Value;
  /** 0 to 100, rounded. Fast: no allocation where it can be helped. */
  score(one: Value, other: Value): number;
  /** How sure it is that the values match, or do not. */
  certainty(one: Value, other: Value, score: number): Certainty;
  /** The same score as {@link score}, with the way to it. */
  trace(one: Value, other: Value): MethodTrace;
}

/** How a method came to its score. */
export interface MethodTrace {
  readonly score: number;
  readonly threshold: number;
  readonly matches: boolean;
  readonly certainty: Certainty;
  /** Both values as compared. */
  readonly normalised: readonly [string, string];
  /** One per algorithm that was tried, or per section that was compared, in the method's order. */
  readonly steps: readonly MethodStep[];
  /** What a reader must know of this comparison: why it is approximate, what was left out. Empty: nothing. */
  readonly notes: readonly string[];
}

export interface MethodStep {
  /** "Jaro-Winkler", "Initials"; of a weighted average the section: "Area code". */
  readonly name: string;
  /** 0 to 100; null where it does not apply to these values. */
  readonly score: number | null;
  /** Share of the whole in percent; null where the best score counts. */
  readonly weight: number | null;
  /** For a reader: "jon ~ jonathan: known variants". '' if the score says it all. */
  readonly detail: string;
  readonly certainty: Certainty;
}
