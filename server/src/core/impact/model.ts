import type { Finding } from '../findings.ts';
import type { DuplicateRule, LeadConversionValidation, MatchingRule } from '../metadata/model.ts';
import type { RuleCatalog, RuleOperation, RuleOutcome } from '../outcome/model.ts';
import type { RuleTestResult } from '../ruleTests/model.ts';
import type { SaveSite } from '../saves/site.ts';
import type { Location } from '../text.ts';

/** The rules at one time. */
export interface RuleSide {
  readonly catalog: RuleCatalog;
  /** Duplicate rules whose files cannot be read as rules. */
  readonly unreadable: readonly UnreadableRule[];
  /** Files of rules with errors, of which what can be read counts. */
  readonly withErrors: readonly string[];
  /** Rules of files that do not count, because the file of another package holds a rule of the same name. */
  readonly hidden?: readonly (DuplicateRule | MatchingRule)[];
}

export interface UnreadableRule {
  /** `lead.lead_email`, as {@link ruleKey} makes it. */
  readonly key: string;
  readonly fullName: string;
  readonly uri: string;
}

/** What a change of rules does. `before` and `after` are the two times in every shape of this module. */
export interface Impact {
  /** Duplicate rules that differ themselves, or by a matching rule that they use; those with changed saves first. */
  readonly rules: readonly RuleImpact[];
  /** Null where it is the same. */
  readonly leadConversion: LeadConversionImpact | null;
  /** Changed matching rules that no active duplicate rule uses. */
  readonly unusedMatchingRules: readonly MatchingRuleChange[];
  readonly saves: SaveCounts;
  readonly tests: TestImpact;
  readonly findings: FindingImpact;
  /** Sentences about what the comparison rests on. */
  readonly notes: readonly string[];
}

export interface SaveCounts {
  /** Saves whose object is known: the others can be judged by no rule. */
  readonly judged: number;
  /** Those of which something changes. */
  readonly changed: number;
  readonly ofUnknownObject: number;
}

export type RuleState =
  | 'changed'
  | 'new'
  | 'deleted'
  /** Another developer name and nothing else: to Salesforce, a new rule and a deleted one. */
  | 'renamed'
  /** The same rule in another file. */
  | 'moved'
  /** One of the two cannot be read: nothing is compared. */
  | 'unreadable-before'
  | 'unreadable-after';

/** An element that differs, in words. */
export interface Change {
  /** "action on create" */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/**
 * How what a rule finds changes: `fewer`: nothing that it did not find before; `more`: all that it found before;
 * `different`: neither is certain.
 */
export type Direction = 'same' | 'fewer' | 'more' | 'different';

export interface RuleChange {
  readonly state: RuleState;
  readonly before: DuplicateRule | null;
  readonly after: DuplicateRule | null;
  readonly changes: readonly Change[];
  /** Of the matching rules that it uses. */
  readonly matchingRules: readonly MatchingRuleChange[];
  /** Which existing records its matching rules find. */
  readonly matching: Direction;
  /** For which records, and which users, it runs. */
  readonly condition: Direction;
  /** Which existing records it may see. */
  readonly sharing: Direction;
}

export interface MatchingRuleChange {
  readonly state: 'changed' | 'new' | 'deleted' | 'renamed' | 'moved';
  readonly before: MatchingRule | null;
  readonly after: MatchingRule | null;
  readonly changes: readonly Change[];
  readonly direction: Direction;
}

export interface RuleImpact extends RuleChange {
  readonly saves: readonly SaveChange[];
}

export interface LeadConversionImpact {
  readonly before: LeadConversionValidation;
  readonly after: LeadConversionValidation;
  readonly saves: readonly SaveChange[];
}

export type SaveChangeKind =
  | 'newly-refused'
  /** Where what becomes of it was not known before. */
  | 'refused-for-certain'
  | 'refused-more'
  /** Refused in some cases before; now also where allowSave=true passed an alert. */
  | 'bypass-lost'
  | 'refused-differently'
  | 'refused-less'
  | 'no-longer-refused'
  /** Refused as it was, and now no option could change that. */
  | 'no-option-left'
  /** Refused as it was; an option could change that now. */
  | 'option-opens'
  | 'newly-reported'
  | 'reported-otherwise'
  | 'no-longer-reported'
  | 'becomes-unknown'
  | 'saved-for-certain';

/** What one rule does otherwise with one save. */
export interface SaveChange {
  readonly kind: SaveChangeKind;
  readonly site: SaveSite;
  readonly location: Location;
  /** The call that gives the options, where the save takes them from its callers. */
  readonly calledAt: Location | null;
  readonly operations: readonly RuleOperation[];
  /** Null where the rule is not there, or inactive. */
  readonly before: RuleOutcome | null;
  readonly after: RuleOutcome | null;
  /** What the code writes speaks against a match, where the rule refuses or reports the save. */
  readonly improbable: boolean;
  /** Other rules that can refuse the save, before and after. */
  readonly alsoRefusedBy: readonly DuplicateRule[];
  /** Whether any other rule can refuse it, at each time. */
  readonly refusedByOthers: { readonly before: boolean; readonly after: boolean };
}

export interface TestImpact {
  /** Tests that were run by both. */
  readonly run: number;
  readonly changes: readonly TestChange[];
}

export interface TestChange {
  readonly uri: string;
  readonly name: string;
  /** Where its name stands. */
  readonly location: Location;
  readonly before: RuleTestResult;
  readonly after: RuleTestResult;
}

export interface FindingImpact {
  readonly fresh: readonly Finding[];
  readonly gone: readonly Finding[];
}

/** A rule is known by its object and developer name, in any case. */
export function ruleKey({ object, name }: { readonly object: string; readonly name: string }): string {
  return `${object}.${name}`.toLowerCase();
}
