import type { FieldInfo } from '../../metadata/objects.ts';
import { nearest, suggestion } from '../../records/suggest.ts';
import { comparableFields } from '../fields.ts';
import { exact } from '../items.ts';
import { type RuleTemplate, refusal, type TemplateProject, type TemplateQuestion } from '../model.ts';
import { block } from '../reactions.ts';
import { exampleFor } from '../sampleValues.ts';
import { bareObject, developerName, objectNamed, objectQuestion } from './chosen.ts';

export const externalId: RuleTemplate = {
  id: 'external-id',
  title: 'External id',
  does: 'A custom external id field, exact; Block on create and edit',
  goodFor:
    'One record for each id of another system, where the field is not unique: a second one makes every later upsert by that field fail. Letter case does not count.',
  object: null,
  refuses: true,
  design(answers, project) {
    const objects = project.schema.objects().map(({ name }) => name);
    const having = objects.filter((object) => externalIds(object, project).length > 0).sort();
    if (having.length === 0) {
      return refusal(
        'No field of the project is an external id that a matching rule can compare (text, number or e-mail).',
        'Mark the field as External ID (<externalId>true</externalId> in its file).',
        'Compare any field by the template observation.',
      );
    }
    const object = having.find((one) => one.toLowerCase() === answers.object?.toLowerCase());
    if (object === undefined) return whichObject(answers.object, having, project);
    const fields = externalIds(object, project);
    const [given] = answers.fields;
    const field = fields.find(({ name }) => name.toLowerCase() === given?.toLowerCase());
    if (field === undefined || answers.fields.length > 1) return fieldQuestion(object, fields, given ?? null);
    return design(object, field, project);
  },
};

/** An object without external ids is not one that is not there. */
function whichObject(
  given: string | null,
  having: readonly string[],
  project: TemplateProject,
): TemplateQuestion {
  const there = given === null ? null : objectNamed(given, project);
  if (there === null) return objectQuestion(given, having, project);
  return {
    ...objectQuestion(null, having, project),
    problem: `${there} has no external id that a matching rule can compare.${suggestion(null, having)}`,
  };
}

function externalIds(object: string, { schema }: TemplateProject): readonly FieldInfo[] {
  const comparable = new Set(comparableFields(object, schema).map(({ name }) => name));
  return schema.fields(object).filter((field) => field.externalId && comparable.has(field.name));
}

function fieldQuestion(object: string, fields: readonly FieldInfo[], given: string | null): TemplateQuestion {
  const names = fields.map(({ name }) => name);
  return {
    kind: 'question',
    about: 'fields',
    title: `External id of ${object}`,
    explanation: 'The field that has to be another one in each record.',
    takes: 'one',
    choices: fields.map(({ name, label, type, unique }) => ({
      value: name,
      label: name,
      description: [label, type, ...(unique ? ['unique'] : [])].filter(Boolean).join(', '),
      detail: unique ? 'Unique: Salesforce refuses a second record of its value without any rule.' : '',
    })),
    proposed: (fields.find(({ unique }) => !unique) ?? fields[0])?.name ?? '',
    problem:
      given === null
        ? null
        : `${object} has no external id "${given}".${suggestion(nearest(given, names), names)}`,
  };
}

function design(
  object: string,
  field: FieldInfo,
  project: TemplateProject,
): ReturnType<RuleTemplate['design']> {
  const short = field.name.replace(/__c$/i, '').replaceAll('__', '_');
  const items = [exact(field.name)];
  const name = developerName(bareObject(object), short);
  return {
    kind: 'design',
    object,
    against: object,
    compares: {
      kind: 'items',
      items,
      name: developerName(bareObject(object), short, 'Exact'),
      label: `${developerName(bareObject(object), short, 'Exact').replaceAll('_', ' ')}`,
      mappedFrom: null,
    },
    name,
    label: name.replaceAll('_', ' '),
    alertText: `There is a record with this ${field.label ?? field.name}. Update that record.`,
    description: `One record for each ${field.label ?? field.name}.`,
    onInsert: block,
    onUpdate: block,
    security: 'BypassSharingRules',
    condition: null,
    caveats: [
      ...(field.unique
        ? [
            `${field.name} is unique: Salesforce refuses a second record of its value anyway, with DUPLICATE_VALUE. Which of the two errors a save gets then is not documented.`,
          ]
        : []),
      `An upsert by ${field.name} updates the record that it finds by it, so that this rule has nothing to find there. The other duplicate rules of ${object} run all the same and refuse the upsert: an external id exempts from none, and Apex can pass no allowSave with an upsert.`,
      `Records without ${field.name} are not compared, nor are rows of one batch with each other.`,
    ],
    example: { ...exampleFor(object, items, project.schema), exempt: null },
  };
}
