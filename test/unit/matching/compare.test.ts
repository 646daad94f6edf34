import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../server/src/core/matching/compare.ts';
import type {
  FieldMapping,
  MatchingRule,
  MatchingRuleItem,
} from '../../../server/src/core/metadata/model.ts';
import { fieldKey } from '../../../server/src/core/outcome/fieldNames.ts';
import type { FieldScalar } from '../../../server/src/core/records/model.ts';

type Fields = Record<string, FieldScalar>;

function rule(items: readonly MatchingRuleItem[], booleanFilter: string | null = null): MatchingRule {
  return {
    fullName: 'Lead.R',
    object: 'Lead',
    name: 'R',
    label: 'R',
    status: 'Active',
    booleanFilter,
    items,
    source: { kind: 'assumed' },
  };
}

const item = (field: string, method = 'Exact', matchBlanks = false): MatchingRuleItem => ({
  field,
  method,
  matchBlanks,
});

const valuesOf = (fields: Fields) => {
  const byKey = new Map(Object.entries(fields).map(([name, value]) => [fieldKey(name), value]));
  return (key: string) => byKey.get(key);
};

function compare(
  one: MatchingRule,
  sample: Fields,
  candidate: Fields,
  mapping: FieldMapping[] | null = null,
) {
  return matcherOf(one)!.compare(valuesOf(sample), valuesOf(candidate), mapping);
}

describe('exact comparison', () => {
  it.each<[string, FieldScalar, FieldScalar, boolean, string]>([
    ['equal', 'a@b.example', 'a@b.example', true, 'SAME'],
    ['case aside', 'A@B.example', 'a@b.EXAMPLE', true, 'SAME'],
    ['space around it aside', ' a ', 'a', true, 'SAME'],
    ['literal otherwise', 'salesforce.com', 'Salesforce', false, 'DIFFERENT'],
    ['accents count', 'Zoë', 'Zoe', false, 'DIFFERENT'],
    ['numbers', 12, 12, true, 'SAME'],
    ['a number and its text', 12, '12', true, 'SAME'],
    ['false is no blank', false, false, true, 'SAME'],
    ['one is blank', '', 'a', false, 'DIFFERENT'],
    ['the other is blank', 'a', null, false, 'DIFFERENT'],
    ['both are blank', '', null, false, 'NULL'],
    ['both are white space', ' ', '  ', false, 'NULL'],
  ])('%s', (_, one, other, matches, difference) => {
    const result = compare(rule([item('Email')]), { Email: one }, { Email: other });
    expect(result).toEqual({
      matches,
      fields: [{ name: 'Email', difference }],
      confidence: matches ? 100 : 0,
    });
  });

  it('lets blanks match where the rule says so, but never one blank', () => {
    const blanks = rule([item('Email', 'Exact', true)]);
    expect(compare(blanks, {}, {})).toMatchObject({ matches: true, fields: [{ difference: 'NULL' }] });
    expect(compare(blanks, { Email: 'a' }, {})).toMatchObject({ matches: false });
  });

  it('finds a lookup under either of its names', () => {
    const same = compare(rule([item('Account')]), { AccountId: '001x' }, { AccountId: '001X' });
    expect(same).toMatchObject({ matches: true, fields: [{ name: 'Account' }] });
  });
});

describe('the boolean filter', () => {
  const fields = [item('A'), item('B'), item('C')];
  const candidate = { A: '1', B: '2', C: '3' };

  it.each<[string | null, Fields, boolean]>([
    [null, { A: '1', B: '2', C: '3' }, true],
    [null, { A: '1', B: '2' }, false],
    ['1 AND (2 OR 3)', { A: '1', C: '3' }, true],
    ['1 AND (2 OR 3)', { B: '2', C: '3' }, false],
    ['(1 AND 2) OR 3', { C: '3' }, true],
    ['(1 AND 2) OR 3', { A: '1' }, false],
  ])('%s over %o: %s', (filter, sample, matches) => {
    expect(compare(rule(fields, filter), sample, candidate).matches).toBe(matches);
  });

  it('says of every field how it compares', () => {
    expect(compare(rule(fields, '1 OR 2 OR 3'), { A: '1', B: 'x' }, { A: '1', B: '2' }).fields).toEqual([
      { name: 'A', difference: 'SAME' },
      { name: 'B', difference: 'DIFFERENT' },
      { name: 'C', difference: 'NULL' },
    ]);
  });
});

describe('other objects', () => {
  const mapping = [
    { inputField: 'MailingCity', outputField: 'City' },
    { inputField: 'Email', outputField: 'Email' },
  ];

  it('are compared by the mapping', () => {
    const both = rule([item('City'), item('Email')]);
    const contact = { MailingCity: 'Leeds', Email: 'a@b.example', City: 'not mapped' };
    expect(compare(both, contact, { City: 'leeds', Email: 'a@b.example' }, mapping).matches).toBe(true);
    expect(compare(both, contact, { City: 'York', Email: 'a@b.example' }, mapping).matches).toBe(false);
  });

  it('have a blank for a field without a mapping', () => {
    expect(compare(rule([item('Phone')]), { Phone: '1' }, { Phone: '1' }, mapping).matches).toBe(false);
  });
});

describe('fuzzy methods', () => {
  it('are compared by equality, and the matcher says that this is not all', () => {
    const fuzzy = rule([item('LastName', 'LastName')]);
    expect(matcherOf(fuzzy)).toMatchObject({ engine: 'FuzzyMatchEngine', complete: false });
    expect(compare(fuzzy, { LastName: 'Byron' }, { LastName: 'BYRON' }).matches).toBe(true);
    expect(compare(fuzzy, { LastName: 'Byron' }, { LastName: 'Biron' }).matches).toBe(false);
    expect(matcherOf(rule([item('Email')]))).toMatchObject({ engine: 'ExactMatchEngine', complete: true });
  });
});

it('makes no matcher of a rule whose body or filter cannot be read', () => {
  expect(matcherOf(rule([]))).toBeNull();
  expect(matcherOf(rule([item('Email')], '1 AND 7'))).toBeNull();
  expect(matcherOf(rule([item('Email')], '1 AND'))).toBeNull();
});
