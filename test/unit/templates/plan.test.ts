import { describe, expect, it } from 'vitest';
import { NewRuleImpact } from '../../../server/src/core/templates/impact.ts';
import type {
  TemplateAnswers,
  TemplateId,
  TemplateResult,
} from '../../../server/src/core/templates/model.ts';
import { nameProblem } from '../../../server/src/core/templates/names.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import { duplicateRuleFile, mapping, matchingRulesFile, matchRule } from '../../support/sandboxRules.ts';
import { TemplateWorkspace } from '../../support/templates.ts';

type Files = readonly (readonly [path: string, text: string])[];

const workspaceOf = (...files: Files) => new TemplateWorkspace(Object.fromEntries(files));

/** Rules of an object that compare with `Custom<n>`. */
const rulesOf = (object: string, count: number, active = true): Files =>
  Array.from({ length: count }, (_, index) =>
    duplicateRuleFile({
      object,
      name: `R${index + 1}`,
      sortOrder: index + 1,
      active,
      matchRules: matchRule(object, 'Other'),
    }),
  );

const told = (result: TemplateResult): string => {
  if (result.kind === 'plan') return `plan ${result.fullName} ${result.active ? 'active' : 'inactive'}`;
  if (result.kind === 'question') return `asks ${result.about}: ${result.problem ?? ''}`;
  return [result.message, ...result.offers.map((offer) => `- ${offer}`)].join('\n');
};

const field = (object: string, name: string, type: string, more = ''): readonly [string, string] => [
  `force-app/objects/${object}/fields/${name}.field-meta.xml`,
  `<CustomField><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`,
];

const emailRule = (draft: object = {}) => duplicateRuleFile({ object: 'Lead', name: 'Mail', ...draft });
const acrossRule = (matchRules: string) => duplicateRuleFile({ object: 'Lead', name: 'Across', matchRules });
const contactMatching = matchingRulesFile('Contact', { Mail: ['Email'] });
const emailMatching = matchingRulesFile('Lead', { Mail: ['Email'] });

it('the reason for an exempt user is stated for the one file of its rule', () => {
  const exempt = {
    object: 'Lead',
    fields: ['Email'],
    user: 'sync@a.example',
    reason: 'It cannot pass "allowSave"',
    name: 'Mine',
  };
  const plan = workspaceOf().plan('integration-user', exempt);
  expect(plan.kind === 'plan' && plan.notes).toContain(
    'A check reports the condition as bypass-condition, as information. To state the reason there, add to "suppressions" in duplicate-rules.config.json: { "path": "**/Lead.Mine.duplicateRule-meta.xml", "rule": "bypass-condition", "reason": "It cannot pass \\"allowSave\\"" }',
  );
});

describe('what cannot be had says why, and what can be done', () => {
  it.each<[string, Files, TemplateId, Partial<TemplateAnswers>, string]>([
    [
      'a rule compares the same',
      [emailRule(), emailMatching],
      'lead-to-lead',
      {},
      "Rule 'Mail' (Lead.Mail, force-app/…/Lead.Mail.duplicateRule-meta.xml) compares the same already: Block on create and edit.\n- Change the actions or the alert text of that rule, if they should be others.",
    ],
    [
      'one that is inactive',
      [emailRule({ active: false }), emailMatching],
      'lead-to-lead',
      {},
      "Rule 'Mail' (Lead.Mail, force-app/…/Lead.Mail.duplicateRule-meta.xml) compares the same already: Block on create and edit. It is inactive.\n- Activate that rule.\n- Change the actions or the alert text of that rule, if they should be others.",
    ],
    [
      'one across objects that says nowhere by which fields',
      [acrossRule(matchRule('Contact', 'Mail')), contactMatching],
      'lead-to-contact',
      {},
      "Rule 'Across' (Lead.Across, force-app/…/Lead.Across.duplicateRule-meta.xml) compares by the same matching rule, and has no objectMapping from Lead to Contact: what it finds is not known.\n- Add the objectMapping to that rule: its finding missing-object-mapping has a fix that writes it.",
    ],
    [
      'one across objects by the same fields',
      [
        acrossRule(matchRule('Contact', 'Mail', mapping('Lead', 'Contact', { Email: 'Email' }))),
        contactMatching,
      ],
      'lead-to-contact',
      {},
      "Rule 'Across' (Lead.Across, force-app/…/Lead.Across.duplicateRule-meta.xml) compares the same already: Block on create and edit.\n- Change the actions or the alert text of that rule, if they should be others.",
    ],
    [
      'one across objects by other fields leaves room',
      [
        acrossRule(matchRule('Contact', 'Mail', mapping('Lead', 'Contact', { Other__c: 'Email' }))),
        contactMatching,
      ],
      'lead-to-contact',
      {},
      'plan Lead.Lead_to_Contact_Email inactive',
    ],
    [
      'one without a condition leaves nothing to exempt from',
      [emailRule(), emailMatching],
      'integration-user',
      { object: 'Lead', fields: ['Email'], user: 'a@b.example', reason: 'so' },
      "Rule 'Mail' (Lead.Mail, force-app/…/Lead.Mail.duplicateRule-meta.xml) compares the same already: Block on create and edit.\n- Change the actions or the alert text of that rule, if they should be others.\n- Give that rule the condition: User.Username notEqual a@b.example.",
    ],
    [
      'five active rules',
      rulesOf('Account', 5),
      'account-exact-name',
      { active: true },
      "Account has 5 active duplicate rules: 'R1', 'R2', 'R3', 'R4' and 'R5'. Salesforce allows 5.\n- Create it inactive, and activate it when another one is given up.\n- Deactivate one of them first.",
    ],
    [
      'room for an inactive one',
      rulesOf('Account', 5),
      'account-exact-name',
      {},
      'plan Account.Account_Exact_Name inactive',
    ],
    [
      'inactive ones do not count',
      rulesOf('Account', 5, false),
      'account-exact-name',
      { active: true },
      'plan Account.Account_Exact_Name active',
    ],
    [
      'five active matching rules',
      [
        matchingRulesFile('Contact', {
          A: ['Phone'],
          B: ['Fax'],
          C: ['Title'],
          D: ['Department'],
          E: ['OtherPhone'],
        }),
      ],
      'lead-to-contact',
      {},
      "Contact has 5 active matching rules: 'A', 'B', 'C', 'D' and 'E'. Salesforce allows 5, and cannot raise that.\n- Deactivate or delete one that no duplicate rule uses.\n- Join two of them by OR in one matching rule; a fuzzy field must not be in both parts of it.",
    ],
    [
      'a file that is not well-formed',
      [['force-app/matchingRules/Lead.matchingRule-meta.xml', '<MatchingRules>']],
      'lead-to-lead',
      {},
      'A matching rule has to be added to force-app/…/Lead.matchingRule-meta.xml, which is not well-formed XML.\n- Mend that file first.',
    ],
    [
      'no external id',
      [field('Lead', 'Number__c', 'Text')],
      'external-id',
      {},
      'No field of the project is an external id that a matching rule can compare (text, number or e-mail).\n- Mark the field as External ID (<externalId>true</externalId> in its file).\n- Compare any field by the template observation.',
    ],
  ])('%s', (_, files, id, answers, expected) => {
    expect(told(workspaceOf(...files).plan(id, answers))).toBe(expected);
  });
});

describe('what is asked', () => {
  const files: Files = [
    field('Thing__c', 'Code__c', 'Text', '<externalId>true</externalId>'),
    field('Thing__c', 'Flag__c', 'Checkbox'),
    field('Thing__c', 'Owner1__c', 'Lookup'),
    field('Thing__c', 'Owner2__c', 'Lookup'),
    field('Thing__c', 'Count__c', 'AutoNumber', '<externalId>true</externalId>'),
  ];
  it.each<[TemplateId, Partial<TemplateAnswers>, string]>([
    ['observation', {}, 'asks object: '],
    [
      'observation',
      { object: 'Thingy__c' },
      'asks object: There is no object "Thingy__c" here. Did you mean "Thing__c"?',
    ],
    ['observation', { object: 'thing__C' }, 'asks fields: '],
    ['observation', { object: 'Opportunity' }, 'asks fields: '],
    [
      'observation',
      { object: 'Thing__c', fields: ['Flag__c'] },
      'asks fields: Thing__c.Flag__c is of type Checkbox, which matching rules do not compare.',
    ],
    [
      'observation',
      { object: 'Thing__c', fields: ['Cod__c'] },
      'asks fields: Thing__c has no field "Cod__c" in this project. Did you mean "Code__c"?',
    ],
    [
      'observation',
      { object: 'Lead', fields: ['Emial'] },
      'asks fields: Lead has no field "Emial" in this project. Did you mean "Email"?',
    ],
    ['observation', { object: 'Lead', fields: ['Email', 'email'] }, 'asks fields: Email is named twice.'],
    [
      'observation',
      { object: 'Lead', fields: ['Email:Fuzzy'] },
      'asks fields: "Email:Fuzzy" names no method of matching. There are: Exact, FirstName, LastName, CompanyName, Phone, City, Street, Zip, Title.',
    ],
    [
      'observation',
      { object: 'Lead', fields: ['Title:Title'] },
      'asks fields: Salesforce makes no match key of a title: compare another field as well.',
    ],
    [
      'observation',
      { object: 'Thing__c', fields: ['Owner1__c', 'Owner2__c'] },
      'asks fields: A matching rule compares 1 lookup field at most, not Owner1__c and Owner2__c.',
    ],
    [
      'observation',
      { object: 'Lead', matchingRule: 'None' },
      'asks fields: Lead has no matching rule "None" in this project whose fields are known.',
    ],
    ['observation', { object: 'Lead', fields: ['ns__Code__c'] }, 'plan Lead.Lead_Observe_ns_Code active'],
    [
      'external-id',
      { object: 'Lead' },
      'asks object: Lead has no external id that a matching rule can compare. There are: Thing__c.',
    ],
    ['external-id', { object: 'Thing__c' }, 'asks fields: '],
    [
      'external-id',
      { object: 'Thing__c', fields: ['Count__c'] },
      'asks fields: Thing__c has no external id "Count__c". There are: Code__c.',
    ],
    ['external-id', { object: 'Thing__c', fields: ['code__c'] }, 'plan Thing__c.Thing_Code inactive'],
    ['integration-user', { object: 'Lead', fields: ['Email'] }, 'asks user: '],
    [
      'integration-user',
      { object: 'Lead', fields: ['Email'], user: 'sync' },
      'asks user: "sync" has not the form of a username: name@company.example.',
    ],
    [
      'integration-user',
      { object: 'Lead', fields: ['Email'], user: 'sync\u0001@a.example' },
      'asks user: "sync\u0001@a.example" has not the form of a username: name@company.example.',
    ],
    ['integration-user', { object: 'Lead', fields: ['Email'], user: 'sync@a.example' }, 'asks reason: '],
    [
      'integration-user',
      { object: 'Lead', fields: ['Email'], user: 'sync@a.example', reason: 'a\u000Bb' },
      'asks reason: The reason has characters that XML does not take.',
    ],
    [
      'integration-user',
      { object: 'Lead', fields: ['Email'], user: 'sync@a.example', reason: 'a'.repeat(300) },
      'asks reason: The description of the rule would be longer than 255 characters: shorten the reason by 113.',
    ],
    [
      'household',
      { packageDirectory: 'other' },
      'asks packageDirectory: "other" is no package directory of the project. There are: force-app.',
    ],
    ['household', { name: 'a-b' }, 'asks name: A developer name has letters, digits and underscores only.'],
    ['household', { name: 'Mine' }, 'plan Contact.Mine active'],
  ])('%s %j', (id, answers, expected) => {
    expect(told(workspaceOf(...files).plan(id, answers))).toBe(expected);
  });

  it('a person is asked for what has a default, too', () => {
    const workspace = workspaceOf();
    expect(told(workspace.plan('household', {}, true))).toBe('asks active: ');
    expect(told(workspace.plan('household', { active: true }, true))).toBe('asks name: ');
    const full = workspaceOf(...rulesOf('Contact', 5)).plan('household', {}, true);
    expect(full).toMatchObject({ choices: [{ label: 'Later' }], proposed: 'false' });
    const refusing = workspace.plan('account-exact-name', {}, true);
    expect(refusing).toMatchObject({
      choices: [{ label: 'Later', description: 'recommended' }, { label: 'Now' }],
    });
  });
});

it.each([
  ['', 'A rule needs a name.'],
  ['A__b', 'A developer name has no two underscores in a row, and none at its end.'],
  ['A_', 'A developer name has no two underscores in a row, and none at its end.'],
  ['Ä', 'A developer name has letters, digits and underscores only.'],
  ['A'.repeat(81), 'A developer name has 80 characters at most.'],
  ['A'.repeat(80), null],
  ['Lead_2', null],
])('the name %j: %s', (name, problem) => expect(nameProblem(name)).toBe(problem));

describe('fitted to what is there', () => {
  const textOf = (result: TemplateResult, what: string) => {
    if (result.kind !== 'plan') throw new Error(told(result));
    const file = result.files.find((one) => one.what === what)!;
    return { uri: file.uri, text: file.kind === 'create' ? file.text : applyEdits(file.before, [file.edit]) };
  };

  it.each<[string, Files, string, RegExp]>([
    [
      'behind the standard rule',
      [],
      '2',
      /'Standard Lead Duplicate Rule'\) is taken to be the first in the org, and this one the second/,
    ],
    [
      'behind the last one',
      [emailRule({ sortOrder: 4, matchRules: matchRule('Lead', 'Other') })],
      '5',
      /^(?!.*taken to be)/,
    ],
    ['the first of an object without any', [], '1', /^(?!.*taken to be)/],
  ])('sort order: %s', (_, files, order, note) => {
    const isLead = order !== '1';
    const plan = workspaceOf(...files, field('Thing__c', 'Code__c', 'Text')).plan(
      'observation',
      isLead ? { object: 'Lead', fields: ['Phone'] } : { object: 'Thing__c', fields: ['Code__c'] },
    );
    expect(textOf(plan, 'duplicate-rule').text).toContain(`<sortOrder>${order}</sortOrder>`);
    expect(plan.kind === 'plan' && plan.notes.join(' ')).toMatch(note);
  });

  it('names and labels do not collide, also with files that cannot be read', () => {
    const taken: Files = [
      ['force-app/duplicateRules/Lead.Lead_to_Lead_Email.duplicateRule-meta.xml', '<broken'],
      emailRule({ name: 'lead_to_lead_email_2', matchRules: matchRule('Lead', 'Other') }),
      matchingRulesFile('Lead', { Lead_Email_Exact: ['Phone'] }),
    ];
    const plan = workspaceOf(...taken).plan('lead-to-lead');
    expect(told(plan)).toBe('plan Lead.Lead_to_Lead_Email_3 inactive');
    expect(textOf(plan, 'matching-rule').text).toContain('<fullName>Lead_Email_Exact_2</fullName>');
    expect(textOf(plan, 'duplicate-rule').text).toContain('<matchingRule>Lead_Email_Exact_2</matchingRule>');
  });

  it('a matching rule of the same items is used again; an inactive or wider one is not', () => {
    const used = workspaceOf(matchingRulesFile('Lead', { Own: ['email'] })).plan('lead-to-lead');
    expect(used).toMatchObject({ files: [{ what: 'duplicate-rule' }, { what: 'rule-test' }] });
    expect(textOf(used, 'duplicate-rule').text).toContain('<matchingRule>Own</matchingRule>');
    for (const other of [
      matchingRulesFile('Lead', { Own: ['Email'] }, 'Inactive'),
      matchingRulesFile('Lead', { Own: ['Email', 'Phone'] }),
    ]) {
      expect(workspaceOf(other).plan('lead-to-lead')).toMatchObject({
        files: [{}, { what: 'matching-rule' }, {}],
      });
    }
  });

  it.each<[string, Files, string]>([
    [
      'where sf puts them',
      [],
      'force-app/main/default/duplicateRules/Lead.Lead_to_Lead_Email.duplicateRule-meta.xml',
    ],
    [
      'beside others',
      [['force-app/x/duplicateRules/Account.A.duplicateRule-meta.xml', '']],
      'force-app/x/duplicateRules/Lead.Lead_to_Lead_Email.duplicateRule-meta.xml',
    ],
    [
      'as others are named',
      [['force-app/matchingRules/Account.matchingRule', '']],
      'force-app/duplicateRules/Lead.Lead_to_Lead_Email.duplicateRule',
    ],
    [
      'in a package of another layout',
      [['force-app/crm/classes/A.cls', '']],
      'force-app/duplicateRules/Lead.Lead_to_Lead_Email.duplicateRule-meta.xml',
    ],
  ])('files go %s', (_, files, expected) => {
    expect(textOf(workspaceOf(...files).plan('lead-to-lead'), 'duplicate-rule').uri).toBe(
      `file:///p/${expected}`,
    );
  });
});

it('what it does is told of what the rule will be, and of the saves of the project', () => {
  const workspace = workspaceOf([
    'force-app/classes/A.cls',
    `public class A {
      void a() { insert new Account(Name = 'x'); }
      void b() { update new Account(Id = '001', Name = 'x'); }
      void c() { insert new Lead(LastName = 'x', Company = 'y'); }
    }`,
  ]);
  const project = workspace.project();
  const impactOf = (id: TemplateId): string => {
    const plan = workspace.plan(id);
    if (plan.kind !== 'plan') throw new Error(told(plan));
    const impact = new NewRuleImpact(plan, project, false);
    for (const uri of project.files) impact.add(uri);
    return impact.sentence();
  };
  const end = 'Loads and people are not in the code.';
  const of = 'of 3 saves in the code of this project whose object is known';
  expect(impactOf('account-exact-name')).toBe(
    `Once it is active, ${of}: 2 saves become refused on a match. ${end}`,
  );
  expect(impactOf('household')).toBe(`No save in the code of this project would change outcome. ${end}`);
  const plan = workspace.plan('account-fuzzy-name');
  expect(plan.kind === 'plan' && plan.effect.sentences.join('\n')).toMatch(
    /^On create, refused with DUPLICATES_DETECTED: Apex upsert, .*Bulk API.*\nOn create, refused with DUPLICATES_DETECTED unless allowSave=true is passed: Apex insert and update, REST.*\nOn create, the user is asked, and may save: forms\.\n[\s\S]*On edit, saved, and a duplicate record set is written: forms, Apex.*\n[\s\S]*\nLead conversion: refused with DUPLICATES_DETECTED, only with "Require Validation/,
  );
});
