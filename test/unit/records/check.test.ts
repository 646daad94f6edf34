import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectDescription } from '../../../server/src/core/orgData/model.ts';
import { checkRecord } from '../../../server/src/core/records/check.ts';
import { coerceRecord } from '../../../server/src/core/records/coerce.ts';
import { checksum, idProblem } from '../../../server/src/core/records/ids.ts';
import type { FieldScalar, SampleRecord } from '../../../server/src/core/records/model.ts';
import { recordFromPairs } from '../../../server/src/core/records/pairs.ts';

const lead: ObjectDescription = {
  name: 'Lead',
  label: 'Lead',
  keyPrefix: '00Q',
  fields: Object.entries({
    LastName: 'string',
    Email: 'email',
    Employees: 'int',
    Revenue: 'currency',
    Hot: 'boolean',
    Born: 'date',
    Seen: 'datetime',
    At: 'time',
    Owner: 'reference',
    Address: 'address',
  }).map(([name, type]) => ({
    name,
    label: name,
    type,
    length: type === 'string' ? 5 : 0,
    picklistValues: [],
    createable: true,
    updateable: true,
  })),
};

const record = (
  fields: Record<string, FieldScalar>,
  id: string | null = null,
  object = 'Lead',
): SampleRecord => ({
  object,
  id,
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
});

describe('values by type', () => {
  it.each([
    ['Employees', ' 12 ', 12],
    ['Revenue', '-1.5', -1.5],
    ['Revenue', '1,000', '1,000'],
    ['Revenue', '', null],
    ['Hot', 'true', true],
    ['Hot', 'on', true],
    ['Hot', '0', false],
    ['Hot', '', false],
    ['Hot', 'maybe', 'maybe'],
    ['Born', ' 2026-01-31 ', '2026-01-31'],
    ['Seen', '2026-01-31T10:30', '2026-01-31T10:30:00Z'],
    ['Seen', '2026-01-31 10:30:15.5', '2026-01-31T10:30:15.5Z'],
    ['Seen', '2026-01-31T10:30:00+01:00', '2026-01-31T10:30:00+01:00'],
    ['LastName', 42, '42'],
    ['LastName', ' A ', ' A '],
    ['LastName', null, null],
    ['Unknown', '1', '1'],
  ])('%s: %j becomes %j', (name, value, expected) => {
    expect(coerceRecord(record({ [name]: value }), lead).fields).toEqual([{ name, value: expected }]);
  });

  it('gives names the spelling of the org', () => {
    expect(coerceRecord(record({ ' LASTNAME ': 'A' }, null, 'lead'), lead)).toEqual(
      record({ LastName: 'A' }),
    );
  });
});

describe('what an org would not take', () => {
  it.each<[string, Record<string, FieldScalar>, string[]]>([
    [
      'nothing',
      { LastName: 'A', Revenue: '1.5', Hot: 'yes', Born: '2024-02-29', Seen: '2026-01-31T10:30' },
      [],
    ],
    ['an unknown field', { Nope__c: 'A' }, ['Nope__c: Lead has no such field, or you may not see it.']],
    ['text for a number', { Revenue: 'secret' }, ['Revenue: a number is expected, such as 1234.5.']],
    ['a fraction for a whole number', { Employees: '1.5' }, ['Employees: a whole number is expected.']],
    ['text for a checkbox', { Hot: 'secret' }, ['Hot: true or false is expected.']],
    ['a date that is none', { Born: '2026-02-29' }, ['Born: a date is expected, such as 2026-01-31.']],
    ['another spelling of a date', { Born: '31.01.2026' }, ['Born: a date is expected, such as 2026-01-31.']],
    [
      'an hour that is none',
      { Seen: '2026-01-31T25:00:00Z' },
      ['Seen: a date and time is expected, such as 2026-01-31T10:30:00Z.'],
    ],
    ['a time that is none', { At: '24:00' }, ['At: a time is expected, such as 10:30:00Z.']],
    ['too much text', { LastName: 'secret' }, ['LastName: 6 characters, 5 are allowed.']],
    ['a boolean as text', { LastName: true }, ['LastName: text is expected.']],
    ['a short id', { Owner: '005' }, ['Owner: an id has 15 or 18 letters and digits.']],
    [
      'an id with a typing error',
      { Owner: '005000000000001AAB' },
      ['Owner: the last three characters of this id are not its checksum.'],
    ],
    [
      'a compound field',
      { Address: 'x' },
      ['Address: the parts of this field have names of their own: give those.'],
    ],
    ['a field twice', { LastName: 'A', lastname: 'B' }, ['LastName is given twice.']],
    ['a name that is none', { 'Last Name': 'A' }, ['Last Name: no API name of a field.']],
    ['blanks only', { LastName: '', Email: null }, ['No field has a value: give at least one.']],
  ])('%s', (_, fields, problems) => {
    expect(checkRecord(record(fields), lead)).toEqual(problems);
  });

  it.each([
    ['00Q000000000001EAA', []],
    ['00Q000000000001', []],
    ['003000000000001AAA', ['Id: ids of Lead begin with 00Q.']],
    ['00Q', ['Id: an id has 15 or 18 letters and digits.']],
  ])('the id %s', (id, problems) => {
    expect(checkRecord(record({}, id), lead)).toEqual(problems);
  });

  it('looks at names and ids only where the object is not described', () => {
    expect(checkRecord(record({ Anything__c: 'x' }, null, 'Lead'), null)).toEqual([]);
    expect(checkRecord(record({ A: 'x' }, 'x', ''), null)).toEqual([
      'Choose the object of the record.',
      'Id: an id has 15 or 18 letters and digits.',
    ]);
  });

  it('never quotes a value', () => {
    const value = fc.oneof(
      fc.string({ minLength: 6 }).map((text) => `§${text}§`),
      fc.double(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...lead.fields.map(({ name }) => name)), value), (fields) => {
        for (const problem of checkRecord(record(fields), lead)) expect(problem).not.toContain('§');
      }),
    );
  });
});

describe('ids', () => {
  it.each(['001D000000IRFmaIAH', '0035g00000HJLwrAAH', '005A0000000AbCdIAK'])(
    '%s has the checksum of its capitals',
    (id) => {
      expect(checksum(id.slice(0, 15))).toBe(id.slice(15));
      expect(idProblem(id)).toBeNull();
      expect(idProblem(id.toLowerCase())).not.toBeNull();
    },
  );
});

describe('pairs', () => {
  it('make a record', () => {
    expect(recordFromPairs('Lead', ['Email=a=b', ' Last =x ', 'Fax=', 'id=00Q1'])).toEqual({
      record: record({ Email: 'a=b', Last: 'x ', Fax: null }, '00Q1'),
      problems: [],
    });
  });

  it('are told apart from values without a name, which are not quoted', () => {
    const { problems } = recordFromPairs('Lead', ['A=1', 'secret', '=secret']);
    expect(problems).toEqual([2, 3].map((number) => `Field ${number} has no name: write Name=value.`));
  });
});
