import { describe, expect, it } from 'vitest';
import { checkRuleTests } from '../../../server/src/core/ruleTests/check.ts';
import { parseRuleTests } from '../../../server/src/core/ruleTests/parse.ts';
import { sampleRules } from './project.ts';

const project = sampleRules();
const parse = (text: string) => parseRuleTests('file:///a.duptest.yaml', text);

const head = 'object: Lead\nrecords: { Lead: { ada: { Email: a@example.com } } }\ntests:\n';

/** "the text it stands on: message" of each problem. */
function told(text: string): readonly string[] {
  const { problems } = checkRuleTests(parse(text), project);
  return problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

describe('tests', () => {
  const text = `${head}
  - name: First
    save: { fields: { Email: a@example.com } }
    expect: { outcome: saved }
  - name: First
    skip: true
    save: { fields: { Email: a@example.com } }
    expect: { outcome: saved }
`;
  it('have places and unique ids', () => {
    const { tests } = parse(text);
    expect(tests.map(({ id }) => id)).toEqual(['First', 'First (2)']);
    const [first] = tests;
    expect(text.slice(first!.nameSpan.start, first!.nameSpan.end)).toBe('First');
    expect(text.slice(first!.start, first!.end)).toMatch(/^name: First\n[\s\S]*saved }\n?\s*$/);
    expect(tests[1]!.skip).toBe('skipped');
  });

  it('keep values as they are written where a number would lose something', () => {
    const value = (written: string) => {
      const { tests } = parse(
        `${head}  - { name: a, save: { fields: { X: ${written} } }, expect: { outcome: saved } }`,
      );
      return tests[0]!.saves[0]!.records[0]!.fields[0]!.value;
    };
    const cases: readonly (readonly [string, unknown])[] = [
      ['01234', '01234'],
      ['+14155550103', '+14155550103'],
      ['12345678901234567890', '12345678901234567890'],
      ['0x1F', '0x1F'],
      ['1e3', '1e3'],
      ['12.50', 12.5],
      ['-7', -7],
      ['true', true],
      ['yes', 'yes'],
      ['2026-01-31', '2026-01-31'],
      ['""', ''],
      ['~', null],
      ['', null],
    ];
    expect(cases.map(([written]) => value(written))).toEqual(cases.map(([, wanted]) => wanted));
  });

  it('take what anchors and merges stand for', () => {
    const { tests, problems } = parse(`object: Lead
records: &r { Lead: { ada: &ada { Email: a@example.com, LastName: A } } }
tests:
  - name: a
    records: { Lead: { bob: { <<: *ada, LastName: B } } }
    save: { fields: *ada }
    expect: { outcome: saved }
`);
    expect(problems).toEqual([]);
    const [test] = tests;
    const bob = test!.records.find((one) => one.kind === 'record' && one.record.name === 'bob');
    expect(bob?.kind === 'record' && bob.record.fields.map(({ name, value }) => [name, value])).toEqual([
      ['Email', 'a@example.com'],
      ['LastName', 'B'],
    ]);
  });
});

describe('problems stand where they are, and say what is meant', () => {
  const test = (body: string) => `${head}  - name: t\n${body.replace(/^/gm, '    ')}\n`;
  const saved = 'expect: { outcome: saved }';
  it.each<[string, readonly string[]]>([
    ['', [': The file is empty: it needs tests.']],
    ['tests: [', [expect.stringMatching(/YAML: Flow sequence/) as unknown as string]],
    ['- a', ['- a: A file of rule tests has to be a map of keys and values.']],
    ['object: Lead', [': The file has no tests: a list under the key tests.']],
    ['tests: 5', ['5: tests has to be a list.']],
    ['tests: []\n---\ntests: []', [expect.stringContaining('one YAML document') as unknown as string]],
    [test(`save: { fields: {} }\nexpct: {}`), ['expct: A test has no key "expct". Did you mean "expect"?']],
    [
      test(`sav: { fields: {} }\n${saved}`),
      [
        'name: The test saves nothing: it needs save, or saves for several in order.',
        'sav: A test has no key "sav". Did you mean "save"?',
      ],
    ],
    [
      test('save: { fields: {} }'),
      ['t: The test expects nothing: say under expect what has to become of the record.'],
    ],
    [
      test(`save: { fields: {} }\nexpect: { outcome: blocked }`),
      [
        expect.stringMatching(
          /^blocked: outcome cannot be "blocked"\. Possible: refused, /,
        ) as unknown as string,
      ],
    ],
    [
      test(`save: { fields: {} }\nexpect: { outcome: save }`),
      ['save: outcome cannot be "save". Did you mean "saved"?'],
    ],
    [
      test(`channel: bulk2\nsave: { fields: {} }\n${saved}`),
      [
        expect.stringMatching(
          /^bulk2: channel cannot be "bulk2"\. Did you mean "bulk-[12]"\?$/,
        ) as unknown as string,
      ],
    ],
    [
      test(`target: org\nsave: { fields: {} }\n${saved}`),
      [expect.stringMatching(/^org: target cannot be "org"/) as unknown as string],
    ],
    [
      test(`options: { allowSave: maybe }\nsave: { fields: {} }\n${saved}`),
      ['maybe: allowSave has to be true or false.'],
    ],
    [
      test(`save: { operation: update, fields: {} }\n${saved}`),
      ['operation: update: An update needs record: the name or Id of the record that it changes.'],
    ],
    [
      test(`save: { operation: insert, record: ada, fields: {} }\n${saved}`),
      ['record: An insert makes a new record: it names none under record.'],
    ],
    [
      test(`save: { operation: upsert, fields: {} }\n${saved}`),
      [expect.stringContaining('An upsert needs externalId') as unknown as string],
    ],
    [
      test(`save: { as: ada, fields: {} }\n${saved}`),
      ['ada: There is another record with the name "ada" before.'],
    ],
    [
      test(`save: { fields: { Email: [a] } }\n${saved}`),
      [expect.stringMatching(/^\[a\]: The value of Email has to be one value\./) as unknown as string],
    ],
    [test(`save: { fields: { Email: a, email: b } }\n${saved}`), ['email: The field email is there before.']],
    [test(`save: { fields: *x }\n${saved}`), ['*x: There is no anchor "x" before this.']],
    [
      test(`save: { fields: {} }\nexpect: { matches: [adda] }`),
      ['adda: There is no record "adda" at this point. Did you mean "ada"?'],
    ],
    [
      test(`save: { record: nobody, fields: {} }\n${saved}`),
      ['nobody: There is no record "nobody" at this point. There are: ada.'],
    ],
    [
      test(`save: { fields: {} }\nexpect: { rules: { Lead_Emial: finds } }`),
      ['Lead_Emial: Lead has no duplicate rule Lead_Emial. Did you mean "Lead_Email"?'],
    ],
    [
      test(`save: { fields: {} }\nexpect: { noMatch: { ada: Fax } }`),
      ['Fax: No matching rule that bears on Lead compares Fax. There are: Email.'],
    ],
    [
      test(`save: { fields: {} }\nexpect: { noMatch: { ada: { by: Lead_Exact } } }`),
      [
        'Lead_Exact: No duplicate rule of Lead compares by a matching rule Lead_Exact. There are: Lead.Lead_Email_Exact.',
      ],
    ],
    [
      test(`save: { object: Candidat__c, fields: {} }\n${saved}`),
      [
        expect.stringMatching(
          /^Candidat__c: The project has no object Candidat__c\. Did you mean "Candidate__c"\?$/,
        ) as unknown as string,
      ],
    ],
    [
      test(`save: { fields: { Emial: x } }\n${saved}`),
      ['Emial: Lead has no field Emial in the project. Did you mean "Email"?'],
    ],
    [
      test(`save: { fields: { Compnay: x } }\n${saved}`),
      ['Compnay: Lead has no field Compnay in the project. Did you mean "Company"?'],
    ],
    [
      test(`save: { object: Candidate__c, fields: { Mail__c: x } }\n${saved}`),
      ['Mail__c: Candidate__c has no field Mail__c in the project. Did you mean "Email__c"?'],
    ],
    [
      test(`save: { object: Opportunity, fields: { Name: x } }\n${saved}`),
      ['Opportunity: No active duplicate rule bears on Opportunity.'],
    ],
    [
      test(`channel: bulk-2\noptions: { allowSave: true }\nsave: { fields: {} }\n${saved}`),
      ['{: The channel bulk-2 takes no allowSave: it changes nothing.'],
    ],
    [
      `${head.replace('{ Lead: {', '/etc/{ Lead: {').replace(/records: .*/, 'records: /leads.csv')}  - { name: t, save: { fields: {} }, ${saved} }`,
      [
        expect.stringMatching(
          /^\/leads\.csv: The path of a file of records is relative/,
        ) as unknown as string,
      ],
    ],
  ])('%#', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('and break the tests that they touch, and no others', () => {
    const text = `${head}
  - { name: a, save: { fields: {} }, expect: { outcome: nonsense } }
  - { name: b, save: { fields: {} }, expect: { matches: [nobody] } }
  - { name: c, save: { fields: {} }, expect: { outcome: saved } }
  - { name: d, save: { fields: { Emial: x } }, expect: { outcome: saved } }
  - { name: e, save: { fields: { Compnay: x } }, expect: { outcome: saved } }
  - { name: f, records: { Lead: { b: { Emial: x } } }, save: { fields: {} }, expect: { outcome: saved } }
  - { name: g, save: { object: Candidate__c, fields: { Emal__c: x } }, expect: { outcome: saved } }
  - { name: h, save: { object: Candidate__c, fields: { Email2__c: x, Shoe_Size__c: 1 } }, expect: { outcome: saved } }
`;
    const { tests } = checkRuleTests(parse(text), project);
    expect(tests.flatMap(({ name, isBroken }) => (isBroken ? [name] : []))).toEqual([
      'a',
      'b',
      'd',
      'e',
      'f',
      'g',
    ]);
    const all = parse(text.replace('object: Lead', 'objet: Lead\nobject: Lead'));
    expect(all.tests.every(({ isBroken }) => isBroken)).toBe(true);
  });

  it('quote no value of a record', () => {
    const text = test('save: { fields: { Email: [secret], LastName: "secret }\nexpect: {}');
    expect(
      parse(text)
        .problems.map(({ message }) => message)
        .join(),
    ).not.toContain('secret');
  });
});

it('text that is no test at all never throws', () => {
  const whole = `${head}  - name: t\n    records: { Lead: [a.csv, { b: { X: 1 } }] }\n    saves:\n      - batch: [{ fields: { A: 1 }, expect: { noMatch: { b: { because: [A] } } } }]\n`;
  for (let end = 0; end < whole.length; end += 3) {
    parse(whole.slice(0, end));
    parse(`${whole.slice(0, end)}}${whole.slice(end)}`);
    parse(whole.slice(end));
  }
});

it('what stands for itself ends', () => {
  const { problems } = parse(
    `${head}  - &t { <<: *t, name: t, save: { fields: &f { <<: [*f, *f], A: 1 } }, expect: { outcome: saved } }`,
  );
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});
