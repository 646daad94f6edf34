import { describe, expect, test } from 'vitest';
import { compareRules } from '../../../server/src/core/drift/compare.ts';
import type { RuleDrift } from '../../../server/src/core/drift/model.ts';
import { RuleFiles } from '../../../server/src/core/metadata/ruleFiles.ts';
import type { OrgRuleReading } from '../../../server/src/core/orgData/model.ts';
import {
  duplicateRuleXml,
  filterXml,
  itemXml,
  matchingRulesXml,
  matchingRuleXml,
  type RuleXml,
} from '../metadata/rules.ts';

function reading(
  files: Readonly<Record<string, string>>,
  parts: Partial<OrgRuleReading> = {},
): OrgRuleReading {
  return {
    readAt: '2026-11-22T14:03:00Z',
    by: 'metadata',
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    uiApi: {},
    objects: 'all',
    leadConversionValidation: null,
    problems: [],
    ...parts,
  };
}

function compare(
  local: Readonly<Record<string, string>>,
  org: Readonly<Record<string, string>>,
  parts: Partial<OrgRuleReading> = {},
): readonly RuleDrift[] {
  const files = new RuleFiles();
  for (const [path, text] of Object.entries(local)) files.setFile(`file:///p/${path}`, text);
  return compareRules(files.catalog(null, []), reading(org, parts), 'me@example.com');
}

const path = 'duplicateRules/Lead.A.duplicateRule-meta.xml';
const matchingPath = 'matchingRules/Lead.matchingRule-meta.xml';
const crossObject = (input: string) => `<duplicateRuleMatchRules>
    <matchRuleSObjectType>Contact</matchRuleSObjectType><matchingRule>C</matchingRule>
    <objectMapping><inputObject>Lead</inputObject>
      <mappingFields><inputField>${input}</inputField><outputField>Email</outputField></mappingFields>
    <outputObject>Contact</outputObject></objectMapping></duplicateRuleMatchRules>`;

describe('a duplicate rule', () => {
  test.each<[string, RuleXml | string, RuleXml | string, readonly string[]]>([
    ['the same', {}, {}, []],
    [
      'action and operations',
      {},
      { onInsert: 'Block' },
      ['action on create: Allow + Alert + Report here, Block in the org'],
    ],
    ['active', { isActive: 'false' }, {}, ['status: inactive here, active in the org']],
    ['label', {}, { label: 'B' }, ['label: "Lead Email Exact" here, "B" in the org']],
    ['sort order', {}, { sortOrder: '2' }, ['sort order: 1 here, 2 in the org']],
    [
      'conditions',
      { filter: filterXml(null, 1) },
      {},
      ['conditions: Field1__c equals "v1" here, none in the org'],
    ],
    [
      'the way of joining conditions',
      { filter: filterXml('1 AND 2', 2) },
      { filter: filterXml('1 OR 2', 2) },
      [
        'conditions: Field1__c equals "v1" and Field2__c equals "v2" here, Field1__c equals "v1" or Field2__c equals "v2" in the org',
      ],
    ],
    [
      'match rules',
      { matchRules: crossObject('Email') },
      {},
      [
        'matching rule Contact.C: used here, not used in the org',
        'matching rule Lead.Lead_Email: not used here, used in the org',
      ],
    ],
    [
      'mapping',
      { matchRules: crossObject('Email') },
      { matchRules: crossObject('Other__c') },
      ['field mapping to Contact.C: Email to Email here, Other__c to Email in the org'],
    ],
    [
      'alert text and security',
      duplicateRuleXml()
        .replace('Use one of these records?', 'No!')
        .replace('EnforceSharingRules', 'BypassSharingRules'),
      {},
      [
        'alert text: "No!" here, "Use one of these records?" in the org',
        'record-level security: bypasses sharing rules here, enforces sharing rules in the org',
      ],
    ],
  ])('%s', (_what, here, there, differences) => {
    const text = (rule: RuleXml | string) => (typeof rule === 'string' ? rule : duplicateRuleXml(rule));
    const [drift, ...others] = compare({ [path]: text(here) }, { [path]: text(there) });
    expect(others).toEqual([]);
    expect(drift).toMatchObject({
      kind: 'DuplicateRule',
      fullName: 'Lead.A',
      state: differences.length === 0 ? 'same' : 'different',
      differences,
      file: `file:///p/${path}`,
      orgPath: path,
      orgText: text(there),
    });
  });
});

describe('a matching rule', () => {
  const email = itemXml('Email');
  const phone = itemXml('Phone', 'Phone');
  test.each<[string, string, string, readonly string[]]>([
    ['order without a filter', matchingRuleXml('M', email + phone), matchingRuleXml('M', phone + email), []],
    ['case', matchingRuleXml('M', itemXml('EMAIL')), matchingRuleXml('M', email), []],
    [
      'a filter that says the same',
      matchingRuleXml('M', email + phone),
      matchingRuleXml('M', phone + email, { booleanFilter: '1 AND 2' }),
      [],
    ],
    [
      'status',
      matchingRuleXml('M', email, { status: 'Inactive' }),
      matchingRuleXml('M', email),
      ['status: inactive here, active in the org'],
    ],
    [
      'method',
      matchingRuleXml('M', email),
      matchingRuleXml('M', itemXml('Email', 'Exact', 'MatchBlanks')),
      ['criteria: Email (Exact) here, Email (Exact, blank matches blank) in the org'],
    ],
    [
      'filter',
      matchingRuleXml('M', email + phone),
      matchingRuleXml('M', email + phone, { booleanFilter: '1 OR 2' }),
      ['criteria: Email (Exact) AND Phone (Phone) here, Email (Exact) OR Phone (Phone) in the org'],
    ],
  ])('%s', (_what, here, there, differences) => {
    const [drift] = compare(
      { [matchingPath]: matchingRulesXml(here) },
      { [matchingPath]: matchingRulesXml(there) },
    );
    expect(drift).toMatchObject({
      kind: 'MatchingRule',
      fullName: 'Lead.M',
      differences,
      orgPath: matchingPath,
    });
  });
});

describe('rules of one side', () => {
  const states = (drift: readonly RuleDrift[]) =>
    drift.map(({ fullName, state, file, orgPath }) => [fullName, state, file !== null, orgPath !== null]);
  const other = path.replace('.A.', '.B.');

  test('are told with their files, differing ones first', () => {
    const drift = compare(
      { [path]: duplicateRuleXml(), [other]: duplicateRuleXml() },
      {
        [path]: duplicateRuleXml({ onInsert: 'Block' }),
        [path.replace('.A.', '.C.')]: duplicateRuleXml(),
        [matchingPath]: matchingRulesXml(matchingRuleXml('Standard_Lead_Match_Rule_v1_0', '')),
      },
    );
    expect(states(drift)).toEqual([
      ['Lead.A', 'different', true, true],
      ['Lead.B', 'only-local', true, false],
      ['Lead.C', 'only-org', false, true],
    ]);
  });

  test('are no drift where the org was not read', () => {
    expect(compare({ [path]: duplicateRuleXml() }, {}, { objects: ['Contact'] })).toEqual([]);
    expect(states(compare({ [path]: duplicateRuleXml() }, {}, { objects: ['lead'] }))).toEqual([
      ['Lead.A', 'only-local', true, false],
    ]);
  });

  test('are no drift where the org has a rule of that object that cannot be read', () => {
    expect(compare({ [path]: duplicateRuleXml() }, { [other]: '<DuplicateRule>' })).toEqual([]);
  });

  test('by the UI API only active rules and what it tells of them are compared', () => {
    const uiApi = {
      Lead: {
        duplicateRules: [
          {
            name: 'A',
            active: true,
            actionOnInsert: 'Block',
            actionOnUpdate: 'Allow',
            operationsOnInsert: [],
            operationsOnUpdate: ['Report'],
            duplicateRuleFilters: [],
            matchRules: [{ name: 'Lead_Email', objectApiName: 'Lead', matchFields: ['Email'] }],
          },
        ],
      },
    };
    const local = {
      [path]: duplicateRuleXml(),
      [other]: duplicateRuleXml({ isActive: 'false' }),
      [path.replace('.A.', '.D.')]: duplicateRuleXml(),
    };
    const drift = compare(local, {}, { by: 'ui-api', uiApi, objects: [] });
    expect(drift.map(({ fullName, state, differences }) => [fullName, state, differences])).toEqual([
      ['Lead.A', 'different', ['action on create: Allow + Alert + Report here, Block in the org']],
      ['Lead.D', 'only-local', []],
      ['Lead.Lead_Email', 'only-org', []],
    ]);
  });
});

test('rules of person accounts meet whatever their source calls them', () => {
  const text = duplicateRuleXml({
    matchRules: `<duplicateRuleMatchRules><matchRuleSObjectType>PersonAccount</matchRuleSObjectType>
      <matchingRule>P</matchingRule><objectMapping xsi:nil="true"/></duplicateRuleMatchRules>`,
  });
  const drift = compare(
    { 'duplicateRules/PersonAccount.A.duplicateRule-meta.xml': text },
    { 'duplicateRules/Account.A.duplicateRule-meta.xml': text },
  );
  expect(drift.map(({ fullName, state, orgPath }) => [fullName, state, orgPath])).toEqual([
    ['PersonAccount.A', 'same', 'duplicateRules/Account.A.duplicateRule-meta.xml'],
  ]);
});
