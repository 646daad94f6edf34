import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../server/src/core/config/settings.ts';
import {
  duplicateRuleXml,
  type Files,
  found,
  matchingRulesXml,
  projectOf,
  textOf,
  uriOf,
} from '../../support/ruleFiles.ts';

type Row = [name: string, files: Files, expected: readonly string[], settings?: Partial<Settings>];

function check(rows: Row[]): void {
  test.each<Row>(rows)('%s', (...[, files, expected, settings = {}]) => {
    expect(found(projectOf(files, settings), files)).toEqual(expected);
  });
}

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

describe('duplicate-sort-order', () => {
  const same = 'warning duplicate-sort-order @1';
  const complete = { completeObjects: ['Lead'] };
  check([
    ['two', { 'Lead.A': {}, 'Lead.B': {} }, [same, same]],
    ['one inactive', { 'Lead.A': {}, 'Lead.B': { active: false } }, [same, same]],
    ['different', { 'Lead.A': {}, 'Lead.B': { sortOrder: 2 } }, []],
    ['two objects', { 'Lead.A': {}, 'Contact.A': {} }, []],
    ['accounts and person accounts', { 'Account.A': {}, 'PersonAccount.A': {} }, []],
    ['the same rule in two packages', { 'Lead.A': {}, 'other/duplicateRules/Lead.A.duplicateRule': {} }, []],
    ['in two packages', { 'Lead.A': {}, 'other/duplicateRules/Lead.B.duplicateRule': {} }, [same, same]],
    ['a gap', { 'Lead.A': {}, 'Lead.B': { sortOrder: 3 } }, []],
    [
      'a gap, all rules known',
      { 'Lead.A': {}, 'Lead.B': { sortOrder: 3 } },
      ['warning duplicate-sort-order @3'],
      complete,
    ],
    [
      'not from 1, all rules known',
      { 'Lead.A': { sortOrder: 2 } },
      ['warning duplicate-sort-order @2'],
      complete,
    ],
    [
      'no gap for one that cannot be read',
      { 'Lead.A': { sortOrder: 2 }, 'Lead.B': { sortOrder: 'x' } },
      ['warning invalid-rule-metadata @x'],
      complete,
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

describe('bypass-condition', () => {
  const on = (field: string) => `information bypass-condition @${field}`;
  const objects = 'force-app/main/default/objects';
  const checkbox = `${objects}/Lead/fields/Skip__c.field-meta.xml`;
  const field = (type: string) =>
    `<CustomField><fullName>Skip__c</fullName><label>Skip</label><type>${type}</type></CustomField>`;
  check([
    ['a user', { 'Lead.A': { when: 'User.Username notEqual a@b.c' } }, [on('Username')]],
    [
      'a profile, and a user: once',
      { 'Lead.A': { when: 'Profile.Name equals Sales, User.Alias notEqual x' } },
      [on('Name')],
    ],
    ['a field', { 'Lead.A': { when: 'Bypass_Rules__c equals false' } }, [on('Bypass_Rules__c')]],
    [
      'a checkbox',
      { 'Lead.A': { when: 'Skip__c equals false' }, [checkbox]: field('Checkbox') },
      [on('Skip__c')],
    ],
    ['a picklist', { 'Lead.A': { when: 'Skip__c equals No' }, [checkbox]: field('Picklist') }, []],
    ['a country', { 'Lead.A': { when: 'Country equals US' } }, []],
    ['inactive', { 'Lead.A': { when: 'User.Username notEqual a@b.c', active: false } }, []],
    [
      'words of the settings',
      { 'Lead.A': { when: 'Bulk_Load__c equals false' } },
      [on('Bulk_Load__c')],
      { bypassFieldWords: ['bulk'] },
    ],
  ]);

  test('quotes all of the condition, and names what sets the field so', () => {
    const files = { 'Lead.A': { when: 'Country equals US, Skip__c equals false', filter: '1 OR 2' } };
    const project = projectOf(files);
    const apex = (value: boolean) =>
      `public class Load { void run(Lead one) { one.Skip__c = ${value}; update one; } }`;
    const uri = uriOf('force-app/main/default/classes/Load.cls');
    const say = () => {
      for (const _ of project.analyseAll());
      const [finding] = project.findings(uriOf('Lead.A'));
      return [finding!.message, finding!.related.map(({ location }) => location.uri)];
    };
    const told = `Rule 'A' runs only where Country equals "US" or Skip__c equals "false". A record whose Skip__c says otherwise is exempt: the rule does not run.`;
    expect(say()).toEqual([told, []]);
    project.setFile(uri, apex(true));
    expect(say()).toEqual([`${told} Skip__c is set so in force-app/…/Load.cls.`, [uri]]);
    project.setFile(uri, apex(false));
    expect(say()).toEqual([told, []]);
  });
});

describe('rule-limit-exceeded', () => {
  const rules = (count: number, more = {}) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`Lead.R${index + 1}`, { sortOrder: index + 1, ...more }]),
    );
  const active = 'error rule-limit-exceeded @true';
  const many = (count: number, status = '') =>
    matchingRulesXml(...Array.from({ length: count }, (_, index) => `M${index + 1}${status}: Email`));
  const two = matchingRulesXml('M1: Email', 'M2: Phone', 'M3 Inactive: Phone');
  const lookup = (type: string) =>
    `<CustomField><fullName>Ref__c</fullName><type>${type}</type></CustomField>`;
  const ref = 'force-app/main/default/objects/Contact/fields/Ref__c.field-meta.xml';
  const fields = (count: number) => Array.from({ length: count }, (_, index) => `F${index + 1}__c`);
  check([
    ['five active rules', rules(5), []],
    ['seven active rules: those beyond the fifth', rules(7), [active, active]],
    ['seven inactive ones', rules(7, { active: false }), []],
    [
      'a standard rule is not counted',
      { ...rules(5), 'Lead.Standard_Lead_Duplicate_Rule': { sortOrder: 6 } },
      [],
    ],
    ['person accounts on their own', { ...rules(5), 'PersonAccount.A': {} }, []],
    ['five active matching rules', { Lead: many(5) }, []],
    ['six active matching rules', { Lead: many(6) }, ['error rule-limit-exceeded @Active']],
    ['six inactive matching rules', { Lead: many(6, ' Inactive') }, []],
    ['in two packages, the same', { Lead: many(5), 'other/matchingRules/Lead.matchingRule': many(5) }, []],
    [
      'four matching rules',
      {
        'Lead.A': {
          matching:
            'Standard_A_Match_Rule_v1_0, Contact.Standard_B_Match_Rule_v1_0 mapped, Account.Standard_C_Match_Rule_v1_0 mapped, Case.Standard_D_Match_Rule_v1_0 mapped',
        },
      },
      ['error rule-limit-exceeded @Standard_D_Match_Rule_v1_0'],
    ],
    [
      'two active ones of an object',
      { 'Lead.A': { matching: 'M1, M2' }, Lead: two },
      ['error rule-limit-exceeded @M2'],
    ],
    [
      'one of them inactive',
      { 'Lead.A': { matching: 'M1, M3' }, Lead: two },
      ['warning inactive-matching-rule @M3'],
    ],
    ['one of them not known', { 'Lead.A': { matching: 'M1, Standard_A_Match_Rule_v1_0' }, Lead: two }, []],
    [
      'two lookups',
      { Contact: matchingRulesXml('M: AccountId, Ref__c'), [ref]: lookup('Lookup') },
      ['error rule-limit-exceeded @Ref__c'],
    ],
    ['one lookup', { Contact: matchingRulesXml('M: AccountId, Ref__c'), [ref]: lookup('Text') }, []],
    [
      'a name behind a lookup',
      { Contact: matchingRulesXml('M: AccountId~CompanyName, Ref__c'), [ref]: lookup('Lookup') },
      [],
    ],
    ['ten fields', { Lead: matchingRulesXml(`M: ${fields(10).join(', ')}`) }, []],
    [
      'eleven fields',
      { Lead: matchingRulesXml(`M: ${fields(11).join(', ')}`) },
      ['warning rule-limit-exceeded @F11__c'],
    ],
    [
      'ten match keys',
      {
        Lead: matchingRulesXml(
          `M: ${fields(10).join(', ')} [${fields(10)
            .map((_, index) => index + 1)
            .join(' OR ')}]`,
        ),
      },
      [],
    ],
    [
      'sixteen match keys',
      {
        Lead: matchingRulesXml(
          `M: ${fields(8).join(', ')} [(1 OR 2) AND (3 OR 4) AND (5 OR 6) AND (7 OR 8)]`,
        ),
      },
      ['error rule-limit-exceeded @(1 OR 2) AND (3 OR 4) AND (5 OR 6) AND (7 OR 8)'],
    ],
  ]);
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

describe('across files', () => {
  test('mending the matching rule clears the finding on the duplicate rule, and clients ask again', () => {
    const files = { 'Lead.A': { matching: 'Lead_Email' }, Lead: matching('Inactive') };
    const project = projectOf(files);
    expect(found(project, files, 'Lead.A')).toEqual([`warning ${inactive}`]);
    const before = project.generation;
    project.setFile(uriOf('Lead'), matching('Active'));
    expect(project.generation).not.toBe(before);
    expect(found(project, files, 'Lead.A')).toEqual([]);
    project.removeFile(uriOf('Lead'));
    expect(found(project, files, 'Lead.A')).toEqual([`information ${inactive}`]);
  });

  test('fingerprints stay when lines move', () => {
    const files = {
      'Lead.A': { matching: 'Lead_Email', onEdit: 'Report' },
      'Lead.B': {},
      Lead: matching('Inactive'),
    };
    const project = projectOf(files);
    const uri = uriOf('Lead.A');
    const marks = () => project.findings(uri).map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`);
    const before = marks();
    expect(before).toHaveLength(3);
    const text = textOf('Lead.A', files['Lead.A']);
    project.setFile(uri, text.replace('?>\n', '?>\n\n<!-- a note -->\n\n').replaceAll('    ', '\t'));
    expect(marks()).toEqual(before);
  });
});

describe('suppressions', () => {
  const files = { 'Lead.A': { onCreate: 'Allow', onEdit: 'Allow' } };
  const uri = uriOf('Lead.A');
  const commented = (comment: string) => {
    const project = projectOf(files);
    const text = textOf('Lead.A', files['Lead.A']).replace(
      '    <actionOnInsert>',
      `    ${comment}\n    <actionOnInsert>`,
    );
    project.setFile(uri, text);
    return project.findings(uri).map(({ ruleId }) => ruleId);
  };

  test.each([
    ['<!-- duplicate-rules: silent-rule — a placeholder -->', []],
    ['<!-- duplicate-rules: silent-rule -- a placeholder -->', []],
    ['<!-- duplicate-rules: silent-rule -->', ['suppression-without-reason']],
    ['<!-- duplicate-rules: asymmetric-actions — why -->', ['unused-suppression', 'silent-rule']],
    ['<!-- duplicate-rules: report-only-rule — why -->', ['silent-rule']],
  ])('%s', (comment, expected) => expect(commented(comment)).toEqual(expected));

  test('on the line itself', () => {
    const project = projectOf(files);
    const text = textOf('Lead.A', files['Lead.A']);
    project.setFile(
      uri,
      text.replace('</actionOnInsert>', '</actionOnInsert> <!-- duplicate-rules: silent-rule — why -->'),
    );
    expect(project.findings(uri)).toEqual([]);
  });

  test('in the configuration', () => {
    const suppressions = [{ path: 'force-app/**', rule: 'silent-rule', reason: 'a placeholder' }];
    expect(found(projectOf(files, { suppressions }), files)).toEqual([]);
  });

  test('ignored paths', () => {
    expect(found(projectOf(files, { ignore: ['force-app/**'] }), files)).toEqual([]);
  });

  test('severities of the settings', () => {
    const off = { severities: { 'silent-rule': 'off' } } as const;
    expect(found(projectOf(files, off), files)).toEqual([]);
    const error = { severities: { 'silent-rule': 'error' } } as const;
    expect(found(projectOf(files, error), files)).toEqual(['error silent-rule @Allow']);
  });
});
