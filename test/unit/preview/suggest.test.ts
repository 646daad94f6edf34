import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apexLiteral } from '../../../server/src/core/preview/apexLiteral.ts';
import type { PreviewInput } from '../../../server/src/core/preview/input.ts';
import { suggestCode } from '../../../server/src/core/preview/suggest.ts';
import { createProject } from '../../../server/src/core/project.ts';
import type { FieldScalar } from '../../../server/src/core/records/model.ts';
import { summarizeByOracle } from '../../support/apexOracle.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

const suggestions = (parts: Parameters<typeof preview>[0] = {}, language: string | null = null) =>
  suggestCode(preview(parts), language);
const codeOf = (parts: Parameters<typeof preview>[0], id: string) =>
  suggestions(parts).find((suggestion) => suggestion.id === id)?.code;

test('handle this refusal', () => {
  expect(
    codeOf({ sample: lead({ LastName: "O'Neil", Email: 'a@b.c' }) }, 'handle-refusal'),
  ).toBe(`Lead record = new Lead(
    LastName = 'O\\'Neil',
    Email = 'a@b.c'
);
Database.SaveResult result = Database.insert(record, false);
for (Database.Error error : result.getErrors()) {
    if (error instanceof Database.DuplicateError) {
        Datacloud.DuplicateResult duplicate = ((Database.DuplicateError) error).getDuplicateResult();
        List<Id> matchedIds = new List<Id>();
        for (Datacloud.MatchResult matches : duplicate.getMatchResults()) {
            for (Datacloud.MatchRecord matched : matches.getMatchRecords()) {
                matchedIds.add(matched.getRecord().Id);
            }
        }
        // TODO: handle the duplicate (skip the record, update the existing one, tell the user)
        System.debug(LoggingLevel.WARN, duplicate.getDuplicateRule() + ' matches ' + matchedIds);
    } else {
        throw new DmlException(error.getMessage());
    }
}
`);
});

describe('update this record instead', () => {
  const updated = (parts: Parameters<typeof preview>[0]) =>
    codeOf(parts, 'update-this-record')?.split(/Database\./)[0];
  const matching = (...records: ReturnType<typeof record>[]) =>
    answer(result({ matchResults: [match('Lead_Rule_Match', records)] }));

  test('the best match, without values that would erase', () => {
    const given = matching(
      record('00Q000000000001AAA', { matchConfidence: 80 }),
      record('00Q000000000002AAA', { matchConfidence: 90, fields: { Name: 'Ada' } }),
    );
    const parts = { answer: given, sample: lead({ Email: 'a@b.c', Phone: null, City: '', Employees: 5 }) };
    expect(updated(parts)).toBe(`Lead record = new Lead(
    Id = '00Q000000000002AAA',
    Email = 'a@b.c',
    Employees = 5
);
`);
    expect(suggestions(parts).map(({ title }) => title)).toEqual([
      'Update Ada instead',
      'Handle this refusal',
    ]);
  });

  test('the title says that the code is Apex where the record came from another language', () => {
    const given = { answer: matching(record('00Q000000000001AAA')), sample: lead({ Email: 'a@b.c' }) };
    const titles = (language: string) => suggestions(given, language).map(({ title }) => title);
    expect(titles('apex-anon')).toContain('Handle this refusal');
    expect(titles('java')).toContain('Handle this refusal (Apex)');
    expect(titles('python')).toContain('Handle this refusal');
  });

  test.each<[string, Partial<PreviewInput>]>([
    ['a match of another object', { answer: matching(record('003000000000001AAA', { type: 'Contact' })) }],
    ['no id', { answer: matching(record("x'y")) }],
    ['an update', { sample: lead({ Email: 'a' }, '00Q000000000009AAA'), operation: 'update' }],
  ])('not by %s', (_what, parts) => {
    expect(codeOf(parts, 'update-this-record')).toBeUndefined();
  });

  test('an update is handled as one', () => {
    const code = codeOf(
      { sample: lead({ Email: 'a' }, '00Q000000000009AAA'), operation: 'update', rules: 'Lead: Alert/Alert' },
      'handle-refusal',
    );
    expect(code).toContain("Id = '00Q000000000009AAA'");
    expect(code).toContain('Database.update(record, false)');
  });
});

test.each<[string, Parameters<typeof preview>[0]]>([
  ['nothing matched', { answer: answer() }],
  [
    'an error by a rule of which only an id is known',
    { sample: null, by: 'error', answer: answer(result({ duplicateRule: '0Bm000000000001AAA' })) },
  ],
  [
    'an error by a rule of an object that is not known',
    {
      sample: null,
      by: 'error',
      answer: answer(result({ duplicateRule: 'Foo', duplicateRuleEntityType: '' })),
    },
  ],
  ['an object that is no name', { sample: { object: 'Lead x', id: null, fields: [] } }],
  ['a field that is no name', { sample: lead({ 'a = b': 1 }), rules: 'Lead: Alert/Alert' }],
])('nothing is suggested: %s', (_what, parts) => {
  expect(suggestions(parts)).toEqual([]);
});

test('the record of an error is left to be filled in', () => {
  const [only, ...others] = suggestions({ sample: null, by: 'error', operation: 'update' });
  expect(others).toEqual([]);
  expect(only!.code.split('\n').slice(0, 3)).toEqual([
    '// TODO: the record that was refused',
    'Lead record = new Lead();',
    'Database.SaveResult result = Database.update(record, false);',
  ]);
});

test('a rule that refuses nothing leaves nothing to handle', () => {
  expect(suggestions({ rules: 'Lead: Report/Report' }).map(({ id }) => id)).toEqual(['update-this-record']);
});

describe('values as Apex', () => {
  test.each<[FieldScalar, string | null, string | null]>([
    [null, null, 'null'],
    [true, null, 'true'],
    ['TRUE', 'boolean', 'true'],
    ['maybe', 'boolean', null],
    [5, null, '5'],
    [-2147483648, null, '-2147483648L'],
    [1.5, 'double', '1.5'],
    [1e21, null, "Decimal.valueOf('1e21')"],
    [1e-7, null, "Decimal.valueOf('1e-7')"],
    [Number.NaN, null, null],
    ['12', 'currency', '12'],
    ['12 EUR', 'currency', null],
    [12, 'string', "'12'"],
    ['12', null, "'12'"],
    ['2026-01-02', 'date', 'Date.newInstance(2026, 1, 2)'],
    ['2026-01-02', null, 'Date.newInstance(2026, 1, 2)'],
    ['2026-01-02', 'string', "'2026-01-02'"],
    ['2026-02-31', 'date', null],
    ['2026-02-31', null, "'2026-02-31'"],
    ['2026-01-02T01:30:00+0200', 'datetime', 'Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 0)'],
    ['10:20:30.5Z', 'time', 'Time.newInstance(10, 20, 30, 500)'],
    ['003000000000001AAA', 'reference', "'003000000000001AAA'"],
    ["a'b\\c\n\t", null, String.raw`'a\'b\\c\n\t'`],
    ['\u0000\u202e\u{1f600}', null, String.raw`'\u0000\u202E` + "\u{1f600}'"],
    ['\ud800', 'string', String.raw`'\uD800'`],
  ])('%j as %s: %s', (value, type, code) => {
    expect(apexLiteral(value, type)).toBe(code);
  });

  test('by the types that the org describes', () => {
    const field = (name: string, type: string) => ({
      name,
      label: name,
      type,
      length: 0,
      picklistValues: [],
      createable: true,
      updateable: true,
    });
    const described = { name: 'Lead', label: 'Lead', keyPrefix: '00Q', fields: [field('Code__c', 'string')] };
    const code = codeOf(
      { sample: lead({ code__c: '2026-01-02' }), descriptions: [described] },
      'handle-refusal',
    );
    expect(code).toContain("code__c = '2026-01-02'");
  });
});

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

test('whatever the values, the code parses', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('A__c', 'B__c', 'City'), scalar), { maxLength: 3 }),
      (fields) => {
        const sample = lead(fields.map(([name, value]) => ({ name, value })));
        for (const { code } of suggestions({ sample }))
          expect(summarizeByOracle(code, 'script').errors).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
});

test.each(['Lead: Alert/Report', 'Lead: Block/Block', 'Lead: Alert/Alert'])(
  'no finding stands in the code: %s',
  (rules) => {
    for (const { code } of suggestions({ rules })) {
      const body = code.replace(/^/gm, '        ');
      const files = expandRules(rules);
      const project = createProject();
      for (const [path, text] of files) project.setFile(`file:///p/${path}`, text);
      const uri = 'file:///p/force-app/main/default/classes/A.cls';
      project.setFile(uri, `public class A {\n    public void run() {\n${body}    }\n}\n`);
      for (const _ of project.analyseAll());
      expect(project.saves(uri)).toHaveLength(1);
      expect(project.findings(uri)).toEqual([]);
    }
  },
);
