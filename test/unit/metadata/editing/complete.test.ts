import { describe, expect, test } from 'vitest';
import {
  type Completion,
  completeRuleFile,
  type EditorAbilities,
} from '../../../../server/src/core/metadata/editing/complete.ts';
import { leadMatching, leadRule, ruleFile, unmarked } from './ruleFiles.ts';

const able: EditorAbilities = { takesSnippets: true, asksAgain: true };

function complete(uri: string, marked: string, abilities = able): readonly Completion[] {
  const { text, offset } = unmarked(marked);
  const { items } = completeRuleFile(ruleFile(uri, text), offset, abilities);
  return [...items].sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
}

function labels(uri: string, marked: string): string[] {
  return complete(uri, marked).map(({ label }) => label);
}

const rule = (inner: string) => `<DuplicateRule xmlns:xsi="x">\n${inner}\n</DuplicateRule>\n`;
const matching = (inner: string) =>
  `<MatchingRules>\n<matchingRules>\n${inner}\n</matchingRules>\n</MatchingRules>`;

describe('elements', () => {
  test.each<[what: string, uri: string, marked: string, expected: string[]]>([
    ['of an empty file', leadRule, '|', ['DuplicateRule']],
    ['of an empty file of matching rules', leadMatching, '<?xml version="1.0"?>\n<|', ['MatchingRules']],
    [
      'behind <',
      leadMatching,
      matching('<ruleStatus>Active</ruleStatus>\n<|'),
      ['fullName', 'label', 'matchingRuleItems', 'booleanFilter', 'description'],
    ],
    [
      'that are begun',
      leadMatching,
      matching('<fullName>A</fullName><lab|'),
      ['label', 'matchingRuleItems', 'ruleStatus', 'booleanFilter', 'description'],
    ],
    [
      'without <',
      leadMatching,
      matching('|'),
      ['fullName', 'label', 'matchingRuleItems', 'ruleStatus', 'booleanFilter', 'description'],
    ],
    [
      'between others',
      leadMatching,
      matching('<|\n<label>a</label>'),
      ['fullName', 'matchingRuleItems', 'ruleStatus', 'booleanFilter', 'description'],
    ],
    [
      'of a condition',
      leadRule,
      rule(
        '<duplicateRuleFilter><duplicateRuleFilterItems>|</duplicateRuleFilterItems></duplicateRuleFilter>',
      ),
      ['field', 'operation', 'value', 'sortOrder', 'table', 'valueField'],
    ],
  ])('%s', (_what, uri, marked, expected) => {
    expect(labels(uri, marked)).toEqual(expected);
  });
});
