import { describe, expect, it } from 'vitest';
import type { TemplateAnswers, TemplateId } from '../../../server/src/core/templates/model.ts';
import { TemplateWorkspace } from '../../support/templates.ts';

const simple: readonly TemplateId[] = [
  'account-exact-name',
  'account-fuzzy-name',
  'lead-to-lead',
  'lead-to-contact',
  'contact-to-contact',
  'contact-to-lead',
];

describe('a rule from a template in an empty project', () => {
  const rows: readonly (readonly [TemplateId, Partial<TemplateAnswers>])[] = simple.map((id) => [id, {}]);

  it.each(rows)('%s is read without a finding, and its tests pass', (id, answers) => {
    const workspace = new TemplateWorkspace();
    workspace.apply(id, { ...answers, active: true });
    expect(workspace.findings()).toEqual([]);
    const results = Object.values(workspace.testResults());
    expect(results.length).toBeGreaterThanOrEqual(2);
    expect(results).toEqual(results.map(() => 'passed'));
  });
});
