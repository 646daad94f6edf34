import { describe, expect, it } from 'vitest';
import type { SaveChannel } from '../../../server/src/sandbox/saves/model.ts';
import { BareOrg, type Fields } from '../../support/embeddedOrg.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const field = (name: string, type: string, more = ''): string =>
  `<fields><fullName>${name}</fullName><label>${name.replace('__c', '')}</label><type>${type}</type>${more}</fields>`;
const values = ['Red', 'Blue'].map((one) => `<value><fullName>${one}</fullName></value>`).join('');
const restricted = `<valueSet><restricted>true</restricted><valueSetDefinition>${values}</valueSetDefinition></valueSet>`;
const object = (name: string, fields: string): [string, string] => [
  `force-app/objects/${name}/${name}.object-meta.xml`,
  `<CustomObject ${namespace}><label>${name.replace('__c', '')}</label><nameField><label>Name</label><type>Text</type></nameField>${fields}</CustomObject>`,
];

const thing = object(
  'Thing__c',
  field('Key__c', 'Text', '<length>9</length><externalId>true</externalId><unique>true</unique>') +
    field('Code__c', 'Text', '<length>9</length><unique>true</unique><caseSensitive>true</caseSensitive>') +
    field('Colour__c', 'Picklist', restricted) +
    field('Colours__c', 'MultiselectPicklist', restricted) +
    field('Free__c', 'Picklist', restricted.replace('true', 'false')) +
    field('Size__c', 'Number', '<precision>5</precision><scale>2</scale>') +
    field('Day__c', 'Date') +
    field('At__c', 'DateTime') +
    field('Done__c', 'Checkbox') +
    field('Number__c', 'AutoNumber', '<displayFormat>N-{0}</displayFormat>') +
    field('Owner_Account__c', 'Lookup', '<referenceTo>Account</referenceTo>'),
);
const part = object(
  'Part__c',
  field('Thing__c', 'MasterDetail', '<referenceTo>Thing__c</referenceTo>') +
    field(
      'Loose__c',
      'MasterDetail',
      '<referenceTo>Thing__c</referenceTo><reparentableMasterDetail>true</reparentableMasterDetail>',
    ),
);

const org = new BareOrg([thing, part]);
const account = org.have('Account', { Name: 'A' });
const gone = org.have('Account', { Name: 'Gone' });
org.org.store.delete(org.org.store.record(gone)!, org.session.user.id);
const lead = org.have('Lead', { LastName: 'L', Company: 'C' });
const first = org.have('Thing__c', { Name: 'T', Key__c: 'K1', Code__c: 'c' });
const other = org.have('Thing__c', { Name: 'U' });

const missing = `${account.slice(0, 12)}ZZZ`;
const unwritable = (names: string): string =>
  `INVALID_FIELD_FOR_INSERT_UPDATE Unable to create/update fields: ${names}. Please check the security settings of this field and verify that it is read/write for your profile or permission set. [${names}]`;

/** `unread`: how JSON's parser refuses it. */
const unread = (type: string, token: string): string =>
  `JSON_PARSER_ERROR Cannot deserialize instance of ${type} from ${token} or request may be missing a required field at [line:1, column:1]`;

describe('a create', () => {
  it.each<[name: string, Fields, string]>([
    [
      'without what is required',
      { Email: 'a@b.example' },
      'REQUIRED_FIELD_MISSING Required fields are missing: [LastName, Company] [LastName, Company]',
    ],
    [
      'with blanks for it',
      { LastName: '  ', Company: null },
      'REQUIRED_FIELD_MISSING Required fields are missing: [LastName, Company] [LastName, Company]',
    ],
    [
      'of an unknown field',
      { LastName: 'L', Company: 'C', Nonsense__c: 1 },
      "INVALID_FIELD No such column 'Nonsense__c' on sobject of type Lead",
    ],
    [
      'of fields that the org fills in',
      { LastName: 'L', Company: 'C', CreatedDate: '2020-01-01T00:00:00Z', IsDeleted: true },
      unwritable('CreatedDate, IsDeleted'),
    ],
    [
      'with an id',
      { Id: lead, LastName: 'L', Company: 'C' },
      'INVALID_FIELD_FOR_INSERT_UPDATE cannot specify Id in an insert call [Id]',
    ],
    [
      'of a long text',
      { LastName: 'L'.repeat(81), Company: 'C' },
      `STRING_TOO_LONG Last Name: data value too large: ${'L'.repeat(81)} (max length=80) [LastName]`,
    ],
    ['of a text with spaces around', { LastName: `  ${'L'.repeat(80)} `, Company: 'C' }, 'created'],
    [
      'of a bad address',
      { LastName: 'L', Company: 'C', Email: 'nobody' },
      'INVALID_EMAIL_ADDRESS Email: invalid email address: nobody [Email]',
    ],
    [
      'of a large number',
      { LastName: 'L', Company: 'C', NumberOfEmployees: 1431655766 },
      'NUMBER_OUTSIDE_VALID_RANGE No. of Employees: value outside of valid range on numeric field: 1431655766 [NumberOfEmployees]',
    ],
    [
      'of half an employee',
      { LastName: 'L', Company: 'C', NumberOfEmployees: 0.5 },
      unread('int', 'VALUE_NUMBER_FLOAT value 0.5'),
    ],
    [
      'of a number as text',
      { LastName: 'L', Company: 'C', NumberOfEmployees: '100', AnnualRevenue: '1.5e3' },
      'created',
    ],
    [
      'of no number',
      { LastName: 'L', Company: 'C', AnnualRevenue: '1,000' },
      unread('currency', 'VALUE_STRING value 1,000'),
    ],
    ['of a list', { LastName: ['L'], Company: 'C' }, unread('string', 'START_ARRAY value [')],
    ['of a checkbox as text', { LastName: 'L', Company: 'C', DoNotCall: 'true' }, 'created'],
    [
      'of a checkbox in capitals',
      { LastName: 'L', Company: 'C', DoNotCall: 'TRUE' },
      unread('boolean', 'VALUE_STRING value TRUE'),
    ],
    [
      'of a blank checkbox',
      { LastName: 'L', Company: 'C', DoNotCall: null },
      'INVALID_TYPE_ON_FIELD_IN_RECORD Do Not Call: value not of required type:  [DoNotCall]',
    ],
    [
      'for an owner who is no user',
      { LastName: 'L', Company: 'C', OwnerId: account },
      `MALFORMED_ID Owner ID: id value of incorrect type: ${account} [OwnerId]`,
    ],
  ])('of a lead %s', (_, fields, outcome) => {
    expect(org.outcomes([org.draft('Lead', fields)])).toEqual([outcome]);
  });

  it.each<[name: string, Fields, string]>([
    ['a value of the picklist', { Colour__c: 'red', Colours__c: 'Blue; red' }, 'created'],
    [
      'another value',
      { Colour__c: 'Green' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST Colour: bad value for restricted picklist field: Green [Colour__c]',
    ],
    [
      'one other value of several',
      { Colours__c: 'Red;Green' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST Colours: bad value for restricted picklist field: Green [Colours__c]',
    ],
    ['another value of an open picklist', { Free__c: 'Green' }, 'created'],
    [
      'digits beyond the field',
      { Size__c: 1000 },
      'NUMBER_OUTSIDE_VALID_RANGE Size: value outside of valid range on numeric field: 1000 [Size__c]',
    ],
    ['as many digits', { Size__c: -999.99 }, 'created'],
    ['a day', { Day__c: '2024-02-29', At__c: '2024-02-29T23:30:00.5-01:00' }, 'created'],
    ['no day', { Day__c: '2023-02-29' }, unread('date', 'VALUE_STRING value 2023-02-29')],
    ['a day as a number', { Day__c: 20230101 }, unread('date', 'VALUE_NUMBER_INT value 20230101')],
    [
      'a time without T',
      { At__c: '2017-10-17 00:00:00' },
      unread('datetime', 'VALUE_STRING value 2017-10-17 00:00:00'),
    ],
    ['a lookup', { Owner_Account__c: account.slice(0, 15) }, 'created'],
    [
      'a lookup of another object',
      { Owner_Account__c: lead },
      `MALFORMED_ID Owner_Account: id value of incorrect type: ${lead} [Owner_Account__c]`,
    ],
    [
      'a lookup by a name',
      { Owner_Account__c: 'Acme' },
      'MALFORMED_ID Owner_Account: id value of incorrect type: Acme [Owner_Account__c]',
    ],
    ['a lookup of a deleted record', { Owner_Account__c: gone }, 'ENTITY_IS_DELETED entity is deleted'],
    [
      'a lookup of none',
      { Owner_Account__c: missing },
      'INVALID_CROSS_REFERENCE_KEY invalid cross reference id [Owner_Account__c]',
    ],
    ['a number that the org gives', { Number__c: 'N-1' }, unwritable('Number__c')],
    [
      'a unique value in other case',
      { Key__c: ' k1 ' },
      `DUPLICATE_VALUE duplicate value found: Key__c duplicates value on record with id: ${first.slice(0, 15)}`,
    ],
    ['another case where that makes a difference', { Code__c: 'C' }, 'created'],
    [
      'the same case',
      { Code__c: 'c' },
      `DUPLICATE_VALUE duplicate value found: Code__c duplicates value on record with id: ${first.slice(0, 15)}`,
    ],
  ])('with %s', (_, fields, outcome) => {
    expect(org.outcomes([org.draft('Thing__c', { Name: 'X', ...fields })])).toEqual([outcome]);
  });

  it('keeps values in the form of the org', () => {
    const given = {
      Colour__c: 'RED',
      Colours__c: 'blue;Red',
      Day__c: '2024-02-29T10:00:00Z',
      At__c: '2024-02-29T23:30:00-01:00',
    };
    const [outcome] = org.save([org.draft('Thing__c', given)]);
    expect(outcome?.success && Object.fromEntries(outcome.record.values)).toMatchObject({
      Colour__c: 'Red',
      Colours__c: 'Blue;Red',
      Day__c: '2024-02-29',
      At__c: '2024-03-01T00:30:00.000+0000',
      Done__c: false,
      Number__c: expect.stringMatching(/^N-\d+$/),
    });
  });

  it('of a user is not for callers', () => {
    expect(org.outcomes([org.draft('User', { LastName: 'X' })])).toEqual([
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY entity type cannot be inserted: User',
    ]);
  });

  it('under an account that is not shared is refused', () => {
    const guarded = new BareOrg([]);
    const AccountId = guarded.have('Account', { Name: 'A' });
    guarded.logIn({ hiddenRecords: ({ id }) => id === AccountId });
    expect(guarded.outcomes([guarded.draft('Contact', { LastName: 'X', AccountId })])).toEqual([
      `INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY insufficient access rights on cross-reference id: ${AccountId.slice(0, 15)}`,
    ]);
  });
});

describe('values as texts', () => {
  const texts: readonly [Fields, string][] = [
    [{ Done__c: '1', Size__c: ' 5.5 ', Day__c: '2024-01-31' }, 'created'],
    [{ Done__c: 'FALSE', Day__c: '2024-01-31Z' }, 'created'],
    [{ Done__c: '' }, 'created'],
    [{ Done__c: '2' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD Done: value not of required type: 2 [Done__c]'],
    [{ Size__c: 'five' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD Size: value not of required type: five [Size__c]'],
    [
      { Day__c: '31.1.2024' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD Day: value not of required type: 31.1.2024 [Day__c]',
    ],
  ];

  it.each<SaveChannel>(['soap', 'bulk-1', 'bulk-2'])('of %s are read as such', (channel) => {
    for (const [fields, outcome] of texts) {
      expect([fields, ...org.outcomes([org.draft('Thing__c', fields)], { channel })]).toEqual([
        fields,
        outcome,
      ]);
    }
  });
});

describe('an update', () => {
  const update = (id: string, fields: Fields) =>
    org.outcomes([org.draft('Thing__c', fields, { kind: 'id', id })]);

  it('may leave its own unique value, and takes none of another', () => {
    expect(update(first, { Key__c: 'K1' })).toEqual(['updated']);
    expect(update(other, { Key__c: 'K1' })).toEqual([expect.stringMatching(/^DUPLICATE_VALUE/)]);
  });

  it('does not move a detail to another master, unless the field allows it', () => {
    const id = org.have('Part__c', { Thing__c: first, Loose__c: first });
    const move = (fields: Fields) => org.outcomes([org.draft('Part__c', fields, { kind: 'id', id })]);
    expect(move({ Thing__c: other })).toEqual([unwritable('Thing__c')]);
    expect(move({ Loose__c: other })).toEqual(['updated']);
    expect(move({ Loose__c: null })).toEqual([
      'REQUIRED_FIELD_MISSING Required fields are missing: [Loose__c] [Loose__c]',
    ]);
  });

  it.each<[id: string, outcome: string]>([
    ['', 'MISSING_ARGUMENT Id not specified in an update call [Id]'],
    ['nonsense', 'MALFORMED_ID bad id nonsense [Id]'],
    [lead, `MALFORMED_ID Record ID: id value of incorrect type: ${lead} [Id]`],
    [`${first.slice(0, 12)}ZZZ`, 'INVALID_CROSS_REFERENCE_KEY invalid cross reference id'],
  ])('of the id "%s": %s', (id, outcome) => {
    expect(update(id, { Name: 'N' })).toEqual([outcome]);
  });
});

describe('rows of one call', () => {
  const row = (fields: Fields) => org.draft('Thing__c', fields);

  it('may not take the same unique value: the first one gets it', () => {
    const outcomes = org.save([row({ Key__c: 'twice' }), row({ Key__c: 'TWICE' }), row({ Key__c: 'once' })]);
    const [one, two, three] = outcomes;
    expect([one!.success, two!.success, three!.success]).toEqual([true, false, true]);
    const id = one?.success ? one.record.id.slice(0, 15) : '';
    expect(two?.success === false && two.error.message).toBe(
      `duplicate value found: Key__c duplicates value on record with id: ${id}`,
    );
  });

  it('are all undone for it where all or none was asked for', () => {
    const count = org.org.store.count('Thing__c');
    const rows = [row({ Key__c: 'again' }), row({ Key__c: 'again' })];
    expect(org.outcomes(rows, { allOrNone: true })).toEqual([
      expect.stringMatching(/^ALL_OR_NONE_OPERATION_ROLLED_BACK/),
      expect.stringMatching(/^DUPLICATE_VALUE/),
    ]);
    expect(org.org.store.count('Thing__c')).toBe(count);
    expect(org.org.store.withValue('Thing__c', 'Key__c', 'again')).toEqual([]);
  });

  it('may not name one record twice', () => {
    const rows = [first, first.slice(0, 15), other].map((id) =>
      org.draft('Thing__c', { Name: 'N' }, { kind: 'id', id }),
    );
    const refused = `DUPLICATE_VALUE Duplicate id specified: ${first} [Id]`;
    expect(org.outcomes(rows)).toEqual([refused, refused, 'updated']);
    const lenient = new BareOrg([thing], { repeatedIdsRefused: false });
    const id = lenient.have('Thing__c', { Name: 'T' });
    const twice = ['A', 'B'].map((Name) => lenient.draft('Thing__c', { Name }, { kind: 'id', id }));
    expect(lenient.outcomes(twice)).toEqual(['updated', 'updated']);
    expect(lenient.org.store.record(id)!.values.get('Name')).toBe('B');
  });
});

describe('person accounts', () => {
  const people = new BareOrg([
    [
      'force-app/matchingRules/PersonAccount.matchingRule-meta.xml',
      `<MatchingRules ${namespace}></MatchingRules>`,
    ],
    [
      'force-app/objects/Contact/fields/News__c.field-meta.xml',
      `<CustomField ${namespace}><fullName>News__c</fullName><type>Checkbox</type><defaultValue>true</defaultValue></CustomField>`,
    ],
  ]);

  it.each<[Fields, string]>([
    [{ LastName: 'P', PersonEmail: 'p@x.example' }, 'created'],
    [{ FirstName: 'P' }, 'REQUIRED_FIELD_MISSING Required fields are missing: [LastName] [LastName]'],
    [
      { LastName: 'P', Name: 'P' },
      'INVALID_FIELD_FOR_INSERT_UPDATE Account: bad field names on insert/update call: Name [Name]',
    ],
    [{ Name: 'B' }, 'created'],
    [{ Name: 'B', News__pc: false }, 'created'],
    [{ Phone: '1' }, 'REQUIRED_FIELD_MISSING Required fields are missing: [Name] [Name]'],
  ])('%o: %s', (fields, outcome) => {
    expect(people.outcomes([people.draft('Account', fields)])).toEqual([outcome]);
  });

  it('stay what they are', () => {
    const id = people.have('Account', { Name: 'B' });
    expect(people.outcomes([people.draft('Account', { LastName: 'P' }, { kind: 'id', id })])).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE Account: bad field names on insert/update call: LastName [LastName]',
    ]);
  });
});
