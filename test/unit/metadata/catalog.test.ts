import { describe, expect, test } from 'vitest';
import type { OrgRules } from '../../../server/src/core/metadata/catalog.ts';
import type { DuplicateRule } from '../../../server/src/core/metadata/model.ts';
import { RuleFiles } from '../../../server/src/core/metadata/ruleFiles.ts';
import { standardRules } from '../../../server/src/core/metadata/standardRules.ts';
import { duplicateRuleXml, itemXml, matchingRulesXml, matchingRuleXml, type RuleXml } from './rules.ts';

const folder = 'file:///p/force-app/duplicateRules';
const fileOf = (fullName: string) => `${folder}/${fullName}.duplicateRule-meta.xml`;

function filesOf(rules: Readonly<Record<string, RuleXml>>): RuleFiles {
  const files = new RuleFiles();
  for (const [fullName, parts] of Object.entries(rules))
    files.setFile(fileOf(fullName), duplicateRuleXml(parts));
  return files;
}

function orgOf(parts: Partial<OrgRules>): OrgRules {
  return { duplicateRules: [], matchingRules: [], objects: [], leadConversionValidation: null, ...parts };
}

function orgRule(fullName: string, parts: Partial<DuplicateRule> = {}): DuplicateRule {
  const [object, name] = fullName.split('.') as [string, string];
  const source = { kind: 'org', username: 'a@b.c', readAt: '2026-01-01T00:00:00Z' } as const;
  return { ...standardRules[0]!, fullName, object, name, label: name, source, ...parts };
}

const names = (rules: readonly DuplicateRule[]) =>
  rules.map((rule) => `${rule.source.kind} ${rule.fullName}`);

describe('assumed standard rules', () => {
  test('of Account, Contact and Lead; none of person accounts and others', () => {
    const catalog = new RuleFiles().catalog(null, []);
    expect(names(catalog.duplicateRules)).toEqual([
      'assumed Account.Standard_Account_Duplicate_Rule',
      'assumed Contact.Standard_Contact_Duplicate_Rule',
      'assumed Lead.Standard_Lead_Duplicate_Rule',
    ]);
    const [lead] = catalog.rulesFor('LEAD');
    expect(lead).toMatchObject({
      active: true,
      onInsert: { action: 'Allow', alert: true },
      onUpdate: { action: 'Allow', alert: false, report: true },
      security: 'EnforceSharingRules',
    });
    expect(lead!.matchRules.map(({ objectType, mapping }) => [objectType, mapping?.[0]])).toEqual([
      ['Lead', undefined],
      ['Contact', { inputField: 'FirstName', outputField: 'FirstName' }],
    ]);
    expect(catalog.assumedFor('lead')).toBe(lead);
    expect(catalog.rulesFor('PersonAccount')).toEqual([]);
    expect(catalog.rulesFor('Case')).toEqual([]);
    expect(['Account', 'Lead', 'Case'].map((object) => catalog.isComplete(object))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('a contact rule maps contact fields to lead fields', () => {
    const contact = standardRules.find(({ object }) => object === 'Contact')!;
    expect(contact.matchRules[1]!.mapping).toContainEqual({ inputField: 'MailingCity', outputField: 'City' });
  });

  test.each<[string, Readonly<Record<string, RuleXml>>]>([
    ['an active rule', { 'Lead.A': {} }],
    ['an inactive rule', { 'lead.A': { isActive: 'false' } }],
    ['a rule that cannot be read', { 'Lead.A': { isActive: '' } }],
  ])('given up for the object of %s', (_what, rules) => {
    const catalog = filesOf(rules).catalog(null, []);
    expect(catalog.assumedFor('Lead')).toBeNull();
    expect(catalog.assumedFor('Contact')).not.toBeNull();
    expect(catalog.isComplete('Lead')).toBe(false);
  });

  test('given up by settings and by the org', () => {
    const catalog = new RuleFiles().catalog(orgOf({ objects: ['Contact'] }), ['lead']);
    expect(names(catalog.duplicateRules)).toEqual(['assumed Account.Standard_Account_Duplicate_Rule']);
    expect(['Lead', 'contact', 'Account'].map((object) => catalog.isComplete(object))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a rule of person accounts says nothing of other accounts', () => {
    const catalog = filesOf({ 'PersonAccount.A': {} }).catalog(null, []);
    expect(names(catalog.rulesFor('account'))).toEqual(
      ['file PersonAccount.A', 'assumed Account.Standard_Account_Duplicate_Rule'].sort((a, b) =>
        a.split(' ')[1]! < b.split(' ')[1]! ? -1 : 1,
      ),
    );
    expect(names(catalog.rulesFor('personaccount'))).toEqual(['file PersonAccount.A']);
  });
});

describe('joining', () => {
  test('in sort order, whatever the order of the files; rules without one last', () => {
    const catalog = filesOf({
      'Lead.C': { sortOrder: '3' },
      'Lead.None': { sortOrder: '' },
      'Lead.A': { sortOrder: '1' },
      'Lead.B': { sortOrder: '2', isActive: 'false' },
    }).catalog(null, []);
    expect(catalog.rulesFor('Lead').map(({ name }) => name)).toEqual(['A', 'B', 'C', 'None']);
  });

  test('the file decides over the org; what only the org has is added', () => {
    const org = orgOf({
      objects: ['Lead'],
      duplicateRules: [orgRule('Lead.a', { active: false }), orgRule('Lead.OrgOnly', { sortOrder: 9 })],
    });
    const catalog = filesOf({ 'Lead.A': {} }).catalog(org, []);
    expect(names(catalog.rulesFor('Lead'))).toEqual(['file Lead.A', 'org Lead.OrgOnly']);
    expect(catalog.isComplete('Lead')).toBe(true);
  });

  test('a file that cannot be read hides the copy of the org', () => {
    const org = orgOf({ objects: ['Lead'], duplicateRules: [orgRule('Lead.A')] });
    const catalog = filesOf({ 'Lead.A': { isActive: '?' } }).catalog(org, []);
    expect(catalog.rulesFor('Lead')).toEqual([]);
    expect(catalog.isComplete('Lead')).toBe(false);
  });

  test('person-account rules that the org lists as Account', () => {
    const org = orgOf({
      objects: ['Account'],
      duplicateRules: [orgRule('Account.P', { object: 'PersonAccount' })],
    });
    const files = filesOf({ 'PersonAccount.P': {} });
    expect(names(files.catalog(org, []).rulesFor('Account'))).toEqual(['file PersonAccount.P']);
    expect(files.catalog(org, []).isComplete('PersonAccount')).toBe(true);
    expect(names(new RuleFiles().catalog(org, []).rulesFor('Account'))).toEqual(['org Account.P']);
  });

  test('one rule where two packages hold the same', () => {
    const files = filesOf({ 'Lead.A': { label: 'second' } });
    files.setFile('file:///p/app/Lead.A.duplicateRule-meta.xml', duplicateRuleXml({ label: 'first' }));
    expect(
      files
        .catalog(null, [])
        .rulesFor('Lead')
        .map(({ label }) => label),
    ).toEqual(['first']);
  });

  test('matching rules by object and name in any case', () => {
    const files = new RuleFiles();
    const text = matchingRulesXml(matchingRuleXml('Lead_Email', itemXml('Email')));
    files.setFile('file:///p/matchingRules/Lead.matchingRule-meta.xml', text);
    const catalog = files.catalog(null, []);
    expect(catalog.matchingRule('LEAD', 'lead_email')?.items).toHaveLength(1);
    expect(catalog.matchingRule('Contact', 'Lead_Email')).toBeNull();
  });
});

describe('whether the org has a rule', () => {
  test.each([
    ['of an org that was read', orgOf({ objects: ['Lead'] }), false],
    ['of another object', orgOf({ objects: ['Contact'] }), null],
    ['where only active rules were read', orgOf({ objects: ['Lead'], activeOnly: ['Lead'] }), null],
    ['where a rule could not be read', orgOf({ objects: 'all', unreadable: ['Lead'] }), null],
    ['without an org', null, null],
  ])('%s', (_what, org, expected) => {
    const catalog = filesOf({ 'Lead.A': {} }).catalog(org, []);
    expect(catalog.isInOrg?.(catalog.rulesFor('Lead')[0]!)).toBe(expected);
  });
});

describe('rule files', () => {
  test('changes and removals', () => {
    const files = filesOf({ 'Lead.A': {} });
    expect(files.duplicateRule(fileOf('Lead.A'))?.problems).toEqual([]);
    files.setFile(fileOf('Lead.A'), '<DuplicateRule>');
    expect(files.duplicateRule(fileOf('Lead.A'))!.problems.length).toBeGreaterThan(0);
    files.removeFile(fileOf('Lead.A'));
    expect(files.duplicateRule(fileOf('Lead.A'))).toBeNull();
    expect(files.catalog(null, []).assumedFor('Lead')).not.toBeNull();
  });

  test('lead conversion: several files that disagree say nothing', () => {
    const settings = (value: boolean) =>
      `<LeadConfigSettings><shouldLeadConvertRequireValidation>${value}</shouldLeadConvertRequireValidation></LeadConfigSettings>`;
    const files = new RuleFiles();
    const org = orgOf({ leadConversionValidation: false });
    expect(files.catalog(org, []).leadConversionValidation).toBe(false);
    files.setFile('file:///p/a/settings/LeadConfig.settings-meta.xml', settings(true));
    expect(files.catalog(org, []).leadConversionValidation).toBe(true);
    files.setFile('file:///p/b/settings/LeadConfig.settings', settings(false));
    expect(files.catalog(null, []).leadConversionValidation).toBeNull();
  });
});
