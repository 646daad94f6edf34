import { describe, expect, it } from 'vitest';
import { auditHtml } from '../../../server/src/core/audit/html.ts';
import { auditMarkdown } from '../../../server/src/core/audit/markdown.ts';
import { auditText } from '../../../server/src/core/audit/text.ts';
import { duplicateRuleXml } from '../../support/ruleFiles.ts';
import { auditOf, bypass, type Given, lines, statements } from './auditOf.ts';

const complete = { settings: { completeObjects: ['Account', 'Contact', 'Lead'] } };

describe('what rules let through', () => {
  it.each<[rules: string, kinds: readonly string[], lines: readonly string[]]>([
    ['Lead: Block/Block matching Email', ['alert-only-rule', 'report-only-rule', 'silent-rule'], []],
    [
      'Lead: Alert/Report matching Email',
      ['alert-only-rule', 'report-only-rule', 'silent-rule'],
      ['low alert-only-rule:Lead.Lead_Rule:create', 'low report-only-rule:Lead.Lead_Rule:edit'],
    ],
    [
      'Lead: Report/Allow matching Email',
      ['alert-only-rule', 'report-only-rule', 'silent-rule'],
      ['high silent-rule:Lead.Lead_Rule:edit', 'medium report-only-rule:Lead.Lead_Rule:create'],
    ],
    [
      'Lead: Alert/Allow matching Email',
      ['silent-rule', 'report-only-rule'],
      ['medium silent-rule:Lead.Lead_Rule:edit'],
    ],
    [
      'Lead: Block/Block matching Email inactive',
      ['inactive-rule', 'no-running-rule'],
      ['medium no-running-rule:Lead', 'low inactive-rule:Lead.Lead_Rule'],
    ],
    [
      'Lead: Block/Block matching Email matching-inactive',
      ['rule-finds-nothing', 'inactive-matching-rule'],
      ['high rule-finds-nothing:Lead.Lead_Rule'],
    ],
    [
      'Lead: Block/Block matching Email when Country equals US',
      ['conditional-rule'],
      ['low conditional-rule:Lead.Lead_Rule'],
    ],
    [
      'Lead: Block/Block matching Email when $User.Username notEqual a@b.c',
      ['conditional-rule'],
      ['medium conditional-rule:Lead.Lead_Rule'],
    ],
    [
      'Lead: Block/Block matching Email when Bypass__c equals false',
      ['conditional-rule'],
      ['medium conditional-rule:Lead.Lead_Rule'],
    ],
    [
      'Lead: Block/Block matching Email sharing',
      ['sharing-blind-spot'],
      ['low sharing-blind-spot:Lead.Lead_Rule'],
    ],
    [
      'setting leadConversion off',
      ['lead-conversion-unchecked'],
      ['high lead-conversion-unchecked:LeadConfig'],
    ],
    ['Lead: Block/Block matching Email', ['rules-not-run'], ['medium rules-not-run:Lead']],
  ])('%s', (rules, kinds, expected) => {
    expect(lines(auditOf({ rules, ...complete }), ...kinds)).toEqual(expected);
  });

  it('does not say that a rule lets through what another one with the same matching rule blocks', () => {
    const rule = (name: string, onCreate: string, sortOrder: number) => ({
      [`duplicateRules/Lead.${name}.duplicateRule-meta.xml`]: duplicateRuleXml('Lead', name, {
        onCreate,
        sortOrder,
      }),
    });
    const code = { ...rule('Quiet', 'Allow', 1), ...rule('Asking', 'Alert', 2) };
    const kinds = ['silent-rule', 'alert-only-rule'];
    expect(lines(auditOf({ code, ...complete }), ...kinds)).toEqual([
      'low alert-only-rule:Lead.Asking:create',
    ]);
    const strict = { ...code, ...rule('Strict', 'Block', 3) };
    expect(lines(auditOf({ code: strict, ...complete }), ...kinds)).toEqual([]);
  });

  it.each<[string, Given['settings'], plan: readonly string[], means: readonly string[]]>([
    [
      'is not in the project',
      {},
      ['low Retrieve the matching rules that active duplicate rules use and that are not in this project'],
      ['sf project retrieve start --metadata MatchingRules'],
    ],
    [
      'does not exist',
      complete.settings,
      ['medium Make the matching rules that duplicate rules name and that do not exist, or name others'],
      [],
    ],
  ])('plans what is to be done about a matching rule that %s', (_, settings = {}, plan, means) => {
    const code = {
      'duplicateRules/Lead.A.duplicateRule-meta.xml': duplicateRuleXml('Lead', 'A', { matching: 'Other' }),
    };
    const items = auditOf({ code, settings }).plan.filter(({ statements: [id] }) =>
      id!.startsWith('inactive-matching-rule'),
    );
    expect(items.map(({ risk, text }) => `${risk} ${text}`)).toEqual(plan);
    expect(
      items.flatMap((item) => item.means).flatMap((one) => (one.kind === 'command' ? one.name : [])),
    ).toEqual(means);
  });

  it('says of a rule that lacks its objectMapping that what it finds is not known, and nothing else', () => {
    const path = 'duplicateRules/Lead.A.duplicateRule-meta.xml';
    const matching = 'Contact.Standard_Contact_Match_Rule_v1_1';
    const audit = auditOf({
      code: { [path]: duplicateRuleXml('Lead', 'A', { onCreate: 'Alert', matching }) },
      ...complete,
    });
    expect(lines(audit, 'alert-only-rule', 'silent-rule', 'missing-object-mapping')).toEqual([
      `medium missing-object-mapping:${path}:Lead.A|Contact|Standard_Contact_Match_Rule_v1_1`,
    ]);
    expect(audit.sections[0]!.summary).toEqual([
      'No duplicate rule is known that runs.',
      "What rule 'A' finds is not known.",
    ]);
  });

  it('says where a rule that only reports refuses all the same', () => {
    const details = (rules: string) =>
      statements(auditOf({ rules })).find(({ id }) => id === 'report-only-rule:Contact.Contact_Rule:create')!
        .details;
    expect(details('Contact: Report/Report matching Email\nsetting leadConversion on').join()).toMatch(
      /^It refuses all the same: .*Lead conversion/i,
    );
    expect(details('Contact: Report/Report matching Email\nsetting leadConversion off')).toEqual([]);
  });

  it.each<[name: string, given: Given, answer: readonly string[]]>([
    [
      'beside rules that block',
      { rules: 'Lead: Block/Block matching Email' },
      [
        'Nothing was found that gets past the rules that are known, as far as was looked.',
        'If the standard rules of Account and Contact run as assumed, duplicates can get past them: 2 settings of rules only report them and 2 settings of rules only alert.',
      ],
    ],
    [
      'beside rules that only report',
      { rules: 'Lead: Report/Report matching Email\nContact: Block/Block matching Email' },
      [
        'Yes, duplicates can get past the rules: 2 settings of rules only report them.',
        'If the standard rule of Account runs as assumed, duplicates can get past it: 1 setting of a rule only reports them and 1 setting of a rule only alerts.',
      ],
    ],
    [
      'whose alert the code passes',
      {
        rules: 'Lead: Block/Block matching Email\nAccount: Block/Block matching Name',
        code: bypass().replaceAll('Lead', 'Contact'),
      },
      [
        'Nothing was found that gets past the rules that are known, as far as was looked.',
        'If the standard rule of Contact runs as assumed, duplicates can get past it: 1 bypass in the code has no stated reason, 1 setting of a rule only reports them and 1 setting of a rule only alerts.',
      ],
    ],
    [
      'none of which is assumed',
      { rules: 'Lead: Alert/Block matching Email', ...complete },
      [
        'Only where an alert is passed, as far as was looked.',
        '1 setting of rules only alerts: a user, or allowSave=true, passes it by design.',
      ],
    ],
  ])('answers for rules that are known, and apart for assumed ones: %s', (_name, given, answer) => {
    expect(auditOf(given).answer.slice(0, 2)).toEqual(answer);
  });

  it('says how many refusals are lost by assumed rules alone', () => {
    const lost = (object: string) =>
      `try { insert new ${object}(LastName = 'a', Email = 'a'); } catch (Exception e) { System.debug(e); }`;
    const audit = auditOf({
      rules: 'Lead: Block/Block matching Email',
      code: `void a() { ${lost('Lead')} } void b() { ${lost('Contact')} }`,
    });
    expect(audit.answer).toContain(
      '2 refusals are lost in the code, 1 of them by assumed rules: the record is not saved, and at most a log gets to know.',
    );
  });

  it('marks assumed rules', () => {
    const audit = auditOf({ code: 'void a(Lead one) { insert one; }' });
    expect(audit.answer.slice(0, 3)).toEqual([
      "It cannot be told: no rules are known here, and Salesforce's standard rules are only assumed, as a new org has them.",
      'To be told, retrieve DuplicateRule and MatchingRule, or audit with --org.',
      'If they run as assumed, duplicates can get past them: 3 settings of rules only report them.',
    ]);
    const assumed = statements(audit).find(({ kind }) => kind === 'alert-only-rule')!;
    expect([assumed.confidence, assumed.places, assumed.details.at(-1)]).toEqual([
      'well-founded',
      [],
      'Known from: assumed standard rule, active as in a new org.',
    ]);
  });
});

describe('a folder with nothing of Salesforce', () => {
  it.each([{}, { 'src/a.js': 'console.log(1);' }])('has nothing to audit: %j', (code) => {
    const audit = auditOf({ code });
    const said =
      'There is nothing to audit here: no rules, no metadata and no code that saves to Salesforce.';
    expect([audit.answer[0], audit.plan, statements(audit)]).toEqual([said, [], []]);
    const one = { audit, compared: null };
    for (const page of [auditText(one, 200), auditMarkdown(one), auditHtml([one])]) {
      expect(page).toContain(said);
      expect(page).not.toContain('duplicates can get past');
    }
  });
});
