import type { RuleCondition, RuleReaction } from '../../metadata/model.ts';
import { instanceNamespace, metadataNamespace, type XmlPart, xmlDocument } from './xml.ts';

export interface DuplicateRuleText {
  readonly label: string;
  readonly description: string;
  readonly alertText: string | null;
  readonly onInsert: RuleReaction;
  readonly onUpdate: RuleReaction;
  readonly security: string;
  readonly condition: RuleCondition | null;
  readonly object: string;
  readonly against: string;
  readonly matchingRule: string;
  /** Field of the object and field of the matching rule; null within an object. */
  readonly mapping: readonly (readonly [input: string, output: string])[] | null;
  readonly active: boolean;
  readonly sortOrder: number;
}

/** The file of a duplicate rule, its elements in the order in which Salesforce retrieves them. */
export function duplicateRuleFile(rule: DuplicateRuleText): string {
  return xmlDocument('DuplicateRule', `${metadataNamespace} ${instanceNamespace}`, [
    ['actionOnInsert', rule.onInsert.action],
    ['actionOnUpdate', rule.onUpdate.action],
    ...(rule.alertText === null ? [] : [['alertText', rule.alertText] as const]),
    ['description', rule.description],
    ['duplicateRuleFilter', rule.condition && filter(rule.condition)],
    [
      'duplicateRuleMatchRules',
      [
        ['matchRuleSObjectType', rule.against],
        ['matchingRule', rule.matchingRule],
        ['objectMapping', mapping(rule)],
      ],
    ],
    ['isActive', String(rule.active)],
    ['masterLabel', rule.label],
    ...operations('operationsOnInsert', rule.onInsert),
    ...operations('operationsOnUpdate', rule.onUpdate),
    ['securityOption', rule.security],
    ['sortOrder', String(rule.sortOrder)],
  ]);
}

function filter({ field, operation, value, table, sortOrder }: RuleCondition): readonly XmlPart[] {
  return [
    ['booleanFilter', null],
    [
      'duplicateRuleFilterItems',
      [
        ['field', field],
        ['operation', operation],
        ['value', value ?? ''],
        ['sortOrder', String(sortOrder)],
        ['table', table],
      ],
    ],
  ];
}

function mapping({ object, against, mapping: fields }: DuplicateRuleText): readonly XmlPart[] | null {
  if (fields === null) return null;
  return [
    ['inputObject', object],
    ...fields.map(
      ([inputField, outputField]): XmlPart => [
        'mappingFields',
        [
          ['inputField', inputField],
          ['outputField', outputField],
        ],
      ],
    ),
    ['outputObject', against],
  ];
}

function operations(name: string, { alert, report }: RuleReaction): readonly XmlPart[] {
  return [...(alert ? [[name, 'Alert'] as const] : []), ...(report ? [[name, 'Report'] as const] : [])];
}
