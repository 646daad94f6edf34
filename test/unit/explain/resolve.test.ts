import { describe, expect, it } from 'vitest';
import { advise } from '../../../server/src/core/explain/advise.ts';
import type { ErrorForm, Refusal } from '../../../server/src/core/explain/model.ts';
import { readError } from '../../../server/src/core/explain/read.ts';
import { resolveRefusal } from '../../../server/src/core/explain/resolve.ts';
import { settle } from '../../../server/src/core/explain/settle.ts';
import { buildCatalog } from '../../../server/src/core/metadata/catalog.ts';
import type { DuplicateRule, RuleReaction } from '../../../server/src/core/metadata/model.ts';

const block: RuleReaction = { action: 'Block', alert: false, report: false };
const alert: RuleReaction = { action: 'Allow', alert: true, report: false };
const report: RuleReaction = { action: 'Allow', alert: false, report: true };

function rule(
  fullName: string,
  onInsert: RuleReaction,
  onUpdate: RuleReaction,
  alertText: string | null,
  active = true,
): DuplicateRule {
  const [object, name] = fullName.split('.') as [string, string];
  return {
    fullName,
    object,
    name,
    label: name.replaceAll('_', ' '),
    active,
    onInsert,
    onUpdate,
    alertText,
    security: null,
    sortOrder: 1,
    filter: null,
    matchRules: [],
    source: { kind: 'org', username: 'ada@example.com', readAt: '2026-01-01T00:00:00Z' },
  };
}

const rules = [
  rule('Lead.Lead_Block', block, report, 'This lead exists.'),
  rule('Lead.Lead_Alert', alert, alert, 'Use one of these records?'),
  rule('Lead.Lead_Quiet', report, report, 'This lead exists.'),
  rule('Lead.Lead_Old', block, block, 'Old text', false),
  rule('Contact.Contact_Alert', alert, report, ' Use one of  these records?\n'),
  rule('Contact.Contact_Block', block, block, "It's there."),
];
const catalog = catalogOf(rules);

/** Of an org whose rules are all known; null: nothing is known. */
function catalogOf(
  duplicateRules: readonly DuplicateRule[] | null,
  objects: readonly string[] = ['Lead', 'Contact', 'Account'],
) {
  return buildCatalog({
    duplicateRules: [],
    matchingRules: [],
    org: duplicateRules && { duplicateRules, matchingRules: [], objects, leadConversionValidation: null },
    leadConversionValidation: null,
    completeObjects: [],
  });
}

function refusal(part: Partial<Refusal>): Refusal {
  return {
    message: '',
    answer: null,
    rules: [],
    object: null,
    operation: null,
    count: 1,
    rows: [],
    nested: '',
    ...part,
  };
}

function answer(duplicateRule: string, allowSave: boolean | null, duplicateRuleEntityType = 'Lead') {
  const record = {
    id: '00Q000000000001AAA',
    type: 'Lead',
    matchConfidence: 100,
    fieldDiffs: [],
    additionalInformation: [],
    fields: {},
  };
  const matchResults = [
    {
      entityType: 'Lead',
      rule: 'MR',
      matchEngine: null,
      size: 1,
      success: true,
      errors: [],
      matchRecords: [record],
    },
  ];
  return {
    success: true,
    errors: [],
    results: [{ allowSave, duplicateRule, duplicateRuleEntityType, errorMessage: null, matchResults }],
  };
}

function named(name: string, action: string | null = null) {
  return [{ id: '0Bm000000000001', name, action, matchedIds: [] }];
}

const found: readonly (readonly [string, Partial<Refusal>, readonly string[]])[] = [
  [
    'the name in the payload',
    { answer: answer('lead_alert', true), message: 'This lead exists.' },
    ['Lead.Lead_Alert name'],
  ],
  ['a name of another object', { answer: answer('Contact_Alert', true) }, []],
  ['the label in a log', { rules: named('Lead Block'), object: 'Lead' }, ['Lead.Lead_Block label']],
  ['a rule that is inactive now', { answer: answer('Lead_Old', false) }, ['Lead.Lead_Old name']],
  [
    'an alert text that two rules have',
    { message: 'Use one of these records?' },
    ['Contact.Contact_Alert default-text', 'Lead.Lead_Alert default-text'],
  ],
  [
    'an alert text of an object',
    { message: 'Use one of these records?', object: 'lead' },
    ['Lead.Lead_Alert alert-text'],
  ],
  ['an alert text, escaped', { message: 'It&#39;s there.' }, ['Contact.Contact_Block alert-text']],
  [
    'an alert text, not of rules that only report',
    { message: 'This lead exists.' },
    ['Lead.Lead_Block alert-text'],
  ],
  [
    'the object, where no alert text fits',
    { message: 'x', object: 'Contact', operation: 'update' },
    ['Contact.Contact_Block object'],
  ],
  ['the object alone', { object: 'Lead' }, ['Lead.Lead_Alert object', 'Lead.Lead_Block object']],
  ['nothing', { message: 'x' }, []],
  ['an object without rules', { object: 'Account' }, []],
];

describe('which rules can have refused', () => {
  it.each(found)('is told by %s', (_, part, expected) => {
    const { candidates, notes } = resolveRefusal(refusal(part), catalog);
    expect(candidates.map(({ rule: { fullName }, by }) => `${fullName} ${by}`).sort()).toEqual(expected);
    // All rules of these objects are known: to read them again would not help.
    const open = / of (Lead|Account)/.test(notes.join()) ? 'have changed since' : 'read the rules of the org';
    if (expected.length === 0) expect(notes.join()).toContain(open);
  });

  it('says that several fit, that a rule is inactive now, that one is assumed', () => {
    const twins = catalogOf([rule('Lead.A', block, block, 'Same'), rule('Lead.B', block, block, 'Same')]);
    expect(resolveRefusal(refusal({ message: 'Same' }), twins).notes[0]).toBe(
      '2 rules fit, and the error does not tell which of them it was.',
    );
    expect(resolveRefusal(refusal({ answer: answer('Lead_Old', false) }), catalog).notes[0]).toContain(
      'not active',
    );
    const assumed = resolveRefusal(refusal({ object: 'Lead', operation: 'insert' }), catalogOf(null));
    expect(assumed.candidates.map(({ rule: one }) => one.source.kind)).toEqual(['assumed']);
    expect(assumed.notes.join()).toContain('assumed');
  });

  const ofDefault = 'is the text that Salesforce gives to duplicate rules by default';

  it.each<[string, Partial<Refusal>, DuplicateRule[] | null, readonly string[], string]>([
    [
      'nothing is known',
      {},
      null,
      [],
      `${ofDefault}: it tells neither the rule nor the object. To know which`,
    ],
    [
      'the object is known, and its rule assumed',
      { object: 'Lead' },
      null,
      ['Lead.Standard_Lead_Duplicate_Rule object'],
      `${ofDefault}: it tells no rule. To know`,
    ],
    [
      'rules are known that have it',
      {},
      [...rules],
      ['Contact.Contact_Alert default-text', 'Lead.Lead_Alert default-text'],
      'neither the rule nor the object. 2 of the rules that are known here have it.',
    ],
  ])('takes the default alert text for no sign of a rule: %s', (_, part, known, expected, note) => {
    const message = 'Use one of these records?';
    const { candidates, notes } = resolveRefusal(refusal({ message, ...part }), catalogOf(known));
    expect(candidates.map(({ rule: { fullName }, by }) => `${fullName} ${by}`).sort()).toEqual(expected);
    expect(notes[0]).toContain(`“${message}” ${ofDefault}`);
    expect(notes[0]).toContain(note);
  });

  it('tells of other rules only where some may not be known, also of an error that names no object', () => {
    const message = 'This lead exists.';
    const notesOf = (known: typeof catalog) => resolveRefusal(refusal({ message }), known).notes;
    expect(notesOf(catalog)).toEqual([]);
    expect(notesOf(catalogOf(rules, []))).toEqual(['Other rules may exist that are not known here.']);
  });

  it('takes it for that of the one rule that has it, where all are known', () => {
    const { candidates, notes } = resolveRefusal(
      refusal({ message: 'Use one of these records?', object: 'Lead' }),
      catalog,
    );
    expect(candidates.map(({ rule: { fullName } }) => fullName)).toEqual(['Lead.Lead_Alert']);
    expect(notes).toEqual([]);
  });
});

describe('messages without a code', () => {
  it('are refusals where a rule has them as alert text, other errors elsewhere', () => {
    const csv = 'LASTNAME,ERROR\nA,This lead exists.\nB,Something else\nB,Use one of these records?\n';
    const reading = settle(readError(csv, 'csv'), catalog);
    expect(reading.refusals.map(({ message, suspected }) => [message, suspected])).toEqual([
      ['This lead exists.', undefined],
      ['Use one of these records?', undefined],
    ]);
    expect(reading.others).toMatchObject([{ code: '', message: 'Something else', count: 1 }]);
  });
});

function advice(form: ErrorForm, part: Partial<Refusal>): string {
  const one = refusal(part);
  return advise(one, resolveRefusal(one, catalog).candidates, catalog, form).join('\n');
}

const header = 'the header Sforce-Duplicate-Rule-Header: allowSave=true on the request saves the record';

const advices: readonly (readonly [
  string,
  ErrorForm,
  Partial<Refusal>,
  readonly string[],
  readonly string[],
])[] = [
  [
    'REST, an alert',
    'rest',
    { answer: answer('Lead_Alert', true) },
    [
      'only alerts (the error says allowSave=true)',
      header,
      'API version 52.0',
      'It matched 00Q000000000001AAA: update it',
      'duplicateResut.matchResults',
    ],
    ['blocks'],
  ],
  [
    'REST, a block',
    'rest',
    { answer: answer('Lead_Block', false) },
    ['blocks (the error says allowSave=false)', 'no option passes a Block rule'],
    [header, 'only alerts'],
  ],
  ['REST, unknown', 'rest', { message: 'x' }, [`${header} if the rule only alerts`, 'is not known here'], []],
  [
    'composite',
    'rest-composite',
    { answer: answer('Lead_Alert', true) },
    ['httpHeaders of the subrequest saves the record (weakly supported: try it)'],
    [header],
  ],
  [
    'jsforce',
    'jsforce',
    { answer: answer('Lead_Alert', true) },
    [header, "version '52.0'", 'error.data.duplicateResut'],
    [],
  ],
  [
    'SOAP',
    'soap',
    { answer: answer('Lead_Alert', true) },
    ['DuplicateRuleHeader with allowSave=true saves the record'],
    [],
  ],
  [
    'UI API',
    'ui-api',
    { answer: answer('Lead_Alert', true) },
    [
      'allowSaveOnDuplicate: true in the body saves the record',
      'whether allowSaveOnDuplicate: true saves the record is not known',
    ],
    [],
  ],
  [
    'Apex',
    'apex',
    { message: 'Use one of these records?', operation: 'insert' },
    [
      'The statement has no place for options',
      'DMLOptions whose DuplicateRuleHeader.allowSave is true saves',
      'OptAllOrNone',
      'getDuplicateResult()',
    ],
    ['Split into'],
  ],
  [
    'Apex upsert',
    'apex',
    { message: 'Use one of these records?', operation: 'upsert' },
    ['No overload of upsert takes options'],
    [],
  ],
  [
    'Apex, nested',
    'apex',
    {
      message: 'Use one of these records?',
      operation: 'update',
      object: 'Lead',
      nested: 'in the trigger T (AfterInsert)',
    },
    ['Options of the outer save are not inherited'],
    ['The statement has no place'],
  ],
  [
    'lead conversion',
    'apex',
    { message: 'x', operation: 'convertLead' },
    ['whatever the action of the rule', 'the refusal shows that it is'],
    ['DMLOptions whose', 'is not known here: allowSave'],
  ],
  [
    'Flow',
    'flow',
    { message: 'Use one of these records?', operation: 'insert' },
    ['no option of its own', 'fault path'],
    [header],
  ],
  [
    'Bulk',
    'bulk-results',
    { message: 'Use one of these records?' },
    ['No such header is documented for bulk jobs', 'REST collections or SOAP', 'test one of its rows'],
    [header],
  ],
  [
    'Bulk, a block',
    'bulk-results',
    { message: 'This lead exists.' },
    ['no option passes a Block rule', 'exempt the loading user'],
    ['REST collections or SOAP'],
  ],
  [
    'Data Loader',
    'data-loader-results',
    { message: 'Use one of these records?' },
    ['pilot.sfdc.duplicateRule.allowSave=true saves the record', 'only in SOAP mode'],
    [],
  ],
  [
    'a debug log without an exception',
    'debug-log',
    { rules: named('Lead Alert', 'Allow_[Alert]') },
    ['does not tell how the record was saved', 'only alerts'],
    [],
  ],
  [
    'collections',
    'rest-collections',
    { message: 'Use one of these records?' },
    ['Whether the errors of several records carry the matched records is not known'],
    [],
  ],
];

describe('a message that is nothing but an alert text', () => {
  const settled = (text: string) => settle(readError(text, null), catalog, text);

  it('is a refusal if a known rule has it', () => {
    expect(settled(' It’s there.\n')).toMatchObject({
      refusals: [{ message: "It's there.", object: null, count: 1 }],
      problems: [],
    });
    expect(settled('It is there.').refusals).toEqual([]);
  });
});

describe('a rule that has the message and does not refuse such a save', () => {
  it('is told', () => {
    const one = refusal({ message: 'This lead exists.', object: 'Lead', operation: 'update' });
    expect(resolveRefusal(one, catalog).notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^The alert text is that of rule 'Lead Block', which has Block on create, Allow \+ Report on edit in org/,
        ),
      ]),
    );
  });
});

describe('advice', () => {
  it.each([
    [{ operation: 'insert' }, 'use Database.insert(records, false), and'],
    [{ operation: 'update' }, 'use Database.update(records, false), and'],
    [{ operation: 'upsert' }, 'use Database.upsert(records, false), and'],
    [{ operation: 'convertLead' }, 'use Database.convertLead(conversions, false), and'],
    [
      { operation: 'insert', nested: 'in the trigger A (AfterInsert)' },
      'use Database.insert(records, false) in the code whose DML was refused, if it is yours, and',
    ],
    [{ operation: 'insert', nested: 'in a flow' }, 'test the record that the flow saves to see them'],
  ] as const)('on the matched records of an exception: %j', (part, expected) => {
    expect(advice('apex', part)).toContain(expected);
  });

  it('does not tell to update a record of another object instead', () => {
    const contacts = answer('Lead_Block', false);
    const matchResults = contacts.results[0]!.matchResults.map((match) => ({
      ...match,
      entityType: 'Contact',
      matchRecords: match.matchRecords.map((record) => ({ ...record, type: 'Contact' })),
    }));
    const across = { ...contacts, results: [{ ...contacts.results[0]!, matchResults }] };
    const text = advice('rest', { answer: across, object: 'Lead' });
    expect(text).toContain('a record of Contact; look whether there is need for another Lead');
    expect(text).not.toContain('instead of creating');
  });

  it('does not take an assumed rule for a known one', () => {
    const none = buildCatalog({
      duplicateRules: [],
      matchingRules: [],
      org: null,
      leadConversionValidation: null,
      completeObjects: [],
    });
    const one = refusal({ message: 'Use one of these records?', object: 'Lead', operation: 'insert' });
    const text = advise(one, resolveRefusal(one, none).candidates, none, 'rest').join('\n');
    expect(text).toContain(
      "As far as the rules are known here, rule 'Standard Lead Duplicate Rule' only alerts",
    );
    expect(text).toContain(`${header} if the rule only alerts`);
  });

  it('takes the word of a payload whose matches were cut off', () => {
    const cut = {
      success: true,
      errors: [],
      results: [{ ...answer('Lead_Alert', false).results[0]!, matchResults: [] }],
    };
    expect(advice('rest', { answer: cut })).toContain('blocks (the error says allowSave=false)');
  });

  it.each(advices)('for %s', (_, form, part, present, absent) => {
    const text = advice(form, part);
    for (const piece of present) expect(text).toContain(piece);
    for (const piece of absent) expect(text).not.toContain(piece);
    expect(text).toContain('findDuplicates');
  });
});
