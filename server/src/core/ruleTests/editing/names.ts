import type { FieldInfo } from '../../metadata/objects.ts';
import { standardFields } from '../../metadata/standardFields.ts';
import { bareField, isOnUser } from '../../outcome/condition.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import { actionsText } from '../../outcome/sentences.ts';
import { isTestableObject, objectSpelling } from '../../records/objects.ts';
import { usedFields } from '../../records/usedFields.ts';
import type { RuleTestProject } from '../run.ts';
import type { Cursor } from './cursor.ts';
import type { NameKind } from './shapes.ts';
import { objectAround, recordsAround } from './surroundings.ts';

/** A name that may stand at a place. */
export interface Name {
  readonly kind: NameKind;
  readonly name: string;
  /** As it is written with its object: `Lead.Lead_Email`; null where nobody writes it so. */
  readonly fullName: string | null;
  /** In a few words; '' where there are none. */
  readonly detail: string;
  /** The smaller, the more likely it is meant. */
  readonly rank: number;
}

/** The names of a kind that may stand at a place. Data files are not listed: the core reads no folders. */
export function namesAt(kind: NameKind, cursor: Cursor, project: RuleTestProject): readonly Name[] {
  const object = objectAround(cursor);
  switch (kind) {
    case 'object':
      return objects(project);
    case 'field':
      return object === null ? [] : fields(object, project);
    case 'external-id':
      return object === null ? [] : externalIds(object, project);
    case 'user-field':
      return userFields(object, project);
    case 'compared-field':
      return comparedFields(object, project);
    case 'rule':
      return rules(object, project);
    case 'matching-rule':
      return matchingRules(object, project);
    case 'record':
    case 'seen-record':
      return [
        ...recordsAround(cursor).map((record): Name => plain(kind, record.name, record.object ?? '')),
        ...(kind === 'record'
          ? []
          : [plain(kind, 'all', 'every record', 1), plain(kind, 'none', 'no record', 1)]),
      ];
    case 'data-file':
      return [];
  }
}

function plain(kind: NameKind, name: string, detail: string, rank = 0): Name {
  return { kind, name, fullName: null, detail, rank };
}

/** Those on which rules of the project bear come first, then those of assumed rules. */
function objects({ catalog, schema }: RuleTestProject): readonly Name[] {
  const ruled = (isAssumed: boolean) =>
    catalog.duplicateRules
      .filter(({ source }) => (source.kind === 'assumed') === isAssumed)
      .flatMap(({ object, matchRules }) => [object, ...matchRules.map(({ objectType }) => objectType)]);
  const known = schema.objects().map(({ name }) => name);
  const names = [ruled(false), ruled(true), [...known, 'Account', 'Contact', 'Lead']].flatMap((some, rank) =>
    some
      .map((name) => (/^personaccount$/i.test(name) ? 'Account' : objectSpelling(name, schema)))
      .filter((name) => isTestableObject(name, schema))
      .map((name) => plain('object', name, schema.object(name)?.label ?? '', rank)),
  );
  return distinct(names);
}

/** Those that rules look at come first. */
function fields(object: string, { catalog, schema }: RuleTestProject): readonly Name[] {
  const used = [...usedFields(object, catalog).values()].map((uses) => uses[0]!);
  const own = schema.fields(object);
  const described = [...own, ...standardFields(object)];
  const detailOf = new Map(described.map((field) => [fieldKey(field.name), describe(field)]));
  return distinct([
    ...used.map(({ field, text }) => plain('field', field, text)),
    ...described.map(({ name }) => plain('field', name, detailOf.get(fieldKey(name)) ?? '', 1)),
  ]);
}

function describe({ label, type }: Pick<FieldInfo, 'label' | 'type'>): string {
  return [label, type].filter((part) => part !== null && part !== '').join(', ');
}

function externalIds(object: string, { schema }: RuleTestProject): readonly Name[] {
  return schema
    .fields(object)
    .filter(({ externalId }) => externalId)
    .map((field) => plain('external-id', field.name, describe(field)));
}

const usualUserFields = [
  'Username',
  'Profile.Name',
  'UserRole.Name',
  'Alias',
  'Email',
  'IsActive',
  'UserType',
];

/** Those of conditions come first. */
function userFields(object: string | null, { catalog }: RuleTestProject): readonly Name[] {
  const inConditions = (object === null ? catalog.duplicateRules : catalog.rulesFor(object))
    .flatMap((rule) => (rule.filter?.conditions ?? []).map((condition) => ({ rule, condition })))
    .filter(({ condition }) => isOnUser(condition))
    .map(({ rule, condition }) => {
      const field = bareField(condition);
      const name = /^user$/i.test(condition.table) ? field : `${condition.table}.${field}`;
      return plain('user-field', name, `in the condition of '${rule.label}'`);
    });
  return distinct([...inConditions, ...usualUserFields.map((name) => plain('user-field', name, '', 1))]);
}

function comparedFields(object: string | null, { catalog }: RuleTestProject): readonly Name[] {
  const names = matchingRules(object, { catalog }).flatMap(({ fullName }) => {
    const [of = '', name = ''] = fullName!.split('.');
    const items = catalog.matchingRule(of, name)?.items ?? [];
    return items.map(({ field, method }) => plain('compared-field', field, `${method}, by ${name}`));
  });
  return distinct(names);
}

function rules(object: string | null, { catalog }: Pick<RuleTestProject, 'catalog'>): readonly Name[] {
  const all = object === null ? catalog.duplicateRules : catalog.rulesFor(object);
  return all.map((rule) => ({
    kind: 'rule',
    name: rule.name,
    fullName: rule.fullName,
    detail: rule.active ? actionsText(rule) : 'inactive',
    rank: rule.active ? 0 : 1,
  }));
}

function matchingRules(
  object: string | null,
  { catalog }: Pick<RuleTestProject, 'catalog'>,
): readonly Name[] {
  const all = object === null ? catalog.duplicateRules : catalog.rulesFor(object);
  const names = all
    .flatMap(({ matchRules }) => matchRules)
    .map(({ objectType, matchingRule }): Name => {
      const items = catalog.matchingRule(objectType, matchingRule)?.items ?? [];
      return {
        kind: 'matching-rule',
        name: matchingRule,
        fullName: `${objectType}.${matchingRule}`,
        detail: items.map(({ field }) => field).join(', '),
        rank: 0,
      };
    });
  return [...new Map(names.map((name) => [name.fullName!.toLowerCase(), name])).values()];
}

/** The first of each name. */
function distinct(names: readonly Name[]): readonly Name[] {
  const byName = new Map<string, Name>();
  for (const name of names) {
    const key = name.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, name);
  }
  return [...byName.values()];
}
