import type { DuplicateRule, RuleReaction } from '../../core/metadata/model.ts';
import { element, leaf } from '../soap/xml.ts';

const namespaces =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A rule that was assumed, as the file of one that is the org's own. */
export function standardRuleFile(rule: DuplicateRule): { readonly path: string; readonly text: string } {
  return {
    path: `duplicateRules/${rule.fullName}.duplicateRule`,
    text: element('DuplicateRule', [writtenRule(rule)], namespaces),
  };
}

/** The elements of the file of a rule that no file holds: Salesforce's own. */
export function writtenRule(rule: DuplicateRule): string {
  const operations = (name: string, { alert, report }: RuleReaction): string[] => [
    ...(alert ? [leaf(name, 'Alert')] : []),
    ...(report ? [leaf(name, 'Report')] : []),
  ];
  return [
    leaf('actionOnInsert', rule.onInsert.action),
    leaf('actionOnUpdate', rule.onUpdate.action),
    leaf('alertText', rule.alertText),
    leaf('duplicateRuleFilter', null),
    ...rule.matchRules.map(({ objectType, matchingRule: name, mapping }) =>
      element('duplicateRuleMatchRules', [
        leaf('matchRuleSObjectType', objectType),
        leaf('matchingRule', name),
        mapping === null
          ? leaf('objectMapping', null)
          : element('objectMapping', [
              leaf('inputObject', rule.object),
              ...mapping.map(({ inputField, outputField }) =>
                element('mappingFields', [leaf('inputField', inputField), leaf('outputField', outputField)]),
              ),
              leaf('outputObject', objectType),
            ]),
      ]),
    ),
    leaf('isActive', rule.active),
    leaf('masterLabel', rule.label),
    ...operations('operationsOnInsert', rule.onInsert),
    ...operations('operationsOnUpdate', rule.onUpdate),
    leaf('securityOption', rule.security),
    leaf('sortOrder', rule.sortOrder),
  ].join('');
}
