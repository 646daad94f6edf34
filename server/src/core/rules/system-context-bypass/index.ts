import { asNamed, rulesWithSource } from '../../outcome/describe.ts';
import { classSharingWords } from '../../outcome/optionSemantics.ts';
import { list } from '../../outcome/words.ts';
import { minding, type Reach, reachesWith, saveList, whenWords } from '../options.ts';
import { onOption } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const systemContextBypass: Rule = {
  id: 'system-context-bypass',
  description:
    'runAsCurrentUser=false is written out in Apex: the rule looks for duplicates with the sharing of the class or the system.',
  severities: ['information'],
  on: 'option',
  check(setting) {
    if (setting.option !== 'runAsCurrentUser') return null;
    const reaches = reachesWith(setting, false).filter(
      (reach) =>
        reach.judged.site.channel.startsWith('apex-') &&
        !reach.judged.site.refusal.insideHandling &&
        !allowsSave(reach) &&
        minding(reach.judged).length > 0,
    );
    if (reaches.length === 0) return null;
    const outcomes = reaches.flatMap(({ judged }) => minding(judged));
    const rules = rulesWithSource(outcomes);
    const look = rules.length === 1 ? 'looks' : 'look';
    return onOption(
      setting,
      'information',
      [
        `runAsCurrentUser=false${whenWords(reaches)}: on ${saveList(reaches)}, ${list(rules, 'and')} ${look} for duplicates with ${classSharingWords(reaches.map(({ judged }) => judged.site.apiVersion))}.`,
        'It switches no rule off. With runAsCurrentUser=true it would find only what the user can see.',
      ],
      asNamed(outcomes),
    );
  },
};

/** Then the finding on allowSave says it. */
function allowsSave({ judged }: Reach): boolean {
  const { allowSave } = judged.site.options;
  return (allowSave.kind === 'known' || allowSave.kind === 'conditional') && allowSave.value;
}
