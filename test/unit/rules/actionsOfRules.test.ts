import { describe, expect, test } from 'vitest';
import { duplicateRuleXml, found, projectOf } from '../../support/ruleFiles.ts';
import { checkRuleFiles as check } from '../../support/ruleFileTable.ts';

describe('silent-rule', () => {
  const blocks = { onCreate: 'Block', onEdit: 'Block' } as const;
  const silentOnEdit = { onCreate: 'Alert', onEdit: 'Allow' } as const;
  check([
    [
      'beside another rule that blocks',
      { 'Lead.A': silentOnEdit, 'Lead.B': { ...blocks, sortOrder: 2 } },
      [],
    ],
    [
      'beside one that blocks by another matching rule',
      {
        'Lead.A': silentOnEdit,
        'Lead.B': { ...blocks, sortOrder: 2, matching: 'Standard_Contact_Match_Rule_v1_1' },
      },
      ['information silent-rule @Allow'],
    ],
    [
      'beside one that blocks under a condition',
      { 'Lead.A': silentOnEdit, 'Lead.B': { ...blocks, sortOrder: 2, when: 'Status equals Open' } },
      ['information silent-rule @Allow'],
    ],
    [
      'beside one that blocks under the same condition',
      {
        'Lead.A': { ...silentOnEdit, when: 'Status equals Open' },
        'Lead.B': { ...blocks, sortOrder: 2, when: 'Status equals Open' },
      },
      [],
    ],
    [
      'beside one that blocks and sees less',
      { 'Lead.A': { ...silentOnEdit, sharing: false }, 'Lead.B': { ...blocks, sortOrder: 2, sharing: true } },
      ['information silent-rule @Allow'],
    ],
    [
      'beside one that is inactive',
      { 'Lead.A': silentOnEdit, 'Lead.B': { ...blocks, sortOrder: 2, active: false } },
      ['information silent-rule @Allow'],
    ],
    ['on both', { 'Lead.A': { onCreate: 'Allow', onEdit: 'Allow' } }, ['warning silent-rule @Allow']],
    ['on edit', { 'Lead.A': { onCreate: 'Alert', onEdit: 'Allow' } }, ['information silent-rule @Allow']],
    [
      'on create',
      { 'Lead.A': { onCreate: 'Allow', onEdit: 'Report' } },
      ['information asymmetric-actions @Allow', 'information silent-rule @Allow'],
    ],
    ['inactive', { 'Lead.A': { onCreate: 'Allow', onEdit: 'Allow', active: false } }, []],
    ['reports', { 'Lead.A': { onCreate: 'Report', onEdit: 'Report' } }, []],
  ]);

  test('a file that breaks off before its operations', () => {
    const whole = duplicateRuleXml('Lead', 'A', { onCreate: 'Allow', onEdit: 'Alert' });
    const cut = { 'Lead.A': whole.slice(0, whole.indexOf('<operationsOn')) };
    expect(found(projectOf(cut), cut).filter((one) => !one.includes('invalid-rule-metadata'))).toEqual([]);
  });
});

describe('asymmetric-actions', () => {
  const asymmetric = 'information asymmetric-actions @Allow';
  check([
    ["Salesforce's own default", { 'Lead.A': { onCreate: 'Alert+Report', onEdit: 'Report' } }, []],
    ['Block and Report', { 'Lead.A': { onCreate: 'Block', onEdit: 'Report' } }, [asymmetric]],
    ['Block and Alert', { 'Lead.A': { onCreate: 'Block', onEdit: 'Alert' } }, []],
    ['Alert and Block', { 'Lead.A': { onCreate: 'Alert', onEdit: 'Block' } }, [asymmetric]],
    ['Report and Alert', { 'Lead.A': { onCreate: 'Report', onEdit: 'Alert' } }, [asymmetric]],
    ['Alert and Alert with Report', { 'Lead.A': { onCreate: 'Alert', onEdit: 'Alert+Report' } }, []],
    ['inactive', { 'Lead.A': { onCreate: 'Report', onEdit: 'Alert', active: false } }, []],
    [
      'two that are symmetric together',
      {
        'Lead.A': { onCreate: 'Report', onEdit: 'Alert' },
        'Lead.B': { onCreate: 'Block', onEdit: 'Report', sortOrder: 2 },
      },
      [],
    ],
    [
      'two by different matching rules',
      {
        'Lead.A': { onCreate: 'Report', onEdit: 'Alert' },
        'Lead.B': {
          onCreate: 'Block',
          onEdit: 'Block',
          sortOrder: 2,
          matching: 'Standard_Lead_Match_Rule_v2_0',
        },
      },
      [asymmetric],
    ],
  ]);
});

describe('report-only-rule and sharing-blind-spot', () => {
  const on = { severities: { 'report-only-rule': 'information', 'sharing-blind-spot': 'warning' } } as const;
  const files = { 'Lead.A': { onCreate: 'Report', onEdit: 'Report', sharing: true } };
  check([
    ['off', files, []],
    [
      'on',
      files,
      ['information report-only-rule @Allow', 'warning sharing-blind-spot @EnforceSharingRules'],
      on,
    ],
    ['alerts', { 'Lead.A': { onCreate: 'Alert', onEdit: 'Report' } }, [], on],
    [
      'inactive',
      { 'Lead.A': { onCreate: 'Report', onEdit: 'Report', sharing: true, active: false } },
      [],
      on,
    ],
  ]);
});
