import { describe, expect, test } from 'vitest';
import { readDuplicateRule } from '../../../server/src/core/metadata/duplicateRule.ts';
import { duplicateRuleXml, filterXml, oneMatchRule } from './rules.ts';

const uri = 'file:///p/duplicateRules/Lead.Lead_Email_Exact.duplicateRule-meta.xml';
const read = (text: string, at = uri) => readDuplicateRule(at, text);
const problems = (text: string) =>
  read(text).problems.map(({ severity, message }) => `${severity}: ${message}`);

describe('a rule that is in order', () => {
  test('values', () => {
    const { rule, problems } = read(duplicateRuleXml());
    expect(problems).toEqual([]);
    expect(rule).toMatchObject({
      fullName: 'Lead.Lead_Email_Exact',
      object: 'Lead',
      name: 'Lead_Email_Exact',
      label: 'Lead Email Exact',
      active: true,
      onInsert: { action: 'Allow', alert: true, report: true },
      onUpdate: { action: 'Allow', alert: false, report: true },
      alertText: 'Use one of these records?',
      security: 'EnforceSharingRules',
      sortOrder: 1,
      filter: null,
      matchRules: [{ objectType: 'Lead', matchingRule: 'Lead_Email', mapping: null }],
    });
  });

  test('places', () => {
    const text = duplicateRuleXml({ filter: filterXml('1', 1) });
    const { rule, elements } = read(text);
    const at = (span: { start: number; end: number } | null) => text.slice(span!.start, span!.end);
    expect(rule!.source.kind === 'file' && at(rule!.source.location)).toBe('Lead Email Exact');
    expect(at(elements!.root)).toBe('DuplicateRule');
    expect(at(elements!.isActive)).toBe('true');
    expect(at(elements!.sortOrder)).toBe('1');
    expect(elements!.operationsOnInsert.map(at)).toEqual(['Alert', 'Report']);
    expect(at(elements!.booleanFilter)).toBe('1');
    expect(at(elements!.conditions[0]!.field)).toBe('Field1__c');
    expect(at(elements!.matchRules[0]!.matchingRule)).toBe('Lead_Email');
    expect(at(elements!.matchRules[0]!.objectMapping)).toBe('');
  });

  test('operations in any case; actions as Salesforce spells them', () => {
    const text = duplicateRuleXml()
      .replaceAll('Alert</op', 'alert</op')
      .replaceAll('Report</op', 'REPORT</op');
    expect(read(text).rule!.onInsert).toEqual({ action: 'Allow', alert: true, report: true });
    expect(problems(text)).toEqual([]);
  });

  test('conditions and mapping', () => {
    const text = duplicateRuleXml({
      filter: `<duplicateRuleFilter><booleanFilter>1 AND 2</booleanFilter>
        <duplicateRuleFilterItems><field>Username</field><operation>notEqual</operation><value>a &amp; b</value>
          <sortOrder>1</sortOrder><table>User</table></duplicateRuleFilterItems>
        <duplicateRuleFilterItems><field>Skip__c</field><operation>equals</operation><value/>
          <sortOrder>2</sortOrder><table>Lead</table></duplicateRuleFilterItems></duplicateRuleFilter>`,
      matchRules: `<duplicateRuleMatchRules><matchRuleSObjectType>Contact</matchRuleSObjectType>
        <matchingRule>Contact_Email</matchingRule><objectMapping><inputObject>Lead</inputObject>
        <mappingFields><inputField>Company</inputField><outputField>AccountId</outputField></mappingFields>
        <outputObject>Contact</outputObject></objectMapping></duplicateRuleMatchRules>`,
    });
    const { rule, problems } = read(text);
    expect(problems).toEqual([]);
    expect(rule!.filter).toEqual({
      booleanFilter: '1 AND 2',
      conditions: [
        {
          table: 'User',
          field: 'Username',
          operation: 'notEqual',
          value: 'a & b',
          valueField: null,
          sortOrder: 1,
        },
        { table: 'Lead', field: 'Skip__c', operation: 'equals', value: '', valueField: null, sortOrder: 2 },
      ],
    });
    expect(rule!.matchRules[0]!.mapping).toEqual([{ inputField: 'Company', outputField: 'AccountId' }]);
  });
});

test.each([
  ['file:///p/duplicateRules/Account.A.duplicateRule', 'Account', 'Account.A'],
  [
    '/p/duplicateRules/PersonAccount.PA_Email.duplicateRule-meta.xml',
    'PersonAccount',
    'PersonAccount.PA_Email',
  ],
  ['C:\\p\\duplicateRules\\ns__O__c.ns__R.duplicateRule-meta.xml', 'ns__O__c', 'ns__O__c.ns__R'],
  ['/p/duplicateRules/Lead.50%25_%28a%29.duplicateRule-meta.xml', 'Lead', 'Lead.50%_(a)'],
  ['file:///p/duplicateRules/Lead.R%2528a%2529.duplicateRule-meta.xml', 'Lead', 'Lead.R(a)'],
])('object and name of %s', (at, object, fullName) => {
  const { rule } = read(duplicateRuleXml(), at);
  expect([rule?.object, rule?.fullName]).toEqual([object, fullName]);
});

describe('what is wrong', () => {
  test.each([
    ['actionOnInsert', 'Allow'],
    ['isActive', 'true'],
    ['masterLabel', 'Lead Email Exact'],
    ['securityOption', 'EnforceSharingRules'],
    ['sortOrder', '1'],
  ])('missing or empty %s', (name, value) => {
    const element = `<${name}>${value}</${name}>`;
    expect(problems(duplicateRuleXml().replace(element, ''))).toEqual([
      `error: <DuplicateRule> lacks the required element <${name}>.`,
    ]);
    expect(problems(duplicateRuleXml().replace(element, `<${name} xsi:nil="true"/>`))).toEqual([
      `error: The required element <${name}> is empty.`,
    ]);
  });

  test.each<[string, Parameters<typeof duplicateRuleXml>[0], string[]]>([
    ['no match rule', { matchRules: '' }, ['error: <DuplicateRule> lacks a <duplicateRuleMatchRules>.']],
    [
      'unknown action',
      { onInsert: 'Warn' },
      ['warning: "Warn" is not a known value of <actionOnInsert>; expected: Allow or Block.'],
    ],
    [
      'action in another case',
      { onInsert: 'block' },
      [
        'warning: "block" is not a known value of <actionOnInsert>; expected: Allow or Block. Did you mean Block?',
      ],
    ],
    [
      'a slip in a value',
      { isActive: 'treu' },
      ['warning: "treu" is not a known value of <isActive>; expected: true or false. Did you mean true?'],
    ],
    [
      'sort order below 1',
      { sortOrder: '0' },
      [
        'warning: The sortOrder 0 is below 1: the duplicate rules of an object count from 1, and a deployment of others fails ("SortOrder must be in sequential order from 1.").',
      ],
    ],
    [
      'a slip in the name of an element that is missing or may be repeated',
      { more: '<operationOnInsert>Alert</operationOnInsert>' },
      ['warning: <operationOnInsert> is not known in <DuplicateRule>. Did you mean <operationsOnInsert>?'],
    ],
    [
      'a slip in the name of an element that is there',
      { more: '<isActiv>true</isActiv>' },
      ['warning: <isActiv> is not known in <DuplicateRule>.'],
    ],
    ['unknown element', { more: '<shiny>1</shiny>' }, ['warning: <shiny> is not known in <DuplicateRule>.']],
    [
      'sort order',
      { sortOrder: 'first' },
      ['warning: "first" is not a known value of <sortOrder>; expected: a whole number.'],
    ],
    ['a value that a script fills in', { sortOrder: '{{SEQUENCE}}', onInsert: '%%%ACTION%%%' }, []],
    [
      'booleanFilter names too much',
      { filter: filterXml('1 AND 3', 2) },
      [
        'error: The booleanFilter leaves out condition 2.',
        'error: The booleanFilter names condition 3, but there are 2 conditions.',
      ],
    ],
    [
      'booleanFilter leaves one out',
      { filter: filterXml('1 OR 2', 3) },
      ['error: The booleanFilter leaves out condition 3.'],
    ],
    [
      'booleanFilter cannot be read',
      { filter: filterXml('1 AND (2', 2) },
      [
        'warning: The booleanFilter "1 AND (2" cannot be read: AND, OR or ) is expected after "2", and it ends there.',
      ],
    ],
    ['booleanFilter in order', { filter: filterXml('(1 or 2) AND not 3', 3) }, []],
    ['no booleanFilter', { filter: filterXml(null, 3) }, []],
  ])('%s', (_name, parts, expected) => {
    expect(problems(duplicateRuleXml(parts))).toEqual(expected);
  });

  test('an unknown action is no action', () => {
    expect(read(duplicateRuleXml({ onInsert: 'block' })).rule!.onInsert.action).toBeNull();
  });

  test('without a readable isActive there is no rule, but the object is known', () => {
    const result = read(duplicateRuleXml({ isActive: 'perhaps' }));
    expect([result.rule, result.object]).toEqual([null, 'Lead']);
    expect(result.elements).not.toBeNull();
  });

  test('another root, and a name without an object', () => {
    expect(problems('<Profile/>')).toEqual([
      'error: The root element is <Profile>; a file of this name holds <DuplicateRule>.',
    ]);
    const nameless = read(duplicateRuleXml(), '/p/duplicateRules/Foo.duplicateRule-meta.xml');
    expect([nameless.rule, nameless.object]).toEqual([null, null]);
    expect(nameless.problems[0]!.message).toContain('"Foo" names no object');
  });
});

describe('half-written files keep what can be read', () => {
  const whole = duplicateRuleXml({ filter: filterXml('1 AND 2', 2) });
  test.each([
    ['leaf not closed', '<actionOnInsert>Allow</actionOnInsert>', '<actionOnInsert>Allow'],
    [
      'leaf closed by another name',
      '<actionOnInsert>Allow</actionOnInsert>',
      '<actionOnInsert>Allow</actionOnInser>',
    ],
    ['closing tag breaks off', '<isActive>true</isActive>', '<isActive>true</isActive'],
    ['group not closed', '</duplicateRuleMatchRules>', ''],
    ['group in a group not closed', '</duplicateRuleFilterItems></duplicateRuleFilter>', ''],
    ['leaf in a group not closed', '<matchingRule>Lead_Email</matchingRule>', '<matchingRule>Lead_Email'],
    ['root not closed', '</DuplicateRule>', ''],
    ['bare ampersand', 'Use one of', 'Use & one of'],
  ])('%s', (_name, from, to) => {
    const text = whole.replace(from, to);
    expect(text).not.toBe(whole);
    const { rule, problems } = read(text);
    expect(problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    expect(rule).toMatchObject({
      active: true,
      onInsert: { action: 'Allow', alert: true },
      onUpdate: { action: 'Allow', alert: false },
      sortOrder: 1,
      label: 'Lead Email Exact',
      matchRules: [{ objectType: 'Lead', matchingRule: 'Lead_Email' }],
    });
    expect(rule!.filter!.conditions).toHaveLength(2);
  });

  test('every prefix is read without an exception', () => {
    for (let end = 0; end < whole.length; end += 7) {
      const { problems, object } = read(whole.slice(0, end));
      expect(object).toBe('Lead');
      expect(problems.length).toBeGreaterThan(0);
    }
    expect(whole).toContain(oneMatchRule);
  });
});
