import type { DuplicateRule, LeadConversionValidation, MatchingRule } from '../metadata/model.ts';

/** The two operations that a rule has actions for. */
export type RuleOperation = 'insert' | 'update';

/** What Salesforce does with a save when a rule finds a match. */
export type Result =
  /** DUPLICATES_DETECTED, and no option changes that on this channel. */
  | 'refused'
  /** DUPLICATES_DETECTED unless allowSave=true goes with the save, which this channel can carry. */
  | 'refused-unless-allow-save'
  /** Saved because allowSave=true acknowledges the alert. */
  | 'saved-by-allow-save'
  /** Saved; a duplicate record set is written. */
  | 'saved-and-reported'
  /** Saved without a trace. */
  | 'saved'
  /** The rule is not run for this save. */
  | 'not-evaluated'
  /** The facts do not say. */
  | 'unknown';

/** Confidence in a statement, as the facts mark it. */
export type Confidence = 'documented' | 'well-founded' | 'weak' | 'open';

/** What holds only under a condition that the code cannot settle. */
export type Proviso =
  /** The rule's filter; `text` quotes it. */
  | { readonly kind: 'rule-condition'; readonly text: string; readonly onUser: boolean }
  /** A rule for person accounts, or for business accounts, and the record may be either. */
  | { readonly kind: 'person-account'; readonly text: string }
  /** "when it creates", "when it updates". */
  | { readonly kind: 'upsert-branch'; readonly text: string }
  /** allowSave, runAsCurrentUser set under a condition. */
  | { readonly kind: 'option'; readonly text: string }
  /** All written fields are known, and none is a matching field. */
  | { readonly kind: 'no-matching-field-written'; readonly text: string }
  /** All written fields are known, and a field without which the rule cannot match is not among them. */
  | { readonly kind: 'needs-fields'; readonly fields: readonly string[]; readonly text: string }
  /** It compares with other objects only, and says nowhere by which fields. */
  | { readonly kind: 'object-mapping'; readonly text: string }
  /** Require Validation for Converted Leads is not known. */
  | { readonly kind: 'lead-conversion-setting'; readonly text: string };

/** What one rule does with one save on one operation. */
export interface RuleOutcome {
  readonly rule: DuplicateRule;
  /** False for the assumed standard rules. */
  readonly known: boolean;
  readonly operation: RuleOperation;
  readonly result: Result;
  readonly provisos: readonly Proviso[];
  readonly confidence: Confidence;
  /** Where the statement comes from: documentation pages or threads, for the reader. */
  readonly source: string;
}

/** All that is known of duplicate rules and matching rules, joined from workspace, org and assumptions. */
export interface RuleCatalog {
  /** Active and inactive rules that bear on an object (any case), in sort order; `PersonAccount` rules for Account. */
  rulesFor(object: string): readonly DuplicateRule[];
  matchingRule(object: string, name: string): MatchingRule | null;
  /** True where no rule can exist that the catalogue does not hold. */
  isComplete(object: string): boolean;
  /**
   * What the org's copy of a rule has instead, where the rule's file decides: "action on create Block". Empty
   * where it has nothing else, or is not known.
   */
  orgDifferences?(rule: DuplicateRule): readonly string[];
  /** Whether the org has a rule of this name; null where its rules were not read completely. */
  isInOrg?(rule: DuplicateRule): boolean | null;
  readonly leadConversionValidation: LeadConversionValidation;
  readonly duplicateRules: readonly DuplicateRule[];
  readonly matchingRules: readonly MatchingRule[];
}
