import type { FieldMapping, MatchingRule } from '../metadata/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { Certainty } from './certainty.ts';
import type { FiledKeys } from './keys/matchKey.ts';
import type { MethodEngine, MethodTrace, PreparedValue } from './methods/model.ts';

/** A record's values by `fieldKey` (outcome/fieldNames.ts); undefined: the source does not hold the field. */
export type RecordValues = (key: string) => FieldScalar | undefined;

/** A field that a matching rule compares. */
export interface CompiledItem {
  /** From 1, as the boolean filter numbers it. */
  readonly number: number;
  readonly field: string;
  /** {@link RecordValues} are asked with it. */
  readonly key: string;
  readonly method: MethodEngine;
  readonly matchBlanks: boolean;
}

/** A value of an item: blank, not in the data, or there. */
export type ItemValue = PreparedValue | 'blank' | 'absent';

/** A record as one compiled rule sees it: a value per item, in their order; made once per record and rule. */
export interface PreparedRecord {
  /** Made ready when first asked for: a record that no key brings up is never compared. */
  readonly values: readonly ItemValue[];
  /** As the source holds them; undefined: not in the data. */
  readonly given: readonly (FieldScalar | undefined)[];
  /** Of a sample of another object, by which its fields were taken; else null. */
  readonly mapping: readonly FieldMapping[] | null;
}

/** True, false, or null where it cannot be said; `certainty` is that of the answer. */
export interface MatchVerdict {
  readonly matches: boolean | null;
  readonly certainty: Certainty;
  /** Mean score of the fields that carry a match, 0 to 100; 0 without one. Salesforce's own formula is not public. */
  readonly confidence: number;
}

/**
 * One AND of fields of the rule's equation after the OR is on top (facts, section 5.3), as the rule's text has it,
 * or with first and last name transposed.
 */
export interface RuleSegment {
  /** Item numbers, all of which must match. */
  readonly items: readonly number[];
  /** Numbers that must not match (NOT in a boolean filter). */
  readonly without: readonly number[];
  readonly transposed: boolean;
  /** Why Salesforce does not evaluate it ("Fuzzy field 1 is repeated: only the last segment with it counts"); null if it does. */
  readonly leftOut: string | null;
}

/** A match key: what must be equal for two records to be compared at all. */
export interface MatchKey {
  /** Unique within the rule. */
  readonly id: string;
  /** As the documentation writes it: "First_Name (1,1) Last_Name Email". */
  readonly notation: string;
  /** Item numbers that it is made of. */
  readonly items: readonly number[];
  /** Whether this key is as documented or derived as the documentation describes. */
  readonly certainty: Certainty;
  readonly source: string;
  /** Null where a part is blank: such a record has no key of this kind. */
  of(record: PreparedRecord): string | null;
  /** That of the key of this record: less where its values have a form that no documentation shows. */
  certaintyOf(record: PreparedRecord): Certainty;
  /** The parts that make the key of a record, for a reader: field, value, part of the key. */
  parts(record: PreparedRecord): readonly MatchKeyPart[];
}

export interface MatchKeyPart {
  readonly field: string;
  /** What of the value enters the key: "first letter", "double metaphone", "domain". */
  readonly rule: string;
  readonly value: string;
  readonly part: string;
}

/** A matching rule made ready to run. */
export interface CompiledRule {
  readonly rule: MatchingRule;
  /** Object of the candidates. */
  readonly object: string;
  readonly engine: 'ExactMatchEngine' | 'FuzzyMatchEngine';
  readonly items: readonly CompiledItem[];
  readonly segments: readonly RuleSegment[];
  /** Empty where no key can be built, as of a rule on titles alone: then nothing limits the candidates. */
  readonly keys: readonly MatchKey[];
  /** What a reader must know of this rule offline: sentences. */
  readonly notes: readonly string[];

  /** `mapping`: of a rule across objects, from the sample's fields to those of the candidates. */
  prepare(values: RecordValues, mapping?: readonly FieldMapping[] | null): PreparedRecord;
  /** Fast; the equation alone, without keys. */
  compare(sample: PreparedRecord, candidate: PreparedRecord): MatchVerdict;
  /** One per key, in their order; null where there is none. */
  keysOf(record: PreparedRecord): readonly (string | null)[];
  /**
   * The same of a record that is only filed under its keys: what they do not need is not looked at. The array is used
   * again by the next call.
   */
  keysIn(values: RecordValues): readonly (string | null)[];
  /** The same with what is sure of keys of unusual values; its arrays are used again too. */
  filedIn(values: RecordValues): FiledKeys;
  filedOf(record: PreparedRecord): FiledKeys;
  /** One of its keys as records of unusual values are filed under (`LooseKey`); null where it has no such key. */
  looseKey(record: PreparedRecord, index: number, mask: number): string | null;
  /**
   * The sample with first and last name transposed, whose keys bring up candidates too; null where the rule does not
   * transpose or a name is blank. Candidates are compared with the sample itself: the equation transposes on its own.
   */
  transposed(sample: PreparedRecord): PreparedRecord | null;
  /**
   * Whether a value of an item makes other match keys than another one, also with names transposed.
   * @param number of the item @param one trimmed, not blank, as the other
   */
  changesKeys(number: number, one: string, other: string): boolean;
  /** Slow; keys and equation, for a reader. */
  trace(sample: PreparedRecord, candidate: PreparedRecord): PairTrace;
}

/** Why a rule cannot be run offline: the standard account rule, a body that was not read, a filter that cannot be read. */
export interface NotCompiled {
  readonly rule: MatchingRule | null;
  readonly why: string;
}

/** Why two records match by a matching rule, or do not. */
export interface PairTrace {
  readonly verdict: MatchVerdict;
  /** Verdict in a sentence: what decided it. */
  readonly summary: string;
  /** Whether Salesforce would compare the records at all. Null where it is not known. */
  readonly compared: { readonly value: boolean | null; readonly certainty: Certainty; readonly text: string };
  readonly keys: readonly KeyTrace[];
  readonly fields: readonly FieldTrace[];
  readonly segments: readonly SegmentTrace[];
}

export interface KeyTrace {
  readonly key: MatchKey;
  readonly sample: string | null;
  readonly candidate: string | null;
  readonly equal: boolean;
}

export interface FieldTrace {
  readonly number: number;
  readonly field: string;
  /** Field of the sample where the rule maps another object's; null if no field is mapped to it. */
  readonly sampleField: string | null;
  readonly method: string;
  readonly sample: FieldScalar | undefined;
  readonly candidate: FieldScalar | undefined;
  readonly matches: boolean | null;
  readonly certainty: Certainty;
  /** How blank values decided it; null where both are there. */
  readonly blank: string | null;
  /** Null where a value is blank or absent. */
  readonly trace: MethodTrace | null;
}

export interface SegmentTrace {
  readonly segment: RuleSegment;
  /** "FirstName and LastName and Email". */
  readonly text: string;
  readonly holds: boolean | null;
  /** Fields that decided it: those that failed, or all of them. */
  readonly deciding: readonly number[];
}
