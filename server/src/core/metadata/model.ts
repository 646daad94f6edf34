import type { Location } from '../text.ts';

/** Where a rule is known from. */
export type RuleSource =
  | { readonly kind: 'file'; readonly location: Location }
  | {
      readonly kind: 'org';
      readonly username: string;
      readonly readAt: string;
      /** Not all of the rule was read: what is null or empty in it may be something else in the org. */
      readonly partial?: boolean;
    }
  /** Salesforce's standard rule, assumed because nothing says otherwise. */
  | { readonly kind: 'assumed' };

export type RuleAction = 'Allow' | 'Block';

/** What a rule does on one operation. */
export interface RuleReaction {
  /** Null where the file leaves it out or holds an unknown value. */
  readonly action: RuleAction | null;
  readonly alert: boolean;
  readonly report: boolean;
}

/** One line of a duplicate rule's filter. */
export interface RuleCondition {
  /** `User` for a condition on the running user, else the object. */
  readonly table: string;
  readonly field: string;
  /** As in the metadata: equals, notEqual, contains, … */
  readonly operation: string;
  /** A literal as text; null where it compares with another field. */
  readonly value: string | null;
  readonly valueField: string | null;
  readonly sortOrder: number;
}

export interface RuleFilter {
  /** `1 AND (2 OR 3)`; null: all. */
  readonly booleanFilter: string | null;
  readonly conditions: readonly RuleCondition[];
  /** There are conditions, and they were not read. */
  readonly unread?: boolean;
}

export interface FieldMapping {
  readonly inputField: string;
  readonly outputField: string;
}

/** A duplicate rule's reference to a matching rule. */
export interface MatchRuleReference {
  /** The object whose records are compared with: another one in a cross-object rule. */
  readonly objectType: string;
  /** Developer name of the matching rule. */
  readonly matchingRule: string;
  /** Null for a rule within one object. */
  readonly mapping: readonly FieldMapping[] | null;
}

export interface DuplicateRule {
  /** `Lead.Lead_Email_Exact`: object and developer name. */
  readonly fullName: string;
  /** The object; `PersonAccount` for person-account rules, whatever name their source uses. */
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  readonly onInsert: RuleReaction;
  readonly onUpdate: RuleReaction;
  readonly alertText: string | null;
  readonly security: 'EnforceSharingRules' | 'BypassSharingRules' | null;
  readonly sortOrder: number | null;
  readonly filter: RuleFilter | null;
  readonly matchRules: readonly MatchRuleReference[];
  readonly source: RuleSource;
}

export type MatchingMethod =
  | 'Exact'
  | 'FirstName'
  | 'LastName'
  | 'CompanyName'
  | 'Phone'
  | 'City'
  | 'Street'
  | 'Zip'
  | 'Title';

export interface MatchingRuleItem {
  readonly field: string;
  /** As spelled in the metadata; unknown ones are kept. */
  readonly method: MatchingMethod | (string & {});
  readonly matchBlanks: boolean;
}

export interface MatchingRule {
  /** `Lead.Lead_Email`. */
  readonly fullName: string;
  readonly object: string;
  readonly name: string;
  readonly label: string;
  /** Active, Inactive, Activating, ActivationFailed, Deactivating, DeactivationFailed, or as the file says. */
  readonly status: string;
  readonly booleanFilter: string | null;
  /** Empty for Salesforce's own matching rules, whose bodies are not given. */
  readonly items: readonly MatchingRuleItem[];
  /** Fields that it compares, where they are known and the items are not. */
  readonly comparedFields?: readonly string[];
  readonly source: RuleSource;
}

/** "Require Validation for Converted Leads": null where no settings file says. */
export type LeadConversionValidation = boolean | null;
