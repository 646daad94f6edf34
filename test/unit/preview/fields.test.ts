import { describe, expect, test } from 'vitest';
import type { FieldDiff } from '../../../server/src/core/duplicateResults/model.ts';
import { RuleFiles } from '../../../server/src/core/metadata/ruleFiles.ts';
import type { PreviewInput } from '../../../server/src/core/preview/input.ts';
import type { PreviewField, PreviewMatch } from '../../../server/src/core/preview/model.ts';
import type { FieldScalar } from '../../../server/src/core/records/model.ts';
import {
  duplicateRuleXml,
  itemXml,
  matchingRulesXml,
  matchingRuleXml,
  oneMatchRule,
} from '../metadata/rules.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

const id = '00Q000000000001AAA';

function only(parts: Partial<PreviewInput> & { readonly rules?: string }): PreviewMatch {
  return preview(parts).rules[0]!.matches[0]!;
}

/** `Email* same/org ada@example.com | ADA@example.com` */
function lines(found: PreviewMatch): readonly string[] {
  const text = (value: FieldScalar | undefined) => (value === undefined ? '?' : JSON.stringify(value));
  return found.records[0]!.fields.map(
    (field: PreviewField) =>
      `${field.sampleName === field.name ? '' : `${field.sampleName} -> `}${field.name}${field.deciding ? '*' : ''} ` +
      `${field.difference}/${field.differenceFrom} ${text(field.sampleValue)} | ${text(field.value)}`,
  );
}

function catalog(items: string, booleanFilter = '', matchRules = oneMatchRule) {
  const files = new RuleFiles();
  files.setFile(
    'file:///p/duplicateRules/Lead.Lead_Rule.duplicateRule-meta.xml',
    duplicateRuleXml({ matchRules }),
  );
  for (const object of ['Lead', 'Contact']) {
    files.setFile(
      `file:///p/matchingRules/${object}.matchingRule-meta.xml`,
      matchingRulesXml(matchingRuleXml('Lead_Email', items, { booleanFilter })),
    );
  }
  return files.catalog(null, []);
}

function side(
  sample: Record<string, FieldScalar>,
  values: Record<string, FieldScalar>,
  diffs: Record<string, string>,
  parts: Partial<PreviewInput> = {},
): PreviewMatch {
  const fieldDiffs = Object.entries(diffs).map(([name, difference]): FieldDiff => ({ name, difference }));
  const found = match('Lead_Email', [record(id, { fieldDiffs, fields: values })]);
  return only({ sample: lead(sample), answer: answer(result({ matchResults: [found] })), ...parts });
}

const person = itemXml('LastName', 'LastName') + itemXml('Phone', 'Phone') + itemXml('Email');

describe('criteria', () => {
  test.each([
    [itemXml('Email'), '', 'Email (Exact)'],
    [person, '', 'LastName (LastName) AND Phone (Phone) AND Email (Exact)'],
    [person, '1 AND (2 OR 3)', 'LastName (LastName) AND (Phone (Phone) OR Email (Exact))'],
    [itemXml('Email', 'Exact', 'MatchBlanks'), '', 'Email (Exact, blank matches blank)'],
    [person, '1 AND 9', '1 AND 9: LastName (LastName), Phone (Phone), Email (Exact)'],
  ])('%#', (items, filter, text) => {
    expect(side({}, {}, {}, { catalog: catalog(items, filter) }).criteria).toBe(text);
  });

  test('of a matching rule whose body is not known', () => {
    expect(
      only({ rules: '', answer: answer(result({ duplicateRule: 'Standard_Lead_Duplicate_Rule' })) }),
    ).toMatchObject({ criteria: '', label: null });
  });
});

describe('fields side by side', () => {
  const base = { catalog: catalog(person, '1 AND (2 OR 3)') };
  test.each<[string, PreviewMatch, readonly string[]]>([
    [
      'the differences are those of the org, then compared here',
      side(
        { LastName: 'Lovelace', Email: 'ADA@example.com' },
        { LastName: 'Lovlace', Email: 'ada@example.com', Company: 'Engines' },
        { LastName: 'SIMILAR' },
        base,
      ),
      [
        'LastName* similar/org "Lovelace" | "Lovlace"',
        'Phone blank/compared ? | ?',
        'Email* same/compared "ADA@example.com" | "ada@example.com"',
        'Company blank/compared ? | "Engines"',
      ],
    ],
    [
      'of alternatives, those that certainly fail decide nothing',
      side(
        { LastName: 'A', Email: 'a@b.c', Phone: '1' },
        { LastName: 'A', Email: 'x@y.z', Phone: '1' },
        { LastName: 'SAME', Phone: 'SAME' },
        base,
      ),
      [
        'LastName* same/org "A" | "A"',
        'Phone* same/org "1" | "1"',
        'Email different/compared "a@b.c" | "x@y.z"',
      ],
    ],
    [
      'values that differ may match by a fuzzy method',
      side({ LastName: 'A', Phone: '1' }, { LastName: 'A', Phone: '01', Email: null }, {}, base),
      [
        'LastName* same/compared "A" | "A"',
        'Phone* different/compared "1" | "01"',
        'Email blank/compared ? | null',
      ],
    ],
    [
      'other differences of the answer follow, whatever case they are in',
      side(
        { Email: 'a@b.c' },
        {},
        { EMAIL: 'same', Title: 'NULL', City: 'ODD' },
        { catalog: catalog(itemXml('Email')) },
      ),
      ['Email* same/org "a@b.c" | ?', 'Title blank/org ? | ?', 'City blank/compared ? | ?'],
    ],
    [
      'where the body of the rule is not known, what matches decides',
      side(
        { Email: 'a@b.c' },
        {},
        { Email: 'SAME', City: 'DIFFERENT' },
        { catalog: new RuleFiles().catalog(null, []) },
      ),
      ['Email* same/org "a@b.c" | ?', 'City different/org ? | ?'],
    ],
  ])('%s', (_what, found, expected) => {
    expect(lines(found)).toEqual(expected);
  });

  test('what was read goes before what came along, and what cannot be read is told', () => {
    const found = side(
      { LastName: 'A' },
      { LastName: 'A…' },
      {},
      {
        ...base,
        readings: [
          {
            type: 'Lead',
            records: [{ id: id.slice(0, 15), fields: { LastName: 'A', Industry: 'Mills' } }],
            unreadable: ['Email'],
            missing: [],
          },
        ],
      },
    );
    expect(lines(found)).toEqual([
      'LastName* same/compared "A" | "A"',
      'Phone blank/compared ? | ?',
      'Email* unreadable/null ? | ?',
      'Industry blank/compared ? | "Mills"',
    ]);
  });

  test("a new record's name and number are not blank because nobody gives them", () => {
    const createable = (name: string, isGiven: boolean) => ({
      name,
      label: name,
      type: 'string',
      length: 80,
      picklistValues: [],
      createable: isGiven,
      updateable: isGiven,
    });
    const found = record(id, { fields: { Name: 'Ada B', Number__c: 'N-1', City: 'Leeds' } });
    const shown = only({
      ...base,
      sample: lead({ LastName: 'B' }),
      answer: answer(result({ matchResults: [match('Lead_Email', [found])] })),
      descriptions: [
        {
          name: 'Lead',
          label: 'Lead',
          keyPrefix: '00Q',
          fields: [createable('Number__c', false), createable('City', true)],
        },
      ],
    });
    const differences = shown.records[0]!.fields.map(({ name, difference }) => `${name} ${difference}`);
    expect(differences).toEqual(expect.arrayContaining(['Name unknown', 'Number__c unknown', 'City blank']));
  });

  test('a record that the user cannot see', () => {
    const parts = {
      ...base,
      readings: [{ type: 'Lead', records: [], unreadable: [], missing: [id] }],
      sample: lead({ LastName: 'A' }),
      answer: answer(result({ matchResults: [match('Lead_Email', [record(id)])] })),
    };
    expect(lines(only(parts))).toEqual([
      'LastName* unreadable/null "A" | ?',
      'Phone* unreadable/null ? | ?',
      'Email* unreadable/null ? | ?',
    ]);
    expect(preview(parts).problems).toEqual([
      '1 matched record is not visible to this user: only what came with the answer is shown.',
    ]);
  });

  test('of an update, what the org holds stands beside the changes', () => {
    const sample = lead({ Email: 'new@b.c' }, '00Q000000000009AAA');
    const readings = [
      {
        type: 'Lead',
        records: [{ id: sample.id!, fields: { LastName: 'Old' } }],
        unreadable: [],
        missing: [],
      },
    ];
    const found = side(
      {},
      { LastName: 'old', Phone: '1' },
      {},
      { ...base, sample, readings, operation: 'update' },
    );
    expect(lines(found)).toEqual([
      'LastName* same/compared "Old" | "old"',
      'Phone* unknown/null ? | "1"',
      'Email* unknown/null "new@b.c" | ?',
    ]);
  });

  test('a cross-object match compares mapped fields', () => {
    const mapped = `<duplicateRuleMatchRules><matchRuleSObjectType>Contact</matchRuleSObjectType>
      <matchingRule>Lead_Email</matchingRule><objectMapping><inputObject>Lead</inputObject>
      <mappingFields><inputField>Work_Email__c</inputField><outputField>Email</outputField></mappingFields>
      <outputObject>Contact</outputObject></objectMapping></duplicateRuleMatchRules>`;
    const found = only({
      sample: lead({ Work_Email__c: 'a@b.c', Title: 'Dr' }),
      catalog: catalog(itemXml('Email'), '', mapped),
      answer: answer(
        result({
          matchResults: [
            match(
              'Lead_Email',
              [record('003000000000001AAA', { type: 'Contact', fields: { Email: 'A@b.c', Title: 'Dr' } })],
              {
                entityType: 'Contact',
              },
            ),
          ],
        }),
      ),
    });
    expect(found).toMatchObject({ crossObject: true, objectType: 'Contact' });
    expect(lines(found)).toEqual([
      'Work_Email__c -> Email* same/compared "a@b.c" | "A@b.c"',
      'null -> Title unknown/null ? | "Dr"',
    ]);
  });

  test('of an answer that is far too large are bounded, and quickly found', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`Field${n}__c`, 'x'.repeat(100)]),
    );
    const records = Array.from({ length: 200 }, (_, n) =>
      record(`00Q${String(n).padStart(12, '0')}`, { fields: { ...fields } }),
    );
    const start = performance.now();
    const found = only({ answer: answer(result({ matchResults: [match('Lead_Rule_Match', records)] })) });
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(found.records.map((one) => one.fields.length)).toEqual(records.map(() => 200));
  });

  test('labels and the method', () => {
    const describeLead = {
      name: 'Lead',
      label: 'Lead',
      keyPrefix: '00Q',
      fields: [
        {
          name: 'Email',
          label: 'E-mail',
          type: 'email',
          length: 80,
          picklistValues: [],
          createable: true,
          updateable: true,
        },
      ],
    };
    const [field] = side(
      { Email: 'a' },
      {},
      {},
      {
        catalog: catalog(itemXml('Email', 'Exact', 'MatchBlanks')),
        descriptions: [describeLead],
      },
    ).records[0]!.fields;
    expect(field).toMatchObject({ label: 'E-mail', method: 'Exact, blank matches blank' });
  });
});

describe('a record', () => {
  test.each<[Record<string, FieldScalar>, string]>([
    [{ Name: 'Ada Lovelace' }, 'Ada Lovelace'],
    [{ FirstName: 'Ada', LastName: 'L' }, 'Ada L'],
    [{ Name: ' ' }, id],
    [{}, id],
  ])('is called by its name: %j', (fields, title) => {
    expect(side({}, fields, {}).records[0]).toMatchObject({ id, title });
  });

  test.each([
    ['00Q000000000001AAA', 'https://x.example/00Q000000000001AAA'],
    ['00Q/../evil', null],
    ['', null],
    ['"><script>', null],
  ])('has a link only where its id is one: %s', (recordId, url) => {
    const org = {
      username: 'u',
      alias: null,
      instanceUrl: 'https://x.example',
      recordUrl: 'https://x.example/',
    };
    const found = only({ org, answer: answer(result({ matchResults: [match('M', [record(recordId)])] })) });
    expect(found.records[0]!.url).toBe(url);
  });
});
