import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RuleTestResult } from '../../../server/src/core/ruleTests/model.ts';
import {
  certainties,
  channels,
  findings,
  hiders,
  keys,
  outcomes,
} from '../../../server/src/core/ruleTests/words.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { runFile, sampleRules } from './project.ts';

const project = sampleRules();

const leads = `
object: Lead
records:
  Lead:
    ada: { LastName: Byron, Company: Engines, Email: ada@example.com }
    poe: { LastName: Poe, Company: Raven, Email: poe@example.com, Id: 00Q000000000002AAA }
tests:
`;
const candidates = `
object: Candidate__c
records:
  Candidate__c:
    alan: { Last_Name__c: Marlowe, Phone__c: +1 415 555 0103, Email__c: alan@example.com }
tests:
`;
const referrals = `
object: Referral__c
user: { fields: { Username: recruiter@example.com } }
records:
  Referral__c:
    jonathan: { First_Name__c: Jonathan, Last_Name__c: Marlowe, City__c: San Francisco }
tests:
`;

function one(text: string, data: Readonly<Record<string, string>> = {}): RuleTestResult {
  const { results } = runFile(text, project, data);
  expect(results).toHaveLength(1);
  return results[0]!;
}

const indented = (text: string) => text.replace(/^/gm, '    ');
const testOf = (text: string) => `  - name: it\n${indented(text)}\n`;

describe('expectations that are met', () => {
  it.each([
    [
      'the outcome, exactly',
      leads,
      'save: { fields: { LastName: B, Email: ADA@example.com } }\nexpect: { outcome: refused-unless-allow-save, certainty: exact, matches: ada }',
    ],
    [
      'allowSave',
      leads,
      'options: { allowSave: true }\nsave: { fields: { LastName: B, Email: ada@example.com } }\nexpect: { outcome: saved-and-reported }',
    ],
    [
      'a channel that cannot carry it',
      leads,
      'channel: bulk-2\nsave: { fields: { LastName: B, Email: ada@example.com } }\nexpect: { outcome: refused }',
    ],
    [
      'an update is no duplicate of itself',
      leads,
      'save: { record: ada, fields: { LastName: Lovelace } }\nexpect: { outcome: [saved, unknown], matches: [] }',
    ],
    [
      'an update by Id',
      leads,
      'save: { record: 00Q000000000002, fields: { Email: ada@example.com } }\nexpect: { outcome: saved-and-reported, matches: [ada] }',
    ],
    [
      'an upsert that updates',
      leads,
      'save: { externalId: Email, fields: { Email: POE@example.com, LastName: P } }\nexpect: { outcome: [saved, unknown] }',
    ],
    [
      'an upsert that inserts',
      leads,
      'save: { externalId: LastName, fields: { LastName: New, Email: ada@example.com } }\nexpect: { outcome: refused-unless-allow-save }',
    ],
    [
      'a blank field does not match',
      leads,
      'save: { fields: { LastName: Byron, Company: Engines } }\nexpect: { outcome: saved, noMatch: { ada: Email, poe: Email } }',
    ],
    [
      'what a later save finds, and what of a batch is only reported',
      leads,
      `saves:
  - batch:
      - { as: x, fields: { LastName: X, Email: x@example.com } }
      - { as: y, fields: { LastName: Y, Email: x@example.com }, expect: { matches: [] } }
    expect: { outcome: saved-and-reported }
  - { fields: { LastName: Z, Email: x@example.com }, as: z, expect: { rules: { Lead_Email: { outcome: refused-unless-allow-save } } } }
  - { fields: { LastName: Z, Email: x@example.com }, expect: { matches: [y, x] } }`,
    ],
    [
      'what was refused does not exist',
      leads,
      `saves:
  - { as: again, fields: { LastName: A, Email: ada@example.com }, expect: { outcome: refused-unless-allow-save } }
  - { fields: { LastName: A, Email: ada@example.com }, expect: { matches: [ada] } }`,
    ],
    [
      'what was changed is compared as changed',
      leads,
      `saves:
  - { record: poe, fields: { Email: raven@example.com }, expect: { outcome: saved } }
  - { fields: { LastName: P, Email: poe@example.com }, expect: { outcome: saved } }
  - { fields: { LastName: P, Email: raven@example.com }, expect: { matches: [poe] } }`,
    ],
    [
      'one refused record of an Apex statement takes the others with it',
      leads,
      `channel: apex-statement
saves:
  - batch:
      - { as: x, fields: { LastName: X, Email: x@example.com }, expect: { outcome: refused-unless-allow-save, matches: [] } }
      - { fields: { LastName: Y, Email: ada@example.com }, expect: { outcome: refused-unless-allow-save } }
  - { fields: { LastName: Z, Email: x@example.com }, expect: { outcome: saved } }`,
    ],
    [
      'a condition that is false, and why',
      candidates,
      'save: { fields: { Last_Name__c: Marlowe, Email__c: alan@example.com, Skip_Duplicate_Check__c: true } }\nexpect: { outcome: saved, rules: { Candidate_Profile: { finding: not-run, why: skip_duplicate_check__c } } }',
    ],
    [
      'a condition on a field that is not given stays open',
      candidates,
      'save: { fields: { Last_Name__c: Marlowe, Email__c: alan@example.com } }\nexpect: { outcome: unknown, rules: { Candidate_Profile: unknown }, certainty: unknown }',
    ],
    [
      'whether it finds what may not have been saved is not known',
      candidates,
      `saves:
  - { as: maybe, fields: { Last_Name__c: Marlowe, Email__c: alan@example.com, Phone__c: 1 }, expect: { outcome: unknown } }
  - { fields: { Last_Name__c: Marlowe, Phone__c: 1, Skip_Duplicate_Check__c: false }, expect: { outcome: unknown } }
  - { fields: { Last_Name__c: Marlowe, Email__c: alan@example.com, Skip_Duplicate_Check__c: false }, expect: { matches: [alan, maybe] } }`,
    ],
    [
      'variants of first names',
      referrals,
      'save: { fields: { First_Name__c: Jon, Last_Name__c: Marlowe, City__c: san francisco } }\nexpect: { outcome: refused, matches: [jonathan], certainty: approximate }',
    ],
    [
      'a condition on the user',
      referrals,
      'user: { fields: { Username: agency@analytical-engines.example } }\nsave: { fields: { First_Name__c: Jonathan, Last_Name__c: Marlowe, City__c: San Francisco } }\nexpect: { rules: { Referral_Person: not-run } }',
    ],
    [
      'a record that the user does not see',
      referrals,
      'user: { fields: { Username: a@example.com }, sees: none }\nsave: { fields: { First_Name__c: Jonathan, Last_Name__c: Marlowe, City__c: San Francisco } }\nexpect: { outcome: saved, noMatch: { jonathan: { hiddenBy: sharing } } }',
    ],
    [
      'a record of another object',
      referrals,
      'records: { Candidate__c: { alan: { Last_Name__c: Dykman, Email__c: a@example.com } } }\nsave: { fields: { First_Name__c: A, Last_Name__c: Dykman, Email__c: a@example.com } }\nexpect: { matches: [alan], noMatch: { jonathan: { because: [First_Name__c], by: Referral_Name_and_City } } }',
    ],
  ])('%s', (_, head, text) => {
    const { status, failures, messages } = one(head + testOf(text));
    expect({ status, messages, failures: failures.map(({ message }) => message) }).toEqual({
      status: 'passed',
      messages: [],
      failures: [],
    });
  });
});

describe('a reason, where another matching rule compares the record too', () => {
  const other = expandRules('Candidate__c.Other: Alert/Alert matching City__c');
  const both = sampleRules(
    Object.fromEntries([...other].map(([path, text]) => [`file:///other/${path}`, text])),
  );
  it.each([
    ['[Phone__c, Email__c]', []],
    ['{ because: [Phone__c, Email__c], by: Candidate_Name_and_Phone }', []],
    [
      'Phone__c',
      [
        'The record should not match alan, because Phone__c; that is not the whole reason: the part "Last_Name__c and Email__c" fails by Email__c.',
      ],
    ],
  ])('%s', (because, expected) => {
    const save =
      'save: { fields: { Last_Name__c: Marlowe, Phone__c: 1, City__c: Ulm, Skip_Duplicate_Check__c: false } }';
    const text = `${candidates}${testOf(`${save}\nexpect: { noMatch: { alan: ${because} } }`)}`;
    const [result] = runFile(text, both).results;
    expect([result!.messages, result!.failures.map(({ message }) => message)]).toEqual([[], expected]);
    expect(result!.saves[0]!.rules).toHaveLength(2);
  });
});

describe('expectations that are not met', () => {
  const save = 'save: { fields: { LastName: B, Email: ada@example.com } }';
  const candidate =
    'save: { fields: { Last_Name__c: Marlowe, Phone__c: 1, Skip_Duplicate_Check__c: false } }';
  it.each([
    [
      leads,
      `${save}\nexpect: { outcome: saved }`,
      'The record should be saved; it is refused unless allowSave.',
      'outcome: saved',
      'outcome: refused-unless-allow-save',
      /Lead\.Lead_Email finds ada\. Over REST .* ada, by Lead_Email_Exact: They match: Email matches\./,
    ],
    [
      leads,
      `${save}\nexpect: { matches: [poe] }`,
      'The record should match poe; it does not match poe, and also matches ada.',
      'matches:\n  - poe',
      'matches:\n  - ada',
      /poe, by Lead_Email_Exact: They do not match: Email differs\./,
    ],
    [
      leads,
      `${save}\nexpect: { noMatch: ada }`,
      'The record should not match ada; it matches by Lead_Email_Exact.',
      'ada: no match',
      'ada: it matches by Lead_Email_Exact',
      /They match/,
    ],
    [
      leads,
      `${save}\nexpect: { rules: { Lead_Email: not-run } }`,
      'Lead.Lead_Email should not run for the record; it finds one.',
      'Lead.Lead_Email: not-run',
      'Lead.Lead_Email: finds',
      /finds ada/,
    ],
    [
      candidates,
      `${candidate}\nexpect: { noMatch: { alan: Last_Name__c } }`,
      'The record should not match alan, because Last_Name__c; Last_Name__c is not the reason.',
      'alan: no match because Last_Name__c',
      'alan: Last_Name__c is not the reason',
      /Phone__c scores \d+ of 80/,
    ],
    [
      candidates,
      `${candidate}\nexpect: { noMatch: { alan: Phone__c } }`,
      'The record should not match alan, because Phone__c; that is not the whole reason: the part "Last_Name__c and Email__c" fails by Email__c.',
      'alan: no match because Phone__c',
      /whole reason/,
      /Email__c is blank in one record/,
    ],
    [
      candidates,
      'save: { fields: { Last_Name__c: Marlowe, Email__c: alan@example.com } }\nexpect: { matches: alan }',
      'The record should match alan; whether it does is not known, as Candidate__c.Candidate_Profile is open.',
      'matches:\n  - alan',
      'not known: Candidate__c.Candidate_Profile',
      /Whether its condition is true is not known: Skip_Duplicate_Check__c equals "false"/,
    ],
    [
      candidates,
      'save: { fields: { Last_Name__c: Marlow, Phone__c: 415-555-0103, Skip_Duplicate_Check__c: false } }\nexpect: { certainty: exact }',
      'What becomes of the record should be exact at least; it is approximate.',
      'certainty: exact',
      'certainty: approximate',
      /finds alan/,
    ],
    [
      candidates,
      'save: { fields: { Last_Name__c: Marlowe, Email__c: alan@example.com, Skip_Duplicate_Check__c: true } }\nexpect: { matches: alan }',
      'The record should match alan; it does not match alan.',
      'matches:\n  - alan',
      'matches: []',
      /alan was compared by no matching rule\. Candidate__c\.Candidate_Profile does not run\. Its condition is false/,
    ],
    [
      leads,
      'save: { fields: { LastName: B, Email: ade@example.com } }\nexpect: { matches: ada }',
      'The record should match ada; it does not match ada.',
      'matches:\n  - ada',
      'matches: []',
      /ada, by Lead_Email_Exact: They do not match: Email differs\./,
    ],
    [
      leads.replace('ada@example.com', '+1 415 555 0103'),
      'save: { fields: { LastName: B, Email: (1) 415-555-0103 } }\nexpect: { outcome: refused-unless-allow-save }',
      'The record should be refused unless allowSave; it is saved.',
      'outcome: refused-unless-allow-save',
      'outcome: saved',
      /ada, by .* Email has the same digits, written in another way\./,
    ],
  ])('%#: %s%s', (head, text, message, expected, actual, why) => {
    const { status, failures, saves } = one(head + testOf(text));
    expect(status).toBe('failed');
    expect(failures).toHaveLength(1);
    const [failure] = failures;
    expect(failure).toMatchObject({ message, expected });
    expect(failure!.actual).toMatch(actual);
    expect(failure!.why.join(' ')).toMatch(why);
    for (const { save: at, pair } of failure!.pairs)
      expect(saves[at]!.pairs[pair]!.trace.fields.length).toBeGreaterThan(0);
  });

  it('stand where the test says what it expects', () => {
    const text = leads + testOf(`${save}\nexpect:\n  matches: []\n  outcome: saved`);
    const { failures } = one(text);
    expect(failures.map(({ start, end }) => text.slice(start, end))).toEqual([
      'outcome: saved',
      'matches: []',
    ]);
  });
});

describe('records of files', () => {
  const csv = 'Id,LastName,Email\n00Q000000000001AAA,Byron,ada@example.com\n,Poe,poe@example.com\n';
  const tree = JSON.stringify({
    records: [
      { attributes: { type: 'Lead', referenceId: 'a' }, LastName: 'Byron', Email: 'ada@example.com' },
      { attributes: { type: 'Contact', referenceId: 'b' }, LastName: 'Poe', Email: 'poe@example.com' },
    ],
  });
  it.each([
    ['data/leads.csv', 'matches: 00Q000000000001AAA'],
    ['data/leads.csv', 'matches: leads.csv:1'],
    ['data/leads.csv', 'matches: data/leads.csv:1'],
    ['{ Lead: data/all.csv }', 'matches: all.csv:1'],
    ['{ Lead: [data/all.csv, { own: { Email: ada@example.com } }] }', 'matches: [own, all.csv:1]'],
    ['data/tree.json', 'matches: tree.json:1'],
    ['[data/tree.json]', 'noMatch: { tree.json:1: }'],
  ])('%s: %s', (records, expected) => {
    const text = `object: Lead\nrecords: ${records}\ntests:\n${testOf(`save: { fields: { LastName: B, Email: ada@example.com } }\nexpect: { ${expected} }`)}`;
    const { status, messages } = one(text, {
      'data/leads.csv': csv,
      'data/all.csv': csv,
      'data/tree.json': tree,
    });
    expect([status, messages]).toEqual([expected.startsWith('noMatch') ? 'failed' : 'passed', []]);
  });

  it('a record of a file is changed, and what the file does not hold stays open', () => {
    const text = `object: Lead\nrecords: leads.csv\ntests:\n${testOf(`saves:
  - { record: leads.csv:2, fields: { Email: new@example.com }, expect: { outcome: saved } }
  - { fields: { LastName: X, Email: poe@example.com }, expect: { outcome: saved } }
  - { fields: { LastName: X, Email: new@example.com }, expect: { matches: leads.csv:2 } }
  - { record: 00Q000000000001, fields: { Email: new@example.com }, expect: { matches: leads.csv:2 } }`)}`;
    expect(one(text, { 'leads.csv': csv })).toMatchObject({ messages: [], failures: [], status: 'passed' });
  });

  it('a field that the file does not have leaves the match open', () => {
    const text = `object: Lead\nrecords: leads.csv\ntests:\n${testOf('save: { fields: { LastName: B, Email: b@example.com } }\nexpect: { outcome: unknown }')}`;
    expect(one(text, { 'leads.csv': 'LastName\nByron\n' }).status).toBe('passed');
  });

  it.each([
    ['records: leads.csv', /leads\.csv cannot be used: it is not there\./],
    ['records: rows.csv', /Neither its records nor its name tell their object/],
    ['records: { Lead: rows.csv }', /no record "nobody"/],
  ])('what cannot be used is an error: %s', (records, message) => {
    const text = `object: Lead\n${records}\ntests:\n${testOf('save: { fields: { LastName: B } }\nexpect: { matches: nobody }')}`;
    const { status, messages } = one(text, { 'rows.csv': 'LastName\nByron\n' });
    expect([status, messages.join()]).toEqual(['error', expect.stringMatching(message)]);
  });
});

it('near misses are traced, with the values of the test', () => {
  const { saves } = one(
    candidates +
      testOf(
        'save: { fields: { Last_Name__c: Marlowe, Phone__c: 1, Skip_Duplicate_Check__c: false } }\nexpect: { outcome: saved }',
      ),
  );
  const [pair] = saves[0]!.pairs;
  expect(pair).toMatchObject({
    record: 'alan',
    matchingRule: 'Candidate_Name_and_Phone',
    visible: false,
    isInline: true,
  });
  expect(pair!.trace.fields.map(({ matches }) => matches)).toEqual([true, false, false]);
});

it('a skipped test is not run', () => {
  const result = one(leads + testOf('skip: not yet\nsave: { fields: {} }\nexpect: { outcome: refused }'));
  expect(result).toMatchObject({ status: 'skipped', messages: ['not yet'], saves: [] });
});

it('the sample tests pass', () => {
  for (const folder of ['recruiting', 'referrals']) {
    const root = join(import.meta.dirname, '../../../samples', folder, 'tests');
    for (const name of readdirSync(root)) {
      const data = name.startsWith('leads')
        ? { '../data/existing-leads.csv': readFileSync(join(root, '../data/existing-leads.csv'), 'utf8') }
        : {};
      const { file, results } = runFile(readFileSync(join(root, name), 'utf8'), project, data);
      expect(file.problems).toEqual([]);
      expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
    }
  }
});

describe('docs/rule-tests.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/rule-tests.md'), 'utf8');

  it('has an example that passes', () => {
    const example = /```yaml\n(description: [\s\S]*?)```/.exec(page)![1]!;
    const { file, results } = runFile(example, project);
    expect(file.problems).toEqual([]);
    expect(results.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
  });

  it('names every key and word of the format', () => {
    const words = [
      ...Object.values(keys).flat(),
      ...channels,
      ...outcomes,
      ...findings,
      ...certainties,
      ...hiders,
    ];
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(page))).toEqual([]);
  });
});
