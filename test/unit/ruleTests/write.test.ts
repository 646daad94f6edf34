import { expect, it } from 'vitest';
import {
  addedRuleTest,
  type RuleTestDraft,
  ruleTestFileText,
} from '../../../server/src/core/ruleTests/write.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { runFile, sampleRules } from './project.ts';

const draft: RuleTestDraft = {
  name: 'Byron: "again"',
  object: 'Lead',
  updates: null,
  fields: [
    { name: 'LastName', value: 'Null' },
    { name: 'Email', value: 'ada@example.com' },
    { name: 'Phone', value: '+1415' },
    { name: 'PostalCode', value: '01234' },
    { name: 'Description', value: 'two\nlines: # of text' },
    { name: 'DoNotCall', value: true },
    { name: 'NumberOfEmployees', value: 7 },
    { name: 'Title', value: null },
  ],
  channel: 'rest-record',
  allowSave: false,
  existing: [{ name: 'ada', object: 'Lead', fields: [{ name: 'Email', value: 'ADA@example.com' }] }],
  expected: {
    outcome: 'refused-unless-allow-save',
    matches: ['ada'],
    rules: { 'Lead.Lead_Email': 'finds' },
  },
};
const project = sampleRules();

it('a kept test says what was seen, with every value as it was', () => {
  const { file, results } = runFile(ruleTestFileText(draft), project);
  expect(file.problems).toEqual([]);
  expect(results.map(({ status }) => status)).toEqual(['passed']);
  const fields = file.tests[0]!.saves[0]!.records[0]!.fields;
  expect(fields.map(({ name, value }) => ({ name, value }))).toEqual(draft.fields);
});

it.each(['', '\n\n', '\n# the end\n'])('is put behind the others of a file: %j', (end) => {
  const first = ruleTestFileText({ ...draft, name: 'one' }).trimEnd() + end;
  const edit = addedRuleTest(first, draft)!;
  const { file, results } = runFile(applyEdits(first, [edit]), project);
  expect(file.tests.map(({ name }) => name)).toEqual(['one', draft.name]);
  expect(results.map(({ status }) => status)).toEqual(['passed', 'passed']);
});

it('keeps how a list is indented', () => {
  const text = 'tests:\n- name: one\n  save: { object: Lead, fields: {} }\n  expect: { outcome: saved }\n';
  const whole = applyEdits(text, [
    addedRuleTest(text, {
      ...draft,
      updates: 'ada',
      expected: { outcome: 'saved', matches: [], rules: {} },
    })!,
  ]);
  expect(whole).toContain('\n\n- name: ');
  expect(runFile(whole, project).results.map(({ status }) => status)).toEqual(['passed', 'passed']);
});

it.each(['', 'tests: []', 'tests: [{ name: a }]', 'tests:\n  - name: a\nobject: Lead\n', 'tests: ['])(
  'where there is no list at the end, nothing is put: %j',
  (text) => {
    expect(addedRuleTest(text, draft)).toBe(null);
  },
);
