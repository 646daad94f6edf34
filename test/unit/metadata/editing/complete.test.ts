import { describe, expect, test } from 'vitest';
import {
  type Completion,
  completeRuleFile,
  type EditorAbilities,
} from '../../../../server/src/core/metadata/editing/complete.ts';
import { applyEdits } from '../../../../server/src/core/text.ts';
import {
  accountMatching,
  contactRule,
  field,
  leadMatching,
  leadRule,
  objects,
  ruleFile,
  unmarked,
} from './ruleFiles.ts';

const able: EditorAbilities = { takesSnippets: true, asksAgain: true };
const plain: EditorAbilities = { takesSnippets: false, asksAgain: false };

const files = {
  [leadMatching]: `<MatchingRules><matchingRules><fullName>Lead_Email</fullName><label>Lead e-mail</label>
    <matchingRuleItems><fieldName>Email</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>
    <matchingRuleItems><fieldName>Region__c</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>
    <ruleStatus>Active</ruleStatus></matchingRules>
    <matchingRules><fullName>Lead_Old</fullName><label>Old</label><ruleStatus>Inactive</ruleStatus></matchingRules></MatchingRules>`,
  [leadRule]: `<DuplicateRule><isActive>true</isActive><sortOrder>1</sortOrder></DuplicateRule>`,
  [`${objects}/Lead/fields/Region__c.field-meta.xml`]: field('Region', 'Text'),
  [`${objects}/Lead/fields/Born__c.field-meta.xml`]: field('Born', 'Date'),
  [`${objects}/Lead/fields/Skip__c.field-meta.xml`]: field('Skip', 'Checkbox'),
  [`${objects}/Contact/fields/Region__c.field-meta.xml`]: field('Region', 'Text'),
  [`${objects}/Visit__c/Visit__c.object-meta.xml`]: '<CustomObject><label>Visit</label></CustomObject>',
};

function complete(uri: string, marked: string, abilities = able): readonly Completion[] {
  const { text, offset } = unmarked(marked);
  const { items } = completeRuleFile(ruleFile(uri, text, files), offset, abilities);
  return [...items].sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
}

function labels(uri: string, marked: string): string[] {
  return complete(uri, marked).map(({ label }) => label);
}

/** The text once an item is taken. */
function taken(uri: string, marked: string, label: string, abilities = able): string {
  const { text, offset } = unmarked(marked);
  const { typed, items } = completeRuleFile(ruleFile(uri, text, files), offset, abilities);
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not offered, but ${items.map((one) => one.label)}`);
  return applyEdits(text, [{ span: typed, newText: item.text }, ...item.also]);
}

const rule = (inner: string) => `<DuplicateRule>\n    ${inner}\n</DuplicateRule>\n`;
const condition = (inner: string) =>
  rule(
    `<duplicateRuleFilter><duplicateRuleFilterItems>${inner}</duplicateRuleFilterItems></duplicateRuleFilter>`,
  );
const reference = (inner: string) => rule(`<duplicateRuleMatchRules>${inner}</duplicateRuleMatchRules>`);
const matching = (inner: string) =>
  `<MatchingRules>\n<matchingRules>\n${inner}\n</matchingRules>\n</MatchingRules>`;
const item = (inner: string) => matching(`<matchingRuleItems>${inner}</matchingRuleItems>`);

const ofMatchingRule = [
  'fullName',
  'label',
  'matchingRuleItems',
  'ruleStatus',
  'booleanFilter',
  'description',
];
const without = (...gone: string[]) => ofMatchingRule.filter((name) => !gone.includes(name));

describe('elements', () => {
  test.each<[what: string, uri: string, marked: string, expected: string[]]>([
    ['of an empty file', leadRule, '|', ['DuplicateRule']],
    ['behind the declaration', leadMatching, '<?xml version="1.0"?>\n<|', ['MatchingRules']],
    ['behind the root', leadMatching, '<MatchingRules/>\n|', []],
    ['of the root', leadMatching, '<MatchingRules>|', ['matchingRules', '/MatchingRules']],
    ['of a rule', leadMatching, matching('|'), ofMatchingRule],
    [
      'that are not there',
      leadMatching,
      matching('<ruleStatus>Active</ruleStatus>\n<|'),
      without('ruleStatus'),
    ],
    ['that are begun', leadMatching, matching('<fullName>A</fullName><lab|'), without('fullName')],
    ['in the middle of a name', leadMatching, matching('<la|bel'), ofMatchingRule],
    ['between others', leadMatching, matching('<|\n<label>a</label>'), without('label')],
    [
      'behind a value that is not closed',
      leadMatching,
      matching('<label>a\n<|\n<fullName>b</fullName>'),
      ['/label'],
    ],
    ['of an item', leadMatching, item('<fieldName>a</fieldName>|'), ['matchingMethod', 'blankValueBehavior']],
    [
      'of an item that is not closed',
      leadMatching,
      '<MatchingRules><matchingRules><matchingRuleItems><|',
      ['fieldName', 'matchingMethod', 'blankValueBehavior', '/matchingRuleItems'],
    ],
    [
      'of a condition',
      leadRule,
      condition('|'),
      ['field', 'operation', 'sortOrder', 'table', 'value', 'valueField'],
    ],
    [
      'of a mapping',
      leadRule,
      reference('<objectMapping>|</objectMapping>'),
      ['inputObject', 'mappingFields', 'outputObject'],
    ],
    [
      'of a reference, nil too',
      leadRule,
      reference('<matchingRule>a</matchingRule>|'),
      ['matchRuleSObjectType', 'objectMapping', 'objectMapping (nil)'],
    ],
    [
      'of a name in place of another',
      leadMatching,
      matching('<la|bel>a</label><fullName>b</fullName>'),
      without('fullName'),
    ],
    ['of an element that is not known', leadMatching, matching('<other>|</other>'), []],
    ['with a prefix', leadMatching, '<m:MatchingRules><m:matchingRules>|</m:matchingRules>', ofMatchingRule],
    ['in a comment', leadMatching, matching('<!-- <| -->'), []],
    ['in a comment that is not closed', leadMatching, matching('<!-- <|'), []],
    ['in CDATA', leadMatching, matching('<label><![CDATA[ <| ]]></label>'), []],
    ['in a processing instruction', leadMatching, '<?xm|', []],
  ])('%s', (_what, uri, marked, expected) => {
    expect(labels(uri, marked).sort()).toEqual([...expected].sort());
  });

  test('that are required come first', () => {
    expect(labels(leadMatching, matching('<|'))).toEqual(ofMatchingRule);
    expect(labels(leadRule, rule('|')).slice(0, 7)).toEqual([
      'actionOnInsert',
      'actionOnUpdate',
      'duplicateRuleMatchRules',
      'isActive',
      'masterLabel',
      'securityOption',
      'sortOrder',
    ]);
  });

  test('may repeat as long as there is another value', () => {
    const alert = '<operationsOnInsert>Alert</operationsOnInsert>';
    expect(labels(leadRule, rule(`${alert}|`))).toContain('operationsOnInsert');
    const both = `${alert}<operationsOnInsert>Report</operationsOnInsert>`;
    expect(labels(leadRule, rule(`${both}|`))).not.toContain('operationsOnInsert');
  });
});

describe('what is inserted', () => {
  test.each<[what: string, uri: string, marked: string, label: string, expected: string]>([
    ['behind <', leadMatching, matching('<|'), 'label', matching('<label>$1</label>')],
    ['without <', leadMatching, matching('lab|'), 'label', matching('<label>$1</label>')],
    ['in a tag with its bracket', leadMatching, matching('<lab|>'), 'label', matching('<label>$1</label>')],
    [
      'in a tag that is closed',
      leadMatching,
      matching('<lab|>a</lab>'),
      'label',
      matching('<label>a</label>'),
    ],
    [
      'with a prefix',
      leadMatching,
      '<m:MatchingRules><m:matchingRules><|',
      'label',
      '<m:MatchingRules><m:matchingRules><m:label>$1</m:label>',
    ],
    [
      'with the prefix written',
      leadMatching,
      '<m:MatchingRules><m:matchingRules><m:la|',
      'label',
      '<m:MatchingRules><m:matchingRules><m:label>$1</m:label>',
    ],
    ['the next number', leadRule, rule('|'), 'sortOrder', rule(`<sortOrder>\${1:1}</sortOrder>`)],
    [
      'nil, with its declaration',
      leadRule,
      reference('<|'),
      'objectMapping (nil)',
      reference('<objectMapping xsi:nil="true"/>').replace(
        '<DuplicateRule',
        '<DuplicateRule xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
      ),
    ],
    ['an end tag', leadMatching, matching('<label>a</|'), 'label', matching('<label>a</label>')],
    [
      'an end tag that has its bracket',
      leadMatching,
      matching('<label>a</|>'),
      'label',
      matching('<label>a</label>'),
    ],
    [
      'the end tag of what is around',
      leadMatching,
      item('<fieldName>a</fieldName></|'),
      'matchingRuleItems',
      item('<fieldName>a</fieldName></matchingRuleItems>').replace(
        '</matchingRuleItems></matchingRuleItems>',
        '</matchingRuleItems>',
      ),
    ],
    [
      'an attribute',
      leadRule,
      reference('<objectMapping |'),
      'xsi:nil',
      reference('<objectMapping xsi:nil="true"'),
    ],
    [
      'the value of an attribute',
      leadRule,
      reference('<objectMapping xsi:nil="|"/>'),
      'true',
      reference('<objectMapping xsi:nil="true"/>'),
    ],
  ])('%s', (_what, uri, marked, label, expected) => {
    expect(
      taken(uri, marked, label).replaceAll(
        '</matchingRuleItems></matchingRuleItems>',
        '</matchingRuleItems>',
      ),
    ).toBe(expected);
  });

  test('an item with what it needs', () => {
    const text = taken(leadMatching, matching('<|'), 'matchingRuleItems');
    expect(text).toContain('{2|NullNotAllowed,MatchBlanks|}');
    expect(text).toMatch(/\n {4}<fieldName>\$1<\/fieldName>\n {4}<matchingMethod>\$\{3\|Exact,FirstName,/);
    expect(text).toContain('\n</matchingRuleItems>');
  });

  test('a condition with the next number', () => {
    const one = '<duplicateRuleFilterItems><sortOrder>1</sortOrder></duplicateRuleFilterItems>';
    const text = taken(
      leadRule,
      rule(`<duplicateRuleFilter>${one}|</duplicateRuleFilter>`),
      'duplicateRuleFilterItems',
    );
    expect(text).toMatch(/<sortOrder>\$\{\d:2\}<\/sortOrder>/);
    expect(text).toContain(':Lead}</table>');
  });

  test('a mapping of the fields that the matching rule compares', () => {
    const text = taken(
      contactRule,
      reference('<matchRuleSObjectType>Lead</matchRuleSObjectType><matchingRule>Lead_Email</matchingRule><|'),
      'objectMapping',
    );
    expect(text).toContain(':Contact}</inputObject>');
    expect(text).toMatch(/<inputField>\$\{\d:Email\}<\/inputField>\s*<outputField>\$\{\d:Email\}</);
    expect(text).toMatch(/<inputField>\$\{\d:Region__c\}<\/inputField>\s*<outputField>\$\{\d:Region__c\}</);
    expect(text).toContain(':Lead}</outputObject>');
  });

  test('a whole duplicate rule', () => {
    const text = taken(contactRule, '|', 'DuplicateRule', plain);
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<DuplicateRule xmlns="http:/);
    expect(text).toContain('<duplicateRuleFilter xsi:nil="true"/>');
    expect(text).toContain('<matchRuleSObjectType>Contact</matchRuleSObjectType>');
    expect(text).toContain('<matchingRule>Standard_Contact_Match_Rule_v1_1</matchingRule>');
    expect(text).not.toContain('$');
    expect(taken(contactRule, '<?xml version="1.0"?>\n<|', 'DuplicateRule')).not.toMatch(/<\?xml.*<\?xml/s);
  });

  test('values are asked for where the editor can', () => {
    const of = (abilities: EditorAbilities) =>
      complete(leadRule, rule('|'), abilities).find(({ label }) => label === 'actionOnInsert')!;
    expect(of(able)).toMatchObject({ text: '<actionOnInsert>$1</actionOnInsert>', leadsOn: true });
    expect(of({ ...able, asksAgain: false }).text).toContain('{1|Allow,Block|}');
    expect(of(plain)).toMatchObject({ text: '<actionOnInsert>Allow</actionOnInsert>', isSnippet: false });
  });

  test('lines are indented as the file is', () => {
    const text = '<MatchingRules>\n\t<matchingRules>\n\t\t<|\n\t</matchingRules>\n</MatchingRules>';
    expect(taken(leadMatching, text, 'matchingRuleItems')).toContain('\n\t<fieldName>');
  });
});

describe('values', () => {
  test.each<[what: string, uri: string, marked: string, expected: string[]]>([
    ['actions', leadRule, rule('<actionOnInsert>|</actionOnInsert>'), ['Allow', 'Block']],
    ['actions, begun', leadRule, rule('<actionOnInsert>Bl|</actionOnInsert>'), ['Allow', 'Block']],
    ['actions, not closed', leadRule, '<DuplicateRule><actionOnInsert>|', ['Allow', 'Block']],
    [
      'operations that are not there',
      leadRule,
      rule('<operationsOnInsert>Alert</operationsOnInsert><operationsOnInsert>|</operationsOnInsert>'),
      ['Report'],
    ],
    [
      'options',
      leadRule,
      rule('<securityOption>|</securityOption>'),
      ['EnforceSharingRules', 'BypassSharingRules'],
    ],
    ['true and false', leadRule, rule('<isActive>|</isActive>'), ['true', 'false']],
    [
      'blanks',
      leadMatching,
      item('<blankValueBehavior>|</blankValueBehavior>'),
      ['NullNotAllowed', 'MatchBlanks'],
    ],
    [
      'statuses',
      leadMatching,
      matching('<ruleStatus>|</ruleStatus>'),
      ['Active', 'Inactive', 'Activating', 'ActivationFailed', 'Deactivating', 'DeactivationFailed'],
    ],
    [
      'matching rules',
      leadRule,
      reference('<matchRuleSObjectType>Lead</matchRuleSObjectType><matchingRule>|</matchingRule>'),
      ['Lead_Email', 'Lead_Old', 'Standard_Lead_Match_Rule_v1_0'],
    ],
    [
      "matching rules of the file's object",
      contactRule,
      reference('<matchingRule>|</matchingRule>'),
      ['Standard_Contact_Match_Rule_v1_1'],
    ],
    ['tables', leadRule, condition('<table>|</table>'), ['Lead', 'User', 'Profile', 'UserRole']],
    ['a number', leadRule, condition('<sortOrder>|</sortOrder>'), ['1']],
    [
      "a rule's number",
      `${leadRule.replace('Lead_Email', 'Lead_Phone')}`,
      rule('<sortOrder>|</sortOrder>'),
      ['2'],
    ],
    [
      'numbers and words',
      leadMatching,
      matching(
        '<booleanFilter>1 |</booleanFilter><matchingRuleItems><fieldName>Email</fieldName></matchingRuleItems><matchingRuleItems/>',
      ),
      ['2', '1', 'AND', 'NOT', 'OR'],
    ],
    [
      'a checkbox',
      leadRule,
      condition('<field>Skip__c</field><value>|</value><table>Lead</table>'),
      ['true', 'false'],
    ],
    [
      'nothing of a text',
      leadRule,
      condition('<field>Region__c</field><value>|</value><table>Lead</table>'),
      [],
    ],
    ['nothing of a label', leadRule, rule('<masterLabel>|</masterLabel>'), []],
    ['nothing beside a value', leadRule, rule('<actionOnInsert>Block |</actionOnInsert>'), []],
  ])('%s', (_what, uri, marked, expected) => {
    expect(labels(uri, marked)).toEqual(expected);
  });

  test('methods that suit the field come first, with what they compare', () => {
    const found = complete(
      leadMatching,
      item('<fieldName>MobilePhone</fieldName><matchingMethod>|</matchingMethod>'),
    );
    expect(found.map(({ label }) => label).slice(0, 3)).toEqual(['Exact', 'Phone', 'FirstName']);
    expect(found).toHaveLength(9);
    expect(found[1]!.detail).toBe('Fuzzy: Phone, from 80 of 100');
    expect(found[1]!.documentation).toContain('Area code 50 %');
  });

  test('fields to compare are of types that matching supports', () => {
    const found = complete(leadMatching, item('<fieldName>|</fieldName>'));
    const names = found.map(({ label }) => label);
    expect(names[0]).toBe('Region__c');
    expect(names).toEqual(expect.arrayContaining(['Email', 'Company', 'Street', 'OwnerId']));
    for (const other of ['Born__c', 'Skip__c', 'CreatedDate', 'Description', 'AnnualRevenue', 'Name'])
      expect(names).not.toContain(other);
    expect(found.find(({ label }) => label === 'PostalCode')!.detail).toBe('Zip/Postal Code, Text(20)');
    expect(labels(leadMatching, item('<fieldName>Em|</fieldName>'))).toContain('Email');
  });

  test('fields that the rule compares already come last', () => {
    const names = labels(
      leadMatching,
      matching(
        '<matchingRuleItems><fieldName>Region__c</fieldName></matchingRuleItems><matchingRuleItems><fieldName>|</fieldName></matchingRuleItems>',
      ),
    );
    expect(names.at(-1)).toBe('Region__c');
  });

  test('fields of conditions are those of the table, of any type', () => {
    const ofUser = labels(leadRule, condition('<field>|</field><table>User</table>'));
    expect(ofUser).toEqual(expect.arrayContaining(['Username', 'Profile', 'UserRole', 'IsActive']));
    expect(ofUser).not.toContain('ProfileId');
    expect(labels(leadRule, condition('<field>|</field>')).slice(0, 3)).toEqual([
      'Born__c',
      'Region__c',
      'Skip__c',
    ]);
  });

  test('fields of mappings are those of each side, the compared ones first', () => {
    const mapping = (inner: string) =>
      reference(
        `<matchRuleSObjectType>Lead</matchRuleSObjectType><matchingRule>Lead_Email</matchingRule><objectMapping><mappingFields>${inner}</mappingFields></objectMapping>`,
      );
    const output = labels(contactRule, mapping('<outputField>|</outputField>'));
    expect(output.slice(0, 2)).toEqual(['Email', 'Region__c']);
    expect(output).toContain('Company');
    const input = labels(contactRule, mapping('<inputField>|</inputField>'));
    expect(input).toContain('MailingCity');
    expect(input).not.toContain('Company');
  });

  test('person accounts have their own fields, and accounts have not', () => {
    const of = (uri: string) => labels(uri, item('<fieldName>|</fieldName>'));
    expect(of(accountMatching)).not.toContain('PersonEmail');
    expect(of(accountMatching.replace('Account', 'PersonAccount'))).toEqual(
      expect.arrayContaining(['PersonEmail', 'LastName', 'Region__pc', 'BillingCity']),
    );
  });

  test("objects begin with the file's own", () => {
    const names = labels(contactRule, reference('<matchRuleSObjectType>|</matchRuleSObjectType>'));
    expect(names.slice(0, 2)).toEqual(['Contact', 'Lead']);
    expect(names).toEqual(expect.arrayContaining(['Visit__c', 'PersonAccount']));
  });
});

describe('a character that is typed', () => {
  const asked = (uri: string, marked: string, trigger: string): number => {
    const { text, offset } = unmarked(marked);
    return completeRuleFile(ruleFile(uri, text, files), offset, able, trigger).items.length;
  };

  test.each<[what: string, uri: string, marked: string, trigger: string, isAsked: boolean]>([
    ['a value behind its tag', leadRule, rule('<actionOnInsert>|</actionOnInsert>'), '>', true],
    ['no element behind another', leadRule, rule('<isActive>true</isActive>|'), '>', false],
    ['no element in a new file', leadRule, '<?xml version="1.0"?>|', '>', false],
    ['a name for an end tag', leadMatching, matching('<label>a</|'), '/', true],
    ['nothing for a slash in a text', leadMatching, matching('<label>n/|</label>'), '/', false],
    ['elements behind a bracket', leadMatching, matching('<|'), '<', true],
  ])('asks for %s', (_what, uri, marked, trigger, isAsked) => {
    expect(asked(uri, marked, trigger) > 0).toBe(isAsked);
  });
});
