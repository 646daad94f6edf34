import { ruleName } from '../../outcome/describe.ts';
import { capitalize, list } from '../../outcome/words.ts';
import { jointReaction } from '../covering.ts';
import { isSilent, operationsWhere } from '../reactions.ts';
import type { Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

export const silentRule: Rule = {
  id: 'silent-rule',
  description: 'An active duplicate rule allows duplicates and neither alerts nor reports.',
  severities: ['warning', 'information'],
  on: 'rule-file',
  check(reading, { catalog }) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { uri, rule, elements, isWhole } = reading.file;
    if (!rule?.active || elements === null || !isWhole) return [];
    const silent = operationsWhere(
      {
        onInsert: jointReaction(rule, 'insert', catalog),
        onUpdate: jointReaction(rule, 'update', catalog),
      },
      isSilent,
    );
    if (silent.length === 0) return [];
    const [first] = silent;
    const span = (first === 'create' ? elements.actionOnInsert : elements.actionOnUpdate) ?? elements.root;
    const name = capitalize(ruleName(rule));
    const both = silent.length === 2;
    return [
      onRuleFile(uri, {
        span,
        severity: both ? 'warning' : 'information',
        sentences: [
          `${name} allows duplicates on ${list(silent, 'and')} and neither alerts nor reports: they are saved, and nobody learns of them.`,
          both ? 'An active rule that does this does nothing.' : null,
          `Add ${list(silent.map(operationsElement), 'and')} with Alert or Report, or set the action to Block.`,
        ],
        fingerprint: [rule.fullName, silent.join('+')],
      }),
    ];
  },
};

function operationsElement(operation: 'create' | 'edit'): string {
  return `<operationsOn${operation === 'create' ? 'Insert' : 'Update'}>`;
}
