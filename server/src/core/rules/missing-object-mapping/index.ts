import { lacksMapping } from '../../outcome/objectMapping.ts';
import type { Report, Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

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
      // A field that is mapped to none is what an org gives for one that is not compared.
      if (!lacksMapping(rule, reference)) return [];
      const { element, objectMapping, objectType } = elements.matchRules[index]!;
      return [
        onRuleFile(uri, {
          span: objectType ?? objectMapping ?? element,
          severity: 'error',
          sentences: [
            `The matching rule ${reference.matchingRule} is one of ${reference.objectType}, and there is no objectMapping from ${object} to ${reference.objectType}.`,
            'Which fields are compared is said nowhere, so what it finds is not known.',
            rule.active
              ? 'Deploying an active rule whose fields are not mapped is reported to fail.'
              : 'Activating a rule whose fields are not mapped is reported to fail.',
          ],
          fingerprint: [fullName, reference.objectType, reference.matchingRule],
        }),
      ];
    });
  },
};
