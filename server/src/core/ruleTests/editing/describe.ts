import type { MatchingRule } from '../../metadata/model.ts';
import { standardField } from '../../metadata/standardFields.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import { comparedText, escapeMarkdown, ruleMarkdown } from '../../outcome/hover.ts';
import { sourceWords } from '../../outcome/sentences.ts';
import { objectSpelling } from '../../records/objects.ts';
import { usedFields } from '../../records/usedFields.ts';
import type { Span } from '../../text.ts';
import { spanOf } from '../reader.ts';
import type { RuleTestProject } from '../run.ts';
import { aboutWord } from './complete.ts';
import { type Cursor, cursorAt, keyOf, textOf } from './cursor.ts';
import { duplicateRuleOf, matchingRuleOf } from './find.ts';
import { behindKey, descriptionOf, type NameKind, namesOfKeys, namesOfValue, shapesAt } from './shapes.ts';
import { objectAround, recordsAround } from './surroundings.ts';

/** What the word at an offset of a file of rule tests means: Markdown. Null where there is nothing to say. */
export function describeInRuleTest(
  text: string,
  offset: number,
  project: RuleTestProject,
): (Span & { readonly markdown: string }) | null {
  const cursor = cursorAt(text, offset);
  if (cursor === null) return null;
  const markdown = cursor.isKey ? aboutKey(cursor, project) : aboutValue(cursor, project);
  return markdown === null ? null : { ...spanOf(cursor.word), markdown };
}

function aboutKey(cursor: Cursor, project: RuleTestProject): string | null {
  const key = keyOf(cursor.word);
  for (const shape of shapesAt(cursor.steps)) {
    const kind = namesOfKeys(shape);
    if (kind !== null) return aboutName(kind, key, cursor, project);
    if (shape.part.properties?.[key] === undefined) continue;
    const description = descriptionOf(behindKey(shape, key));
    if (description !== null) return escapeMarkdown(description);
  }
  return null;
}

function aboutValue(cursor: Cursor, project: RuleTestProject): string | null {
  const word = keyOf(cursor.word);
  for (const shape of shapesAt(cursor.steps)) {
    const at = shape.part.enum?.indexOf(word) ?? -1;
    if (at >= 0) {
      const { detail, documentation } = aboutWord(word, shape.part.enumDescriptions?.[at] ?? '');
      return paragraphs([
        detail === '' ? '' : `**${escapeMarkdown(detail)}**`,
        escapeMarkdown(documentation),
      ]);
    }
    const kind = namesOfValue(shape);
    if (kind !== null) return aboutName(kind, word.trim(), cursor, project);
  }
  return null;
}

function aboutName(kind: NameKind, name: string, cursor: Cursor, project: RuleTestProject): string | null {
  const object = objectAround(cursor);
  switch (kind) {
    case 'object':
      return aboutObject(name, project);
    case 'field':
    case 'compared-field':
    case 'external-id':
      return object === null ? null : aboutField(object, name, project);
    case 'rule': {
      const rule = duplicateRuleOf(name, object, project);
      return rule && ruleMarkdown(rule, project.catalog);
    }
    case 'matching-rule': {
      const rule = matchingRuleOf(name, object, project);
      return rule && aboutMatchingRule(rule);
    }
    case 'record':
    case 'seen-record':
      return aboutRecord(name, cursor);
    case 'user-field':
    case 'data-file':
      return null;
  }
}

function aboutObject(name: string, { catalog, schema }: RuleTestProject): string | null {
  const rules = catalog.rulesFor(name);
  const label = schema.object(name)?.label ?? null;
  if (rules.length === 0 && label === null) return null;
  const title = `**${escapeMarkdown(objectSpelling(name, schema))}**${label === null ? '' : ` ${escapeMarkdown(label)}`}`;
  return [
    title,
    '',
    ...(rules.length === 0 ? ['No duplicate rule bears on it.'] : []),
    ...rules.map((rule) => `- ${escapeMarkdown(`${rule.name}${rule.active ? '' : ' (inactive)'}`)}`),
  ].join('\n');
}

function aboutField(object: string, name: string, { catalog, schema }: RuleTestProject): string | null {
  const info = schema.field(object, name) ?? standardField(object, name);
  const uses = usedFields(object, catalog).get(fieldKey(name)) ?? [];
  if (info === null && uses.length === 0) return null;
  const spelling = info?.name ?? uses[0]?.field ?? name;
  const words = [info?.label, info?.type].filter((part) => part != null && part !== '').join(', ');
  return [
    `**${escapeMarkdown(`${objectSpelling(object, schema)}.${spelling}`)}**${words === '' ? '' : ` ${escapeMarkdown(words)}`}`,
    '',
    ...(uses.length === 0 ? ['No rule looks at it.'] : uses.map(({ text }) => `- ${escapeMarkdown(text)}`)),
  ].join('\n');
}

function aboutMatchingRule(rule: MatchingRule): string {
  return [
    `**Matching rule '${escapeMarkdown(rule.label || rule.fullName)}'**, ${escapeMarkdown(sourceWords(rule))}`,
    '',
    `- ${escapeMarkdown(rule.status)}`,
    ...(rule.items.length === 0 ? [] : [`- compares ${escapeMarkdown(comparedText(rule))}`]),
  ].join('\n');
}

function aboutRecord(name: string, cursor: Cursor): string | null {
  const record = recordsAround(cursor).find((one) => one.name === name);
  if (record === undefined) return null;
  const values = (record.fields?.items ?? []).flatMap(({ key, value }) => {
    const text = textOf(value);
    return text === null ? [] : [`- ${escapeMarkdown(`${keyOf(key as never)}: ${text}`)}`];
  });
  const object = record.object === null ? '' : `${escapeMarkdown(record.object)} `;
  return [`${object}**${escapeMarkdown(name)}**`, '', ...values].join('\n');
}

function paragraphs(parts: readonly string[]): string | null {
  const some = parts.filter((part) => part !== '');
  return some.length === 0 ? null : some.join('\n\n');
}
