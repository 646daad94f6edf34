import { readDuplicateRule } from '../../../core/metadata/duplicateRule.ts';
import type { DuplicateRule, MatchRuleReference } from '../../../core/metadata/model.ts';
import { split } from '../draft.ts';
import { documentText, elementText } from '../elementText.ts';
import type { ComponentProblem, NewComponent } from '../model.ts';
import {
  afterStartTag,
  type CheckContext,
  isKnownObject,
  notFound,
  problem,
  readingProblem,
  sameObject,
} from './context.ts';
import { readingProblems } from './filterProblem.ts';

/** Facts, section 4.4. */
const mostActiveOfObject = 5;
const mostMatchingRules = 3;

/** What Salesforce has against a duplicate rule that is handed in. */
export function duplicateRuleProblems(
  component: NewComponent,
  context: CheckContext,
): readonly ComponentProblem[] {
  const { fullName } = component;
  const [object, name] = split(fullName);
  const at = afterStartTag(component);
  if (object === '') {
    return [problem('Need to specify full name, Required Delimiter: .', at, 'INVALID_FULL_NAME')];
  }
  if (!/^[a-z]\w*$/i.test(name)) {
    const message = `The developer name ${name} can only contain underscores and alphanumeric characters, and must begin with a letter.`;
    return [problem(message, at, 'INVALID_FULL_NAME')];
  }
  if (!isKnownObject(context.after.schema, object)) return [notFound('object', 'CustomObject', object, at)];
  const { rule, problems } = read(component);
  if (problems.length > 0 || rule === null) return problems;

  const missing = rule.matchRules.flatMap((reference) => missingProblems(reference, context, at));
  if (missing.length > 0) return missing;
  return [
    ...conditionProblems(rule, context, at),
    ...matchingRulesProblems(rule, context, at),
    ...orderProblems(rule, context, at),
    ...limitProblems(rule, context, at),
  ];
}

function read(component: NewComponent): {
  readonly rule: DuplicateRule | null;
  readonly problems: readonly ComponentProblem[];
} {
  const { text, element, fullName } = component;
  const isFile = text !== '';
  const document = isFile
    ? text
    : documentText(
        'DuplicateRule',
        element.children.map((child) => elementText(child)),
      );
  const { rule, elements, problems } = readDuplicateRule(`${fullName}.duplicateRule`, document);
  const span = elements?.booleanFilter ?? null;
  const read = readingProblems(
    problems,
    span && { span, text: rule?.filter?.booleanFilter ?? '' },
    afterStartTag(component),
    (one) => readingProblem(one, { ...component, text: document }),
  );
  return { rule, problems: isFile ? read : read.map((one) => ({ ...one, at: null })) };
}

function missingProblems(
  { objectType, matchingRule }: MatchRuleReference,
  { after }: CheckContext,
  at: number | null,
): readonly ComponentProblem[] {
  if (!isKnownObject(after.schema, objectType)) {
    return [notFound('matchRuleSObjectType', 'CustomObject', objectType, at)];
  }
  const isThere =
    /^Standard_/i.test(matchingRule) || after.catalog.matchingRule(objectType, matchingRule) !== null;
  return isThere ? [] : [notFound('matchingRule', 'MatchingRule', `${objectType}.${matchingRule}`, at)];
}

function conditionProblems(
  { filter, object }: DuplicateRule,
  context: CheckContext,
  at: number | null,
): readonly ComponentProblem[] {
  const unknown = (filter?.conditions ?? []).filter(
    ({ table, field }) => sameObject(table, object) && !context.hasField(object, field),
  );
  return unknown.map(({ field }) => notFound('field', 'CustomField', `${object}.${field}`, at));
}

/** An active rule needs active matching rules, and between objects the fields that correspond. */
function matchingRulesProblems(
  { active, object, matchRules }: DuplicateRule,
  { after }: CheckContext,
  at: number | null,
): readonly ComponentProblem[] {
  if (matchRules.length > mostMatchingRules) {
    const message = `A duplicate rule can have at most ${mostMatchingRules} matching rules.`;
    return [problem(message, at, 'LIMIT_EXCEEDED')];
  }
  if (!active) return [];
  const isReady = matchRules.every(({ objectType, matchingRule, mapping }) => {
    const rule = after.catalog.matchingRule(objectType, matchingRule);
    const isMapped = sameObject(objectType, object) || (mapping !== null && mapping.length > 0);
    return isMapped && (rule === null || rule.status === 'Active');
  });
  if (isReady) return [];
  return [
    problem(
      'Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped.',
      at,
    ),
  ];
}

/** What stands in the org already is not asked about: a project may leave out rules that make the order whole. */
function orderProblems(
  { fullName, object, sortOrder, name }: DuplicateRule,
  { before, after }: CheckContext,
  at: number | null,
): readonly ComponentProblem[] {
  const was = before.catalog.duplicateRules.find((rule) => rule.object === object && rule.name === name);
  if (sortOrder === null || sortOrder === was?.sortOrder) return [];
  const others = after.catalog.duplicateRules.filter((rule) => rule.fullName !== fullName);
  const hasOneBefore = others.some(
    (rule) => sameObject(rule.object, object) && rule.sortOrder === sortOrder - 1,
  );
  if (sortOrder === 1 || (sortOrder > 1 && hasOneBefore)) return [];
  return [problem('SortOrder must be in sequential order from 1.', at)];
}

function limitProblems(
  { active, object }: DuplicateRule,
  { after }: CheckContext,
  at: number | null,
): readonly ComponentProblem[] {
  if (!active) return [];
  const rules = after.catalog.duplicateRules.filter((rule) => rule.active && rule.object === object);
  if (rules.length <= mostActiveOfObject) return [];
  const message = `There can be at most ${mostActiveOfObject} active duplicate rules for ${object}.`;
  return [problem(message, at, 'LIMIT_EXCEEDED')];
}
