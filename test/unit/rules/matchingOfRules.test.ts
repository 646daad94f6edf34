import { describe, expect, test } from 'vitest';
import { matchingRulesXml, projectOf, uriOf } from '../../support/ruleFiles.ts';
import { checkRuleFiles as check } from '../../support/ruleFileTable.ts';

const matching = (status: string) => matchingRulesXml(`Lead_Email ${status}: Email`);
const inactive = 'inactive-matching-rule @Lead_Email';

describe('inactive-matching-rule', () => {
  const rule = { matching: 'Lead_Email' };
  const standard = { matching: 'Standard_Lead_Match_Rule_v1_0' };
  check([
    ['active', { 'Lead.A': rule, Lead: matching('Active') }, []],
    ['inactive', { 'Lead.A': rule, Lead: matching('Inactive') }, [`warning ${inactive}`]],
    ['failed', { 'Lead.A': rule, Lead: matching('ActivationFailed') }, [`warning ${inactive}`]],
    ['on its way to be active', { 'Lead.A': rule, Lead: matching('Activating') }, []],
    ['failed to become inactive', { 'Lead.A': rule, Lead: matching('DeactivationFailed') }, []],
    ['an inactive duplicate rule', { 'Lead.A': { ...rule, active: false }, Lead: matching('Inactive') }, []],
    ['in no file', { 'Lead.A': rule }, [`information ${inactive}`]],
    [
      'in no file, all rules known',
      { 'Lead.A': rule },
      [`warning ${inactive}`],
      { completeObjects: ['lead'] },
    ],
    [
      'in no file of this object',
      { 'Lead.A': rule, Contact: matching('Active') },
      [`information ${inactive}`],
    ],
    ['a standard rule', { 'Lead.A': standard }, [], { completeObjects: ['Lead'] }],
    [
      'a standard rule that a file holds',
      { 'Lead.A': standard, Lead: matchingRulesXml('Standard_Lead_Match_Rule_v1_0 Inactive: Email') },
      [],
    ],
    [
      'one of their own that is called standard',
      {
        'Lead.A': { matching: 'Standard_Lead_Email' },
        Lead: matchingRulesXml('Standard_Lead_Email Inactive: Email'),
      },
      ['warning inactive-matching-rule @Standard_Lead_Email'],
    ],
    ['of a package', { 'Lead.A': { matching: 'pkg__Lead_Email' } }, []],
    ['names in another case', { 'Lead.A': { matching: 'lead_EMAIL' }, Lead: matching('Active') }, []],
    [
      'active in another package directory',
      {
        'Lead.A': rule,
        Lead: matching('Inactive'),
        'other/matchingRules/Lead.matchingRule': matching('Active'),
      },
      [],
    ],
    [
      'a file that cannot be read may hold it',
      { 'Lead.A': rule, Lead: '<MatchingRules><matchingRules><fullName>Lead_Ema' },
      [
        'error invalid-rule-metadata @MatchingRules',
        'error invalid-rule-metadata @matchingRules',
        'error invalid-rule-metadata @matchingRules',
        'error invalid-rule-metadata @matchingRules',
        'error invalid-rule-metadata @fullName',
      ],
    ],
    [
      'person accounts',
      { 'PersonAccount.A': { matching: 'Lead_Email' }, PersonAccount: matching('Inactive') },
      [`warning ${inactive}`],
    ],
    [
      'one of two',
      {
        'Lead.A': { matching: 'Lead_Email, Contact.Contact_Email mapped' },
        Lead: matching('Inactive'),
        Contact: matchingRulesXml('Contact_Email: Email'),
      },
      [`warning ${inactive}`],
    ],
  ]);

  test.each([
    ['Lead_Emial', 'Lead_Email: Email', ' Did you mean Lead_Email?'],
    ['LeadEmail', 'Lead_Email: Email', ' Did you mean Lead_Email?'],
    ['Lead_Email_2', 'Lead_Email_1: Email', ''],
    ['Lead_Name', 'Lead_Email: Email', ''],
    ['Lead_Emial, Lead_Email', 'Lead_Email: Email', ''],
  ])('a slip in the name: %s', (matching, rules, meant) => {
    const files = { 'Lead.A': { matching }, Lead: matchingRulesXml(rules) };
    const [finding] = projectOf(files).findings(uriOf('Lead.A'));
    expect(finding!.severity).toBe('information');
    const [name] = matching.split(',');
    expect(finding!.message).toBe(
      `The matching rule ${name} of Lead was not found: it is not in this project.${meant} Whether it is active is not known. A deployment of this duplicate rule needs it in the org.`,
    );
  });

  test('says whether the rule still checks anything, and points at the status', () => {
    const files = { 'Lead.A': { matching: 'Lead_Email' }, Lead: matching('Inactive') };
    const [finding] = projectOf(files).findings(uriOf('Lead.A'));
    expect(finding!.message).toBe(
      'The matching rule Lead_Email of Lead is inactive (force-app/…/Lead.matchingRule-meta.xml). This active duplicate rule therefore finds nothing: it checks no save. Set its ruleStatus to Active, or this duplicate rule to inactive.',
    );
    const { location } = finding!.related[0]!;
    expect(location.uri).toBe(uriOf('Lead'));
    expect(files.Lead.slice(location.start, location.end)).toBe('Inactive');
  });
});

describe('fuzzy-field-in-or', () => {
  const at = (part: string) => [`warning fuzzy-field-in-or @${part}`];
  const rule = (items: string, filter: string) => ({ Lead: matchingRulesXml(`M: ${items} [${filter}]`) });
  const items = 'FirstName~FirstName, LastName, Email, Phone';
  check([
    ['repeated', rule(items, '(1 AND 2) OR (1 AND 3) OR (1 AND 4)'), at('(1 AND 2)')],
    ['brackets around all', rule(items, '((1 AND 2 AND 3) OR (1 AND 4))'), at('(1 AND 2 AND 3)')],
    ['the first part is whole', rule(items, '(2 AND 3) OR (1 AND 2) OR (1 AND 3 AND 4)'), at('(1 AND 2)')],
    ['one operand', rule(items, '1 AND 2 AND (3 OR 4)'), []],
    ['exact fields may repeat', rule(items, '(1 AND 2 AND 4) OR (2 AND 3)'), []],
    [
      'two items of one field',
      rule('FirstName~FirstName, FirstName~FirstName, Email', '(1 AND 3) OR 2'),
      at('(1 AND 3)'),
    ],
    [
      'inactive',
      { Lead: matchingRulesXml(`M Inactive: ${items} [(1 AND 2 AND 3) OR (1 AND 4)]`) },
      at('(1 AND 2 AND 3)'),
    ],
    [
      'a filter that cannot be read',
      rule('FirstName~FirstName', '1 OR'),
      ['warning invalid-rule-metadata @OR'],
    ],
  ]);
});

describe('missing-object-mapping', () => {
  const missing = 'error missing-object-mapping @Contact';
  check([
    ['none', { 'Lead.A': { matching: 'Contact.Standard_Contact_Match_Rule_v1_1' } }, [missing]],
    [
      'none, inactive',
      { 'Lead.A': { matching: 'Contact.Standard_X_Match_Rule_v1_0', active: false } },
      [missing],
    ],
    ['there', { 'Lead.A': { matching: 'Contact.Standard_X_Match_Rule_v1_0 mapped' } }, []],
    ['the same object', { 'Lead.A': { matching: 'lead.Standard_X_Match_Rule_v1_0' } }, []],
    [
      'accounts and person accounts',
      { 'Account.A': { matching: 'PersonAccount.Standard_X_Match_Rule_v1_0' } },
      [],
    ],
  ]);
});
