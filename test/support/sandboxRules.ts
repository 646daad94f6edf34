/** Rule metadata in a few words, as files of a project in memory. */

export interface RuleDraft {
  readonly object: string;
  readonly name: string;
  readonly insert?: string;
  readonly update?: string;
  readonly security?: 'EnforceSharingRules' | 'BypassSharingRules';
  readonly filter?: string;
  /** Elements of `<duplicateRuleMatchRules>`; by default a rule of the same object and name. */
  readonly matchRules?: string;
  readonly sortOrder?: number;
  readonly active?: boolean;
}

const header = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespaces =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A duplicate rule's file. Actions: `Block`, `Allow`, `Allow Alert`, `Allow Alert Report`, `Allow Report`. */
export function duplicateRuleFile(draft: RuleDraft): [path: string, text: string] {
  const { object, name, insert = 'Block', update = insert, security = 'EnforceSharingRules' } = draft;
  const action = (on: string, text: string): string => {
    const [kind, ...operations] = text.split(' ');
    return `<actionOn${on}>${kind}</actionOn${on}>${operations
      .map((operation) => `<operationsOn${on}>${operation}</operationsOn${on}>`)
      .join('')}`;
  };
  const matchRules = draft.matchRules ?? matchRule(object, name);
  const text = `${header}<DuplicateRule ${namespaces}>${action('Insert', insert)}${action('Update', update)}
    <alertText>${name} says no.</alertText>
    <duplicateRuleFilter${draft.filter === undefined ? ' xsi:nil="true"/>' : `>${draft.filter}</duplicateRuleFilter>`}
    ${matchRules}<isActive>${draft.active ?? true}</isActive><masterLabel>${name}</masterLabel>
    <securityOption>${security}</securityOption><sortOrder>${draft.sortOrder ?? 1}</sortOrder></DuplicateRule>`;
  return [`force-app/duplicateRules/${object}.${name}.duplicateRule-meta.xml`, text];
}

export function matchRule(object: string, name: string, mapping = '<objectMapping xsi:nil="true"/>'): string {
  return `<duplicateRuleMatchRules><matchRuleSObjectType>${object}</matchRuleSObjectType><matchingRule>${name}</matchingRule>${mapping}</duplicateRuleMatchRules>`;
}

export function mapping(from: string, to: string, fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(
    ([input, output]) =>
      `<mappingFields><inputField>${input}</inputField><outputField>${output}</outputField></mappingFields>`,
  );
  return `<objectMapping><inputObject>${from}</inputObject>${pairs.join('')}<outputObject>${to}</outputObject></objectMapping>`;
}

/** An object's matching rules: name → fields, each `Email` (exact) or `LastName:LastName`. */
export function matchingRulesFile(
  object: string,
  rules: Readonly<Record<string, readonly string[]>>,
  status = 'Active',
): [path: string, text: string] {
  const all = Object.entries(rules).map(([name, fields]) => {
    const items = fields.map((text) => {
      const [field, method = 'Exact'] = text.split(':');
      return `<matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>${field}</fieldName><matchingMethod>${method}</matchingMethod></matchingRuleItems>`;
    });
    return `<matchingRules><fullName>${name}</fullName><label>${name}</label>${items.join('')}<ruleStatus>${status}</ruleStatus></matchingRules>`;
  });
  return [
    `force-app/matchingRules/${object}.matchingRule-meta.xml`,
    `${header}<MatchingRules ${namespaces}>${all.join('')}</MatchingRules>`,
  ];
}

/** One condition of a rule's filter. */
export function condition(field: string, operation: string, value: string, table = 'Lead'): string {
  return `<booleanFilter xsi:nil="true"/><duplicateRuleFilterItems><field>${field}</field><operation>${operation}</operation><value>${value}</value><sortOrder>1</sortOrder><table>${table}</table></duplicateRuleFilterItems>`;
}
