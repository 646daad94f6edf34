import { describe, expect, test } from 'vitest';
import { type Files, matchingRulesXml, projectOf, root } from '../../support/ruleFiles.ts';
import { apply, fixesOf, fixNamed, pathOf } from './metadataFixes.ts';

describe('split-or-segments', () => {
  const matching = matchingRulesXml(
    'Other: Email',
    'Lead_Name: FirstName~FirstName, LastName, Email, Phone [(1 AND 2) OR (1 AND 3 AND (2 OR 4)) OR (1 AND 4)]',
  );
  const files = {
    Lead: matching,
    'Lead.By_Name': {
      matching: 'Lead_Name, Contact.Standard_Contact_Match_Rule_v1_1 mapped',
      sharing: true,
      sortOrder: 1,
    },
    'Lead.Else': { matching: 'Other', sortOrder: 2 },
  };

  test('each part gets a matching rule, and each duplicate rule a copy', () => {
    const project = projectOf(files);
    const fix = fixNamed(project, 'Lead', 'fuzzy-field-in-or', 'split-or-segments');
    expect(fix.title).toBe(
      'Split into 3 matching rules, and add 2 duplicate rules that use the new ones: what only 1 AND 2 and 1 AND 3 AND (2 OR 4) would find is then found too',
    );
    const texts = apply(project, fix, files);
    expect(Object.keys(texts)).toEqual(
      [...Object.keys(files), 'Lead.By_Name_2', 'Lead.By_Name_3'].map(pathOf),
    );
    const rules = project.catalog.matchingRules.map(({ name, label, booleanFilter, items, status }) => [
      name,
      label,
      items.map(({ field }) => field).join(' '),
      booleanFilter,
      status,
    ]);
    expect(rules).toEqual([
      ['Other', 'Other', 'Email', null, 'Active'],
      ['Lead_Name', 'Lead Name', 'FirstName Phone', null, 'Active'],
      ['Lead_Name_2', 'Lead Name (part 2)', 'FirstName LastName', null, 'Active'],
      [
        'Lead_Name_3',
        'Lead Name (part 3)',
        'FirstName LastName Email Phone',
        '1 AND 3 AND (2 OR 4)',
        'Active',
      ],
    ]);
    const duplicateRules = project.catalog
      .rulesFor('Lead')
      .map(({ fullName, label, sortOrder, matchRules, security }) => [
        fullName,
        label,
        sortOrder,
        matchRules.map(({ matchingRule }) => matchingRule).join(' '),
        security,
      ]);
    expect(duplicateRules).toEqual([
      ['Lead.By_Name', 'By Name', 1, 'Lead_Name Standard_Contact_Match_Rule_v1_1', 'EnforceSharingRules'],
      ['Lead.Else', 'Else', 2, 'Other', 'BypassSharingRules'],
      ['Lead.By_Name_2', 'By Name (part 2)', 3, 'Lead_Name_2', 'EnforceSharingRules'],
      ['Lead.By_Name_3', 'By Name (part 3)', 4, 'Lead_Name_3', 'EnforceSharingRules'],
    ]);
    for (const path of Object.keys(texts)) expect(project.findings(`${root}/${path}`)).toEqual([]);
    expect(texts[pathOf('Lead')]).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <MatchingRules xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <matchingRules>
              <fullName>Other</fullName>
              <label>Other</label>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>Email</fieldName>
                  <matchingMethod>Exact</matchingMethod>
              </matchingRuleItems>
              <ruleStatus>Active</ruleStatus>
          </matchingRules>
          <matchingRules>
              <fullName>Lead_Name</fullName>
              <label>Lead Name</label>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>FirstName</fieldName>
                  <matchingMethod>FirstName</matchingMethod>
              </matchingRuleItems>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>Phone</fieldName>
                  <matchingMethod>Exact</matchingMethod>
              </matchingRuleItems>
              <ruleStatus>Active</ruleStatus>
          </matchingRules>
          <matchingRules>
              <fullName>Lead_Name_2</fullName>
              <label>Lead Name (part 2)</label>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>FirstName</fieldName>
                  <matchingMethod>FirstName</matchingMethod>
              </matchingRuleItems>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>LastName</fieldName>
                  <matchingMethod>Exact</matchingMethod>
              </matchingRuleItems>
              <ruleStatus>Active</ruleStatus>
          </matchingRules>
          <matchingRules>
              <fullName>Lead_Name_3</fullName>
              <booleanFilter>1 AND 3 AND (2 OR 4)</booleanFilter>
              <label>Lead Name (part 3)</label>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>FirstName</fieldName>
                  <matchingMethod>FirstName</matchingMethod>
              </matchingRuleItems>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>LastName</fieldName>
                  <matchingMethod>Exact</matchingMethod>
              </matchingRuleItems>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>Email</fieldName>
                  <matchingMethod>Exact</matchingMethod>
              </matchingRuleItems>
              <matchingRuleItems>
                  <blankValueBehavior>NullNotAllowed</blankValueBehavior>
                  <fieldName>Phone</fieldName>
                  <matchingMethod>Exact</matchingMethod>
              </matchingRuleItems>
              <ruleStatus>Active</ruleStatus>
          </matchingRules>
      </MatchingRules>
      "
    `);
  });

  test.each([
    ['one line', (text: string) => text.replaceAll(/\n */g, '')],
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('other formats: %s', (_, change) => {
    const changed = { ...files, Lead: change(matching) };
    const project = projectOf(changed);
    const texts = apply(
      project,
      fixNamed(project, 'Lead', 'fuzzy-field-in-or', 'split-or-segments'),
      changed,
    );
    for (const path of Object.keys(texts)) expect(project.findings(`${root}/${path}`)).toEqual([]);
    expect(texts[pathOf('Lead')]).toBe(change(texts[pathOf('Lead')]!.replaceAll('\r\n', '\n')));
  });

  test('names that are taken, and no duplicate rule', () => {
    const taken = { Lead: matching.replace('<fullName>Other<', '<fullName>Lead_Name_2<') };
    const project = projectOf(taken);
    const fix = fixNamed(project, 'Lead', 'fuzzy-field-in-or', 'split-or-segments');
    expect(fix.title).toContain('matching rules, no duplicate rule of this project uses it');
    apply(project, fix, taken);
    expect(project.catalog.matchingRules.map(({ name }) => name)).toEqual([
      'Lead_Name_2',
      'Lead_Name',
      'Lead_Name_3',
      'Lead_Name_4',
    ]);
  });

  test.each<[string, Files]>([
    [
      'matching rules',
      {
        ...files,
        Lead: matching.replace(
          '</MatchingRules>',
          `${matchingRulesXml('X: Email', 'Y: Email').replace(/[\s\S]*?<MatchingRules[^>]*>/, '')}`,
        ),
      },
    ],
    [
      'duplicate rules',
      {
        ...files,
        ...Object.fromEntries([3, 4].map((sortOrder) => [`Lead.More_${sortOrder}`, { sortOrder }])),
      },
    ],
  ])('not where there would be too many active %s', (_, crowded) => {
    const ids = fixesOf(projectOf(crowded), 'Lead', 'fuzzy-field-in-or').map(({ id }) => id);
    expect(ids).not.toContain('split-or-segments');
    expect(ids).toContain('suppress-line');
  });
});
