import { standardAccountFields } from '../../matching/standard/rules.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import { escapeMarkdown, ruleMarkdown } from '../../outcome/hover.ts';
import { sourceWords } from '../../outcome/sentences.ts';
import { type FieldUse, publishedFieldsOf } from '../../records/fieldUses.ts';
import { objectSpelling } from '../../records/objects.ts';
import { usedFields } from '../../records/usedFields.ts';
import type { DuplicateRule, MatchingRule } from '../model.ts';
import type { Schema } from '../objects.ts';
import { fieldDetail, fieldOf, type KnownField } from './fields.ts';
import type { Named } from './named.ts';
import type { RuleFileProject } from './project.ts';

/** What is known of something that a rule's file names: Markdown. Null where nothing is. */
export function describeNamed(named: Named, project: RuleFileProject): string | null {
  switch (named.kind) {
    case 'object':
      return aboutObject(named.name, project);
    case 'field':
      return aboutField(named.object, named.name, project);
    case 'matching-rule':
      return aboutMatchingRule(named.object, named.name, project);
    case 'duplicate-rule': {
      const rule = duplicateRuleNamed(named.object, named.name, project);
      return rule && ruleMarkdown(rule, project.catalog);
    }
  }
}

export function duplicateRuleNamed(
  object: string,
  name: string,
  { catalog }: RuleFileProject,
): DuplicateRule | null {
  const wanted = `${object}.${name}`.toLowerCase();
  return catalog.duplicateRules.find((rule) => rule.fullName.toLowerCase() === wanted) ?? null;
}

function aboutObject(name: string, { catalog, schema }: RuleFileProject): string | null {
  const label = schema.object(name)?.label ?? null;
  const rules = catalog.rulesFor(name);
  const isKnown = schema.isObject(name) || /^personaccount$/i.test(name);
  if (!isKnown && rules.length === 0) return null;
  const title = `**${escapeMarkdown(objectSpelling(name, schema))}**`;
  const list = rules.map((rule) => `- ${escapeMarkdown(`${rule.label}${rule.active ? '' : ', inactive'}`)}`);
  return [
    label === null ? title : `${title} ${escapeMarkdown(label)}`,
    '',
    ...(list.length === 0 ? ['No duplicate rule is known for it.'] : ['Duplicate rules:', '', ...list]),
  ].join('\n');
}

/** Its label and type, and which rules look at it. */
function aboutField(object: string, name: string, project: RuleFileProject): string | null {
  const { catalog, schema } = project;
  const field = fieldOf(object, name, schema);
  const uses = usedFields(object, catalog).get(fieldKey(name)) ?? [];
  return field === null && uses.length === 0 ? null : describeField(object, name, field, uses, schema);
}

/** @param field null where nothing is known of it but who uses it */
export function describeField(
  object: string,
  name: string,
  field: KnownField | null,
  uses: readonly FieldUse[],
  schema: Schema,
): string {
  const title = `**${escapeMarkdown(`${objectSpelling(object, schema)}.${name}`)}**`;
  const detail = field === null ? '' : ` ${escapeMarkdown(fieldDetail(field))}`;
  return [`${title}${detail}`, '', ...uses.map(({ text }) => `- ${escapeMarkdown(text)}`)].join('\n').trim();
}

function aboutMatchingRule(object: string, name: string, { catalog }: RuleFileProject): string | null {
  const rule = catalog.matchingRule(object, name);
  const users = catalog.duplicateRules.filter((one) =>
    one.matchRules.some(
      (reference) =>
        reference.matchingRule.toLowerCase() === name.toLowerCase() &&
        reference.objectType.toLowerCase() === object.toLowerCase(),
    ),
  );
  const body = rule === null ? standardBody(name) : ownBody(rule);
  if (body === null) return null;
  const used =
    users.length === 0
      ? 'No duplicate rule names it.'
      : `Named by ${users.map((one) => `'${escapeMarkdown(one.label)}'`).join(', ')}.`;
  return `${body}\n\n${used}`;
}

function ownBody(rule: MatchingRule): string {
  const title = `**Matching rule '${escapeMarkdown(rule.label || rule.name)}'**, ${escapeMarkdown(sourceWords(rule))}`;
  if (rule.items.length === 0) {
    const published = standardBody(rule.name);
    return published === null ? `${title}\n\n${escapeMarkdown(rule.status)}` : published;
  }
  const items = rule.items.map(
    ({ field, method, matchBlanks }, index) =>
      `${index + 1}. ${escapeMarkdown(field)}: ${escapeMarkdown(method)}, ${matchBlanks ? 'blank matches blank' : 'blank never matches'}`,
  );
  const joined =
    rule.booleanFilter === null ? '' : `\n\nMatches where ${escapeMarkdown(rule.booleanFilter)} hold.`;
  return `${title}, ${escapeMarkdown(rule.status)}\n\n${items.join('\n')}${joined}`;
}

/** Of Salesforce's own rules, whose bodies are in no file. */
function standardBody(name: string): string | null {
  const fields = publishedFieldsOf(name);
  if (fields === null) return null;
  const { all, oneOf } = standardAccountFields;
  const what = /^standard_account_/i.test(name)
    ? `It needs ${all.join(', ')}, and ${oneOf.join(' or ')}.`
    : `It compares ${fields.join(', ')}.`;
  return `**${escapeMarkdown(name)}**, Salesforce's own matching rule\n\n${what} Not all of it is published: it may compare more.`;
}
