import type { Finding } from '../findings.ts';
import type { ReadDuplicateRule } from '../metadata/duplicateRule.ts';
import type { ReadMatchingRules } from '../metadata/matchingRule.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { Usage } from '../usage/usage.ts';

/** What the tree is made of. */
export interface RuleTreeInput {
  readonly catalog: RuleCatalog;
  duplicateRuleFile(uri: string): ReadDuplicateRule | null;
  matchingRuleFile(uri: string): ReadMatchingRules | null;
  /** What is found in a rule's file, and what is only said in views. */
  findings(uri: string): readonly Finding[];
  /** Null: the saves of all files are not known yet. */
  readonly usage: Usage | null;
}
