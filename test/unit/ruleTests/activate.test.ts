import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { activatedFiles } from '../../../server/src/core/ruleTests/activated.ts';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import { runFile, sampleRules } from './project.ts';

const folder = join(import.meta.dirname, '../../../samples/recruiting/force-app/main/default/duplicateRules');
const path = '/recruiting/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml';
const active = readFileSync(join(folder, 'Lead.Lead_Email.duplicateRule-meta.xml'), 'utf8');
const inactive = active.replace('<isActive>true', '<isActive> false');

const text = (activate: string) => `${activate}
object: Lead
records:
  Lead:
    ada: { LastName: Byron, Email: ada@example.com }
tests:
  - name: a match
    save: { fields: { LastName: B, Email: ada@example.com } }
    expect: { outcome: refused-unless-allow-save, matches: [ada] }
`;

it.each([
  ['', 'failed'],
  ['activate: Lead_Email', 'passed'],
  ['activate: [lead.lead_email, Contact_Email]', 'passed'],
  ['activate: []', 'failed'],
])('an inactive rule, %j: %s', (activate, status) => {
  const project = sampleRules({ [`file://${path}`]: inactive });
  const { file, results } = runFile(text(activate), project);
  expect(file.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(results.map((result) => result.status)).toEqual([status]);
});

it('a rule that is not there is an error, with what was meant', () => {
  const { file, results } = runFile(text('activate: Lead_Emial'), sampleRules());
  expect(file.problems).toEqual([
    {
      start: 10,
      end: 20,
      severity: 'error',
      message: 'The project has no duplicate rule Lead_Emial. Did you mean "Lead_Email"?',
      replacement: 'Lead_Email',
    },
  ]);
  expect(results.map(({ status }) => status)).toEqual(['error']);
});

it('files for an org have the rules active, and nothing else is changed', () => {
  const { activate } = parseRuleTests('file:///a.duptest.yaml', text('activate: Lead.Lead_Email'));
  const other = '/x/Lead.Other.duplicateRule-meta.xml';
  const files = new Map([
    [path, inactive],
    [other, inactive],
  ]);
  expect([...activatedFiles(files, activate)]).toEqual([
    [path, inactive.replace('<isActive> false', '<isActive> true')],
    [other, inactive],
  ]);
  expect(activatedFiles(files, [])).toBe(files);
});
