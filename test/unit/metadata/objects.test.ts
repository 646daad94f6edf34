import { describe, expect, test } from 'vitest';
import { fullNameOf, kindOf } from '../../../server/src/core/files.ts';
import {
  isCustomObjectName,
  isStandardObject,
  ProjectSchema,
} from '../../../server/src/core/metadata/objects.ts';

const base = 'file:///p/force-app/main/default/objects';
const fieldUri = (object: string, field: string) => `${base}/${object}/fields/${field}.field-meta.xml`;
const fieldXml = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</CustomField>`;

describe('fields in source format', () => {
  test('values', () => {
    const schema = new ProjectSchema();
    const text = fieldXml(`<!-- <type>Text</type> --><fullName>Skip__c</fullName><externalId>true</externalId>
      <label>Skip &amp; go</label><unique>false</unique><type>Checkbox</type>
      <valueSet><valueSetDefinition><value><label>not this</label></value></valueSetDefinition></valueSet>`);
    schema.setFile(fieldUri('Lead', 'Skip__c'), text);
    expect(schema.field('LEAD', 'skip__C')).toEqual({
      name: 'Skip__c',
      label: 'Skip & go',
      type: 'Checkbox',
      referenceTo: [],
      relationshipName: null,
      externalId: true,
      unique: false,
      location: { uri: fieldUri('Lead', 'Skip__c'), start: 0, end: 0 },
    });
    expect(schema.field('Lead', 'Other__c')).toBeNull();
    expect(schema.object('lead')).toEqual({ name: 'Lead', label: null });
  });

  test('a nested label before the own one is not taken', () => {
    const schema = new ProjectSchema();
    schema.setFile(
      fieldUri('A__c', 'B__c'),
      fieldXml('<valueSet><value><label>no</label></value></valueSet><label>yes</label>'),
    );
    expect(schema.field('A__c', 'B__c')?.label).toBe('yes');
  });

  test('files are read when first asked for, once', () => {
    let reads = 0;
    const schema = new ProjectSchema();
    schema.setFile(fieldUri('Lead', 'A__c'), () => {
      reads++;
      return fieldXml('<type>Text</type>');
    });
    expect(reads).toBe(0);
    schema.field('Lead', 'A__c');
    expect(schema.field('Lead', 'A__c')?.type).toBe('Text');
    expect(reads).toBe(1);
    schema.setFile(fieldUri('Lead', 'Gone__c'), () => null);
    expect(schema.field('Lead', 'Gone__c')).toBeNull();
  });

  test('changes and removals', () => {
    const schema = new ProjectSchema();
    schema.setFile(fieldUri('X__c', 'A__c'), fieldXml('<type>Text</type>'));
    schema.setFile(fieldUri('X__c', 'A__c'), fieldXml('<type>Date</type>'));
    expect(schema.field('X__c', 'A__c')?.type).toBe('Date');
    schema.removeFile(fieldUri('X__c', 'A__c'));
    expect([schema.field('X__c', 'A__c'), schema.object('X__c')]).toEqual([null, null]);
  });

  test('custom fields of activities and of person accounts stand elsewhere', () => {
    const schema = new ProjectSchema();
    schema.setFile(fieldUri('Activity', 'A__c'), fieldXml('<type>Text</type>'));
    schema.setFile(fieldUri('Contact', 'B__c'), fieldXml('<type>Date</type>'));
    expect([schema.field('Task', 'A__c')?.type, schema.field('Event', 'a__c')?.type]).toEqual([
      'Text',
      'Text',
    ]);
    expect(schema.field('Account', 'B__pc')?.type).toBe('Date');
    expect(schema.field('Account', 'B__c')).toBeNull();
  });

  test.each(['', '<', '<CustomField><type>', '</a></b>', '<CustomField><type>Te'])(
    'broken file %j',
    (text) => {
      const schema = new ProjectSchema();
      schema.setFile(fieldUri('A__c', 'B__c'), text);
      expect(schema.field('A__c', 'B__c')?.type ?? null).toBeNull();
    },
  );
});

test('fields in metadata format', () => {
  const schema = new ProjectSchema();
  const text = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <fields><fullName>A__c</fullName><label>The A</label><type>Lookup</type><referenceTo>Account</referenceTo>
      <relationshipName>As</relationshipName></fields>
    <fields><fullName>B__c</fullName><type>Text</type><unique>true</unique></fields>
    <label>My object</label>
    <listViews><fullName>All</fullName><label>All</label></listViews>
  </CustomObject>`;
  schema.setFile('/p/src/objects/My__c.object', text);
  expect(schema.object('my__c')).toEqual({ name: 'My__c', label: 'My object' });
  expect(schema.field('My__c', 'a__c')).toMatchObject({
    label: 'The A',
    type: 'Lookup',
    referenceTo: ['Account'],
  });
  expect(schema.field('My__c', 'B__c')).toMatchObject({
    label: null,
    type: 'Text',
    referenceTo: [],
    unique: true,
  });
  const { start, end } = schema.field('My__c', 'B__c')!.location;
  expect(text.slice(start, end)).toBe('B__c');
  expect(schema.field('My__c', 'All')).toBeNull();
});

describe('relationships', () => {
  const schema = new ProjectSchema();
  const lookup = (to: string, name: string) =>
    fieldXml(
      `<referenceTo>${to}</referenceTo><relationshipName>${name}</relationshipName><type>Lookup</type>`,
    );
  schema.setFile(fieldUri('Child__c', 'Parent__c'), lookup('Parent__c', 'Children'));
  schema.setFile(fieldUri('Child__c', 'Person__c'), lookup('Contact', 'Kids'));
  schema.setFile(fieldUri('Other__c', 'Person__c'), lookup('Contact', 'Twice'));
  schema.setFile(fieldUri('Third__c', 'Person__c'), lookup('Contact', 'Twice'));
  test.each([
    ['Contact', 'Account', 'Account'],
    ['contact', 'reportsto', 'Contact'],
    ['Account', 'Contacts', 'Contact'],
    ['CampaignMember', 'Lead', 'Lead'],
    ['Anything__c', 'CreatedBy', 'User'],
    ['Child__c', 'Parent__r', 'Parent__c'],
    ['parent__c', 'children__R', 'Child__c'],
    ['Contact', 'Kids__r', 'Child__c'],
    ['Contact', 'Twice__r', null],
    ['Contact', 'Nothing__r', null],
    ['Task', 'Who', null],
    ['Lead', 'Owner', null],
  ])('%s.%s leads to %s', (object, relationship, expected) => {
    expect(schema.relationship(object, relationship)).toBe(expected);
  });
});

describe('names of objects', () => {
  test.each([
    'Account',
    'LEAD',
    'contact',
    'CampaignMember',
    'OpportunityContactRole',
    'Task',
    'Event',
    'PricebookEntry',
    'AccountShare',
    'CaseHistory',
    'AccountFeed',
    'LeadChangeEvent',
    'DuplicateRecordSet',
    'InsurancePolicy',
    'AsyncApexJob',
    'ContentVersion',
    'WorkOrderLineItem',
    'Individual',
    'AccountTeamMember',
  ])('%s is a standard object', (name) => expect(isStandardObject(name)).toBe(true));

  test.each(['Share', 'MyClass', 'Address', 'Database', 'System', 'AccountService', 'My__c', 'String', ''])(
    '%j is none',
    (name) => expect(isStandardObject(name)).toBe(false),
  );

  test.each([
    'A__c',
    'ns__A__c',
    'A__e',
    'A__mdt',
    'A__x',
    'A__b',
    'A__kav',
    'A__Share',
    'A__History',
    'A__Feed',
    'A__ChangeEvent',
  ])('%s has the form of a custom object', (name) => expect(isCustomObjectName(name)).toBe(true));

  test.each(['Account', 'A__r', '__c', 'A__pc', 'fflib_SObjectDomain'])('%s has not', (name) =>
    expect(isCustomObjectName(name)).toBe(false),
  );

  test('an object that only the metadata knows', () => {
    const schema = new ProjectSchema();
    expect(schema.isObject('Odd')).toBe(false);
    schema.setFile(`${base}/Odd/Odd.object-meta.xml`, '<CustomObject><label>Odd one</label></CustomObject>');
    expect([schema.isObject('odd'), schema.isObject('My__c'), schema.isObject('Account')]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

test.each([
  ['file:///p/classes/A.cls', 'apex'],
  ['C:\\p\\triggers\\T.trigger', 'apex'],
  ['scripts/apex/hello.apex', 'apex'],
  ['file:///p/A.cls-meta.xml', 'apex-meta'],
  ['T.trigger-meta.xml', 'apex-meta'],
  ['sfdx-project.json', 'project'],
  ['Lead.A.duplicateRule-meta.xml', 'duplicate-rule'],
  ['src/duplicateRules/Lead.A.duplicateRule', 'duplicate-rule'],
  ['Lead.matchingRule-meta.xml', 'matching-rule'],
  ['Lead.matchingRule', 'matching-rule'],
  ['settings/LeadConfig.settings-meta.xml', 'lead-settings'],
  ['settings/LeadConfig.settings', 'lead-settings'],
  ['settings/Account.settings-meta.xml', null],
  ['objects/A__c/fields/B__c.field-meta.xml', 'field'],
  ['objects/A__c/A__c.object-meta.xml', 'object'],
  ['objects/A__c.object', 'object'],
  ['duplicate-rules.config.json', 'config'],
  ['file:///p/q%20r/duplicate-rules.config.json', 'config'],
  ['package.json', 'package-json'],
  ['package-lock.json', null],
  ['', null],
])('kind of %s', (name, kind) => expect(kindOf(name)).toBe(kind));

test.each([
  ['file:///p/Lead.A%2520B.duplicateRule-meta.xml', 'Lead.A B'],
  ['/p/Lead.100%.duplicateRule', 'Lead.100%'],
])('full name of %s', (name, fullName) => expect(fullNameOf(name)).toBe(fullName));
