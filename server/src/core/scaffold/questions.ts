import { plural } from '../outcome/words.ts';
import { nearest, suggestion } from '../records/suggest.ts';
import type { ScaffoldProject, ScaffoldQuestion } from './model.ts';
import { defaultPrefix } from './names.ts';
import { scaffoldParts } from './parts.ts';

export function partsQuestion(problem: string | null): ScaffoldQuestion {
  return {
    kind: 'question',
    about: 'parts',
    title: 'Scaffold Duplicate Protection',
    explanation: 'What to make. Nothing is deployed.',
    takes: 'several',
    choices: scaffoldParts.map(({ id, title, does }) => ({
      value: id,
      label: title,
      description: '',
      detail: does,
    })),
    proposed: scaffoldParts.map(({ id }) => id).join(','),
    problem,
  };
}

/** Objects with an active duplicate rule, those of the project's files first; person accounts are accounts. */
export function objectsWithRules({ catalog }: ScaffoldProject): readonly string[] {
  const active = catalog.duplicateRules.filter((rule) => rule.active);
  const own = active.filter(({ source }) => source.kind !== 'assumed');
  return [...new Set(own.map(({ object }) => savedAs(object)))];
}

function savedAs(object: string): string {
  return /^personaccount$/i.test(object) ? 'Account' : object;
}

const common = ['Account', 'Contact', 'Lead'];

/** As the project or Salesforce spells them, each once; or what is wrong. */
export function readObjects(
  given: readonly string[],
  project: ScaffoldProject,
): { readonly objects: readonly string[] } | { readonly problem: string } {
  const { schema } = project;
  const objects = new Set<string>();
  for (const name of given) {
    const asked = savedAs(name);
    const spelled =
      common.find((one) => one.toLowerCase() === asked.toLowerCase()) ??
      schema.object(asked)?.name ??
      offered(project).find((one) => one.toLowerCase() === asked.toLowerCase()) ??
      (schema.isObject(asked) && !/__c$/i.test(asked) ? asked : null);
    if (spelled === null) {
      const names = offered(project);
      return { problem: `There is no object "${name}" here.${suggestion(nearest(name, names), names)}` };
    }
    objects.add(spelled);
  }
  return { objects: [...objects] };
}

function offered(project: ScaffoldProject): readonly string[] {
  const own = project.schema.objects().map(({ name }) => name);
  return [
    ...new Set([...objectsWithRules(project), ...common, ...own.filter((name) => /__c$/i.test(name)).sort()]),
  ];
}

export function objectsQuestion(project: ScaffoldProject, problem: string | null): ScaffoldQuestion {
  const proposed = objectsWithRules(project);
  return {
    kind: 'question',
    about: 'objects',
    title: 'Objects to protect',
    explanation: 'Those whose records the backstop looks at, and whose rules the tests prove.',
    takes: 'several',
    choices: offered(project).map((object) => ({
      value: object,
      label: object,
      description: project.schema.object(object)?.label ?? '',
      detail: plural(
        project.catalog.rulesFor(object).filter((rule) => rule.active).length,
        'active duplicate rule',
      ),
    })),
    proposed: proposed.join(','),
    problem,
  };
}

export function prefixQuestion(problem: string | null): ScaffoldQuestion {
  return {
    kind: 'question',
    about: 'prefix',
    title: 'Prefix of the names',
    explanation: `What the names of classes and of the audit object begin with: ${defaultPrefix}Save.`,
    takes: 'text',
    choices: [],
    proposed: defaultPrefix,
    problem,
  };
}
