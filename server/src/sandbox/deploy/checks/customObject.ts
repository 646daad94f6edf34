import { customField } from '../../schema/projectFields.ts';
import { same, split } from '../draft.ts';
import { childrenNamed, parsedBody, textIn } from '../elementText.ts';
import type { ComponentProblem, DeletedComponent, NewComponent } from '../model.ts';
import { afterStartTag, type CheckContext, changes, problem } from './context.ts';

/** What Salesforce has against a custom object that is handed in, and what this org cannot hold of it. */
export function objectProblems(component: NewComponent, context: CheckContext): readonly ComponentProblem[] {
  const { fullName, element } = component;
  const at = afterStartTag(component);
  const isStandard = context.before.schema.object(fullName)?.custom === false;
  // Settings of standard objects change nothing here.
  if (isStandard) return [];
  if (!/__c$/i.test(fullName)) return [badObject(fullName, at)];
  if (!isName(fullName)) return [problem(`The name ${fullName} is invalid.`, at, 'INVALID_FULL_NAME')];
  const nameType = childrenNamed(element, 'nameField').map((node) => textIn(node, 'type'))[0];
  return [
    ...(textIn(element, 'label') ? [] : [problem('Must specify a non-empty label for the CustomObject', at)]),
    ...(nameType === 'Text' || nameType === 'AutoNumber'
      ? []
      : [problem('Must specify a nameField of type Text or AutoNumber', at)]),
  ];
}

/** The same of a custom field; `before`: its text in the org. */
export function fieldProblems(
  component: NewComponent,
  before: string | null,
  context: CheckContext,
): readonly ComponentProblem[] {
  const { fullName, element } = component;
  const [object, name] = split(fullName);
  const at = afterStartTag(component);
  if (!context.after.schema.object(object)) return [badObject(object, at)];
  if (!/__c$/i.test(name)) return [];
  if (!isName(name)) return [problem(`The name ${name} is invalid.`, at, 'INVALID_FULL_NAME')];
  if (!textIn(element, 'label')) return [problem('Must specify a non-empty label for the CustomField', at)];
  const type = textIn(element, 'type');
  if (type === null) return [problem('Required field is missing: type', at, 'REQUIRED_FIELD_MISSING')];
  const field = customField(unprefixed(element), name);
  if (!field) {
    return [problem(`The embedded org holds no fields of type ${type}.`, at, 'INVALID_TYPE')];
  }
  const lost = field.referenceTo.filter((target) => !context.after.schema.object(target));
  if (field.type === 'reference' && (lost.length > 0 || field.referenceTo.length === 0)) {
    const message = `referenceTo value of '${lost[0] ?? ''}' does not resolve to a valid sObject type`;
    return [problem(message, at)];
  }
  const had = before === null ? null : textIn(parsedBody(before), 'type');
  if (had !== null && had !== type && hasValues(context, object, name)) {
    const message = `The embedded org does not change a field with values from ${had} to ${type}.`;
    return [problem(message, at)];
  }
  return [];
}

export function fieldDeletionProblems(
  { fullName }: DeletedComponent,
  context: CheckContext,
): readonly ComponentProblem[] {
  const [object, name] = split(fullName);
  if (!/__c$/i.test(name)) {
    return [problem('Cannot delete standard field', null, 'INSUFFICIENT_ACCESS_OR_READONLY')];
  }
  const user = context.after.catalog.matchingRules.find(
    (rule) =>
      same(rule.object, object) &&
      rule.items.some(({ field }) => same(field, name)) &&
      !changes(context, 'MatchingRule', rule.fullName),
  );
  if (!user) return [];
  const message = `This custom field is referenced elsewhere in salesforce.com. : Matching Rule - ${user.label}.`;
  return [problem(message, null, 'DEPENDENCY_EXISTS')];
}

export function objectDeletionProblems(
  { fullName }: DeletedComponent,
  context: CheckContext,
): readonly ComponentProblem[] {
  if (!/__c$/i.test(fullName)) {
    return [problem('Cannot delete standard object', null, 'INSUFFICIENT_ACCESS_OR_READONLY')];
  }
  const { duplicateRules, matchingRules } = context.after.catalog;
  const rule = [...duplicateRules, ...matchingRules].find(({ object }) => same(object, fullName));
  const field = context.after.schema.objects
    .filter(({ name }) => !same(name, fullName))
    .flatMap(({ name, fields }) => fields.map((one) => ({ object: name, ...one })))
    .find(({ referenceTo }) => referenceTo.some((target) => same(target, fullName)));
  if (!rule && !field) return [];
  const user = rule ? `Rule - ${rule.fullName}` : `Custom Field - ${field!.object}.${field!.name}`;
  const message = `This custom object is referenced elsewhere in salesforce.com. : ${user}.`;
  return [problem(message, null, 'DEPENDENCY_EXISTS')];
}

/** What Salesforce says of an object that there is not; of its own, this org has but some. */
function badObject(name: string, at: number | null): ComponentProblem {
  if (!/__c$/i.test(name)) return problem(`The embedded org holds no object ${name}.`, at, 'INVALID_TYPE');
  return problem(`Entity Enumeration Or ID: bad value for restricted picklist field: ${name}`, at);
}

function isName(name: string): boolean {
  return /^[a-z](?!\w*__\w*__c)\w*__c$/i.test(name);
}

function hasValues({ store, before }: CheckContext, object: string, field: string): boolean {
  const known = before.schema.field(object, field);
  if (!known) return false;
  for (const record of store.records(object)) if (record.values.get(known.name) != null) return true;
  return false;
}

function unprefixed(element: NewComponent['element']): NewComponent['element'] {
  return {
    ...element,
    name: element.name.slice(element.name.indexOf(':') + 1),
    children: element.children.map(unprefixed),
  };
}
