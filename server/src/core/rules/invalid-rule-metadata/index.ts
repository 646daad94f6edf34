import type { Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

export const invalidRuleMetadata: Rule = {
  id: 'invalid-rule-metadata',
  description:
    'The file of a duplicate rule or a matching rule cannot be read, lacks a required element, or holds an element or value that is not known.',
  severities: ['error', 'warning'],
  on: 'rule-file',
  check: ({ file: { uri, problems } }) =>
    problems.map(({ span, severity, message }) =>
      onRuleFile(uri, { span, severity, sentences: [message], fingerprint: [message] }),
    ),
};
