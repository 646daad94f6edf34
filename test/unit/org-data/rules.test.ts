import { describe, expect, test } from 'vitest';
import { RuleFiles } from '../../../server/src/core/metadata/ruleFiles.ts';
import type { OrgRuleReading } from '../../../server/src/core/orgData/model.ts';
import { orgRules } from '../../../server/src/core/orgData/rules.ts';
import { sourceWords } from '../../../server/src/core/outcome/describe.ts';
import { duplicateRuleXml, itemXml, matchingRulesXml, matchingRuleXml } from '../metadata/rules.ts';

function read(parts: Partial<OrgRuleReading>) {
  return orgRules(
    {
      readAt: '2026-11-22T14:03:27.123Z',
      by: 'metadata',
      files: [],
      uiApi: {},
      objects: [],
      leadConversionValidation: null,
      problems: [],
      ...parts,
    },
    'user@example.com',
  );
}

const file = (name: string, text = duplicateRuleXml()) => ({
  path: `duplicateRules/${name}.duplicateRule-meta.xml`,
  text,
});
const matching = (object: string, rules: string) => ({
  path: `matchingRules/${object}.matchingRule-meta.xml`,
  text: matchingRulesXml(rules),
});

describe('files of the Metadata API', () => {
  test('are read as those of a project, with the org as their source', () => {
    const rules = read({
      files: [
        file('Lead.A'),
        matching('Lead', matchingRuleXml('Lead_Email', itemXml('Email'))),
        { path: 'package.xml', text: '' },
      ],
      objects: 'all',
      leadConversionValidation: true,
    });
    expect(rules).toMatchObject({ objects: 'all', unreadable: [], leadConversionValidation: true });
    expect(rules.duplicateRules).toMatchObject([
      { fullName: 'Lead.A', alertText: 'Use one of these records?' },
    ]);
    expect(rules.matchingRules).toMatchObject([{ fullName: 'Lead.Lead_Email', items: [{ field: 'Email' }] }]);
    for (const rule of [...rules.duplicateRules, ...rules.matchingRules]) {
      expect(sourceWords(rule)).toBe('org user@example.com, read 2026-11-22 14:03 UTC');
    }
  });

  test('a rule for person accounts that is listed as an account rule, and twice', () => {
    const text = duplicateRuleXml({
      matchRules: `<duplicateRuleMatchRules><matchRuleSObjectType>PersonAccount</matchRuleSObjectType>
        <matchingRule>P</matchingRule><objectMapping xsi:nil="true"/></duplicateRuleMatchRules>`,
    });
    const { duplicateRules } = read({ files: [file('Account.P', text), file('PersonAccount.P', text)] });
    expect(duplicateRules.map(({ object, fullName }) => [object, fullName])).toEqual([
      ['PersonAccount', 'Account.P'],
    ]);
  });

  test('with "all", every object is completely known but one whose rule cannot be read', () => {
    const org = read({ files: [file('Case.A', '<DuplicateRule><isActive>')], objects: 'all' });
    const catalog = new RuleFiles().catalog(org, []);
    expect(['Lead', 'Thing__c', 'PersonAccount', 'Case'].map((name) => catalog.isComplete(name))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(catalog.duplicateRules).toEqual([]);
  });
});

describe('answers of the UI API', () => {
  const answer = {
    apiName: 'Lead',
    dedupeEnabled: true,
    dedupeFields: ['Email', 'LastName'],
    duplicateRules: [
      {
        actionOnInsert: 'Allow',
        actionOnUpdate: 'Block',
        active: true,
        duplicateRuleFilters: [{ something: 1 }],
        matchRules: [
          {
            matchEngine: 'FuzzyMatchEngine',
            matchFields: ['Email', 'LastName'],
            name: 'Lead_Match',
            objectApiName: 'Lead',
          },
          { matchEngine: 'ExactMatchEngine', matchFields: ['Email'], name: 'C', objectApiName: 'Contact' },
        ],
        name: 'Lead_Rule',
        operationsOnInsert: ['Alert', 'Report'],
        operationsOnUpdate: [],
      },
    ],
  };

  test('tell rules as far as they go', () => {
    const rules = read({ by: 'ui-api', uiApi: { Lead: answer, Contact: { duplicateRules: [] } } });
    expect(rules).toMatchObject({ objects: [], activeOnly: ['Lead', 'Contact'] });
    expect(rules.duplicateRules).toEqual([
      {
        fullName: 'Lead.Lead_Rule',
        object: 'Lead',
        name: 'Lead_Rule',
        label: 'Lead_Rule',
        active: true,
        onInsert: { action: 'Allow', alert: true, report: true },
        onUpdate: { action: 'Block', alert: false, report: false },
        alertText: null,
        security: null,
        sortOrder: null,
        filter: { booleanFilter: null, conditions: [], unread: true },
        matchRules: [
          { objectType: 'Lead', matchingRule: 'Lead_Match', mapping: null },
          { objectType: 'Contact', matchingRule: 'C', mapping: null },
        ],
        source: {
          kind: 'org',
          username: 'user@example.com',
          readAt: '2026-11-22T14:03:27.123Z',
          partial: true,
        },
      },
    ]);
    expect(
      rules.matchingRules.map(({ fullName, items, comparedFields }) => [fullName, items, comparedFields]),
    ).toEqual([
      ['Lead.Lead_Match', [], ['Email', 'LastName']],
      ['Contact.C', [], ['Email']],
    ]);
  });

  test('assume no standard rule for the objects, and do not make them completely known', () => {
    const catalog = new RuleFiles().catalog(
      read({ by: 'ui-api', uiApi: { Lead: { duplicateRules: [] } } }),
      [],
    );
    expect(catalog.assumedFor('Lead')).toBeNull();
    expect(catalog.assumedFor('Contact')).not.toBeNull();
    expect(catalog.isComplete('Lead')).toBe(false);
  });

  test.each([
    null,
    'x',
    5,
    [],
    {},
    { duplicateRules: null },
    { duplicateRules: [null, 1, {}, { name: [] }] },
  ])('that make no sense give no rules: %j', (value) => {
    expect(read({ by: 'ui-api', uiApi: { Lead: value } }).duplicateRules).toEqual([]);
  });
});

describe("a project's file goes before the org's copy", () => {
  const path = (name: string) => `file:///p/duplicateRules/${name}.duplicateRule-meta.xml`;

  test('and the difference is told', () => {
    const files = new RuleFiles();
    files.setFile(path('Lead.A'), duplicateRuleXml());
    files.setFile(path('Lead.B'), duplicateRuleXml());
    files.setFile(
      'file:///p/matchingRules/Lead.matchingRule-meta.xml',
      matchingRulesXml(matchingRuleXml('Lead_Email', itemXml('Email'))),
    );
    const org = read({
      files: [
        file('Lead.A', duplicateRuleXml({ onInsert: 'Block' })),
        file('Lead.C'),
        matching('Lead', matchingRuleXml('Lead_Email', itemXml('Phone'))),
      ],
    });
    const catalog = files.catalog(org, []);
    const notes = catalog.rulesFor('Lead').map((rule) => [rule.fullName, catalog.orgDifferences!(rule)]);
    expect(notes).toEqual([
      ['Lead.A', ['action on create Block', 'criteria of matching rule Lead_Email Phone (Exact)']],
      ['Lead.B', []],
      ['Lead.C', []],
    ]);
  });
});
