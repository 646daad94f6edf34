import type { DuplicateRule } from '../../metadata/model.ts';
import { ruleName } from '../../outcome/describe.ts';
import { capitalize } from '../../outcome/words.ts';
import { isSilent } from '../reactions.ts';
import type { Rule } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

/** Says that an active rule does not see what is not shared with the user; null of a rule that sees everything. */
export function sharingBlindSpot(rule: DuplicateRule): string | null {
  if (!rule.active || rule.security !== 'EnforceSharingRules') return null;
  if (isSilent(rule.onInsert) && isSilent(rule.onUpdate)) return null;
  return `${capitalize(ruleName(rule))} enforces sharing: a duplicate that is not shared with the user who saves is not found, and the record is saved without a word.`;
}

export const sharingBlindSpotRule: Rule = {
  id: 'sharing-blind-spot',
  description: 'An active duplicate rule does not find duplicates that are not shared with the user.',
  severities: ['information'],
  offByDefault: true,
  on: 'rule-file',
  check(reading) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { uri, rule, elements } = reading.file;
    const text = rule === null ? null : sharingBlindSpot(rule);
    if (text === null) return [];
    const span = elements!.securityOption ?? elements!.root;
    return [
      onRuleFile(uri, { span, severity: 'information', sentences: [text], fingerprint: [rule!.fullName] }),
    ];
  },
};
