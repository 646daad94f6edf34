import type { RuleTemplate, TemplateQuestion } from '../model.ts';
import { block } from '../reactions.ts';
import { bareObject, chosenComparison, developerName } from './chosen.ts';

export const integrationUser: RuleTemplate = {
  id: 'integration-user',
  title: 'Integration user exempt',
  does: 'Fields of your choice, unless the running user is a certain one; Block on create and edit',
  goodFor:
    'A rule for people that leaves an integration alone which cannot pass allowSave, such as Bulk API. The user of the integration must be one of its own: whatever else is saved as that user is not checked either.',
  object: null,
  refuses: true,
  design(answers, project) {
    const chosen = chosenComparison(answers, project);
    if (chosen.kind === 'question') return chosen;
    const { user, reason } = answers;
    if (user === null || !isUsername(user)) return userQuestion(user);
    if (reason === null || reason.trim() === '') return reasonQuestion(null);
    const why = reason.trim();
    const { object, short, words, compares, example } = chosen;
    const name = developerName(bareObject(object), short, 'Unless_Integration');
    const description = `Blocks records of the same ${words}, unless ${user} saves them: ${why}`;
    const problem = reasonProblem(why, description.length);
    if (problem !== null) return reasonQuestion(problem);
    return {
      kind: 'design',
      object,
      against: object,
      compares,
      name,
      label: name.replaceAll('_', ' '),
      alertText: `There is a record of the same ${words}. Use that record.`,
      description,
      onInsert: block,
      onUpdate: block,
      security: 'BypassSharingRules',
      condition: {
        table: 'User',
        field: 'Username',
        operation: 'notEqual',
        value: user,
        valueField: null,
        sortOrder: 1,
      },
      caveats: [
        `Exempt is whoever saves as ${user}, and nobody else. A job that runs as another user (scheduled, or an automated process) is refused like everybody.`,
        'What the exempt user saves is neither compared nor reported: look for its duplicates by other means.',
        'For self-service and portal users, Salesforce does not run a rule with a condition on the user.',
        'In a sandbox, usernames have the name of the sandbox at their end: the condition has to name that one there.',
      ],
      suppression: { rule: 'bypass-condition', reason: why },
      example: { ...example, exempt: { Username: user } },
    };
  },
};

/** Usernames have the form of an e-mail address. */
function isUsername(text: string): boolean {
  return /^[^\s\p{Cc}@<>,]+@[^\s\p{Cc}@<>,]+$/u.test(text);
}

/** Facts, section 4.1: longer ones are reported to be refused. */
const longestDescription = 255;

function reasonProblem(reason: string, described: number): string | null {
  if (/[^\P{Cc}\n\t]|\p{Cs}/u.test(reason)) return 'The reason has characters that XML does not take.';
  const over = described - longestDescription;
  return over > 0
    ? `The description of the rule would be longer than ${longestDescription} characters: shorten the reason by ${over}.`
    : null;
}

function userQuestion(given: string | null): TemplateQuestion {
  return {
    kind: 'question',
    about: 'user',
    title: 'Username of the integration user',
    explanation: 'The rule does not run for what this user saves.',
    takes: 'text',
    choices: [],
    proposed: '',
    problem:
      given === null || given === ''
        ? null
        : `"${given}" has not the form of a username: name@company.example.`,
  };
}

function reasonQuestion(problem: string | null): TemplateQuestion {
  return {
    kind: 'question',
    about: 'reason',
    title: 'Why the user is exempt',
    explanation: 'It goes into the description of the rule, for whoever asks next.',
    takes: 'text',
    choices: [],
    proposed: '',
    problem,
  };
}
