import type { RuleFile } from '../../../../server/src/core/metadata/editing/project.ts';
import { createProject } from '../../../../server/src/core/project.ts';

const base = 'file:///ws/force-app/main/default';
export const leadRule = `${base}/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml`;
export const contactRule = `${base}/duplicateRules/Contact.Contact_Lead.duplicateRule-meta.xml`;
export const leadMatching = `${base}/matchingRules/Lead.matchingRule-meta.xml`;
export const accountMatching = `${base}/matchingRules/Account.matchingRule`;
export const objects = `${base}/objects`;
export const regionFile = `${objects}/Lead/fields/Region__c.field-meta.xml`;

export function field(label: string, type: string, more = ''): string {
  return `<CustomField><label>${label}</label><type>${type}</type>${more}</CustomField>`;
}

/** @param inner further elements */
export function duplicateRule(label: string, object: string, matchingRule: string, inner = ''): string {
  return `<DuplicateRule>
  <actionOnInsert>Block</actionOnInsert><actionOnUpdate>Allow</actionOnUpdate>
  ${inner}
  <duplicateRuleMatchRules>
    <matchRuleSObjectType>${object}</matchRuleSObjectType><matchingRule>${matchingRule}</matchingRule>
  </duplicateRuleMatchRules>
  <isActive>true</isActive><masterLabel>${label}</masterLabel>
  <operationsOnUpdate>Alert</operationsOnUpdate>
  <securityOption>EnforceSharingRules</securityOption>
  <sortOrder>1</sortOrder>
</DuplicateRule>`;
}

export const matchingRules = `<MatchingRules><matchingRules>
  <booleanFilter>1 OR 2</booleanFilter><fullName>Lead_Email</fullName><label>E-mail</label>
  <matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Email</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>
  <matchingRuleItems><blankValueBehavior>MatchBlanks</blankValueBehavior><fieldName>Phone</fieldName><matchingMethod>Phone</matchingMethod></matchingRuleItems>
  <ruleStatus>Active</ruleStatus>
</matchingRules></MatchingRules>`;

/** A project for what is not about completion. */
export const files: Readonly<Record<string, string>> = {
  [leadRule]: duplicateRule('Lead Email', 'Lead', 'Lead_Email'),
  [leadRule.replace('Lead_Email', 'Lead_Phone')]: duplicateRule('Lead Phone', 'Lead', 'Lead_Phone')
    .replace('<sortOrder>1', '<sortOrder>2')
    .replace('<isActive>true', '<isActive>false'),
  [leadMatching]: matchingRules,
  [regionFile]: field('Region', 'Text'),
  [`${objects}/Lead/Lead.object-meta.xml`]: '<CustomObject><label>Lead</label></CustomObject>',
};

/** The text without the mark `|`, and where it stood. */
export function unmarked(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new TypeError('no | in the text');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** A project of these files, and one of them as it is being written. */
export function ruleFile(uri: string, text: string, others: Readonly<Record<string, string>> = {}): RuleFile {
  const project = createProject();
  for (const [other, content] of Object.entries(others)) if (other !== uri) project.setFile(other, content);
  project.setFile(uri, text);
  return { uri, text, project: { catalog: project.catalog, schema: project.schema } };
}
