import {
  noAnswers,
  type RuleTemplate,
  type TemplateAnswers,
  type TemplateId,
  type TemplateProject,
  type TemplateResult,
} from './model.ts';
import { planNewRule } from './plan.ts';
import { templateNamed, templates } from './templates.ts';

/** What templates are good for, in the width of a list of choices. */
const inShort: Readonly<Record<TemplateId, string>> = {
  'account-exact-name': 'No two accounts of the same name, whoever saves them and how.',
  'account-fuzzy-name': 'Asks who creates “Acme, Inc.” where there is “Acme Corporation”.',
  'lead-to-lead': 'Somebody who signs up twice stays one lead.',
  'lead-to-contact': 'Who is a contact already needs no lead.',
  'contact-to-contact': 'One contact for each e-mail address.',
  'contact-to-lead': 'Who is a lead already is converted.',
  household: 'Finds contacts who live together, and never refuses one.',
  'external-id': 'One record for each id of another system.',
  observation: 'Shows what a rule of your fields would hit, before it refuses anything.',
  'integration-user': 'A rule of your fields for all but one user.',
  'person-account': 'Last name and e-mail address of people who are accounts.',
};

/** A template with what the project says to it. */
export interface OfferedTemplate {
  readonly template: RuleTemplate;
  /** Why the project cannot have it, and what can be done; null: it can, or that hangs on what is asked for. */
  readonly unavailable: { readonly message: string; readonly offers: readonly string[] } | null;
}

export function offeredTemplates(project: TemplateProject): readonly OfferedTemplate[] {
  return templates.map((template) => {
    const result = planNewRule(template, { ...noAnswers, active: false }, project);
    return { template, unavailable: result.kind === 'refusal' ? result : null };
  });
}

/**
 * The next step of an interview: a question, or, when all is answered, the plan. What has a default is asked for too.
 *
 * @param template null: it is asked for first
 */
export function nextStep(
  template: string | null,
  answers: TemplateAnswers,
  project: TemplateProject,
): TemplateResult {
  const known = template === null ? null : templateNamed(template);
  if (known !== null) return planNewRule(known, answers, project, { isInteractive: true });
  return {
    kind: 'question',
    about: 'template',
    title: 'New Duplicate Rule from a Template',
    explanation: 'Makes a matching rule, a duplicate rule and tests of them. Nothing is deployed.',
    takes: 'one',
    choices: offeredTemplates(project).map(({ template: { id, title, does }, unavailable }) => ({
      value: id,
      label: title,
      description:
        unavailable === null ? does.slice(does.lastIndexOf('; ') + 2) : 'not here: choose it to see why',
      detail: inShort[id],
    })),
    proposed: '',
    problem: template === null ? null : `There is no template "${template}".`,
  };
}
