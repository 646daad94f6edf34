import {
  noAnswers,
  type RuleTemplate,
  type TemplateAnswers,
  type TemplateProject,
  type TemplateResult,
} from './model.ts';
import { planNewRule } from './plan.ts';
import { templateNamed, templates } from './templates.ts';

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
    choices: offeredTemplates(project).map(({ template: { id, title, does, goodFor }, unavailable }) => ({
      value: id,
      label: title,
      description: unavailable === null ? does : 'not here',
      detail: unavailable === null ? goodFor : unavailable.message,
    })),
    proposed: '',
    problem: template === null ? null : `There is no template "${template}".`,
  };
}
