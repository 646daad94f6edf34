import type { MatchingRuleItem } from '../../metadata/model.ts';
import { list } from '../../outcome/words.ts';
import { nearest, suggestion } from '../../records/suggest.ts';
import { comparableFields, fuzzyMethod, labelOf, readItems } from '../fields.ts';
import type {
  ComparedBy,
  RuleExample,
  TemplateAnswers,
  TemplateProject,
  TemplateQuestion,
} from '../model.ts';
import { rulesOf } from '../names.ts';
import { isConjunction } from '../sameEffect.ts';
import { exampleFor } from '../sampleValues.ts';

/** What somebody chose to compare. */
export interface Chosen {
  readonly kind: 'chosen';
  readonly object: string;
  /** `Email`, `LastName_Phone`: for names. */
  readonly short: string;
  /** `e-mail`: for texts. */
  readonly words: string;
  readonly compares: ComparedBy;
  readonly example: Omit<RuleExample, 'exempt'>;
}

const common = ['Account', 'Contact', 'Lead'];

/** An object, and fields of it or a matching rule that is there. */
export function chosenComparison(
  answers: TemplateAnswers,
  project: TemplateProject,
): Chosen | TemplateQuestion {
  const { schema } = project;
  const object = answers.object === null ? null : objectNamed(answers.object, project);
  if (object === null) return objectQuestion(answers.object, objectsOf(project), project);
  if (answers.matchingRule !== null) return byMatchingRule(object, answers.matchingRule, project);
  const { items, problem } = readItems(object, answers.fields, schema);
  if (items.length === 0 || problem !== null) return fieldsQuestion(object, problem, project);
  const names = items.map(({ field }) => field.replace(/__c$/i, '').replaceAll('__', '_'));
  const short = names.join('_');
  return {
    kind: 'chosen',
    object,
    short,
    words: list(
      items.map(({ field }) => labelOf(object, field, schema)),
      'and',
    ),
    compares: {
      kind: 'items',
      items,
      name: matchingRuleName(object, short, items),
      label: matchingRuleName(object, short, items).replaceAll('_', ' '),
      mappedFrom: null,
    },
    example: exampleFor(object, items, schema),
  };
}

/** Names are cut where they would be too long. */
export function developerName(...parts: readonly string[]): string {
  return parts.join('_').replace(/_{2,}/g, '_').slice(0, 60).replace(/_+$/, '');
}

export function bareObject(object: string): string {
  return object.replace(/__c$/i, '').replaceAll('__', '_');
}

function matchingRuleName(object: string, short: string, items: readonly MatchingRuleItem[]): string {
  const isExact = items.every(({ method }) => method === 'Exact');
  return developerName(bareObject(object), short, isExact ? 'Exact' : 'Fuzzy');
}

function byMatchingRule(object: string, name: string, project: TemplateProject): Chosen | TemplateQuestion {
  const { catalog, schema } = project;
  const rule = catalog.matchingRule(object, name);
  const names = rulesOf(object, catalog.matchingRules).map((one) => one.name);
  if (rule === null || rule.items.length === 0) {
    const why = `${object} has no matching rule "${name}" in this project whose fields are known.`;
    return fieldsQuestion(object, why + suggestion(nearest(name, names), names), project);
  }
  if (rule.status !== 'Active') {
    return fieldsQuestion(
      object,
      `Matching rule ${rule.fullName} is not active: activate it first.`,
      project,
    );
  }
  return {
    kind: 'chosen',
    object,
    short: rule.name,
    words: list(
      rule.items.map(({ field }) => labelOf(object, field, schema)),
      'and',
    ),
    compares: { kind: 'rule', name: rule.name },
    example: exampleFor(object, rule.items, schema, isConjunction(rule)),
  };
}

/** As the project or Salesforce spells it; null: there is none here. */
export function objectNamed(given: string, { schema }: TemplateProject): string | null {
  const lower = given.toLowerCase();
  const standard = common.find((name) => name.toLowerCase() === lower);
  if (standard !== undefined) return standard;
  const info = schema.object(given);
  if (info !== null) return info.name;
  return /__c$/i.test(given) || !schema.isObject(given) ? null : given;
}

/** Those that people mean most often, and the custom objects of the project. */
function objectsOf({ schema }: TemplateProject): readonly string[] {
  const own = schema.objects().map(({ name }) => name);
  return [...common, ...own.filter((name) => /__c$/i.test(name)).sort()];
}

export function objectQuestion(
  given: string | null,
  objects: readonly string[],
  { catalog, schema }: TemplateProject,
): TemplateQuestion {
  const active = (object: string) =>
    rulesOf(object, catalog.duplicateRules).filter((rule) => rule.active).length;
  return {
    kind: 'question',
    about: 'object',
    title: 'Object',
    explanation: 'The object whose records are compared with each other.',
    takes: 'one',
    choices: objects.map((object) => ({
      value: object,
      label: object,
      description: schema.object(object)?.label ?? '',
      detail: `${active(object)} of 5 active duplicate rules`,
    })),
    proposed: objects[0] ?? '',
    problem:
      given === null
        ? null
        : `There is no object "${given}" here.${suggestion(nearest(given, objects), objects)}`,
  };
}

function fieldsQuestion(
  object: string,
  problem: string | null,
  { schema }: TemplateProject,
): TemplateQuestion {
  const fields = comparableFields(object, schema);
  const choices = fields.flatMap((field) => {
    const { name, label, type } = field;
    const exact = {
      value: name,
      label: name,
      description: label === name ? type : `${label}, ${type}`,
      detail: '',
    };
    const method = fuzzyMethod(object, field);
    const fuzzy = {
      ...exact,
      value: `${name}:${method}`,
      label: `${name}, fuzzy`,
      description: `by method ${method}`,
    };
    return method === null ? [exact] : [exact, fuzzy];
  });
  const [likely] = choices;
  return {
    kind: 'question',
    about: 'fields',
    title: `Fields of ${object} to compare`,
    explanation: 'All of them have to match, and none may be blank.',
    takes: 'several',
    choices,
    proposed: likely?.value ?? '',
    problem,
  };
}
