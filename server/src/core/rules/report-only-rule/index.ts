import type { DuplicateRule } from '../../metadata/model.ts';
import { ruleName } from '../../outcome/describe.ts';
import { capitalize, list } from '../../outcome/words.ts';
import { operationsWhere, refuses } from '../reactions.ts';
import type { Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

/** Says that an active rule refuses no save and only records duplicates; null of another rule. */
export function reportOnly(rule: DuplicateRule): string | null {
  if (!rule.active || refuses(rule.onInsert) !== false || refuses(rule.onUpdate) !== false) return null;
  const reported = operationsWhere(rule, ({ report }) => report);
  if (reported.length === 0) return null;
  return `${capitalize(ruleName(rule))} only reports: duplicates are saved without an alert or an error, and on ${list(reported, 'and')} Salesforce puts them into a duplicate record set.`;
}

export const reportOnlyRule: Rule = {
  id: 'report-only-rule',
  description: 'An active duplicate rule refuses nothing and only reports.',
  severities: ['information'],
  offByDefault: true,
  on: 'rule-file',
  check(reading) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { uri, rule, elements, isWhole } = reading.file;
    const text = rule === null || !isWhole ? null : reportOnly(rule);
    if (text === null) return [];
    const span = elements!.actionOnInsert ?? elements!.root;
    return [
      onRuleFile(uri, { span, severity: 'information', sentences: [text], fingerprint: [rule!.fullName] }),
    ];
  },
};
