import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../server/src/core/matching/run/candidates.ts';
import type { RunningUser } from '../../../server/src/core/matching/run/model.ts';
import type { RuleCondition } from '../../../server/src/core/metadata/model.ts';
import { fieldKey } from '../../../server/src/core/outcome/fieldNames.ts';
import { catalogWith } from '../../support/catalog.ts';
import type { Fields } from '../../support/matchingRules.ts';
import { byron, duplicateRule, leads, recordOf, ruleOver, runOf, save } from '../../support/offlineRuns.ts';

describe('what a rule finds', () => {
  const catalog = ruleOver('Lead: Email');

  it('is what its keys bring up and its equation confirms', () => {
    const source = candidatesOf(leads(byron, { LastName: 'Hopper', Email: 'grace@hopper.example' }));
    expect(runOf(save(catalog, { Email: 'ADA@byron.example' }), source)).toEqual({
      runs: true,
      why: '',
      finds: true,
      certainty: 'exact',
      found: ['Byron'],
      notes: [],
    });
    expect(runOf(save(catalog, { Email: 'other@byron.example' }), source)).toMatchObject({
      finds: false,
      certainty: 'exact',
      found: [],
    });
    // Of a new record, what is not given is blank.
    expect(runOf(save(catalog, {}), source)).toMatchObject({ finds: false, certainty: 'exact' });
  });

  it('is never the record itself, and never a converted lead', () => {
    const existing = recordOf('Lead', byron, '00Q000000000001AAA');
    const source = candidatesOf([existing, ...leads({ ...byron, IsConverted: 'true' })]);
    const update = save(catalog, byron, { operation: 'update', id: '00Q000000000001' });
    expect(runOf(update, source)).toMatchObject({ finds: false, found: [] });
  });

  it('is not known without records, fields or a body of the rule', () => {
    expect(runOf(save(catalog, byron), candidatesOf([]))).toMatchObject({
      finds: null,
      certainty: 'unknown',
      notes: ['There are no records of Lead to compare with.'],
    });
    expect(runOf(save(catalog, byron), candidatesOf(leads({ LastName: 'Byron' })))).toMatchObject({
      finds: null,
      found: [],
      notes: ['Not in the data, so that a match cannot be ruled out: Email.'],
    });
    const unknown = runOf(save(catalog, {}, { operation: 'update' }), candidatesOf(leads(byron)));
    expect(unknown).toMatchObject({
      finds: null,
      notes: ['Not in the data, so that a match cannot be ruled out: Email.'],
    });
    const empty = catalogWith([duplicateRule('Lead', [['Lead', 'Gone']])], []);
    expect(runOf(save(empty, byron), candidatesOf(leads(byron)))).toMatchObject({
      finds: null,
      found: undefined,
      notes: ['The matching rule Gone of Lead is neither in the project nor read from the org.'],
    });
  });

  it('is ruled out where a field that is there fails', () => {
    const both = ruleOver('Lead: Email, Phone');
    const source = candidatesOf(leads(byron));
    expect(runOf(save(both, { ...byron, Phone: '1' }), source)).toMatchObject({ finds: null });
    expect(runOf(save(both, { Phone: '1' }), source)).toMatchObject({ finds: false, certainty: 'exact' });
  });

  it('needs a key of fields that are in the data', () => {
    const standard = catalogWith([duplicateRule('Lead', [['Lead', 'Standard_Lead_Match_Rule_v1_0']])], []);
    const ada = { FirstName: 'Ada', LastName: 'Byron', Company: 'Acme', Title: 'Countess' };
    const other = { ...ada, FirstName: 'Grace', LastName: 'Hopper' };
    // The records lack Title, which no key is made of: others bring up whoever could match.
    const source = candidatesOf(leads({ ...other, Title: undefined, Email: '', Phone: '', Street: '' }));
    expect(runOf(save(standard, ada), source)).toMatchObject({ finds: false, certainty: 'documented' });
    expect(runOf(save(standard, { ...ada, Email: 'a@b.example' }), source)).toMatchObject({ finds: false });
    const noMail = candidatesOf(leads({ ...other, Title: undefined, Phone: '', Street: '' }));
    expect(runOf(save(standard, { ...ada, Email: 'a@b.example' }), noMail)).toMatchObject({
      finds: null,
      notes: ['Not in the data, so that a match cannot be ruled out: Email.'],
    });
    // Somebody of that name and company: their title would decide.
    const likely = candidatesOf(leads({ ...ada, Title: undefined, Email: '', Phone: '', Street: '' }));
    expect(runOf(save(standard, ada), likely)).toMatchObject({
      finds: null,
      notes: ['1 record lacks a field that decides.'],
    });
    // By its documented keys Salesforce never finds two records by name and address alone.
    const home = { ...ada, Email: '', Phone: '', Street: '12 St James Square', City: 'London' };
    const neighbour = candidatesOf(leads({ ...home, Company: 'Other' }));
    expect(runOf(save(standard, home), neighbour)).toMatchObject({ finds: false, certainty: 'documented' });
    const byTitle = ruleOver('Lead: Email, Title Title; 1 OR 2');
    expect(runOf(save(byTitle, ada), candidatesOf(leads({ ...byron, Title: 'CEO' })))).toMatchObject({
      finds: null,
      notes: ['No match key is made of Title: whether Salesforce finds records by it is not documented.'],
    });
  });

  it('is not ruled out for sure where letters with diacritics make the key', () => {
    const source = candidatesOf(leads(byron));
    expect(runOf(save(catalog, { Email: 'zoë@byron.example' }), source)).toMatchObject({
      finds: false,
      certainty: 'approximate',
    });
  });

  it('is not known of values of which nothing is known', () => {
    const byName = ruleOver('Lead: LastName');
    const jose = candidatesOf(leads({ LastName: 'José' }));
    const note =
      'Whether a record matches is not known, as what Salesforce makes of such values is not: a test in the org tells.';
    const open = { finds: null, certainty: 'unknown', notes: [note] };
    expect(runOf(save(byName, { LastName: 'Jose' }), jose)).toMatchObject({ ...open, found: [] });
    const fuzzy = ruleOver('Lead: LastName LastName');
    const li = candidatesOf(leads({ LastName: '李' }));
    expect(runOf(save(fuzzy, { LastName: '李' }), li)).toMatchObject({ ...open, found: ['李 (null, null)'] });
    // What shares no key is compared by neither.
    const all = candidatesOf(leads({ LastName: 'Smith' }), { all: true });
    expect(runOf(save(fuzzy, { LastName: '李' }), all)).toMatchObject({
      finds: false,
      certainty: 'approximate',
      notes: [],
    });
  });

  it("is no surer than a standard rule's equation, even of blank records", () => {
    const standard = catalogWith([duplicateRule('Lead', [['Lead', 'Standard_Lead_Match_Rule_v1_0']])], []);
    expect(
      runOf(save(standard, { LastName: 'Byron' }), candidatesOf(leads({ ...byron, Phone: '', Company: '' }))),
    ).toMatchObject({
      finds: false,
      certainty: 'documented',
    });
  });

  it('is as sure as its surest match, and no match as sure as keys and equation', () => {
    const fuzzy = ruleOver('Lead: LastName LastName, Email');
    const source = candidatesOf(leads({ ...byron, LastName: 'Byrom' }, byron));
    expect(runOf(save(fuzzy, byron), source)).toMatchObject({ finds: true, certainty: 'exact' });
    expect(runOf(save(fuzzy, { ...byron, LastName: 'Zimmermann' }), source)).toMatchObject({
      finds: false,
      certainty: 'approximate',
    });
  });
});

describe('a rule that does not run', () => {
  const source = candidatesOf(leads(byron));
  const quiet = { finds: false, found: undefined };

  it('because it is inactive', () => {
    const catalog = ruleOver('Lead: Email', { active: false });
    expect(runOf(save(catalog, byron), source)).toMatchObject({
      runs: false,
      why: 'The rule is inactive.',
      ...quiet,
    });
  });

  it.each(['Inactive', 'Activating', 'ActivationFailed'])('because its matching rule is %s', (status) => {
    expect(runOf(save(ruleOver('Lead: Email', {}, status), byron), source)).toMatchObject({
      runs: true,
      finds: false,
      certainty: 'documented',
      notes: [`The matching rule R is ${status}: it finds nothing.`],
    });
  });

  const condition = (field: string, value: string, table = 'Lead', sortOrder = 1): RuleCondition => ({
    table,
    field,
    operation: 'equals',
    value,
    valueField: null,
    sortOrder,
  });
  const filter = (...conditions: RuleCondition[]) => ({ booleanFilter: null, conditions });

  it.each<[Fields, boolean | null, string]>([
    [{ Country: 'us' }, true, ''],
    [{ Country: 'UK' }, false, 'Its condition is false for this record: Country equals "US".'],
    [{ Country: '' }, false, 'Its condition is false for this record: Country equals "US".'],
    [{}, null, 'Whether its condition is true is not known: Country equals "US".'],
  ])('because of its condition on %o', (fields, runs, why) => {
    const catalog = ruleOver('Lead: Email', { filter: filter(condition('Country', 'US')) });
    expect(runOf(save(catalog, { ...byron, ...fields }), source)).toMatchObject({
      runs,
      why,
      finds: runs !== false,
    });
  });

  it.each<[string | null, boolean | null]>([
    ['loader@x.example', true],
    ['ada@x.example', false],
    [null, null],
  ])('because of the user who saves: %s', (username, runs) => {
    const onUser = condition('Username', 'loader@x.example', 'User');
    const user: RunningUser | null =
      username === null ? null : { values: new Map([['username', username]]), sees: () => true };
    const catalog = ruleOver('Lead: Email', { filter: filter(onUser) });
    expect(runOf(save(catalog, byron, { user }), source)).toMatchObject({ runs });
  });

  it("or of the user's profile", () => {
    const user: RunningUser = { values: new Map([['profile.name', 'integration']]), sees: () => true };
    for (const [field, table] of [
      ['Name', 'Profile'],
      ['Profile', 'User'],
    ] as const) {
      const catalog = ruleOver('Lead: Email', { filter: filter(condition(field, 'Integration', table)) });
      expect(runOf(save(catalog, byron, { user }), source)).toMatchObject({ runs: true });
    }
  });

  it.each<[string[], boolean | null]>([
    [['Email'], true],
    [['Phone', 'Email'], true],
    [['Phone'], null],
    [[], null],
  ])('because an update changes %j', (changed, runs) => {
    const update = save(ruleOver('Lead: Email'), byron, {
      operation: 'update',
      changed: new Set(changed.map(fieldKey)),
    });
    expect(runOf(update, source)).toMatchObject({ runs, finds: true });
  });
});

describe('more candidates than Salesforce compares', () => {
  const catalog = ruleOver('Lead: LastName LastName');
  const smiths = (count: number, last: string) => Array.from({ length: count }, () => ({ LastName: last }));

  it('make a match less sure', () => {
    const byCompany = ruleOver('Lead: Company CompanyName, City');
    const acme = (City: string) => ({ Company: 'Acme', City, LastName: City });
    const source = candidatesOf(leads(...Array.from({ length: 120 }, () => acme('Leeds')), acme('York')));
    expect(runOf(save(byCompany, acme('York')), source)).toMatchObject({ finds: true, certainty: 'exact' });
    const alone = ruleOver('Lead: Company CompanyName, Title Title');
    const titled = (Title: string) => ({ Company: 'Acme', Title, LastName: Title });
    const many = candidatesOf(
      leads(...Array.from({ length: 120 }, () => titled('Xylophonist')), titled('CFO')),
    );
    const run = runOf(save(alone, titled('CFO')), many);
    expect(run).toMatchObject({ finds: true, certainty: 'approximate', found: ['CFO'] });
    expect(run.notes).toEqual([
      '121 records stand behind the match keys. Salesforce compares the 100 most likely ones; which those are is not known.',
    ]);
  });

  it('and count once, however many keys bring them up', () => {
    const either = ruleOver('Lead: Email, Phone; 1 OR 2');
    const same = Array.from({ length: 60 }, () => ({ LastName: 'X', Email: 'a@x.org', Phone: '1' }));
    for (const all of [true, false]) {
      const source = candidatesOf(leads(...same), { all });
      expect(runOf(save(either, same[0]!), source)).toMatchObject({ finds: true, notes: [] });
    }
    const others = Array.from({ length: 60 }, () => ({ LastName: 'Y', Email: 'b@x.org', Phone: '1' }));
    const source = candidatesOf(leads(...same, ...others, { LastName: 'Z', Email: 'c@x.org', Phone: '2' }), {
      all: true,
    });
    expect(runOf(save(either, same[0]!), source).notes).toEqual([
      '120 records stand behind the match keys. Salesforce compares the 100 most likely ones; which those are is not known.',
    ]);
  });

  it('but not where so many match that some are among any hundred', () => {
    const source = candidatesOf(leads(...smiths(150, 'Smith')));
    expect(runOf(save(catalog, { LastName: 'Smith' }), source)).toMatchObject({
      finds: true,
      certainty: 'exact',
    });
  });
});

describe('sharing', () => {
  const shared = (sees: boolean | null): RunningUser => ({ values: new Map(), sees: () => sees });
  const enforced = ruleOver('Lead: Email', { security: 'EnforceSharingRules' });
  const source = candidatesOf(leads(byron));

  it.each<[boolean | null, boolean | null, string[]]>([
    [true, true, ['Byron']],
    [false, false, ['Byron (false, sharing)']],
    [null, null, ['Byron (null, sharing)']],
  ])('where the user sees the record: %s', (sees, finds, found) => {
    expect(runOf(save(enforced, byron, { user: shared(sees) }), source)).toMatchObject({ finds, found });
    const bypassed = ruleOver('Lead: Email', { security: 'BypassSharingRules' });
    expect(runOf(save(bypassed, byron, { user: shared(sees) }), source)).toMatchObject({
      finds: true,
      found: ['Byron'],
    });
  });

  it('is assumed where no user is given, and said', () => {
    expect(runOf(save(enforced, byron), source)).toMatchObject({
      finds: true,
      notes: ['The rule enforces sharing: a match counts only if the user who saves may see the record.'],
    });
  });
});

describe('matches that keys hide', () => {
  const catalog = ruleOver('Lead: FirstName FirstName, LastName LastName, Company CompanyName');
  const bob = { FirstName: 'Bob', LastName: 'Smith', Company: 'Acme' };
  const records = leads({ ...bob, FirstName: 'Robert' });

  it('are no duplicates to Salesforce, and told where all records are compared', () => {
    expect(runOf(save(catalog, bob), candidatesOf(records))).toMatchObject({
      finds: false,
      certainty: 'documented',
      found: [],
    });
    expect(runOf(save(catalog, bob), candidatesOf(records, { all: true }))).toMatchObject({
      finds: false,
      certainty: 'documented',
      found: ['Smith (false, keys)'],
    });
  });

  it('are open where the key is made up here', () => {
    const derived = ruleOver('Lead: FirstName FirstName, Level__c');
    const one = { FirstName: 'Bob', Level__c: 'x', LastName: 'Smith' };
    const run = runOf(
      save(derived, one),
      candidatesOf(leads({ ...one, FirstName: 'Robert' }), { all: true }),
    );
    expect(run).toMatchObject({ finds: null, found: ['Smith (null, keys)'] });
  });

  it('and transposed names are brought up', () => {
    const standard = catalogWith([duplicateRule('Lead', [['Lead', 'Standard_Lead_Match_Rule_v1_0']])], []);
    const luis = { FirstName: 'Luis', LastName: 'Antonio', Phone: '415-555-1234' };
    const source = candidatesOf(leads({ ...luis, FirstName: 'Antonio', LastName: 'Luis' }));
    expect(runOf(save(standard, luis), source)).toMatchObject({ finds: true, certainty: 'approximate' });
  });
});
