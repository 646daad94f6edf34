import { describe, expect, test } from 'vitest';
import {
  definitionInRuleFile,
  highlightsInRuleFile,
  referencesInRuleFiles,
  targetAt,
} from '../../../../server/src/core/metadata/editing/find.ts';
import {
  type OutlineEntry,
  outlineOfRuleFile,
} from '../../../../server/src/core/metadata/editing/outline.ts';
import { referencesInRuleTests } from '../../../../server/src/core/metadata/editing/testReferences.ts';
import {
  contactRule,
  duplicateRule,
  files,
  leadMatching,
  leadRule,
  matchingRules,
  objects,
  regionFile,
  ruleFile,
  unmarked,
} from './ruleFiles.ts';

const mapping = `<objectMapping><inputObject>Contact</inputObject><mappingFields>
  <inputField>Email</inputField><outputField>Email</outputField></mappingFields><outputObject>Lead</outputObject></objectMapping>`;
const filter = `<duplicateRuleFilter><booleanFilter>1</booleanFilter><duplicateRuleFilterItems>
  <field>Region__c</field><operation>equals</operation><value>North</value><sortOrder>1</sortOrder><table>Lead</table>
</duplicateRuleFilterItems></duplicateRuleFilter>`;
const ofContacts = duplicateRule('Contact to lead', 'Lead', 'Lead_Email').replace(
  '</duplicateRuleMatchRules>',
  `${mapping}</duplicateRuleMatchRules>`,
);
const ofLeads = duplicateRule('Lead Email', 'Lead', 'Lead_Email', filter);
const all: Readonly<Record<string, string>> = { ...files, [leadRule]: ofLeads, [contactRule]: ofContacts };

function open(uri: string, marked: string) {
  const { text, offset } = unmarked(marked);
  return { file: ruleFile(uri, text, all), text, offset };
}

describe('definition', () => {
  test.each<[what: string, uri: string, marked: string, target: string, word: string]>([
    ['a matching rule', leadRule, ofLeads.replace('>Lead_Email', '>Lead_|Email'), leadMatching, 'Lead_Email'],
    [
      'a matching rule of another object',
      contactRule,
      ofContacts.replace('>Lead_Email', '>Lead_|Email'),
      leadMatching,
      'Lead_Email',
    ],
    [
      'an object',
      leadRule,
      ofLeads.replace('Type>Lead', 'Type>Le|ad'),
      `${objects}/Lead/Lead.object-meta.xml`,
      '',
    ],
    ['a field of a condition', leadRule, ofLeads.replace('Region', 'Reg|ion'), regionFile, ''],
    [
      'a field that is compared',
      leadMatching,
      matchingRules.replace('>Email<', '>Region|__c<'),
      regionFile,
      '',
    ],
    [
      'a number of an item',
      leadMatching,
      matchingRules.replace('1 OR 2', '1 OR (|2)'),
      leadMatching,
      'Phone',
    ],
    ['a number of a condition', leadRule, ofLeads.replace('Filter>1', 'Filter>|1'), leadRule, 'Region__c'],
  ])('of %s', (_what, uri, marked, target, word) => {
    const { file, offset, text } = open(uri, marked);
    const found = definitionInRuleFile(file, offset);
    expect(found?.uri).toBe(target);
    const shown = target === uri ? text : (all[target] ?? '');
    expect(shown.slice(found!.start, found!.end)).toBe(word);
  });

  test.each([
    ['a standard field', leadMatching, matchingRules.replace('>Email<', '>Em|ail<')],
    ['a rule that is not there', leadRule, ofLeads.replace('>Lead_Email', '>No|ne')],
    ['a number that is not there', leadMatching, matchingRules.replace('1 OR 2', '1 OR |5')],
    ['a value', leadRule, ofLeads.replace('Block', 'Blo|ck')],
  ])('of %s is nowhere', (_what, uri, marked) => {
    const { file, offset } = open(uri, marked);
    expect(definitionInRuleFile(file, offset)).toBeNull();
  });
});

describe('references', () => {
  const texts = Object.entries(all).map(([uri, text]) => ({ uri, text }));
  const references = (uri: string, marked: string): string[] => {
    const { file, offset } = open(uri, marked);
    const target = targetAt(file, offset);
    if (target === null) throw new Error('nothing is named here');
    return referencesInRuleFiles(target.named, texts).map((one) => {
      const before = all[one.uri]!.slice(0, one.start);
      return `${one.uri.split('/').at(-1)!.split('-')[0]} ${/<(\w+)>\s*$/.exec(before)![1]}`;
    });
  };

  test.each<[what: string, uri: string, marked: string, found: string[]]>([
    [
      'a matching rule, from its name',
      leadMatching,
      matchingRules.replace('>Lead_Email', '>Lead_|Email'),
      [
        'Lead.Lead_Email.duplicateRule matchingRule',
        'Lead.matchingRule fullName',
        'Contact.Contact_Lead.duplicateRule matchingRule',
      ],
    ],
    [
      'a matching rule, from its tag',
      leadMatching,
      matchingRules.replace('<matchingRules>', '<matching|Rules>'),
      [
        'Lead.Lead_Email.duplicateRule matchingRule',
        'Lead.matchingRule fullName',
        'Contact.Contact_Lead.duplicateRule matchingRule',
      ],
    ],
    [
      'a field that is compared',
      leadMatching,
      matchingRules.replace('>Email', '>Em|ail'),
      ['Lead.matchingRule fieldName', 'Contact.Contact_Lead.duplicateRule outputField'],
    ],
    [
      'a field of the other object',
      contactRule,
      ofContacts.replace('inputField>Email', 'inputField>Em|ail'),
      ['Contact.Contact_Lead.duplicateRule inputField'],
    ],
    [
      'a field of a condition',
      leadRule,
      ofLeads.replace('Region', 'Reg|ion'),
      ['Lead.Lead_Email.duplicateRule field'],
    ],
  ])('of %s', (_what, uri, marked, found) => {
    expect(references(uri, marked)).toEqual(found);
  });

  test('of rules in rule tests', () => {
    const { file, offset } = open(leadRule, ofLeads.replace('>Lead_Email', '>Lead_|Email'));
    const text =
      'object: Lead # Lead_Email\ntests:\n  - name: Lead_Email finds\n    save: { fields: { Email: a } }\n    expect: { rules: { Lead_Email: finds }, noMatch: { a: { by: Lead_Email } } }\n';
    const uri = 'file:///ws/tests/a.duptest.yaml';
    const of = (named: Parameters<typeof referencesInRuleTests>[0]) =>
      referencesInRuleTests(named, [{ uri, text }], file.project).map(({ start }) =>
        text
          .slice(0, start)
          .match(/\w+:[^:]*$/)![0]
          .trim(),
      );
    expect(of(targetAt(file, offset)!.named)).toEqual(['by:']);
    expect(of({ kind: 'duplicate-rule', object: 'Lead', name: 'Lead_Email' })).toEqual(['rules: {']);
    expect(of({ kind: 'field', object: 'Lead', name: 'Email' })).toEqual([]);
  });
});

describe('highlights', () => {
  test.each<[what: string, uri: string, marked: string, words: string[]]>([
    ['the item of a number', leadMatching, matchingRules.replace('1 OR 2', '1 OR |2'), ['Phone', '2']],
    ['the number of a field', leadMatching, matchingRules.replace('>Email', '>Em|ail'), ['Email', '1']],
    ['both tags', leadMatching, matchingRules.replace('<label', '<la|bel'), ['label', 'label']],
    [
      'both tags and the number of an item',
      leadMatching,
      matchingRules.replace('<matchingRuleItems', '<matching|RuleItems'),
      ['matchingRuleItems', 'matchingRuleItems', '1'],
    ],
  ])('are %s', (_what, uri, marked, words) => {
    const { file, text, offset } = open(uri, marked);
    expect(highlightsInRuleFile(file, offset).map(({ start, end }) => text.slice(start, end))).toEqual(words);
  });
});

describe('outline', () => {
  const lines = (entries: readonly OutlineEntry[], depth = 0): string[] =>
    entries.flatMap(({ name, detail, children }) => [
      `${'  '.repeat(depth)}${name}${detail === '' ? '' : ` | ${detail}`}`,
      ...lines(children, depth + 1),
    ]);

  test('of a duplicate rule', () => {
    const text = ofContacts.replace('<duplicateRuleMatchRules>', `${filter}<duplicateRuleMatchRules>`);
    expect(lines(outlineOfRuleFile(contactRule, text))).toEqual([
      'Contact to lead',
      '  on create | Block',
      '  on edit | Allow + Alert',
      '  conditions | 1',
      '    Region__c equals "North"',
      '  Lead_Email | Lead',
      '    Email → Email',
    ]);
  });

  test('of matching rules', () => {
    expect(lines(outlineOfRuleFile(leadMatching, matchingRules))).toEqual([
      'Lead_Email | 1 OR 2',
      '  Email | Exact',
      '  Phone | Phone',
    ]);
  });

  test('of a file that is another', () => {
    expect(outlineOfRuleFile(leadRule, matchingRules)).toEqual([]);
  });
});
