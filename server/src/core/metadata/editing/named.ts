import { fullNameOf, kindOf } from '../../files.ts';
import { bareField } from '../../outcome/condition.ts';
import { around, type RuleElement, textIn } from './ruleDocument.ts';

/** What a value of a rule's file names. */
export type Named =
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'field'; readonly object: string; readonly name: string }
  | { readonly kind: 'matching-rule'; readonly object: string; readonly name: string }
  | { readonly kind: 'duplicate-rule'; readonly object: string; readonly name: string };

/** The object that the name of a rule's file says. */
export function objectOfFile(uri: string): string {
  return fullNameOf(uri).split('.')[0] ?? '';
}

/** The object that the value of an element belongs to: a field's, a matching rule's. */
export function objectFor(element: RuleElement, uri: string): string {
  const own = objectOfFile(uri);
  switch (element.info?.holds) {
    case 'condition-field':
    case 'condition-value':
      return textIn(around(element, 'duplicateRuleFilterItems'), 'table') || own;
    case 'input-field':
      return textIn(around(element, 'objectMapping'), 'inputObject') || own;
    case 'output-field':
      return textIn(around(element, 'objectMapping'), 'outputObject') || comparedObject(element, own);
    case 'matching-rule':
      return comparedObject(element, own);
    default:
      return own;
  }
}

function comparedObject(element: RuleElement, own: string): string {
  return textIn(around(element, 'duplicateRuleMatchRules'), 'matchRuleSObjectType') || own;
}

/** What the value of an element names; null where it is blank or names nothing. */
export function namedBy(element: RuleElement, uri: string): Named | null {
  const name = element.text;
  if (name === '') return null;
  const object = objectFor(element, uri);
  switch (element.info?.holds) {
    case 'object':
    case 'condition-table':
      return { kind: 'object', name };
    case 'condition-field': {
      const field = bareField({ table: object, field: name });
      return { kind: 'field', object, name: field };
    }
    case 'compared-field':
    case 'input-field':
    case 'output-field':
      return { kind: 'field', object, name };
    case 'matching-rule':
    case 'own-name':
      return { kind: 'matching-rule', object, name };
    default:
      return element.name === 'masterLabel' ? duplicateRuleOf(uri) : null;
  }
}

/** The rule that a file holds; null where its name says none. */
export function duplicateRuleOf(uri: string): Named | null {
  const fullName = fullNameOf(uri);
  const dot = fullName.indexOf('.');
  if (kindOf(uri) !== 'duplicate-rule' || dot < 1) return null;
  return { kind: 'duplicate-rule', object: fullName.slice(0, dot), name: fullName.slice(dot + 1) };
}
