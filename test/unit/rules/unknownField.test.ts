import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/core/text.ts';
import { type Files, found, matchingRulesXml, projectOf, textOf, uriOf } from '../../support/ruleFiles.ts';

const fieldNamed = (object: string, name: string): Files => ({
  [`force-app/main/default/objects/${object}/fields/${name}.field-meta.xml`]: `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label><type>Text</type></CustomField>`,
});

const custom: Files = {
  ...fieldNamed('Lead', 'Skip_Duplicate_Check__c'),
  ...fieldNamed('Lead', 'Email1__c'),
  ...fieldNamed('Lead', 'Contact_Number__c'),
  ...fieldNamed('Lead', 'Shipping_Code__c'),
};

const unknownIn = (files: Files): readonly string[] =>
  found(projectOf(files), files)
    .filter((one) => one.includes('unknown-field'))
    .map((one) => one.replace(/^information unknown-field @/, ''));

describe('fields of matching rules', () => {
  test.each<[object: string, field: string, expected: boolean]>([
    ['Lead', 'Emial', true],
    ['Lead', 'Emai', true],
    ['Lead', 'MobilPhon', true],
    ['Lead', 'MoblPhon', false],
    ['Lead', 'email', false],
    ['Lead', 'Email', false],
    ['Lead', 'Fux', false],
    ['Lead', 'Emial__c', false],
    ['Lead', 'Skp_Duplicate_Check__c', true],
    ['Lead', 'Skip_Dupilcate_Check__c', true],
    ['Lead', 'Skip_Duplicate_Checks__c', false],
    ['Lead', 'SkipDuplicateCheck__c', false],
    ['Lead', 'Email2__c', false],
    ['Lead', 'Contract_Number__c', false],
    ['Lead', 'Shopping_Code__c', false],
    ['Lead', 'pkg__Skp_Duplicate_Check__c', false],
    ['Lead', '%%%NAMESPACE%%%Skp_Duplicate_Check__c', false],
    ['Lead', '{{FIELD}}', false],
    ['Lead', 'Owner.Emial', false],
    ['Lead', 'RecordType', false],
    ['Account', 'PersonEmail', false],
    ['PersonAccount', 'PersonEmial', true],
    ['PersonAccount', 'Email', false],
    ['Thing__c', 'Naem', true],
    ['Visit', 'Naem', false],
  ])('%s.%s: %s', (object, field, expected) => {
    const files = { ...custom, [object]: matchingRulesXml(`Rule: ${field}`) };
    expect(unknownIn(files)).toEqual(expected ? [field] : []);
  });

  test('nothing where the rule names the known field too', () => {
    expect(unknownIn({ Lead: matchingRulesXml('Rule: Emial, Email') })).toEqual([]);
  });

  test('nothing while the file is being written', () => {
    const whole = matchingRulesXml('Rule: Emial');
    expect(unknownIn({ Lead: whole.slice(0, whole.indexOf('<ruleStatus>')) })).toEqual([]);
  });
});

test.each<[string, Files, readonly string[]]>([
  ['a condition', { 'Lead.A': { when: 'Skp_Duplicate_Check__c notEqual true' } }, ['Skp_Duplicate_Check__c']],
  ['on the user', { 'Lead.A': { when: 'User.Usernmae equals a' } }, ['Usernmae']],
  ['a known one of the user', { 'Lead.A': { when: 'User.Username equals a' } }, []],
  ['an inactive rule', { 'Lead.A': { when: 'Emial equals a', active: false } }, ['Emial']],
])('%s', (_, files, expected) => {
  expect(unknownIn({ ...custom, ...files })).toEqual(expected);
});

test('a mapping: each side by its own object', () => {
  const mapped = textOf('Lead.A', { matching: 'Contact.Contact_Email mapped' });
  const text = mapped
    .replace('<inputField>Email<', '<inputField>Compnay<')
    .replace('<outputField>Email<', '<outputField>Birthdaet<');
  expect(unknownIn({ 'Lead.A': text })).toEqual(['Compnay', 'Birthdaet']);
});

test('the message, and the fix that takes the finding away', () => {
  const files = { Lead: matchingRulesXml('Rule: Emial') };
  const project = projectOf(files);
  const uri = uriOf('Lead');
  const finding = project.findings(uri).find(({ ruleId }) => ruleId === 'unknown-field')!;
  expect(finding.message).toContain(
    'Lead has no field Emial in this project, nor is it among the standard fields that are known. Did you mean "Email"? The org or a package may have such a field all the same.',
  );
  const fix = project.fixes(uri, finding.location).find(({ id }) => id === 'rename-field')!;
  expect(fix.title).toBe('Write Email instead of Emial: the rule looks at the field that is known');
  const text = applyEdits(files.Lead, fix.edits[0]!.edits);
  expect(text).toBe(matchingRulesXml('Rule: Email'));
  expect(unknownIn({ Lead: text })).toEqual([]);
});
