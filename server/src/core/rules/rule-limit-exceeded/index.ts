import type { RuleFileReading } from '../../metadata/ruleIndex.ts';
import type { Report, Rule, RuleFileContext } from '../rule.ts';
import { duplicateRuleLimits } from './duplicateRules.ts';
import { matchingRuleLimits } from './matchingRules.ts';

export const ruleLimitExceeded: Rule = {
  id: 'rule-limit-exceeded',
  description: 'The rules of an object, or the parts of a rule, are more than Salesforce allows.',
  severities: ['error', 'warning'],
  on: 'rule-file',
  check: (reading: RuleFileReading, context: RuleFileContext): readonly Report[] =>
    reading.kind === 'duplicate-rule'
      ? duplicateRuleLimits(reading.file, context)
      : matchingRuleLimits(reading.file, context),
};
