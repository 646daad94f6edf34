import { describe, expect, it } from 'vitest';
import type { TemplateAnswers, TemplateId } from '../../../server/src/core/templates/model.ts';
import { TemplateWorkspace } from '../../support/templates.ts';

type Row = readonly [TemplateId, Partial<TemplateAnswers>];

const user = { user: 'sync@acme.example', reason: 'The sync finds its duplicates itself.' };

/** Of objects that need no metadata. */
const rows: readonly Row[] = [
  ['account-exact-name', {}],
  ['account-fuzzy-name', {}],
  ['lead-to-lead', {}],
  ['lead-to-contact', {}],
  ['contact-to-contact', {}],
  ['contact-to-lead', {}],
  ['household', {}],
  ['observation', { object: 'Account', fields: ['Name:CompanyName', 'BillingCity:City'] }],
  ['observation', { object: 'Contact', fields: ['LastName:LastName', 'Phone:Phone'] }],
  ['integration-user', { object: 'Lead', fields: ['Email'], ...user }],
  ['person-account', {}],
];

/** Of the sample's own. */
const recruitingRows: readonly Row[] = [
  ...rows.filter(([id]) => !['lead-to-lead', 'contact-to-contact', 'integration-user'].includes(id)),
  ['external-id', { object: 'Candidate__c', fields: ['Agency_Id__c'] }],
  ['observation', { object: 'Candidate__c', fields: ['Email__c'] }],
  ['observation', { object: 'Candidate__c', matchingRule: 'Candidate_Name_and_Phone' }],
  ['integration-user', { object: 'Candidate__c', fields: ['Phone__c:Phone', 'Last_Name__c'], ...user }],
];

function holds(workspace: TemplateWorkspace, tests: string): void {
  expect(workspace.findings(['information'])).toEqual([]);
  const results = Object.entries(workspace.testResults()).filter(([name]) => name.startsWith(tests));
  expect(results.length).toBeGreaterThanOrEqual(2);
  expect(results).toEqual(results.map(([name]) => [name, 'passed']));
}

describe('a rule from a template is read without error or warning, and its tests pass', () => {
  it.each(rows)('%s %j in an empty project', (id, answers) => {
    const workspace = new TemplateWorkspace();
    workspace.apply(id, answers);
    holds(workspace, 'tests/');
  });

  it('a matching rule that is there may join its fields in any way', () => {
    for (const filter of ['1 OR 2 OR 3', '(1 AND 2) OR 3', '(1 OR 2) AND 3']) {
      const workspace = TemplateWorkspace.recruiting();
      const path = 'force-app/main/default/matchingRules/Candidate__c.matchingRule-meta.xml';
      const text = workspace.files.get(path)!.replace('1 AND (2 OR 3)', filter);
      workspace.files.set(path, text);
      workspace.apply('observation', { object: 'Candidate__c', matchingRule: 'Candidate_Name_and_Phone' });
      holds(workspace, 'tests/candidate-observe');
    }
  });

  it.each(recruitingRows)('%s %j in the sample', (id, answers) => {
    const workspace = TemplateWorkspace.recruiting();
    const plan = workspace.apply(id, answers);
    holds(workspace, `tests/${plan.fullName.split('.')[1]!.replaceAll('_', '-').toLowerCase()}`);
  });
});
