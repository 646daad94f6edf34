import type { FieldScalar } from '../records/model.ts';

/**
 * What Salesforce answers about the duplicates of one record, in whatever form it came: SOAP findDuplicates,
 * REST and SOAP errors (`duplicateResut`, `duplicateResult`), UI API predupe, Apex' Datacloud classes.
 * Names are those of the API (facts, section 2.2).
 */
export interface DuplicateAnswer {
  /** False where Salesforce could not check the record: then nothing is known, and `errors` says why. */
  readonly success: boolean;
  readonly errors: readonly AnswerError[];
  readonly results: readonly DuplicateResult[];
  /** What was left out of an answer that is larger than any can be: sentences. Absent if nothing was. */
  readonly leftOut?: readonly string[];
}

export interface AnswerError {
  readonly code: string;
  readonly message: string;
}

/** What one duplicate rule says. */
export interface DuplicateResult {
  /** True: an Alert rule, a retry with allowSave=true is possible; false: Block; null: not said. */
  readonly allowSave: boolean | null;
  /** Developer name, or whatever the answer names the rule by (predupe gives ids). */
  readonly duplicateRule: string;
  /** Object of the rule; '' if not said. */
  readonly duplicateRuleEntityType: string;
  /** The rule's alert text; null if nil. */
  readonly errorMessage: string | null;
  readonly matchResults: readonly MatchResult[];
  /** What was left out, as in DuplicateAnswer. Match records that were left out count in `size`. */
  readonly leftOut?: readonly string[];
}

/** What one matching rule says. */
export interface MatchResult {
  /** Object whose records were compared with. */
  readonly entityType: string;
  /** Developer name of the matching rule. */
  readonly rule: string;
  /** `ExactMatchEngine`, `FuzzyMatchEngine`; null if not said. */
  readonly matchEngine: string | null;
  /** How many records match; null if not said. `matchRecords` may hold fewer. */
  readonly size: number | null;
  /** False: the comparison failed, whether something matches is unknown. Null if not said. */
  readonly success: boolean | null;
  readonly errors: readonly AnswerError[];
  readonly matchRecords: readonly MatchRecord[];
}

export interface MatchRecord {
  readonly id: string;
  /** Object of the record; '' if not said. */
  readonly type: string;
  /** 0 to 100; null if not said or unused (-1). */
  readonly matchConfidence: number | null;
  readonly fieldDiffs: readonly FieldDiff[];
  readonly additionalInformation: readonly { readonly name: string; readonly value: string }[];
  /** Values that came with the answer. */
  readonly fields: Readonly<Record<string, FieldScalar>>;
}

export interface FieldDiff {
  readonly name: string;
  /** As the API spells it; unknown ones are kept. */
  readonly difference: 'SAME' | 'SIMILAR' | 'DIFFERENT' | 'NULL' | (string & {});
}
