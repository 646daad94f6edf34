import type { PackageFolder, RuleTemplate, TemplateQuestion, TemplateRefusal } from './model.ts';
import { nameProblem } from './names.ts';

/** Whether it is active from the start: what is safe for loads comes first. */
export function activeQuestion({ refuses }: RuleTemplate, limit: TemplateRefusal | null): TemplateQuestion {
  const later = {
    value: 'false',
    label: 'Later',
    description: refuses ? 'recommended' : '',
    detail: refuses
      ? 'It refuses nothing until you set isActive to true. Its tests run all the same.'
      : 'It does nothing until you set isActive to true.',
  };
  const now = {
    value: 'true',
    label: 'Now',
    description: refuses ? '' : 'recommended',
    detail: refuses
      ? 'It refuses saves from the moment it is deployed, those of loads and integrations too.'
      : 'It refuses nothing: matches are reported only.',
  };
  const choices = limit !== null ? [later] : refuses ? [later, now] : [now, later];
  return {
    kind: 'question',
    about: 'active',
    title: 'When to activate the rule',
    explanation: limit === null ? 'An active rule works as soon as it is deployed.' : limit.message,
    takes: 'one',
    choices,
    proposed: choices[0]!.value,
    problem: null,
  };
}

export function packageQuestion(
  folders: readonly PackageFolder[],
  byDefault: PackageFolder,
  given: string | null,
): TemplateQuestion {
  const paths = folders.map(({ path }) => path).join(', ');
  return {
    kind: 'question',
    about: 'packageDirectory',
    title: 'Package directory',
    explanation: 'Where the files of the rule go.',
    takes: 'one',
    choices: folders.map(({ uri, path, isDefault }) => ({
      value: uri,
      label: path,
      description: isDefault ? 'default' : '',
      detail: '',
    })),
    proposed: byDefault.uri,
    problem:
      given === null ? null : `"${given}" is no package directory of the project. There are: ${paths}.`,
  };
}

/** @param taken names that are there, in lower case. Null: the name is settled */
export function nameQuestion(
  name: string | null,
  proposed: string,
  taken: ReadonlySet<string>,
  object: string,
  isInteractive: boolean,
): TemplateQuestion | null {
  if (name === null && !isInteractive) return null;
  const isTaken = name !== null && taken.has(name.toLowerCase());
  const problem =
    name === null
      ? null
      : (nameProblem(name) ?? (isTaken ? `${object} has a duplicate rule ${name} already.` : null));
  if (name !== null && problem === null) return null;
  return {
    kind: 'question',
    about: 'name',
    title: 'Developer name of the duplicate rule',
    explanation: 'Letters, digits and underscores.',
    takes: 'text',
    choices: [],
    proposed,
    problem,
  };
}
