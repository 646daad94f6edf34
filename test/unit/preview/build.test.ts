import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DuplicateAnswer } from '../../../server/src/core/duplicateResults/model.ts';
import { buildPreview } from '../../../server/src/core/preview/build.ts';
import { fieldsToRead } from '../../../server/src/core/preview/fieldsToRead.ts';
import type { PreviewInput } from '../../../server/src/core/preview/input.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';
import { answer, input, lead, match, preview, record, result } from './answers.ts';

const states = (parts: Parameters<typeof preview>[0]) =>
  preview(parts).rules.map(({ fullName, state }) => `${fullName} ${state}`);
const named = (duplicateRule: string, matchResults = result().matchResults) =>
  result({ duplicateRule, matchResults });

describe('the rules of a preview', () => {
  const rules =
    'Lead.A: Alert/Report\nLead.B: Block/Block\nLead.C: Alert/Alert inactive\nContact.D: Alert/Alert';
  const failing = [match('B_Match', [], { success: false, size: 0 })];
  test.each<[string, DuplicateAnswer, readonly string[]]>([
    [
      'those that matched first, then those that failed',
      answer(named('A', []), named('B', failing)),
      ['Lead.B failed', 'Lead.A no-match'],
    ],
    [
      'one that the answer does not name is unknown',
      answer(named('B')),
      ['Lead.B matched', 'Lead.A unknown'],
    ],
    ['an empty answer', answer(), ['Lead.A unknown', 'Lead.B unknown']],
    ['a check that failed', { success: false, errors: [], results: [] }, ['Lead.A failed', 'Lead.B failed']],
    ['by name in any case', answer(named('b')), ['Lead.B matched', 'Lead.A unknown']],
    ['by full name', answer(named('Lead.B')), ['Lead.B matched', 'Lead.A unknown']],
    ['with a namespace', answer(named('acme__B')), ['Lead.B matched', 'Lead.A unknown']],
    [
      'one that is not known is shown by its name',
      answer(named('X')),
      ['Lead.X matched', 'Lead.A unknown', 'Lead.B unknown'],
    ],
    [
      'one that the answer gives by id only',
      answer(named('0Bm000000000001AAA')),
      ['0Bm000000000001AAA matched', 'Lead.A unknown', 'Lead.B unknown'],
    ],
    [
      'one that the answer does not name at all',
      answer(named('')),
      [' matched', 'Lead.A unknown', 'Lead.B unknown'],
    ],
    ['the same rule twice', answer(named('A', []), named('A')), ['Lead.A matched', 'Lead.B unknown']],
    [
      'an inactive one that the org runs',
      answer(named('C')),
      ['Lead.C matched', 'Lead.A unknown', 'Lead.B unknown'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(states({ rules, answer: given })).toEqual(expected);
  });

  test('an id stands for the only rule that uses the matching rule, if all rules are known', () => {
    const byId = answer(named('0Bm000000000001AAA', [match('B_Match', [record('00Q000000000001AAA')])]));
    expect(states({ catalog: catalogOf(rules, ['Lead']), answer: byId })).toEqual([
      'Lead.B matched',
      'Lead.A unknown',
    ]);
    expect(states({ rules, answer: byId })[0]).toBe('0Bm000000000001AAA matched');
  });

  test('a namespaced rule is found by its bare name', () => {
    const [rule] = catalogOf('Lead.acme__A: Alert/Report').duplicateRules;
    expect(states({ catalog: catalogWith([rule!], []), answer: answer(named('A')) })).toEqual([
      'Lead.acme__A matched',
    ]);
  });

  test('rules for the other kind of account are left out', () => {
    const catalog = catalogOf('Account.A: Alert/Alert\nPersonAccount.P: Alert/Alert');
    const of = (...names: string[]) =>
      states({
        catalog,
        answer: answer(),
        sample: { object: 'Account', id: null, fields: names.map((name) => ({ name, value: 'x' })) },
      });
    expect(of('Name')).toEqual(['Account.A unknown']);
    expect(of('LastName')).toEqual(['PersonAccount.P unknown']);
    expect(of('Phone')).toEqual(['Account.A unknown', 'PersonAccount.P unknown']);
  });

  test('say what they do and where they are known from', () => {
    expect(
      preview({ rules: 'Lead: Alert+Report/Block when Country equals US sharing' }).rules[0],
    ).toMatchObject({
      fullName: 'Lead.Lead_Rule',
      label: 'Lead Rule',
      source: 'force-app/…/Lead.Lead_Rule.duplicateRule-meta.xml',
      file: 'file:///project/force-app/main/default/duplicateRules/Lead.Lead_Rule.duplicateRule-meta.xml',
      actions: 'Allow + Alert + Report on create, Block on edit',
      alertText: 'Use one of these records?',
      condition: 'Country equals "US"',
      security: 'finds only records that are shared with the running user',
      allowSave: true,
    });
  });

  test('a debug log names rules and records', () => {
    const { rules: shown, verdict } = preview({
      rules,
      by: 'error',
      sample: null,
      object: 'Lead',
      operation: 'insert',
      answer: null,
      named: [{ id: '0Bm000000000001', name: 'B', action: 'Block', matchedIds: ['00Q000000000001AAA'] }],
    });
    expect(shown[0]).toMatchObject({ fullName: 'Lead.B', state: 'matched' });
    expect(shown[0]!.matches[0]).toMatchObject({
      objectType: 'Lead',
      criteria: 'Email (Exact)',
      crossObject: false,
      records: [{ id: '00Q000000000001AAA', type: 'Lead' }],
    });
    expect(verdict.kind).toBe('refused');
  });
});

describe('channels', () => {
  const channels = (parts: Parameters<typeof preview>[0]) => preview(parts).rules[0]!.channels;
  const results = (parts: Parameters<typeof preview>[0], ...wanted: string[]) =>
    channels(parts)
      .filter(({ channel }) => wanted.includes(channel))
      .map(({ channel, operation, result: found }) => `${channel} ${operation} ${found}`);

  test('are those of the outcome table, for the operation that was tested', () => {
    const some = ['ui-form', 'apex-statement', 'bulk-2', 'web-to-lead', 'apex-convert-lead', 'quick-create'];
    expect(results({}, ...some)).toEqual([
      'ui-form insert asked',
      'apex-statement insert refused-unless-allow-save',
      'bulk-2 insert refused',
      'web-to-lead insert refused',
      'quick-create insert not-evaluated',
    ]);
    expect(results({ operation: 'update' }, ...some)).toEqual([
      'ui-form update saved-and-reported',
      'apex-statement update saved-and-reported',
      'bulk-2 update saved-and-reported',
    ]);
  });

  test('stand for both operations where the operation is not known', () => {
    expect(
      results(
        { operation: null, by: 'error', sample: null, rules: 'Lead: Block/Alert' },
        'cli',
        'web-to-lead',
      ),
    ).toEqual(['cli insert refused', 'cli update refused', 'web-to-lead insert refused']);
  });

  test.each([
    ['', 'refused'],
    ['setting leadConversion off', 'not-evaluated'],
  ])('lead conversion follows its setting: %s', (setting, expected) => {
    const contact = { object: 'Contact', id: null, fields: [] };
    const parts = { sample: contact, answer: answer(), rules: `Contact: Alert/Alert\n${setting}` };
    expect(results(parts, 'apex-convert-lead')).toEqual([`apex-convert-lead insert ${expected}`]);
  });

  test.each([
    ['setting leadConversion on', /^Refused .*Converted Leads" is on: a match refuses whatever the action/],
    ['setting leadConversion off', /^The rule is not run\. .*Converted Leads" is off\.$/],
    [
      '',
      /With "Require Validation for Converted Leads" on, whatever the action of the rule; off, no rule runs/,
    ],
  ])('lead conversion tells its setting: %s', (setting, expected) => {
    const contact = { object: 'Contact', id: null, fields: [] };
    const parts = { sample: contact, answer: answer(), rules: `Contact: Alert/Alert\n${setting}` };
    const conversion = channels(parts).find(({ channel }) => channel === 'apex-convert-lead');
    expect(conversion?.text).toMatch(expected);
  });

  test('carry the source and the note of the table', () => {
    expect(channels({}).find(({ channel }) => channel === 'bulk-2')).toEqual({
      channel: 'bulk-2',
      title: 'Bulk API 2.0',
      operation: 'insert',
      result: 'refused',
      text: 'Refused with DUPLICATES_DETECTED. The row fails. No such header is documented for bulk jobs.',
      confidence: 'well-founded',
      source: expect.stringContaining('Bulk API 2.0 Developer Guide'),
    });
  });
});

const untested = (parts: Parameters<typeof preview>[0]) =>
  preview(parts).untested.map(({ what, why }) => `${what}: ${why}`);

const describedLead = (...names: string[]) => ({
  name: 'Lead',
  label: 'Lead',
  keyPrefix: '00Q',
  fields: names.map((name) => ({
    name,
    label: name,
    type: 'string',
    length: 80,
    picklistValues: [],
    createable: name !== 'Name',
    updateable: true,
  })),
});

describe('what was not tested', () => {
  const always = ['Sharing', 'Defaults, triggers and flows', 'Rows of one batch', 'More than 100 candidates'];

  test('is always told', () => {
    expect(preview({}).untested.map(({ what }) => what)).toEqual(always);
  });

  test.each<[string, Partial<PreviewInput> & { readonly rules?: string }, string]>([
    [
      'a condition that is false',
      { rules: 'Lead: Alert/Report when Country equals US', sample: lead({ Country: 'DE' }) },
      `Condition of rule 'Lead Rule': This record does not meet it (Country equals "US"): a save does not run the rule, unless something fills the field before; whether the call honours conditions is not documented.`,
    ],
    [
      'a condition that is true',
      { rules: 'Lead: Alert/Report when Country equals US', sample: lead({ Country: 'US' }) },
      `Condition of rule 'Lead Rule': This record meets it; whether the call honours conditions is not documented.`,
    ],
    [
      'a condition that the values do not decide',
      { rules: 'Lead: Alert/Report when $User.Username notEqual a@b.c' },
      `Condition of rule 'Lead Rule': A save runs the rule only where the running user's Username is not equal to "a@b.c"; whether the call honours conditions is not documented.`,
    ],
    [
      'rules that only report',
      { rules: 'Lead: Report/Report', answer: answer(named('Lead_Rule', [])) },
      "Rule 'Lead Rule': Whether the call runs rules that only report, or do nothing, is not documented. A save is not refused by them.",
    ],
    [
      'a rule that the answer does not name',
      { answer: answer() },
      "Rule 'Lead Rule': The answer does not name it: it found nothing, or did not run.",
    ],
    [
      'a matching rule that is not active',
      { rules: 'Lead: Alert/Alert matching-inactive' },
      "Matching rule 'Lead Rule Match': Its status in force-app/…/Lead.matchingRule-meta.xml is Inactive: with that, an org does not compare with it.",
    ],
    [
      'a matching rule that no active rule uses',
      { rules: 'Lead: Alert/Alert inactive', answer: answer() },
      "Matching rule 'Lead Rule Match': No active duplicate rule uses it: it cannot be tested here.",
    ],
    [
      'fields that a new record needs for a match',
      { rules: 'Lead: Alert/Report matching Email, Phone', answer: answer(result({ matchResults: [] })) },
      "Rule 'Lead Rule': With the fields of the sample it matches only if a default, trigger or flow fills Phone.",
    ],
    [
      'an update that changes no compared field',
      { sample: lead({ Company: 'X' }, '00Q000000000009AAA'), operation: 'update' },
      "Rule 'Lead Rule': The update changes no field that it compares: a save probably does not run it, though reports of roll-up tools say otherwise. The test compares what the record holds.",
    ],
    [
      'a compared field that the user does not see',
      { descriptions: [describedLead('LastName')] },
      "Rule 'Lead Rule': It compares Email, which this user does not see: a rule does not work as expected then, as Salesforce says. Another user may get another answer.",
    ],
    [
      'an update that predupe was asked about',
      { by: 'predupe', sample: lead({}, '00Q000000000009AAA'), operation: 'update' },
      'The update: /ui-api/predupe takes no id: it was asked about a new record with these fields alone. Fields that the record holds already were not compared, it may match itself, and the verdict takes the action on edit from the rule, where it is known.',
    ],
    [
      'rows of one batch',
      {},
      'Rows of one batch: A save compares records with those that are in the org already, not with others of the same request: these do not refuse each other. Duplicate record sets do include them.',
    ],
    [
      'the action of an update by id',
      { sample: lead({}, '00Q000000000009AAA'), operation: 'update' },
      'The action on edit: Of a record with an id, it is not documented whether the answer speaks of the action on create or on edit. The verdict takes the action on edit from the rule, where it is known.',
    ],
    [
      'what predupe leaves out',
      { by: 'predupe' },
      'What /ui-api/predupe leaves out: It gives neither match engine nor confidence nor differences of fields: differences shown are compared here.',
    ],
    [
      'the record of an error',
      { by: 'error', sample: null },
      'The refused record: An error names rules and matched records, not the values of the refused record: there is nothing to compare the matched records with.',
    ],
  ])('%s', (_what, parts, expected) => {
    expect(untested(parts)).toContain(expected);
  });
});

describe('what the org has', () => {
  const org = (isInOrg: boolean | null, ...differences: string[]) => ({
    ...catalogOf('Lead: Alert/Report matching Email'),
    isInOrg: () => isInOrg,
    orgDifferences: () => differences,
  });

  test('a rule that only the project has', () => {
    const shown = untested({ answer: answer(), catalog: org(false) });
    expect(shown).toContain(
      "Rule 'Lead Rule': The org does not have it: deploy the file first, then it can be tested.",
    );
    expect(shown.join()).not.toContain('found nothing, or did not run');
    expect(untested({ answer: answer(), catalog: org(null) }).join()).toContain(
      'found nothing, or did not run',
    );
  });

  test("the answer is by the org's copy", () => {
    expect(preview({ catalog: org(true, 'action on create Block') }).problems).toEqual([
      "The org answers by its own copy of rule 'Lead Rule', which differs from the file: action on create Block.",
    ]);
  });
});

test('heading, how and when it was tested, problems and the org', () => {
  const org = {
    username: 'u@x.example',
    alias: 'dev',
    instanceUrl: 'https://x.example',
    recordUrl: 'https://x.example/',
  };
  const shown = preview({
    org,
    notes: ['cut off'],
    answer: { ...answer(), leftOut: ['3 more duplicate rules were left out.'] },
  });
  expect(shown).toMatchObject({
    heading: 'Insert of Lead: no match found',
    testedBy: 'SOAP findDuplicates',
    testedAt: '2026-11-22T14:03:00Z',
    org: { username: 'u@x.example', alias: 'dev', instanceUrl: 'https://x.example' },
    problems: ['3 more duplicate rules were left out.', 'cut off'],
  });
  expect(shown.org).not.toHaveProperty('recordUrl');
  expect(preview({ sample: lead({}, '00Q000000000009AAA'), operation: 'update' }).heading).toBe(
    'Update of Lead 00Q000000000009AAA: 1 match by 1 rule',
  );
  expect(preview({ by: 'error', sample: null }).heading).toBe('Refused Lead: 1 match by 1 rule');
});

describe('the heading counts', () => {
  const ids = (...numbers: number[]) => numbers.map((number) => record(`00Q00000000000${number}AAA`));
  test.each([
    ['one match', [match('Lead_Rule_Match', ids(1))], '1 match by 1 rule'],
    ['several', [match('Lead_Rule_Match', ids(1, 2))], '2 matches by 1 rule'],
    ['a record once', [match('Lead_Rule_Match', ids(1, 2)), match('Other', ids(2))], '2 matches by 1 rule'],
    ['matches without details', [{ ...match('Lead_Rule_Match', ids(1)), size: 7 }], '7 matches by 1 rule'],
    [
      'no more than is known',
      [{ ...match('Lead_Rule_Match', ids(1)), size: 7 }, match('Other', ids(2))],
      'at least 7 matches by 1 rule',
    ],
  ])('%s', (_what, matchResults, expected) => {
    expect(preview({ answer: answer(result({ matchResults })) }).heading).toBe(`Insert of Lead: ${expected}`);
  });

  test('nothing where a rule could not be compared', () => {
    const failed = { ...match('Lead_Rule_Match', []), success: false };
    const shown = preview({ answer: answer(result({ matchResults: [failed] })) });
    expect(shown.heading).toBe('Insert of Lead');
  });
});

const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'Lead',
    'Lead_Rule',
    'Lead_Rule_Match',
    '__proto__',
    'Email',
    'constructor',
    '00Q000000000001AAA',
  ),
);
const scalar = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
const anyRecord = fc.record({
  id: text,
  type: text,
  matchConfidence: fc.option(fc.double()),
  fieldDiffs: fc.array(fc.record({ name: text, difference: fc.oneof(text, fc.constant('SAME')) })),
  additionalInformation: fc.constant([]),
  fields: fc.dictionary(text, scalar),
});
const anyMatch = fc.record({
  entityType: text,
  rule: text,
  matchEngine: fc.option(text),
  size: fc.option(fc.integer()),
  success: fc.option(fc.boolean()),
  errors: fc.array(fc.record({ code: text, message: text })),
  matchRecords: fc.array(anyRecord, { maxLength: 3 }),
});
export const anyAnswer = fc.record({
  success: fc.boolean(),
  errors: fc.array(fc.record({ code: text, message: text })),
  results: fc.array(
    fc.record({
      allowSave: fc.option(fc.boolean()),
      duplicateRule: text,
      duplicateRuleEntityType: text,
      errorMessage: fc.option(text),
      matchResults: fc.array(anyMatch, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
});
const anySample = fc.option(
  fc.record({
    object: text,
    id: fc.option(text),
    fields: fc.array(fc.record({ name: text, value: scalar }), { maxLength: 4 }),
  }),
);

test('whatever the answer, there is a preview, and it can be copied as JSON', () => {
  const catalog = catalogOf(
    'Lead.A: Alert/Report matching Email | Phone when Country equals US\nLead: Block/Block',
  );
  fc.assert(
    fc.property(
      anyAnswer,
      anySample,
      fc.constantFrom('findDuplicates', 'predupe', 'error'),
      (given, sample, by) => {
        const shown = buildPreview(input({ answer: given, sample, by, catalog }));
        expect(shown.verdict.text).not.toBe('');
        JSON.parse(JSON.stringify(shown));
        for (const { type, fields } of fieldsToRead(given, catalog, sample)) {
          expect([type, ...fields].join('')).toMatch(/^\w+$/);
        }
      },
    ),
    { numRuns: 300 },
  );
});
