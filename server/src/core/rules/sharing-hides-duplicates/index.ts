import { asNamed, rulesWithSource } from '../../outcome/describe.ts';
import type { RuleOutcome } from '../../outcome/model.ts';
import { refusals } from '../../outcome/reading.ts';
import { list } from '../../outcome/words.ts';
import { type Reach, reachesWith, saveList, whenWords } from '../options.ts';
import { onOption } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const sharingHidesDuplicates: Rule = {
  id: 'sharing-hides-duplicates',
  description:
    'runAsCurrentUser=true meets a rule that enforces sharing: duplicates that the user cannot see may be saved without a word.',
  severities: ['information'],
  on: 'option',
  check(setting) {
    if (setting.option !== 'runAsCurrentUser') return null;
    const reaches = reachesWith(setting, true).filter((reach) => enforcing(reach).length > 0);
    if (reaches.length === 0) return null;
    const outcomes = reaches.flatMap(enforcing);
    const rules = rulesWithSource(outcomes);
    const one = rules.length === 1;
    return onOption(
      setting,
      'information',
      [
        `runAsCurrentUser=true${whenWords(reaches)}: on ${saveList(reaches)}, ${list(rules, 'and')} ${one ? 'enforces' : 'enforce'} sharing and ${one ? 'finds' : 'find'} only records that the running user can see.`,
        'A duplicate of any other record may be saved without a word. How the two settings combine is not documented: try it as a user who cannot see the other record.',
      ],
      asNamed(outcomes),
    );
  },
};

/** On convertLead the reference recommends the option. */
function enforcing({ judged }: Reach): readonly RuleOutcome[] {
  if (judged.site.operation === 'convertLead' || judged.site.refusal.insideHandling) return [];
  return refusals(judged).filter(({ rule }) => rule.security === 'EnforceSharingRules');
}
