import type { RuleTemplate } from '../model.ts';
import { report } from '../reactions.ts';
import { bareObject, chosenComparison, developerName } from './chosen.ts';

export const observation: RuleTemplate = {
  id: 'observation',
  title: 'Observation: report only',
  does: 'Fields of your choice; Allow + Report on create and edit',
  goodFor:
    'See what a rule would hit before it refuses anything: each match is saved and written into a duplicate record set. Look at the sets after some days of loads; then change Allow + Report to Alert or Block, or give the rule up.',
  object: null,
  refuses: false,
  design(answers, project) {
    const chosen = chosenComparison(answers, project);
    if (chosen.kind === 'question') return chosen;
    const { object, short, words, compares, example } = chosen;
    const name = developerName(bareObject(object), 'Observe', short);
    return {
      kind: 'design',
      object,
      against: object,
      compares,
      name,
      label: name.replaceAll('_', ' '),
      alertText: null,
      description: `Reports records of the same ${words}, and refuses none.`,
      onInsert: report,
      onUpdate: report,
      security: 'BypassSharingRules',
      condition: null,
      caveats: [
        'It compares with all records, also with those that are not shared with the user, so that it shows all that there is.',
        `It is one of the five active duplicate rules that ${object} can have.`,
      ],
      example: { ...example, exempt: null },
    };
  },
};
