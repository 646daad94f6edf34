import type { FileRange, RequestDefinition } from './messages.ts';

export interface RuleEntry {
  /** `Lead.Lead_Email_Exact` */
  readonly fullName: string;
  readonly label: string;
  readonly object: string;
  readonly active: boolean;
  /** In words: "Block on create, Allow + Alert on edit". */
  readonly actions: string;
  /** Name of the project that it belongs to. */
  readonly project: string;
  /** Where it stands; null for a rule without a file. */
  readonly location: FileRange | null;
  /** "assumed standard rule", "org user@example.com": for rules without a file; else empty. */
  readonly origin: string;
  /** "the org's copy differs: action on create Block"; absent where it does not, or is not known. */
  readonly orgNote?: string;
}

/**
 * client → server: the duplicate rules of the project that a file belongs to; without one, of all projects. Those
 * without a file come last.
 */
export const listRulesRequest: RequestDefinition<{ readonly uri: string | null }, readonly RuleEntry[]> = {
  method: 'duplicateRules/listRules',
};

/**
 * Command of the client that shows a rule's file; code lenses call it with the rules that refuse a save.
 * Without an argument the client offers all rules.
 */
export const openRuleCommand = 'duplicateRules.openRule';
