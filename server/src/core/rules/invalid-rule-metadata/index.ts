import type { Rule } from '../rule.ts';

export const invalidRuleMetadata: Rule = {
  id: 'invalid-rule-metadata',
  description:
    'The file of a duplicate rule or a matching rule cannot be read, lacks a required element, or holds an element or value that is not known.',
  severities: ['error', 'warning'],
  on: 'nothing',
};
