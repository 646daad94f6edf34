import type { RuleReaction } from '../../metadata/model.ts';
import { ruleName } from '../../outcome/describe.ts';
import { actionWords, capitalize } from '../../outcome/words.ts';
import { jointReaction } from '../covering.ts';
import { refuses, strength } from '../reactions.ts';
import type { Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

export const asymmetricActions: Rule = {
  id: 'asymmetric-actions',
  description:
    'A duplicate rule does less on create than on edit, or blocks on create and refuses nothing on edit.',
  severities: ['information'],
  on: 'rule-file',
  check(reading, { catalog }) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { uri, rule, elements, isWhole } = reading.file;
    if (!rule?.active || elements === null || !isWhole) return [];
    const { onInsert, onUpdate } = rule;
    const isWeakerOnCreate = isWeaker(onInsert, onUpdate);
    const isOpenOnEdit = isOpen(onInsert, onUpdate);
    if (!isWeakerOnCreate && !isOpenOnEdit) return [];
    const joint = [jointReaction(rule, 'insert', catalog), jointReaction(rule, 'update', catalog)] as const;
    if (!(isWeakerOnCreate ? isWeaker(...joint) : isOpen(...joint))) return [];
    const what = `${actionWords(onInsert)} on create, ${actionWords(onUpdate)} on edit`;
    return [
      onRuleFile(uri, {
        span: (isWeakerOnCreate ? elements.actionOnInsert : elements.actionOnUpdate) ?? elements.root,
        severity: 'information',
        sentences: [
          `${capitalize(ruleName(rule))} does not do the same on both operations: ${what}.`,
          isWeakerOnCreate
            ? 'A duplicate gets in more easily as a new record than by an edit.'
            : 'What it blocks as a new record is saved when an edit makes it a duplicate.',
          'If that is meant, state it; else give both operations the same action.',
        ],
        fingerprint: [rule.fullName, isWeakerOnCreate ? 'create' : 'edit'],
      }),
    ];
  },
};

function isWeaker(create: RuleReaction, edit: RuleReaction): boolean {
  const [onCreate, onEdit] = [strength(create), strength(edit)];
  return onCreate !== null && onEdit !== null && onCreate < onEdit;
}

function isOpen(create: RuleReaction, edit: RuleReaction): boolean {
  return create.action === 'Block' && refuses(edit) === false;
}
