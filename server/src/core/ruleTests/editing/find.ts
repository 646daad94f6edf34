import type { DuplicateRule, MatchingRule } from '../../metadata/model.ts';
import type { Location } from '../../text.ts';
import { spanOf } from '../reader.ts';
import type { RuleTestProject } from '../run.ts';
import { type Cursor, cursorAt, keyOf } from './cursor.ts';
import { type NameKind, namesOfKeys, namesOfValue, shapesAt } from './shapes.ts';
import { objectAround, recordsAround } from './surroundings.ts';

/**
 * Where the rule, field, record or data file that is named at an offset of a file of rule tests is defined; null where
 * that is in no file.
 */
export function definitionInRuleTest(
  uri: string,
  text: string,
  offset: number,
  project: RuleTestProject,
): Location | null {
  const cursor = cursorAt(text, offset);
  if (cursor === null) return null;
  const name = keyOf(cursor.word).trim();
  const shapes = shapesAt(cursor.steps);
  const kind = shapes
    .map((shape) => (cursor.isKey ? namesOfKeys(shape) : namesOfValue(shape)))
    .find((one) => one !== null);
  return kind ? definitionOf(kind, name, cursor, { uri, project }) : null;
}

function definitionOf(
  kind: NameKind,
  name: string,
  cursor: Cursor,
  { uri, project }: { readonly uri: string; readonly project: RuleTestProject },
): Location | null {
  const object = objectAround(cursor);
  switch (kind) {
    case 'rule':
      return fileOf(duplicateRuleOf(name, object, project));
    case 'matching-rule':
      return fileOf(matchingRuleOf(name, object, project));
    case 'field':
    case 'compared-field':
    case 'external-id':
      return (object && project.schema.field(object, name)?.location) || null;
    case 'record':
    case 'seen-record': {
      const record = recordsAround(cursor).find((one) => one.name === name);
      return record ? { uri, ...spanOf(record.node) } : null;
    }
    case 'data-file':
      return URL.canParse(name, uri) && !/^(?:[\\/]|[a-z][a-z0-9+.-]*:)/i.test(name)
        ? { uri: new URL(encodeURI(name), uri).href, start: 0, end: 0 }
        : null;
    case 'object':
    case 'user-field':
      return null;
  }
}

function fileOf(rule: DuplicateRule | MatchingRule | null): Location | null {
  return rule?.source.kind === 'file' ? rule.source.location : null;
}

/** By its name with or without the object, in any case. */
export function duplicateRuleOf(
  name: string,
  object: string | null,
  { catalog }: RuleTestProject,
): DuplicateRule | null {
  const rules = object === null ? catalog.duplicateRules : catalog.rulesFor(object);
  return rules.find((rule) => isNamed(rule, name)) ?? null;
}

export function matchingRuleOf(
  name: string,
  object: string | null,
  { catalog }: RuleTestProject,
): MatchingRule | null {
  const rules = object === null ? catalog.duplicateRules : catalog.rulesFor(object);
  const referred = rules
    .flatMap(({ matchRules }) => matchRules)
    .flatMap(({ objectType, matchingRule }) => catalog.matchingRule(objectType, matchingRule) ?? []);
  return referred.find((rule) => isNamed(rule, name)) ?? null;
}

function isNamed(rule: { readonly name: string; readonly fullName: string }, name: string): boolean {
  const wanted = name.toLowerCase();
  return rule.name.toLowerCase() === wanted || rule.fullName.toLowerCase() === wanted;
}
