import { readMatchingRules } from '../../../core/metadata/matchingRule.ts';
import type { MatchingRule } from '../../../core/metadata/model.ts';
import { same, split } from '../draft.ts';
import { childrenNamed, documentText, elementText, meaningOf, parsedBody, textIn } from '../elementText.ts';
import type { ComponentProblem, DeletedComponent, NewComponent } from '../model.ts';
import {
  afterStartTag,
  type CheckContext,
  changes,
  isKnownObject,
  notFound,
  problem,
  readingProblem,
} from './context.ts';
import { readingProblems } from './filterProblem.ts';

/** Facts, section 4.4. */
const mostActiveOfObject = 5;
const mostActive = 25;
const most = 100;
const mostLookups = 1;

/** What Salesforce has against a matching rule that is handed in; `before`: its text in the org. */
export function matchingRuleProblems(
  component: NewComponent,
  before: string | null,
  context: CheckContext,
): readonly ComponentProblem[] {
  const { fullName, element } = component;
  const [object, name] = split(fullName);
  const at = afterStartTag(component);
  if (/^Standard_/i.test(name)) {
    return [problem('Standard matching rules cannot be deployed.', at, 'INVALID_OPERATION')];
  }
  if (!/^[a-z]\w*$/i.test(name)) return [badName(name, at)];
  if (!isKnownObject(context.after.schema, object)) return [notFound('object', 'CustomObject', object, at)];
  const unread = readProblems(component);
  if (unread.length > 0) return unread;

  const status = textIn(element, 'ruleStatus') ?? '';
  if (!/^(?:Active|Inactive)$/.test(status)) {
    return [problem(`ruleStatus ${status} cannot be deployed: only Active and Inactive can.`, at)];
  }
  const was = context.before.catalog.matchingRule(object, name);
  if (was && before !== null && isDefinitionChanged(component, before)) {
    if (was.status !== 'Inactive') {
      return [problem('Before you change a matching rule, you must deactivate it.', at)];
    }
    if (status === 'Active') {
      return [problem('Change the matching rule status separately from other changes.', at)];
    }
  }
  if (status === 'Inactive' && was?.status === 'Active') {
    const user = userOf(fullName, context);
    if (user !== null) {
      const message = `Before you deactivate this matching rule, deactivate the duplicate rule that uses it: ${user}.`;
      return [problem(message, at)];
    }
  }
  return [...fieldProblems(component, object, context), ...limitProblems(component, context)];
}

export function matchingRuleDeletionProblems(
  { fullName }: DeletedComponent,
  context: CheckContext,
): readonly ComponentProblem[] {
  const user = context.after.catalog.duplicateRules.find((rule) =>
    rule.matchRules.some(
      ({ objectType, matchingRule }) =>
        same(`${objectType}.${matchingRule}`, fullName) && !changes(context, 'DuplicateRule', rule.fullName),
    ),
  );
  if (user) {
    const message = `This matching rule is referenced elsewhere in salesforce.com. : Duplicate Rule - ${user.label}.`;
    return [problem(message, null, 'DEPENDENCY_EXISTS')];
  }
  const rule = context.before.catalog.matchingRule(...split(fullName));
  if (rule?.status === 'Active' || rule?.status === 'Activating') {
    const message = 'Before you delete a matching rule, you must deactivate it.';
    return [problem(message, null, 'DELETE_FAILED')];
  }
  return [];
}

function badName(name: string, at: number | null): ComponentProblem {
  const message = `The developer name ${name} can only contain underscores and alphanumeric characters, and must begin with a letter.`;
  return problem(message, at, 'INVALID_FULL_NAME');
}

function readProblems(component: NewComponent): readonly ComponentProblem[] {
  const { text, element, fullName, fileName } = component;
  const [object] = split(fullName);
  const isFile = text !== '';
  const read = isFile ? text : documentText('MatchingRules', [elementText(element, 'matchingRules')]);
  const { problems, rules } = readMatchingRules(isFile ? fileName : `${object}.matchingRule`, read);
  const own = isFile ? rules.find(({ elements }) => elements.element.start === element.start) : rules[0];
  const span = own?.elements.booleanFilter ?? null;
  const found = readingProblems(
    problems.filter((one) => !isFile || (one.span.start >= element.start && one.span.end <= element.end)),
    span && { span, text: textIn(element, 'booleanFilter') ?? '' },
    isFile ? afterStartTag(component) : null,
    (one) => readingProblem(one, { ...component, text: read }),
  );
  return isFile ? found : found.map((one) => ({ ...one, at: null }));
}

/** All but the status. */
function isDefinitionChanged({ element }: NewComponent, before: string): boolean {
  const without = ['fullName', 'ruleStatus'];
  return meaningOf(element, without) !== meaningOf(parsedBody(before), without);
}

/** The active duplicate rule that runs the matching rule and is not itself changed. */
function userOf(fullName: string, context: CheckContext): string | null {
  const user = context.after.catalog.duplicateRules.find(
    (rule) =>
      rule.active &&
      !changes(context, 'DuplicateRule', rule.fullName) &&
      rule.matchRules.some((reference) =>
        same(`${reference.objectType}.${reference.matchingRule}`, fullName),
      ),
  );
  return user?.fullName ?? null;
}

function fieldProblems(
  component: NewComponent,
  object: string,
  context: CheckContext,
): readonly ComponentProblem[] {
  const items = childrenNamed(component.element, 'matchingRuleItems');
  const names = items.map((item) => textIn(item, 'fieldName') ?? '');
  const unknown = names.filter((name) => !context.hasField(object, name));
  if (unknown.length > 0) {
    const at = afterStartTag(component);
    return unknown.map((name) => notFound('fieldName', 'CustomField', `${object}.${name}`, at));
  }
  const lookups = names.filter((name) => context.after.schema.field(object, name)?.type === 'reference');
  if (lookups.length <= mostLookups) return [];
  return [problem(`A matching rule can compare ${mostLookups} lookup field, not ${lookups.length}.`)];
}

function limitProblems(component: NewComponent, { after }: CheckContext): readonly ComponentProblem[] {
  const [object] = split(component.fullName);
  const rules = after.catalog.matchingRules;
  const isActive = ({ status }: MatchingRule): boolean => status === 'Active' || status === 'Activating';
  const at = afterStartTag(component);
  const over = (count: number, limit: number, what: string): readonly ComponentProblem[] =>
    count <= limit ? [] : [problem(`There can be at most ${limit} ${what}.`, at, 'LIMIT_EXCEEDED')];
  if (rules.length > most) return over(rules.length, most, 'matching rules');
  if (textIn(component.element, 'ruleStatus') !== 'Active') return [];
  const active = rules.filter(isActive);
  const own = active.filter((rule) => same(rule.object, object));
  return [
    ...over(own.length, mostActiveOfObject, `active matching rules for ${object}`),
    ...over(active.length, mostActive, 'active matching rules'),
  ];
}
