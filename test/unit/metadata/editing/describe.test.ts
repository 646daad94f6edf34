import { describe, expect, test } from 'vitest';
import { describeInRuleFile } from '../../../../server/src/core/metadata/editing/describe.ts';
import {
  contactRule,
  duplicateRule,
  files,
  leadMatching,
  leadRule,
  matchingRules,
  ruleFile,
  unmarked,
} from './ruleFiles.ts';

function hover(uri: string, marked: string): string | null {
  const { text, offset } = unmarked(marked);
  const shown = describeInRuleFile(ruleFile(uri, text, files), offset);
  if (shown === null) return null;
  expect(shown.start).toBeLessThanOrEqual(offset);
  expect(shown.end).toBeGreaterThanOrEqual(offset);
  return shown.markdown;
}

/** The file with the mark in the middle of the first occurrence of some text. */
function at(text: string, word: string, from = ''): string {
  const start = text.indexOf(word, text.indexOf(from));
  if (start < 0) throw new TypeError(`no ${word}`);
  const middle = start + Math.ceil(word.length / 2);
  return `${text.slice(0, middle)}|${text.slice(middle)}`;
}

const filter = `<duplicateRuleFilter><booleanFilter>1 OR NOT 7</booleanFilter><duplicateRuleFilterItems>
  <field>Profile</field><operation>notEqual</operation><value>Loader</value><sortOrder>7</sortOrder><table>User</table>
</duplicateRuleFilterItems><duplicateRuleFilterItems>
  <field>Region__c</field><operation>equals</operation><value>North</value><sortOrder>1</sortOrder><table>Lead</table>
</duplicateRuleFilterItems></duplicateRuleFilter>`;
const leads = duplicateRule('Lead Email', 'Lead', 'Lead_Email', filter);

describe('hover tells of', () => {
  test.each<[what: string, uri: string, marked: string, words: string[]]>([
    [
      'an element',
      leadRule,
      at(leads, 'securityOption'),
      ['**securityOption**, required', 'Values: `EnforceSharingRules`', 'Metadata API Developer Guide'],
    ],
    ['an end tag', leadRule, at(leads, '/securityOption'), ['**securityOption**, required']],
    [
      'an action',
      leadRule,
      at(leads, 'Block'),
      ['Apex insert or update, Apex upsert, REST', 'refused with DUPLICATES_DETECTED', '*Metadata API'],
    ],
    [
      'an operation',
      leadRule,
      at(leads, 'Alert<'),
      ['the user is asked, and may save', 'unless allowSave=true is passed'],
    ],
    ['sharing', leadRule, at(leads, 'EnforceSharingRules'), ['not shared with the running user']],
    [
      'the rule',
      leadRule,
      at(leads, '<DuplicateRule'),
      ["**Rule 'Lead Email'**", 'compares with Lead: Email (Exact)', '**DuplicateRule**, required'],
    ],
    ['the rule by its label', leadRule, at(leads, 'Lead Email'), ["Rule 'Lead Email'"]],
    [
      'its order',
      leadRule,
      at(leads, '>1<', 'securityOption'),
      ['- 1: Lead Email', '- 2: Lead Phone, inactive'],
    ],
    [
      'a matching rule',
      leadRule,
      at(leads, 'Lead_Email<'),
      [
        "**Matching rule 'E-mail'**",
        '1. Email: Exact, blank never matches',
        '2. Phone: Phone, blank matches blank',
        'Matches where 1 OR 2 hold',
        "Named by 'Lead Email'",
      ],
    ],
    [
      "one of Salesforce's own",
      contactRule,
      at(
        duplicateRule('C', 'Contact', 'Standard_Contact_Match_Rule_v1_1'),
        'Standard_Contact_Match_Rule_v1_1',
      ),
      ["Salesforce's own matching rule", 'It compares FirstName, LastName', 'Not all of it is published'],
    ],
    ['an object', leadRule, at(leads, 'Lead<', 'duplicateRuleMatchRules'), ['**Lead**', '- Lead Email']],
    [
      'a field of the project',
      leadRule,
      at(leads, 'Region__c'),
      ['Region', 'Text', "in the condition of 'Lead Email'"],
    ],
    ['a field of the user', leadRule, at(leads, 'Profile'), ['**User.Profile** Profile ID, Lookup(Profile)']],
    [
      'a number of a condition',
      leadRule,
      leads.replace('NOT 7', 'NOT |7'),
      ["**7**: the running user's Profile is not equal to"],
    ],
    [
      'a word of the filter',
      leadRule,
      at(leads, 'OR NOT'),
      ['Region\\_\\_c equals "North" OR NOT (the running user'],
    ],
    [
      'a matching method',
      leadMatching,
      matchingRules.replace('<matchingMethod>Phone', '<matchingMethod>Pho|ne'),
      ['Fuzzy: Phone', 'Area code 50 %', '80 of 100', 'Matching Methods'],
    ],
    [
      'a method that compares names',
      leadMatching,
      matchingRules.replace('Exact', 'First|Name'),
      ['algorithms Exact', 'Jaro-Winkler', 'the best score counts', '85 of 100'],
    ],
    [
      'a field that is compared',
      leadMatching,
      at(matchingRules, 'Email<', 'matchingRuleItems'),
      ['**Lead.Email** Email, Email', '- Exact, blank never matches'],
    ],
    [
      'a number of an item',
      leadMatching,
      matchingRules.replace('1 OR 2', '1 OR |2'),
      ['**2**: Phone (Phone)'],
    ],
    [
      'a number without an item',
      leadMatching,
      matchingRules.replace('1 OR 2', '1 OR |3'),
      ['There is no such item'],
    ],
    ['what blanks match', leadMatching, at(matchingRules, 'MatchBlanks'), ['Two blank fields match']],
    [
      'a status that is not to be deployed',
      leadMatching,
      matchingRules.replace('Active', 'Acti|vating'),
      ['A deployment does not take it'],
    ],
  ])('%s', (_what, uri, marked, words) => {
    const shown = hover(uri, marked);
    for (const word of words) expect(shown).toContain(word);
  });
});

test.each([
  ['an element that is not known', leadRule, '<DuplicateRule><oth|er/></DuplicateRule>'],
  [
    'an action that is not known',
    leadRule,
    '<DuplicateRule><actionOnInsert>Re|fuse</actionOnInsert></DuplicateRule>',
  ],
  [
    'a field that is not known',
    leadMatching,
    '<MatchingRules><matchingRules><matchingRuleItems><fieldName>No|ne__c',
  ],
  ['a matching rule that is not there', leadRule, at(leads, 'Lead_Email<').replace('Lead_E', 'Other_E')],
  ['a comment', leadRule, '<!-- a com|ment --><DuplicateRule/>'],
  ['a text', leadRule, '<DuplicateRule><alertText>So|me</alertText></DuplicateRule>'],
  ['an empty file', leadRule, '|'],
  ['another file', leadRule.replace('duplicateRule-', 'layout-'), '<DuplicateRule>|'],
])('hover says nothing of %s', (_what, uri, marked) => {
  expect(hover(uri, marked)).toBeNull();
});
