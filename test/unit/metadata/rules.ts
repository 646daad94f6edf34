/** Texts of rule files for tests. */

export interface RuleXml {
  readonly onInsert?: string;
  readonly onUpdate?: string;
  readonly isActive?: string;
  readonly label?: string;
  readonly sortOrder?: string;
  readonly filter?: string;
  readonly matchRules?: string;
  readonly more?: string;
}

export const oneMatchRule = `<duplicateRuleMatchRules>
        <matchRuleSObjectType>Lead</matchRuleSObjectType>
        <matchingRule>Lead_Email</matchingRule>
        <objectMapping xsi:nil="true"/>
    </duplicateRuleMatchRules>`;

export function duplicateRuleXml(parts: RuleXml = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<DuplicateRule xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <actionOnInsert>${parts.onInsert ?? 'Allow'}</actionOnInsert>
    <actionOnUpdate>${parts.onUpdate ?? 'Allow'}</actionOnUpdate>
    <alertText>Use one of these records?</alertText>
    <description xsi:nil="true"/>
    ${parts.filter ?? '<duplicateRuleFilter xsi:nil="true"/>'}
    ${parts.matchRules ?? oneMatchRule}
    <isActive>${parts.isActive ?? 'true'}</isActive>
    <masterLabel>${parts.label ?? 'Lead Email Exact'}</masterLabel>
    <operationsOnInsert>Alert</operationsOnInsert>
    <operationsOnInsert>Report</operationsOnInsert>
    <operationsOnUpdate>Report</operationsOnUpdate>
    <securityOption>EnforceSharingRules</securityOption>
    <sortOrder>${parts.sortOrder ?? '1'}</sortOrder>
    ${parts.more ?? ''}
</DuplicateRule>
`;
}

export function filterXml(booleanFilter: string | null, count: number): string {
  const items = Array.from(
    { length: count },
    (_, index) => `<duplicateRuleFilterItems>
            <field>Field${index + 1}__c</field>
            <operation>equals</operation>
            <value>v${index + 1}</value>
            <sortOrder>${index + 1}</sortOrder>
            <table>Lead</table>
        </duplicateRuleFilterItems>`,
  );
  const bool =
    booleanFilter === null
      ? '<booleanFilter xsi:nil="true"/>'
      : `<booleanFilter>${booleanFilter}</booleanFilter>`;
  return `<duplicateRuleFilter>${bool}${items.join('')}</duplicateRuleFilter>`;
}

export function matchingRulesXml(rules: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<MatchingRules xmlns="http://soap.sforce.com/2006/04/metadata">${rules}</MatchingRules>`;
}

export function matchingRuleXml(
  name: string,
  items: string,
  { status = 'Active', booleanFilter = '' }: { status?: string; booleanFilter?: string } = {},
): string {
  const bool = booleanFilter === '' ? '' : `<booleanFilter>${booleanFilter}</booleanFilter>`;
  return `<matchingRules><fullName>${name}</fullName>${bool}<label>${name}</label>${items}<ruleStatus>${status}</ruleStatus></matchingRules>`;
}

export function itemXml(field: string, method = 'Exact', blanks = 'NullNotAllowed'): string {
  return `<matchingRuleItems><blankValueBehavior>${blanks}</blankValueBehavior><fieldName>${field}</fieldName><matchingMethod>${method}</matchingMethod></matchingRuleItems>`;
}
