import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CompiledRule } from '../../../server/src/core/matching/model.ts';
import { compiled, type Fields, recordOf } from '../../support/matchingRules.ts';
import { golden, type KeyRule, sources } from './golden.ts';

function ruleOf(rule: KeyRule): CompiledRule {
  if ('standard' in rule) return compiled(`Standard ${rule.standard}`);
  const items = rule.items.map(([field, method]) => `${field} ${method}`).join(', ');
  return compiled(`${rule.object}: ${items}${rule.filter === null ? '' : `; ${rule.filter}`}`);
}

test.each(golden.filter((row) => row.kind === 'key'))('$rule, $notation: $key', (row) => {
  const rule = ruleOf(row.rule);
  const key = rule.keys.find(({ notation }) => notation === row.notation)!;
  const made = key.of(recordOf(rule, row.fields));
  if (row.differs === undefined) expect(made, sources[row.source]).toBe(row.key);
  else expect(made, 'no longer differs').not.toBe(row.key);
});

describe('which keys a rule has', () => {
  it.each<[string, string[], string[]]>([
    ['Contact: Email', ['Email'], ['exact']],
    ['Contact: Email, Phone', ['Email Phone'], ['exact']],
    ['Contact: Email, Phone; 1 OR 2', ['Email', 'Phone'], ['exact', 'exact']],
    [
      'Contact: FirstName FirstName, LastName, Account CompanyName',
      ['First_Name (1,1) Last_Name Company (2,6)'],
      ['documented'],
    ],
    [
      'Lead: Company, LastName LastName, FirstName',
      ['First_Name (1,1) Last_Name Company (2,6)'],
      ['documented'],
    ],
    ['Lead: Company, LastName, FirstName', ['Company LastName FirstName'], ['exact']],
    [
      'Contact: FirstName FirstName, LastName LastName, Email',
      ['First_Name (1,1) Last_Name Email'],
      ['approximate'],
    ],
    [
      'Lead: FirstName FirstName, LastName LastName, Phone Phone',
      ['First_Name (1,1) Last_Name Phone'],
      ['approximate'],
    ],
    ['Lead: FirstName FirstName, Level__c', ['FirstName (1,1) Level__c'], ['approximate']],
    ['Lead: Company CompanyName, Phone Phone', ['Company (2,6) Phone'], ['documented']],
    ['Lead: City City, Country', ['City (1,6) Country'], ['documented']],
    ['Lead: Title Title, Email', ['Email'], ['documented']],
    ['Lead: Title Title', [], []],
    ['Lead: Email, Phone, City; 1 AND (2 OR 3)', ['Email Phone', 'Email City'], ['exact', 'exact']],
    ['Lead: Email, Phone; 1 AND NOT 2', ['Email'], ['exact']],
    ['Lead: LastName LastName, Email, Phone; (1 AND 2) OR (1 AND 3)', ['LastName Phone'], ['approximate']],
    [
      'Standard Contact',
      [
        'Email',
        'First_Name (1,1) Last_Name Email',
        'First_Name (1,1) Last_Name Company (2,5)',
        'First_Name (1,1) Last_Name Phone',
      ],
      ['documented', 'documented', 'documented', 'documented'],
    ],
  ])('%s', (text, notations, certainties) => {
    const { keys } = compiled(text);
    expect(keys.map(({ notation }) => notation)).toEqual(notations);
    expect(keys.map(({ certainty }) => certainty)).toEqual(certainties);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length);
  });
});

describe('what a field adds', () => {
  it.each<[string, Fields, (string | null)[]]>([
    ['Lead: Email', { Email: ' A@B.example ' }, ['a@b.example']],
    ['Lead: Email', { Email: '  ' }, [null]],
    ['Lead: Email', { Email: undefined }, [null]],
    ['Lead: Email, Phone', { Email: 'a@b.example' }, [null]],
    ['Lead: Email, Phone Exact MatchBlanks', { Email: 'a@b.example' }, ['a@b.example']],
    ['Lead: Email, Phone Exact MatchBlanks', { Email: 'a@b.example', Phone: undefined }, [null]],
    ['Lead: Phone Exact MatchBlanks', {}, [null]],
    ['Lead: Employees__c', { Employees__c: 12 }, ['12']],
    ['Lead: Vip__c', { Vip__c: false }, ['false']],
    ['Lead: City City', { City: 'St. Albans' }, ['stalba']],
    ['Lead: City City', { City: 'Zürich' }, ['zurich']],
    ['Lead: City City', { City: '東京' }, ['東京']],
    ['Lead: Phone Phone', { Phone: '(415) 555-1234 ext. 77' }, ['415555']],
    ['Lead: Phone Phone', { Phone: '+44 20 7946 0958' }, ['44207946']],
    ['Lead: Phone Phone', { Phone: '911' }, ['911']],
    ['Lead: Phone Phone', { Phone: 'none' }, ['none']],
    ['Lead: Company CompanyName', { Company: 'Acme Global Widgets, Inc.' }, ['acmeglobal']],
    ['Lead: Company CompanyName', { Company: 'Inc.' }, ['inc']],
    ['Lead: Company CompanyName', { Company: 'IBM' }, ['internbusine']],
    ['Lead: FirstName FirstName', { FirstName: 'Élodie' }, ['e']],
    ['Lead: FirstName FirstName', { FirstName: '...' }, ['...']],
    ['Lead: LastName LastName', { LastName: 'Smith-Jones' }, ['sm0jns']],
    ['Lead: LastName LastName', { LastName: "O'Brien" }, ['aprn']],
    ['Lead: LastName LastName', { LastName: '李' }, ['李']],
    ['Lead: PostalCode Zip', { PostalCode: '10001-1234' }, ['100']],
    ['Lead: Street Street', { Street: '123 Maple Avenue, Apt. 4' }, ['123maple']],
    ['Lead: Street Street', { Street: '#' }, ['#']],
    ['Standard Contact', { Email: 'a@example.co.uk' }, ['a@example.co.uk', null, null, null]],
    ['Standard Contact', { Email: 'a@mail.example.co.uk' }, ['a@example.co.uk', null, null, null]],
    ['Standard Contact', { Email: 'not an address' }, ['not an address', null, null, null]],
    ['Standard Contact', { Email: 'a@localhost' }, ['a@localhost', null, null, null]],
    ['Standard Contact', { LastName: 'Doe', Email: 'a@b.example' }, ['a@b.example', null, null, null]],
  ])('%s of %o: %j', (text, fields, keys) => {
    const rule = compiled(text);
    const record = recordOf(rule, fields);
    expect(rule.keysOf(record)).toEqual(keys);
    expect(rule.keys.map((key) => key.of(record))).toEqual(keys);
  });

  it.each<[string, Fields, string]>([
    ['Lead: Email', { Email: 'a@b.example' }, 'exact'],
    ['Lead: Email', { Email: 'zoë@b.example' }, 'approximate'],
    ['Standard Lead', { Email: 'ada.byron@example.de' }, 'documented'],
    ['Standard Lead', { Email: 'ada.byron@mail.example.com' }, 'documented'],
    ['Standard Lead', { Email: 'ada.byron@mail.example.de' }, 'approximate'],
    ['Standard Lead', { Email: 'ada+crm@example.com' }, 'approximate'],
    ['Lead: Phone Phone', { Phone: '+1 (415) 555-1234' }, 'documented'],
    ['Lead: Phone Phone', { Phone: '+44 20 7946 0958' }, 'approximate'],
    ['Lead: Company CompanyName, Email', { Company: 'Acme, Inc.', Email: 'a@b.example' }, 'documented'],
    ['Lead: Company CompanyName, Email', { Company: 'Société', Email: 'a@b.example' }, 'approximate'],
    ['Lead: LastName LastName', { LastName: 'Byron' }, 'approximate'],
  ])('%s of %o: %s', (text, fields, certainty) => {
    const rule = compiled(text);
    expect(rule.keys[0]!.certaintyOf(recordOf(rule, fields))).toBe(certainty);
  });

  it('is told part by part', () => {
    const rule = compiled('Standard Lead');
    const record = recordOf(rule, { FirstName: 'Marc', LastName: 'Benioff', Company: 'salesforce.com' });
    expect(rule.keys[2]!.parts(record)).toEqual([
      { field: 'FirstName', rule: 'first letter', value: 'Marc', part: 'm' },
      { field: 'LastName', rule: 'double metaphone', value: 'Benioff', part: 'pnf' },
      { field: 'Company', rule: 'two words, 5 letters of each', value: 'salesforce.com', part: 'sales' },
    ]);
  });
});

const everyMethod = ['Exact', 'FirstName', 'LastName', 'CompanyName', 'Phone', 'City', 'Street', 'Zip'];

test('values that are equal but for case and space around them have equal keys, whatever they are', () => {
  const rules = everyMethod.map((method) => compiled(`Lead: X__c ${method}`));
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string(), fc.emailAddress());
  fc.assert(
    fc.property(value, fc.constantFrom(...rules), (text, rule) => {
      const [key] = rule.keysOf(recordOf(rule, { X__c: text }));
      const [same] = rule.keysOf(recordOf(rule, { X__c: ` ${text.toLowerCase()}\t` }));
      expect(same).toBe(key);
      expect(key === null).toBe(text.trim() === '');
    }),
    { numRuns: 300 },
  );
});

test('what comparing exactly cannot tell apart has the same key', () => {
  const rule = compiled('Contact: Email');
  const values = fc.array(
    fc.constantFrom(
      'a',
      'A',
      'é',
      'e\u0301',
      'e',
      'ß',
      'ss',
      '5',
      '.',
      '0',
      '-',
      '\n',
      '\r\n',
      ' ',
      'σ',
      'ς',
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(values, values, fc.constantFrom(0, 97, 99), (one, other, before) => {
      const start = 'x'.repeat(before);
      const records = [one, other].map((value) => recordOf(rule, { Email: start + value.join('') }));
      const [first, second] = records as [(typeof records)[0], (typeof records)[0]];
      const { matches, certainty } = rule.compare(first, second);
      if (matches === false && certainty !== 'unknown') return;
      if (typeof first.values[0] === 'string' || typeof second.values[0] === 'string') return;
      expect(rule.keysOf(first)).toEqual(rule.keysOf(second));
    }),
    { numRuns: 300 },
  );
});
