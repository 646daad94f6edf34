import type { Change, ComponentProblem } from '../model.ts';
import type { CheckContext } from './context.ts';
import {
  fieldDeletionProblems,
  fieldProblems,
  objectDeletionProblems,
  objectProblems,
} from './customObject.ts';
import { duplicateRuleProblems } from './duplicateRule.ts';
import { matchingRuleDeletionProblems, matchingRuleProblems } from './matchingRule.ts';

/** What Salesforce, or this org, has against a change; `before`: the component's text in the org. */
export function problemsOf(
  change: Change,
  before: string | null,
  context: CheckContext,
): readonly ComponentProblem[] {
  if (change.kind === 'delete') {
    if (before === null) return [];
    if (change.type === 'MatchingRule') return matchingRuleDeletionProblems(change, context);
    if (change.type === 'CustomField') return fieldDeletionProblems(change, context);
    if (change.type === 'CustomObject') return objectDeletionProblems(change, context);
    return [];
  }
  switch (change.type) {
    case 'DuplicateRule':
      return duplicateRuleProblems(change, context);
    case 'MatchingRule':
      return matchingRuleProblems(change, before, context);
    case 'CustomObject':
      return objectProblems(change, context);
    case 'CustomField':
      return fieldProblems(change, before, context);
    case 'LeadConfigSettings':
      return [];
  }
}
