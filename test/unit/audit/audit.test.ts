import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withAuthorship } from '../../../server/src/core/audit/authorship.ts';
import { compareAudits, type EarlierSection, readAudit } from '../../../server/src/core/audit/compare.ts';
import { auditHtml } from '../../../server/src/core/audit/html.ts';
import { auditJson } from '../../../server/src/core/audit/json.ts';
import { auditMarkdown } from '../../../server/src/core/audit/markdown.ts';
import type {
  Audit,
  AuditSection,
  AuditStatement,
  Risk,
  SectionName,
} from '../../../server/src/core/audit/model.ts';
import { sentencesOf } from '../../../server/src/core/audit/sentences.ts';
import { auditText } from '../../../server/src/core/audit/text.ts';
import { pageText } from '../../../server/src/core/markdownPage.ts';
import { standingIn } from '../../../server/src/core/standing/standing.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { ScaffoldWorkspace } from '../../support/scaffold.ts';
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

const alert = 'Lead: Alert/Alert matching Email';

describe('what code does', () => {
  it.each<[name: string, given: Given, kinds: readonly string[], lines: readonly string[]]>([
    [
      'a bypass without a reason',
      { rules: alert, code: bypass() },
      ['allow-save-bypass', 'expired-bypass'],
      ['high allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a bypass by assumed rules',
      { code: bypass() },
      ['allow-save-bypass'],
      ['medium allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a bypass with a reason',
      { rules: alert, code: bypass('// duplicate-rules: allow-save-bypass -- merged at night') },
      ['allow-save-bypass', 'expired-bypass'],
      ['low allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a bypass whose day has passed',
      {
        rules: alert,
        code: bypass('// duplicate-rules: allow-save-bypass -- migration (until: 2026-11-22)'),
      },
      ['allow-save-bypass', 'expired-bypass'],
      [
        'medium expired-bypass:classes/A.cls:allow-save-bypass|2026-11-22',
        'low allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead',
      ],
    ],
    [
      'rules that the settings switch off are looked at all the same',
      { rules: alert, code: bypass(), settings: { severities: { 'allow-save-bypass': 'off' } } },
      ['allow-save-bypass'],
      ['high allow-save-bypass:classes/A.cls:allowSave|A.load|insert|lead'],
    ],
    [
      'a refusal that is lost',
      { rules: alert, code: 'void f(Lead l) { try { insert l; } catch (Exception e) { System.debug(e); } }' },
      ['unhandled-duplicates'],
      ['high unhandled-duplicates:classes/A.cls:A.f|insert|lead'],
    ],
    [
      'a save of which nothing is known',
      { rules: alert, code: 'void f(SObject s) { insert s; }' },
      ['object-not-known'],
      ['low object-not-known:all'],
    ],
    [
      'a save that is refused is nothing that gets past',
      { rules: alert, code: 'void f(Lead l) { insert l; }' },
      ['missing-duplicate-rule-header'],
      [],
    ],
  ])('%s', (_, given, kinds, expected) => {
    expect(lines(auditOf(given), ...kinds)).toEqual(expected);
  });

  it('counts the same in one method as one statement, and asks for its reason if one has none', () => {
    const options = (name: string, comment: string) => `
      Database.DMLOptions ${name} = new Database.DMLOptions();
      ${name}.optAllOrNone = true;
      ${comment}
      ${name}.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, ${name});`;
    const reason = '// duplicate-rules: allow-save-bypass -- why';
    const twice = `void load(List<Lead> leads) { ${options('a', reason)} ${options('b', '')} }`;
    const found = statements(auditOf({ rules: alert, code: twice })).filter(
      ({ kind }) => kind === 'allow-save-bypass',
    );
    expect(found.map(({ count, risk, places }) => [count, risk, places.length])).toEqual([[2, 'high', 2]]);
  });

  it('registers each reason of one method, and what is stated without one', () => {
    const options = (name: string, stated: string) => `
      Database.DMLOptions ${name} = new Database.DMLOptions();
      ${stated === '' ? '' : `// duplicate-rules: allow-save-bypass -- ${stated}`}
      ${name}.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, ${name});`;
    const method = ['first (owner: Ada)', 'second (until: 2020-01-31)', 'first (owner: Ada)', '']
      .map((stated, index) => options('abcd'[index]!, stated))
      .join('');
    const { register } = auditOf({ rules: alert, code: `void load(List<Lead> leads) {${method}}` });
    expect(
      register.map(({ reason, owner, until, places }) => [
        reason,
        owner?.name ?? until?.state ?? null,
        places.length,
      ]),
    ).toEqual([
      [null, null, 1],
      ['second', 'expired', 1],
      ['first', 'Ada', 2],
    ]);
  });
});

describe('the register', () => {
  it.each<[comment: string, entry: unknown]>([
    ['', { reason: null, statedIn: null, owner: null, until: null }],
    ['// a free comment', { reason: null, statedIn: null, owner: null, until: null }],
    [
      '// duplicate-rules: allow-save-bypass -- merged (owner: Ada; until: 2027-01-31)',
      {
        reason: 'merged',
        statedIn: 'code',
        owner: { name: 'Ada', by: 'reason' },
        until: { written: '2027-01-31', state: 'running' },
      },
    ],
    [
      '// duplicate-rules: allow-save-bypass -- merged (until: soon)',
      { reason: 'merged', statedIn: 'code', owner: null, until: { written: 'soon', state: 'unreadable' } },
    ],
  ])('%s', (comment, entry) => {
    expect(auditOf({ rules: alert, code: bypass(comment) }).register).toMatchObject([entry]);
  });

  it('takes the author of the line where nobody is named', () => {
    const audit = auditOf({ rules: alert, code: bypass() });
    const written = { kind: 'known', author: 'Grace', date: '2026-01-02', commit: 'abc' } as const;
    expect(withAuthorship(audit, () => written).register[0]!.owner).toEqual({ name: 'Grace', by: 'blame' });
    const named = auditOf({
      rules: alert,
      code: bypass('// duplicate-rules: allow-save-bypass -- merged (owner: Ada)'),
    });
    expect(withAuthorship(named, () => written).register[0]!.owner).toEqual({ name: 'Ada', by: 'reason' });
    expect(withAuthorship(audit, () => ({ kind: 'not-tracked' })).register[0]!.owner).toBeNull();
    const nowhere = withAuthorship(audit, () => ({ kind: 'no-repository' }));
    expect([
      nowhere.register[0]!.places[0]!.written,
      nowhere.sections[1]!.notLookedAt.map(({ id }) => id),
    ]).toEqual([null, ['authors']]);
  });

  it('names every place of an entry, in each format', () => {
    const save = `
      Database.DMLOptions o = new Database.DMLOptions();
      o.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, o);`;
    const audit = auditOf({ rules: alert, code: `void load(List<Lead> leads) {{${save}}{${save}}}` });
    const lines = audit.register[0]!.places.map(({ line }) => line);
    expect(lines).toHaveLength(2);
    const compared = { audit, compared: null };
    for (const text of [auditText(compared, 100), auditMarkdown(compared), auditHtml([compared])]) {
      const register = text.slice(
        text.indexOf('Register of bypasses'),
        text.indexOf('Not looked at<') + 1 || undefined,
      );
      for (const line of lines) expect(register).toContain(`:${line}`);
    }
  });

  it('judges no date without today', () => {
    const code = bypass('// duplicate-rules: allow-save-bypass -- merged (until: 2020-01-31)');
    const audit = auditOf({ rules: alert, code, today: null });
    expect(audit.register[0]!.until).toEqual({ written: '2020-01-31', state: 'not-judged' });
    expect(lines(audit, 'expired-bypass')).toEqual([]);
  });
});

describe('plan', () => {
  it('puts the gravest first, and of these what is least work', () => {
    const { plan, sections } = auditOf({
      rules: `${alert}\nContact: Allow/Allow matching Email`,
      code: bypass(),
    });
    expect(plan.slice(0, 2).map(({ id, risk, ease }) => [id, risk, ease])).toEqual([
      ['state-bypasses', 'high', 'minutes'],
      ['rules-that-stop-nothing', 'high', 'hours'],
    ]);
    const ids = new Set(statements({ sections }).map(({ id }) => id));
    expect(plan.flatMap((item) => item.statements).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('comparing', () => {
  const json = (audit: Audit) => JSON.stringify(auditJson([{ audit, compared: null }], audit.today));
  const before = (given: Given) => {
    const reading = readAudit(json(auditOf(given)));
    if ('problem' in reading) throw new Error(reading.problem);
    return reading.audit.get('p')!;
  };
  const compared = (earlier: Given, now: Given) => {
    const { fresh, worse, resolved } = compareAudits(auditOf(now), before(earlier));
    const kindsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id.split(':')[0]);
    return {
      fresh: kindsOf(fresh),
      worse: kindsOf(worse.map(({ now: one }) => one)),
      resolved: kindsOf(resolved),
    };
  };

  it.each<[name: string, earlier: Given, now: Given, result: unknown]>([
    ['the same', { rules: alert }, { rules: alert }, { fresh: [], worse: [], resolved: [] }],
    [
      'lines that move',
      { rules: alert, code: bypass() },
      { rules: alert, code: `\n\n${bypass()}` },
      { fresh: [], worse: [], resolved: [] },
    ],
    [
      'a bypass comes',
      { rules: alert },
      { rules: alert, code: bypass() },
      { fresh: ['allow-save-bypass'], worse: [], resolved: [] },
    ],
    [
      'a bypass goes',
      { rules: alert, code: bypass() },
      { rules: alert, code: 'void f() {}' },
      { fresh: [], worse: [], resolved: [] },
    ],
    [
      'its reason goes',
      { rules: alert, code: bypass('// duplicate-rules: allow-save-bypass -- why') },
      { rules: alert, code: bypass() },
      { fresh: [], worse: ['allow-save-bypass'], resolved: [] },
    ],
    [
      'a rule gets weaker',
      { rules: 'Lead: Alert/Block matching Email' },
      { rules: 'Lead: Report/Block matching Email' },
      { fresh: ['report-only-rule'], worse: [], resolved: ['alert-only-rule'] },
    ],
  ])('%s', (name, earlier, now, result) => {
    const expected =
      name === 'a bypass goes' ? { fresh: [], worse: [], resolved: ['allow-save-bypass'] } : result;
    expect(compared(earlier, now)).toEqual(expected);
  });

  const earlierSection = (
    name: string,
    notLookedAt: readonly string[],
    ids: readonly string[],
    risk: Risk = 'high',
  ): EarlierSection => ({
    name,
    summary: ids.length === 0 ? [] : ['Summed up.'],
    notLookedAt: notLookedAt.map((id) => ({ id })),
    statements: ids.map((id) => ({ id, text: '', risk, count: 1 })),
  });

  const csv = 'duplicates-in-data:Lead:a.csv';
  it.each<
    [
      name: string,
      section: SectionName,
      before: EarlierSection,
      id: string,
      now: readonly string[],
      told: string,
    ]
  >([
    ['a section', 'data', earlierSection('data', ['data'], []), csv, [], 'a.csv'],
    ['a file', 'data', earlierSection('data', [], ['reported-duplicates:X']), csv, [], 'a.csv'],
    ['a file that was clean', 'data', earlierSection('data', [], [csv], 'none'), csv, [], ''],
    [
      'the sets of an org',
      'data',
      earlierSection('data', ['duplicate-sets'], [csv]),
      'reported-duplicates:X',
      [],
      'duplicate record sets',
    ],
    [
      'the users of an org',
      'people',
      earlierSection('people', ['users', 'profiles'], ['x:y']),
      'rule-changers:org',
      ['profiles'],
      "the org's users",
    ],
    [
      'what it looks at no more',
      'people',
      earlierSection('people', [], ['x:y']),
      'rule-changers:org',
      ['users'],
      '',
    ],
    ['tests', 'code', earlierSection('code', ['tests'], ['x:y']), 'allow-save-bypass:T', [], 'test code'],
    [
      'the rules of an org',
      'rules',
      earlierSection('rules', ['org-rules'], ['x:y']),
      'silent-rule:X',
      [],
      'rules that only the org has',
    ],
  ])('nothing is new of %s that was not asked about', (_, section, before, id, notLookedAt, told) => {
    const some = auditOf({ rules: 'Lead: Block/Block matching Email', ...complete });
    const statement: AuditStatement = { ...statements(some)[0]!, id, kind: id.split(':')[0]!, risk: 'high' };
    const now: AuditSection = {
      name: section,
      summary: ['Summed up.'],
      tables: [],
      statements: [statement],
      notLookedAt: notLookedAt.map((one) => ({ id: one, what: '', why: '', remedy: null })),
    };
    const { fresh, worse, notCompared } = compareAudits({ ...some, sections: [now] }, [before]);
    expect([fresh.length + worse.length, notCompared.map(({ text }) => text.split(': ')[1])]).toEqual(
      told === ''
        ? [1, []]
        : [0, [`1 statement is not compared; the earlier audit did not look at ${told}.`]],
    );
    expect(compareAudits({ ...some, sections: [now] }, null).fresh).toHaveLength(1);
  });

  it.each<[name: string, id: string, section: string, notLookedAt: readonly string[], resolved: number]>([
    ['of a part that was not looked at then either', 'silent-rule:X', 'rules', ['lead-conversion'], 1],
    ['of a part that was looked at then', 'silent-rule:X', 'rules', [], 0],
    ['of a section that was not looked at', 'reported-duplicates:X', 'data', [], 0],
    ['of another file', 'duplicates-in-data:Lead:a.csv', 'data', [], 0],
    ['of a file that is clean now', 'duplicates-in-data:Lead:b.csv', 'data', [], 1],
  ])('what is gone %s', (_, id, section, notLookedAt, resolved) => {
    const now = auditOf({ rules: 'Lead: Block/Block matching Email', ...complete });
    const clean = { ...statements(now)[0]!, id: 'duplicates-in-data:Lead:b.csv', risk: 'none' as const };
    const data = { name: 'data', summary: ['b.csv: none.'], tables: [], notLookedAt: [] } as const;
    const looked = id.startsWith('duplicates-in-data')
      ? { ...now, sections: [...now.sections.slice(0, 3), { ...data, statements: [clean] }] }
      : now;
    const earlier = earlierSection(section, notLookedAt, [id]);
    expect(compareAudits(looked, [earlier]).resolved.length).toBe(resolved);
  });

  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'it is no audit as --format json writes it'],
    ['{"version": 1, "projects": [{}]}', 'it is no audit as --format json writes it (projects.0.project: '],
    ['{"version": 99, "projects": [{"name": "p"}]}', 'it has version 99, and this release reads version 1'],
    ['{"version": 99, "projects": []}', 'it has version 99, and this release reads version 1'],
  ])('%s cannot be compared', (text, problem) => {
    expect(readAudit(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('writes the same audit as the same text, without addresses', () => {
    const given = { rules: alert, code: bypass() };
    expect(json(auditOf(given))).toBe(json(auditOf(given)));
    expect(json(auditOf(given))).not.toContain('file:///');
  });
});

describe('what stands already', () => {
  const rules = 'Lead: Alert/Report matching Email';
  const unknown = { 'classes/A.cls': 'public class A { void a(SObject one) { insert one; } }' };
  const caller = {
    'classes/B.cls': `public class B { void b(List<Lead> all) {
      Database.DMLOptions own = new Database.DMLOptions();
      own.DuplicateRuleHeader.allowSave = true;
      Database.insert(all, own);
    } }`,
  };
  const workspace = new ScaffoldWorkspace(Object.fromEntries(expandRules(rules)));
  workspace.apply({ parts: ['all'], objects: ['Lead'] });
  const scaffolded = Object.fromEntries([...workspace.files].filter(([path]) => path.endsWith('.cls')));
  const advised = ({ plan }: Audit) =>
    plan.flatMap(({ means }) => means.map((one) => `${one.kind} ${one.name}`));

  it('is named instead of advised', () => {
    const before = auditOf({ rules, code: { ...unknown, ...caller } });
    const after = auditOf({ rules, code: { ...unknown, ...caller, ...scaffolded } });
    expect(advised(before)).toEqual(expect.arrayContaining(['scaffold backstop', 'scaffold save-class']));
    expect(advised(after).filter((one) => /^(?:scaffold|class)/.test(one))).toEqual([
      'class DuplicateRulesSave',
      'class DuplicateRulesBackstop',
    ]);
    expect(after.plan.map(({ text }) => text)).toContain(
      'Make sure that DuplicateRulesBackstop is scheduled, and that somebody reads what it finds',
    );
    expect(after.answer).toContain('Of 1 save it cannot be told what the rules do.');
    const found = lines(after, 'rules-not-run', 'save-class');
    expect(found.filter((one) => !/Account|Contact/.test(one))).toEqual([
      'low rules-not-run:Lead',
      'none save-class:DuplicateRulesSave',
    ]);
  });

  it.each<[name: string, kind: string | null, text: string]>([
    [
      "a batch of one's own",
      'backstop',
      'class A implements Database.Batchable<SObject> { void a() { Datacloud.FindDuplicates.findDuplicates(all); } }',
    ],
    ['no job', null, 'class A { void a() { Datacloud.FindDuplicates.findDuplicates(all); } }'],
    [
      'a comment',
      null,
      'class A implements Schedulable { // Datacloud.FindDuplicates.findDuplicates(all)\n }',
    ],
    [
      'what looks like a comment in a text of several lines',
      'backstop',
      `class A implements Schedulable { String a = '''
it's // here, /* or
'''; void b() { Datacloud.FindDuplicates.findDuplicates(all); } }`,
    ],
    [
      'a comment behind an escaped quote',
      null,
      "class A implements Schedulable { String a = 'it\\'s'; /* Datacloud.FindDuplicates.findDuplicates(all) */ }",
    ],
    [
      'a test',
      null,
      '@IsTest class A implements Schedulable { void a() { Datacloud.FindDuplicates.findDuplicates(all); } }',
    ],
    [
      'a fixed option',
      null,
      'class A { List<SObject> a; void b() { o.DuplicateRuleHeader.allowSave = true; } }',
    ],
  ])('is recognised by its code: %s', (_name, kind, text) => {
    expect(standingIn('file:///p/A.cls', text)?.kind ?? null).toBe(kind);
  });
});

describe('formats', () => {
  const audit = auditOf({
    rules: alert,
    code: bypass('// duplicate-rules: allow-save-bypass -- <b>|x|</b> `merged` (owner: Ada <a@b>)'),
  });
  const one = { audit, compared: null };

  it('answers first', () => {
    const first = 'Yes, duplicates can get past the rules: 1 bypass has a stated reason';
    expect(auditText(one, 100).split('\n')[2]).toContain(first);
    expect(auditMarkdown(one).split('\n\n')[2]).toContain(first);
    expect(auditHtml([one]).replace(/<[^>]+>/g, '')).toContain(first);
  });

  it('escapes what files hold', () => {
    expect(auditHtml([one])).not.toContain('<b>');
    expect(auditMarkdown(one)).not.toContain('<b>');
    expect(auditMarkdown(one)).toContain('&lt;b\\>\\|x\\|');
  });

  it('names the ways of the editor and of the command line in files, whoever reads them', () => {
    const one = {
      audit: auditOf({ rules: 'Lead: Alert/Report matching Email', code: bypass() }),
      compared: null,
    };
    const markdown = auditMarkdown(one).replaceAll('\\', '');
    const html = auditHtml([one]).replace(/<[^>]+>/g, ' ');
    const ways = [
      ...markdown.matchAll(/ {3}- (.+) in VS Code, or (duplicate-rules .+) on the command line, /g),
    ];
    expect(ways.map(([, inEditor, run]) => [inEditor, run])).toEqual(
      expect.arrayContaining([
        ['Scaffold Duplicate Protection', 'duplicate-rules scaffold save-class'],
        ['Scaffold Duplicate Protection', 'duplicate-rules scaffold backstop'],
        ['Compare Impact with Git Commit or Branch', 'duplicate-rules impact --base HEAD'],
      ]),
    );
    const titles = Object.values(JSON.parse(readFileSync('package.nls.json', 'utf8')));
    for (const [way, inEditor] of ways) {
      expect(titles.map((title) => String(title).replace(/\.\.\.$/, ''))).toContain(inEditor);
      expect(html).toContain(way.trim().slice(2));
    }
    expect(auditText(one, 200)).toContain('duplicate-rules scaffold save-class makes a class');
  });

  it('gives every statement, its places and what it rests on in Markdown and HTML', () => {
    const html = auditHtml([one]);
    expect(statements(audit).length).toBeGreaterThan(5);
    for (const { places } of statements(audit)) {
      for (const { path, line } of places) expect(html).toContain(`${path}:${line}`);
    }
    expect(html).toContain('Apex Reference Guide, DMLOptions.DuplicateRuleHeader');
  });
});

it.each([
  ['A. B.', ['A.', 'B.']],
  ["Rule 'St. Mary. X' finds it. Then.", ["Rule 'St. Mary. X' finds it.", 'Then.']],
  ["The user's save. Next.", ["The user's save.", 'Next.']],
  ['Version 52.0 of v. Next', ['Version 52.0 of v.', 'Next']],
  ['', []],
])('sentences of %s', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});

/** What GitHub and GitLab look for references in: text as it is shown. */
function shown(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&#8203;', '\u200b')
    .replaceAll('&amp;', '&');
}

describe('text on a page of Markdown', () => {
  it.each([
    '@ada',
    'asked by @org/team, (@ada)',
    'a.@ada and _@ada',
    'see #12, org/repository#12 and GH-12',
    'org/repository@1a2b3c4d',
    '!12 $12 %3 ~4 &12',
    '~bug ~"in work" %"next one" %backlog',
    '[vulnerability:12] [work_item:3] *iteration:12',
  ])('%s calls nobody and refers to nothing', (text) => {
    const read = shown(pageText(text));
    expect(read.replaceAll('\u200b', '')).toBe(text);
    expect(read).not.toMatch(/(?<!\w)@[\w"]|@[0-9a-f]{7}|[#!$%~&]\d|GH-\d|[~%]["\w]|\[\w+:|\*iteration/);
  });

  it.each([
    ['ada@example.com has 50% of A & B', 'ada@example.com has 50% of A &amp; B'],
    ['https://example.com/x#top', 'https://example.com/x#top'],
    ['![x](https://example.com/x.png) <img src=x>', '!\\[x\\](https://example.com/x.png) &lt;img src=x\\>'],
    ['# x', '\\# x'],
    ['- x', '\\- x'],
    ['12. x', '12\\. x'],
    ['/close', '&#8203;/close'],
    ['two\nlines', 'two\\\\nlines'],
  ])('%s', (text, expected) => {
    expect(pageText(text)).toBe(expected);
  });
});
