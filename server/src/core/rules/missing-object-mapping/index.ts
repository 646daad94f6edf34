import type { Report, Rule } from '../rule.ts';
import { isSameObject, onRuleFile } from '../ruleFileReports.ts';

export const missingObjectMapping: Rule = {
  id: 'missing-object-mapping',
  description:
    'A duplicate rule compares with another object and does not say which fields stand for each other.',
  severities: ['error'],
  on: 'rule-file',
  check(reading) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { uri, object, rule, elements, fullName } = reading.file;
    if (rule === null || object === null || elements === null) return [];
    return rule.matchRules.flatMap((reference, index): Report[] => {
      if (reference.objectType === '' || isSameObject(reference.objectType, object)) return [];
      // A field that is mapped to none is what an org gives for one that is not compared.
      if (reference.mapping !== null && reference.mapping.length > 0) return [];
      const { element, objectMapping, objectType } = elements.matchRules[index]!;
      return [
        onRuleFile(uri, {
          span: objectType ?? objectMapping ?? element,
          severity: 'error',
          sentences: [
            `The matching rule ${reference.matchingRule} is one of ${reference.objectType}, and there is no objectMapping from ${object} to ${reference.objectType}.`,
            `Salesforce cannot compare a ${object} with a ${reference.objectType} without it.`,
          ],
          fingerprint: [fullName, reference.objectType, reference.matchingRule],
        }),
      ];
    });
  },
};
