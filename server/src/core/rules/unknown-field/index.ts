import { misspeltFields } from '../misspeltFields.ts';
import type { Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

export const unknownField: Rule = {
  id: 'unknown-field',
  description:
    'A rule names a field that is not known, and a known field of the object has nearly the same name.',
  severities: ['information'],
  on: 'rule-file',
  check(reading, { schema }) {
    return misspeltFields(reading, schema).map(({ rule, object, name, meant, span }) =>
      onRuleFile(reading.file.uri, {
        span,
        severity: 'information',
        sentences: [
          `${object} has no field ${name} in this project, nor is it among the standard fields that are known. Did you mean "${meant}"?`,
          'The org or a package may have such a field all the same.',
        ],
        fingerprint: [rule, object, name],
      }),
    );
  },
};
