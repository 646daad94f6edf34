import { describe, expect, test } from 'vitest';
import { readLeadConversionValidation } from '../../../server/src/core/metadata/leadConversion.ts';
import { readMatchingRules } from '../../../server/src/core/metadata/matchingRule.ts';
import { itemXml, matchingRulesXml, matchingRuleXml } from './rules.ts';

const uri = 'file:///p/matchingRules/Lead.matchingRule-meta.xml';
const problems = (text: string) =>
  readMatchingRules(uri, text).problems.map(({ severity, message }) => `${severity}: ${message}`);

describe('matching rules', () => {
  test('values and places', () => {
    const items = itemXml('Email') + itemXml('LastName', 'LastName', 'MatchBlanks');
    const text = matchingRulesXml(
      matchingRuleXml('Lead_Email', items, { booleanFilter: '1 OR 2' }) +
        matchingRuleXml('Other', itemXml('Phone', 'Phone'), { status: 'Inactive' }),
    );
    const { rules, problems } = readMatchingRules(uri, text);
    expect(problems).toEqual([]);
    expect(rules.map(({ rule }) => rule)).toMatchObject([
      {
        fullName: 'Lead.Lead_Email',
        object: 'Lead',
        name: 'Lead_Email',
        status: 'Active',
        booleanFilter: '1 OR 2',
        items: [
          { field: 'Email', method: 'Exact', matchBlanks: false },
          { field: 'LastName', method: 'LastName', matchBlanks: true },
        ],
      },
      { fullName: 'Lead.Other', status: 'Inactive', booleanFilter: null },
    ]);
    const { elements, rule } = rules[1]!;
    expect(text.slice(elements.ruleStatus!.start, elements.ruleStatus!.end)).toBe('Inactive');
    expect(
      rule.source.kind === 'file' && text.slice(rule.source.location.start, rule.source.location.end),
    ).toBe('Other');
  });

  test('a standard rule without a body is in order', () => {
    expect(problems(matchingRulesXml(matchingRuleXml('Standard_Lead_Match_Rule_v1_0', '')))).toEqual([]);
    expect(problems(matchingRulesXml(''))).toEqual([]);
  });

  test.each([
    [
      matchingRuleXml('R', itemXml('Email', 'Soundex')),
      [
        'warning: "Soundex" is not a known value of <matchingMethod>; expected: Exact, FirstName, LastName, CompanyName, Phone, City, Street, Zip or Title.',
      ],
    ],
    [matchingRuleXml('R', itemXml('Email', 'Firstname')), ['Zip or Title. Did you mean FirstName?']],
    [
      matchingRuleXml('R', ''),
      ['error: The matching rule R compares nothing: it lacks a <matchingRuleItems>.'],
    ],
    [
      matchingRuleXml('R', '', { status: 'Inactive' }),
      ['warning: The matching rule R compares nothing: it lacks a <matchingRuleItems>.'],
    ],
    [matchingRuleXml('npsp__R', ''), []],
    [matchingRuleXml('R', '<!-- {{ITEMS}} -->'), []],
    [matchingRuleXml('R', itemXml('')), ['error: The required element <fieldName> is empty.']],
    [
      matchingRuleXml('R', itemXml('Email'), { status: 'On' }),
      ['warning: "On" is not a known value of <ruleStatus>'],
    ],
    [
      matchingRuleXml('R', itemXml('Email'), { booleanFilter: '1 AND 2' }),
      ['error: The booleanFilter names item 2, but there is 1 item.'],
    ],
    [
      '<matchingRules><fullName>R</fullName></matchingRules>',
      [
        'error: <matchingRules> lacks the required element <label>.',
        'error: <matchingRules> lacks the required element <ruleStatus>.',
        'warning: The matching rule R compares nothing',
      ],
    ],
  ])('%s', (rules, expected) => {
    expect(problems(matchingRulesXml(rules))).toEqual(
      expected.map((start) => expect.stringContaining(start)),
    );
  });

  test('an unknown method is kept as it is spelled', () => {
    const { rules } = readMatchingRules(uri, matchingRulesXml(matchingRuleXml('R', itemXml('E', 'Soundex'))));
    expect(rules[0]!.rule.items[0]!.method).toBe('Soundex');
  });

  test('a rule that is not closed leaves the next one readable', () => {
    const first = matchingRuleXml('A', itemXml('Email')).replace('</matchingRules>', '');
    const { rules } = readMatchingRules(
      uri,
      matchingRulesXml(first + matchingRuleXml('B', itemXml('Phone'))),
    );
    expect(rules.map(({ rule }) => [rule.name, rule.items.length])).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
  });
});

test.each([
  [
    '<LeadConfigSettings><shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation></LeadConfigSettings>',
    true,
  ],
  [
    '<LeadConfigSettings><shouldLeadConvertRequireValidation>false</shouldLeadConvertRequireValidation></LeadConfigSettings>',
    false,
  ],
  [
    '<LeadConfigSettings><x>1<shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation></LeadConfigSettings>',
    true,
  ],
  ['<LeadConfigSettings/>', null],
  ['<Other><shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation></Other>', null],
  ['', null],
])('lead conversion validation of %s', (text, expected) => {
  expect(readLeadConversionValidation(text)).toBe(expected);
});
