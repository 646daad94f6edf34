import { describe, expect, it } from 'vitest';
import { compileRule } from '../../../server/src/core/matching/compile.ts';
import { compiled, compiledOrNot, type Fields, matchingRule, recordOf } from '../../support/matchingRules.ts';

/** One letter per item: matches, fails, or is not in the data. */
const valueFor = { '+': 'x', '-': 'y', '?': undefined } as const;

const letters = ['A', 'B', 'C', 'D'];

/** Compares records of exact fields A to D, whose values agree as the signs say. */
function judge(filter: string, signs: string): boolean | null {
  const rule = compiled(`Lead: ${letters.slice(0, signs.length).join(', ')}; ${filter}`);
  const sample = Object.fromEntries(letters.map((letter) => [letter, 'x']));
  const candidate = Object.fromEntries(
    [...signs].map((sign, index) => [letters[index]!, valueFor[sign as keyof typeof valueFor]]),
  );
  const verdict = rule.compare(recordOf(rule, sample), recordOf(rule, candidate));
  if (verdict.matches === null) expect(verdict.certainty).toBe('unknown');
  else expect(verdict.certainty).toBe('exact');
  return verdict.matches;
}

describe('the boolean filter', () => {
  it.each<[string, string, boolean | null]>([
    ['1 AND 2', '++', true],
    ['1 AND 2', '+-', false],
    ['1 AND 2', '-?', false],
    ['1 AND 2', '+?', null],
    ['1 OR 2', '-+', true],
    ['1 OR 2', '+?', true],
    ['1 OR 2', '-?', null],
    ['1 OR 2', '--', false],
    ['1 AND (2 OR 3)', '+-+', true],
    ['1 AND (2 OR 3)', '-++', false],
    ['(1 AND 2) OR (3 AND 4)', '+-++', true],
    ['(1 AND 2) OR (3 AND 4)', '+-+-', false],
    ['(1 OR 2) AND (3 OR 4)', '-+-+', true],
    ['1 AND NOT 2', '+-', true],
    ['1 AND NOT 2', '++', false],
    ['1 AND NOT 2', '+?', null],
    ['NOT (1 OR 2)', '--', true],
    ['NOT (1 AND 2)', '++', false],
    ['NOT (1 AND 2)', '+-', true],
    ['NOT (1 AND NOT 2) AND 3', '+++', true],
    ['NOT (1 AND NOT 2) AND 3', '+-+', false],
  ])('%s on %s: %s', (filter, signs, matches) => expect(judge(filter, signs)).toBe(matches));

  it('becomes segments in the order of the text', () => {
    const rule = compiled('Lead: A, B, C, D; 4 AND (1 OR (2 AND NOT 3)) OR 1 AND 4');
    expect(rule.segments).toEqual([
      { items: [1, 4], without: [], transposed: false, leftOut: null },
      { items: [2, 4], without: [3], transposed: false, leftOut: null },
    ]);
  });

  it('is not run with more than 1,000 combinations', () => {
    const fields = Array.from({ length: 22 }, (_, index) => `F${index}`);
    const pairs = fields.flatMap((_, index) => (index % 2 === 0 ? [`(${index + 1} OR ${index + 2})`] : []));
    expect(compiledOrNot(`Lead: ${fields.join(', ')}; ${pairs.join(' AND ')}`)).toMatchObject({
      why: expect.stringMatching(/more than 1,000 combinations/),
    });
  });
});

describe('rules that cannot be run', () => {
  it.each([
    ['Lead: ', 'What the matching rule R compares is not known: it has no items.'],
    ['Lead: Email, Phone; 1 AND 7', 'The boolean filter "1 AND 7" cannot be read.'],
    ['Lead: Email, Phone; 1 AND', 'The boolean filter "1 AND" cannot be read.'],
    ['Lead: Email Soundex', 'The matching method Soundex of Email is not known.'],
    [
      'Standard Account',
      'The equation of the standard account matching rule is not known here. It needs Account Name, and Billing City or Billing ZIP/Postal Code.',
    ],
  ])('%s', (text, why) => expect(compiledOrNot(text)).toMatchObject({ why }));

  it('are told by what was read of them', () => {
    const partial = { ...matchingRule('Lead: '), comparedFields: ['Email', 'Phone'] };
    expect(compileRule(partial)).toMatchObject({
      why: 'How the matching rule R compares Email and Phone is not known: only the fields were read.',
    });
  });

  it('are compiled once', () => {
    const rule = matchingRule('Lead: Email');
    expect(compileRule(rule)).toBe(compileRule(rule));
  });
});

describe('a fuzzy field in several parts of an OR', () => {
  const filter = '(1 AND 2) OR (1 AND 3) OR (1 AND 4)';

  it('counts in the last of them only', () => {
    const rule = compiled(`Lead: LastName LastName, Email, Phone, City; ${filter}`);
    expect(rule.segments.map(({ leftOut }) => leftOut === null)).toEqual([false, false, true]);
    expect(rule.notes[0]).toBe(
      'Salesforce does not evaluate "LastName and Email": fuzzy field LastName is repeated: only the last part with it counts.',
    );
    const ada = recordOf(rule, { LastName: 'Byron', Email: 'a@b.example', City: 'London' });
    expect(rule.compare(ada, recordOf(rule, { LastName: 'Byron', Email: 'a@b.example' }))).toEqual({
      matches: false,
      certainty: 'documented',
      confidence: 0,
    });
    expect(rule.compare(ada, recordOf(rule, { LastName: 'Byron', City: 'London' }))).toMatchObject({
      matches: true,
      certainty: 'exact',
    });
    expect(rule.compare(ada, recordOf(rule, { LastName: 'Byron' }))).toMatchObject({ certainty: 'exact' });
  });

  it.each([
    ['an exact field', `Lead: LastName, Email, Phone, City; ${filter}`],
    ['a field before a bracket', 'Lead: LastName LastName, Email, Phone, City; 1 AND (2 OR 3 OR 4)'],
    ['different fields', 'Lead: LastName LastName, FirstName FirstName, Phone; (1 AND 3) OR (2 AND 3)'],
  ])('is no matter of %s', (_, text) => {
    expect(compiled(text).segments.every(({ leftOut }) => leftOut === null)).toBe(true);
  });
});

describe('blank values', () => {
  it.each<[string, Fields, Fields, boolean | null]>([
    ['Exact', {}, {}, false],
    ['Exact', { X: 'a' }, {}, false],
    ['Exact', { X: ' ' }, { X: '' }, false],
    ['Exact MatchBlanks', {}, {}, true],
    ['Exact MatchBlanks', { X: 'a' }, {}, false],
    ['LastName MatchBlanks', {}, { X: null }, true],
    ['LastName', {}, { X: 'Byron' }, false],
    ['Exact', {}, { X: undefined }, false],
    ['Exact MatchBlanks', {}, { X: undefined }, null],
    ['Exact', { X: 'a' }, { X: undefined }, null],
    ['Exact', { X: undefined }, { X: undefined }, null],
    ['Exact', { X: false }, { X: false }, true],
  ])('%s: %o and %o: %s', (method, one, other, matches) => {
    const rule = compiled(`Lead: X ${method}`);
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      expect(rule.compare(recordOf(rule, a), recordOf(rule, b)).matches).toBe(matches);
    }
  });
});

describe('certainty follows the proof', () => {
  it.each<[string, Fields, Fields, boolean, string]>([
    ['Lead: Email, Phone; 1 OR 2', { Email: 'a' }, { Email: 'a' }, true, 'exact'],
    // The surest branch of a true OR.
    [
      'Lead: LastName LastName, Email; 1 OR 2',
      { LastName: 'Smith', Email: 'a' },
      { LastName: 'Smyth', Email: 'a' },
      true,
      'exact',
    ],
    // The surest failure of an AND.
    [
      'Lead: LastName LastName, Email',
      { LastName: 'Smith', Email: 'a' },
      { LastName: 'Jones', Email: 'b' },
      false,
      'exact',
    ],
    [
      'Lead: LastName LastName, Email',
      { LastName: 'Smith', Email: 'a' },
      { LastName: 'Jones', Email: 'a' },
      false,
      'approximate',
    ],
    [
      'Lead: LastName LastName, Email',
      { LastName: 'Smith', Email: 'a' },
      { LastName: 'smith', Email: 'a' },
      true,
      'exact',
    ],
    // Every branch of a false OR.
    [
      'Lead: LastName LastName, Email; 1 OR 2',
      { LastName: 'Smith', Email: 'a' },
      { LastName: 'Jones', Email: 'b' },
      false,
      'approximate',
    ],
    ['Lead: LastName LastName', { LastName: '李' }, { LastName: '王' }, false, 'unknown'],
  ])('%s: %o and %o', (text, one, other, matches, certainty) => {
    const rule = compiled(text);
    expect(rule.compare(recordOf(rule, one), recordOf(rule, other))).toMatchObject({ matches, certainty });
  });

  it('and confidence is the mean of the fields that carry the match', () => {
    const rule = compiled('Lead: FirstName FirstName, Email, Phone; (1 AND 2) OR (2 AND 3)');
    const ada = recordOf(rule, { FirstName: 'Dan', Email: 'a', Phone: '1' });
    const score = rule.items[0]!.method.trace(
      rule.items[0]!.method.prepare('Dan'),
      rule.items[0]!.method.prepare('Daniel'),
    ).score;
    const { confidence } = rule.compare(ada, recordOf(rule, { FirstName: 'Daniel', Email: 'a' }));
    expect(confidence).toBe(Math.round((score + 100) / 2));
  });
});

describe('records of another object', () => {
  const rule = compiled('Lead: City, Email');
  const mapping = [
    { inputField: 'MailingCity', outputField: 'City' },
    { inputField: 'Email', outputField: 'Email' },
  ];

  it.each<[Fields, boolean]>([
    [{ City: 'leeds', Email: 'a@b.example' }, true],
    [{ City: 'York', Email: 'a@b.example' }, false],
  ])('are compared by the mapping: %o', (lead, matches) => {
    const contact = recordOf(rule, { MailingCity: 'Leeds', Email: 'a@b.example', City: 'other' }, mapping);
    expect(rule.compare(contact, recordOf(rule, lead)).matches).toBe(matches);
  });

  it('have a blank for a field without a mapping', () => {
    const phone = compiled('Lead: Phone');
    expect(
      phone.compare(recordOf(phone, { Phone: '1' }, mapping), recordOf(phone, { Phone: '1' })).matches,
    ).toBe(false);
  });
});

it('finds a lookup under either of its names, and a company by the name behind it', () => {
  const lookup = compiled('Contact: Account');
  expect(
    lookup.compare(recordOf(lookup, { AccountId: '001x' }), recordOf(lookup, { Account: '001X' })).matches,
  ).toBe(true);
  const name = compiled('Contact: Account CompanyName');
  const acme = recordOf(name, { AccountId: '0015g00000LxyzAAAR', 'Account.Name': 'Acme Inc.' });
  expect(name.compare(acme, recordOf(name, { 'Account.Name': 'ACME' })).matches).toBe(true);
  expect(
    name.compare(acme, recordOf(name, { 'Account.Name': undefined, AccountId: '0015g00000LxyzAAAR' }))
      .matches,
  ).toBeNull();
});

it('takes the fields of a person account under either of their names', () => {
  const rule = compiled('PersonAccount: PersonEmail, Level__c');
  const one = recordOf(rule, { PersonEmail: 'a@b.example', Level__pc: 'Gold', Level__c: undefined });
  const other = recordOf(rule, { PersonEmail: undefined, Email: 'a@b.example', Level__c: 'gold' });
  expect(rule.object).toBe('Account');
  expect(rule.compare(one, other).matches).toBe(true);
});

it('says what a reader must know', () => {
  const long = Array.from({ length: 12 }, (_, index) => `F${index}`);
  expect(
    compiled(`Lead: ${long.join(', ')}; ${long.map((_, index) => index + 1).join(' OR ')}`).notes,
  ).toEqual(['The rule needs 12 match keys; Salesforce saves no custom rule that needs more than 10.']);
  expect(compiled('Lead: Title Title').notes[0]).toMatch(
    /^No match key is made of Title: how Salesforce limits/,
  );
  expect(compiled('Lead: FirstName FirstName, Email').notes[0]).toMatch(/^Fuzzy and exact methods are mixed/);
  expect(compiled('Lead: Email, Phone; 1').notes).toEqual(['Phone is in no part of the boolean filter.']);
});
