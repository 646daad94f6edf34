import { describe, expect, it } from 'vitest';
import { judge } from '../../../server/src/core/outcome/decide.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';
import { type SiteDraft, site } from '../../support/sites.ts';

function outcomes(rules: string, draft: SiteDraft): readonly string[] {
  return judge(site(draft), catalogOf(rules)).outcomes.map(({ rule, operation, result, provisos }) =>
    [rule.name, operation, result, ...provisos.map(({ text }) => `[${text}]`)].join(' '),
  );
}

describe('conditions of a rule', () => {
  const refused = 'L insert refused';
  const quoted = (text: string) => `${refused} [${text}]`;
  const off = (text: string) =>
    `L insert not-evaluated [the code's own values make its condition false: ${text}]`;

  it.each<[string, SiteDraft['someFields'], string]>([
    ['Country equals US', {}, quoted('Country equals "US"')],
    ['Country equals US', { Country: undefined }, quoted('Country equals "US"')],
    ['Country equals US', { country: 'us' }, refused],
    ['Country equals US', { Country: 'DE' }, off('Country equals "US"')],
    ['Country equals US', { Country: null }, off('Country equals "US"')],
    ['Country equals "US,DE"', { Country: 'DE' }, refused],
    ['Country notEqual US', { Country: 'US' }, off('Country is not equal to "US"')],
    ['Country notEqual US', { Country: 'DE' }, refused],
    ['Country notEqual US', { Country: null }, quoted('Country is not equal to "US"')],
    ['Country contains land', { Country: 'Finland' }, refused],
    ['Country notContain land', { Country: 'Finland' }, off('Country does not contain "land"')],
    ['Country startsWith Fi', { Country: 'Finland' }, refused],
    ['Country startsWith "Ge,Fi"', { Country: 'Finland' }, refused],
    ['Country startsWith "Ge,"', { Country: 'Finland' }, off('Country starts with "Ge,"')],
    ['Country contains "x,"', { Country: 'Finland' }, off('Country contains "x,"')],
    ['Country notContain "x,land"', { Country: 'Finland' }, off('Country does not contain "x,land"')],
    ['Bypass__c equals False', { Bypass__c: true }, off('Bypass__c equals "False"')],
    ['Bypass__c equals False', { Bypass__c: false }, refused],
    ['Bypass__c notEqual True', { Bypass__c: true }, off('Bypass__c is not equal to "True"')],
    ['Score__c greaterThan 10', { Score__c: 11 }, refused],
    ['Score__c lessOrEqual 10', { Score__c: 11 }, off('Score__c is less than or equal to "10"')],
    ['Score__c lessThan 10', { Score__c: '11' }, quoted('Score__c is less than "10"')],
    [
      'RecordType equals Partner',
      { RecordTypeId: '012000000000001AAA' },
      quoted('RecordType equals "Partner"'),
    ],
    ['Parent__c equals Partner', { Parent__c: '0120000000000AA' }, quoted('Parent__c equals "Partner"')],
    ['State equals Texas', { StateCode: 'TX' }, quoted('State equals "Texas"')],
    ['Place__c within 5', { Place__c: '1' }, quoted('Place__c is within "5"')],
    [
      '$User.Username notEqual a@b.c',
      { Username: 'a@b.c' },
      quoted('the running user\'s Username is not equal to "a@b.c"'),
    ],
  ])('%s, written %j', (condition, someFields, expected) => {
    expect(outcomes(`Lead.L: Block/Block when ${condition}`, { someFields })).toEqual([expected]);
  });

  it('takes the role and the profile of the running user for the user', () => {
    const catalog = catalogOf('Lead.L: Block/Block when DeveloperName contains Sales');
    const rule = catalog.duplicateRules[0]!;
    const [condition] = rule.filter!.conditions;
    const filter = { booleanFilter: null, conditions: [{ ...condition!, table: 'UserRole' }] };
    const { outcomes } = judge(
      site({ someFields: { DeveloperName: 'x' } }),
      catalogWith([{ ...rule, filter }], catalog.matchingRules),
    );
    expect(outcomes[0]!.provisos).toEqual([
      {
        kind: 'rule-condition',
        onUser: true,
        text: 'the running user\'s UserRole.DeveloperName contains "Sales"',
      },
    ]);
  });

  it('joins several conditions as the boolean filter says', () => {
    const catalog = catalogOf('Lead.L: Block/Block when Country equals US');
    const rule = catalog.duplicateRules[0]!;
    const [country] = rule.filter!.conditions;
    const conditions = [
      country!,
      { ...country!, field: 'City', value: 'Rome', sortOrder: 2 },
      { ...country!, table: 'User', field: 'Username', value: 'x', sortOrder: 3 },
    ];
    const withFilter = (booleanFilter: string | null) =>
      catalogWith([{ ...rule, filter: { booleanFilter, conditions } }], catalog.matchingRules);
    const verdict = (booleanFilter: string | null, someFields: SiteDraft['someFields']) => {
      const [outcome] = judge(site({ someFields }), withFilter(booleanFilter)).outcomes;
      return [
        outcome!.result,
        ...outcome!.provisos.map((one) =>
          one.kind === 'rule-condition' && one.onUser ? 'on user' : one.kind,
        ),
      ];
    };
    expect(verdict(null, { Country: 'DE' })).toEqual(['not-evaluated', 'rule-condition']);
    expect(verdict('1 OR 2', { Country: 'DE' })).toEqual(['refused', 'rule-condition']);
    expect(verdict('1 OR 2', { Country: 'DE', City: 'Rome' })).toEqual(['refused']);
    expect(verdict('(1 AND 2) OR 3', { Country: 'DE' })).toEqual(['refused', 'on user']);
    const quoted = judge(site(), withFilter('(1 AND 2) OR NOT 3')).outcomes[0]!.provisos[0]!.text;
    expect(quoted).toBe(
      '(Country equals "US" and City equals "Rome") or not (the running user\'s Username equals "x")',
    );
    expect(verdict('NOT 1', { Country: 'US' })).toEqual(['not-evaluated', 'rule-condition']);
    expect(verdict('1 AND 9', { Country: 'DE' })).toEqual(['refused', 'on user']);
  });
});

describe('person accounts and business accounts', () => {
  const both = 'Account.A: Block/Block matching Name\nPersonAccount.P: Block/Block matching LastName';

  it.each<[string, SiteDraft, readonly string[]]>([
    [
      'Name',
      { someFields: { Name: 'x' } },
      ['A insert refused', 'P insert not-evaluated [the fields written here make it a business account]'],
    ],
    [
      'LastName',
      { someFields: { LastName: 'x' } },
      ['A insert not-evaluated [the fields written here make it a person account]', 'P insert refused'],
    ],
    [
      'PersonEmail',
      { someFields: { PersonEmail: 'x' } },
      ['A insert not-evaluated [the fields written here make it a person account]', 'P insert refused'],
    ],
    [
      'a custom person field',
      { someFields: { Score__pc: 1 } },
      ['A insert not-evaluated [the fields written here make it a person account]', 'P insert refused'],
    ],
    [
      'neither',
      { someFields: { Phone: 'x' } },
      [
        'A insert refused [if the record is a business account]',
        'P insert refused [if the record is a person account]',
      ],
    ],
    [
      'both',
      { someFields: { Name: 'x', LastName: 'y' } },
      [
        'A insert refused [if the record is a business account]',
        'P insert refused [if the record is a person account]',
      ],
    ],
  ])('%s', (_, draft, expected) => {
    expect(outcomes(both, { objects: ['Account'], ...draft })).toEqual(expected);
  });

  it('takes an Account as it is where nothing shows that the org has person accounts', () => {
    expect(outcomes('Account.A: Block/Block', { objects: ['Account'] })).toEqual(['A insert refused']);
  });

  it.each<[string, NonNullable<SiteDraft['fields']>, string]>([
    ['Name and BillingCity', { Name: 'x', BillingCity: undefined }, 'refused-unless-allow-save'],
    ['Name and BillingPostalCode', { Name: 'x', BillingPostalCode: undefined }, 'refused-unless-allow-save'],
    [
      'Name',
      { Name: 'x' },
      'not-evaluated [matches only if a default, trigger or flow fills BillingCity or BillingPostalCode]',
    ],
    [
      'BillingCity',
      { BillingCity: 'x' },
      'not-evaluated [matches only if a default, trigger or flow fills Name]',
    ],
  ])('the assumed account rule and %s', (_, fields, expected) => {
    expect(outcomes('', { objects: ['Account'], fields })).toEqual([
      `Standard_Account_Duplicate_Rule insert ${expected}`,
    ]);
  });

  it('keeps the assumed account rule where other fields may be set', () => {
    expect(outcomes('', { objects: ['Account'], someFields: { Name: 'x' } })).toEqual([
      'Standard_Account_Duplicate_Rule insert refused-unless-allow-save',
    ]);
  });
});

describe('fields that the matching rule compares', () => {
  const needs = (text: string) =>
    `L insert refused [matches only if a default, trigger or flow fills ${text}]`;

  it.each<[string, NonNullable<SiteDraft['fields']>, string]>([
    ['Email', { LastName: 'x', Company: 'y' }, needs('Email')],
    ['Email', { Email: undefined }, 'L insert refused'],
    ['Email', { email: 'a@b.c' }, 'L insert refused'],
    ['Email', { Email: null }, needs('Email')],
    ['Email, LastName', { LastName: 'x' }, needs('Email')],
    ['Email, LastName', { Phone: '1' }, needs('Email and LastName')],
    ['Email | Phone', { LastName: 'x' }, needs('Email or Phone')],
    ['Email | Phone', { Phone: '1' }, 'L insert refused'],
    ['Parent__c', { Parent__r: undefined }, 'L insert refused'],
    ['StateCode', { State: 'x' }, 'L insert refused'],
  ])('an insert, matching %s, written %j', (fields, written, expected) => {
    expect(outcomes(`Lead.L: Block/Block matching ${fields}`, { fields: written })).toEqual([expected]);
  });

  it('takes the external id of an upsert as filled, which an address may give', () => {
    const upsert: SiteDraft = { operation: 'upsert', externalId: 'Key__c', fields: { LastName: 'x' } };
    const provisos = judge(site(upsert), catalogOf('Lead.L: Block/Block matching Key__c')).outcomes.map(
      (one) => one.provisos.map(({ kind }) => kind),
    );
    expect(provisos).toEqual([['upsert-branch'], ['upsert-branch', 'no-matching-field-written']]);
  });

  it('says nothing where other fields may be set, or blanks match, or the matching rule is in no file', () => {
    const catalog = catalogOf('Lead.L: Block/Block matching Email');
    const blanks = catalog.matchingRules.map((rule) => ({
      ...rule,
      items: rule.items.map((item) => ({ ...item, matchBlanks: true })),
    }));
    const provisos = (rules: typeof catalog, draft: SiteDraft) =>
      judge(site(draft), rules).outcomes[0]!.provisos;
    expect(provisos(catalog, { someFields: { LastName: 'x' } })).toEqual([]);
    expect(provisos(catalogWith(catalog.duplicateRules, blanks), { fields: { LastName: 'x' } })).toEqual([]);
    expect(provisos(catalogWith(catalog.duplicateRules, []), { fields: { LastName: 'x' } })).toEqual([]);
  });

  it.each([
    ['(1 AND 2) OR (1 AND 3)', 'Email and LastName or Email and Phone'],
    ['(1 AND 2) OR 1', 'Email'],
    ['1 AND (2 OR 3)', 'Email and LastName or Email and Phone'],
    ['NOT 1', null],
    ['1 AND 9', null],
  ])('reads the boolean filter %s of a matching rule', (booleanFilter, expected) => {
    const catalog = catalogOf('Lead.L: Block/Block matching Email, LastName, Phone');
    const [matching] = catalog.matchingRules;
    const filtered = catalogWith(catalog.duplicateRules, [{ ...matching!, booleanFilter }]);
    const texts = judge(site({ fields: { Title: 'x' } }), filtered).outcomes[0]!.provisos.map(
      ({ text }) => text,
    );
    expect(texts).toEqual(
      expected === null ? [] : [`matches only if a default, trigger or flow fills ${expected}`],
    );
  });

  it('needs a field only if all matching rules of the rule need one', () => {
    const catalog = catalogOf('Lead.L: Block/Block matching Email\nLead.M: Block/Block matching LastName');
    const [first] = catalog.duplicateRules;
    const matchRules = ['L_Match', 'M_Match'].map((matchingRule) => ({
      objectType: 'Lead',
      matchingRule,
      mapping: null,
    }));
    const joined = catalogWith([{ ...first!, matchRules }], catalog.matchingRules);
    expect(judge(site({ fields: { LastName: 'x' } }), joined).outcomes[0]!.provisos).toEqual([]);
    expect(judge(site({ fields: { Phone: 'x' } }), joined).outcomes[0]!.provisos).toMatchObject([
      { kind: 'needs-fields', fields: ['Email', 'LastName'] },
    ]);
  });

  it('reads a cross-object rule through its mapping', () => {
    const catalog = catalogOf('Lead.L: Block/Block\nContact.C: Block/Block matching MobilePhone');
    const [lead] = catalog.duplicateRules;
    const matchRules = [
      {
        objectType: 'Contact',
        matchingRule: 'C_Match',
        mapping: [{ inputField: 'Cell__c', outputField: 'MobilePhone' }],
      },
    ];
    const crossing = catalogWith([{ ...lead!, matchRules }], catalog.matchingRules);
    expect(judge(site({ fields: { MobilePhone: '1' } }), crossing).outcomes[0]!.provisos).toMatchObject([
      { fields: ['Cell__c'] },
    ]);
    expect(judge(site({ fields: { Cell__c: '1' } }), crossing).outcomes[0]!.provisos).toEqual([]);
  });

  it.each<[string, SiteDraft, string]>([
    [
      'touching none',
      { fields: { Id: undefined, Status: 'x' } },
      'L update refused [probably not evaluated: none of the fields written here (Status) is one that it compares]',
    ],
    [
      'touching none at all',
      { fields: { Id: undefined } },
      'L update refused [probably not evaluated: no field that it compares is written here]',
    ],
    ['touching one', { fields: { Status: 'x', Email: 'a@b.c' } }, 'L update refused'],
    ['that may touch others', { someFields: { Status: 'x' } }, 'L update refused'],
  ])('an update %s', (_, draft, expected) => {
    expect(outcomes('Lead.L: Block/Block matching Email', { operation: 'update', ...draft })).toEqual([
      expected,
    ]);
  });

  const own = (object: string, matchingRule: string, mapped: readonly string[] = []) => {
    const mapping =
      mapped.length === 0 ? null : mapped.map((inputField) => ({ inputField, outputField: 'Name' }));
    return { objectType: object, matchingRule, mapping };
  };

  it.each<[string, string, ReturnType<typeof own>, readonly string[], boolean]>([
    [
      'a custom field, by the standard account rule',
      'Account',
      own('Account', 'Standard_Account_Match_Rule_v1_0'),
      ['Tier__c'],
      true,
    ],
    [
      'another field, by the standard account rule, whose equation is not published',
      'Account',
      own('Account', 'Standard_Account_Match_Rule_v1_0'),
      ['Tier__c', 'Industry'],
      false,
    ],
    [
      'a custom field, by the standard person account rule',
      'PersonAccount',
      own('PersonAccount', 'Standard_PersonAccount_Match_Rule_v1_0'),
      ['Tier__pc'],
      true,
    ],
    [
      'an owner, by the standard lead rule',
      'Lead',
      own('Lead', 'Standard_Lead_Match_Rule_v1_0'),
      ['OwnerId', 'Status', 'Tier__c'],
      true,
    ],
    [
      'a phone, by the standard lead rule',
      'Lead',
      own('Lead', 'Standard_Lead_Match_Rule_v1_0'),
      ['OwnerId', 'Phone'],
      false,
    ],
    [
      'a mobile phone, by the standard lead rule',
      'Lead',
      own('Lead', 'Standard_Lead_Match_Rule_v1_0'),
      ['MobilePhone'],
      false,
    ],
    [
      'an account, by the standard contact rule',
      'Contact',
      own('Contact', 'Standard_Contact_Match_Rule_v1_1'),
      ['AccountId'],
      false,
    ],
    [
      'a custom field, by a rule of one’s own with such a name',
      'Lead',
      own('Lead', 'Standard_Project_Matching_Rule'),
      ['Tier__c'],
      false,
    ],
    ['a custom field, by a rule that is in no file', 'Lead', own('Lead', 'Leads'), ['Tier__c'], false],
    [
      'a field that the mapping does not name',
      'Lead',
      own('Contact', 'Contacts', ['Email', 'Phone']),
      ['LastName'],
      true,
    ],
    [
      'a field that the mapping names',
      'Lead',
      own('Contact', 'Contacts', ['Email', 'Phone']),
      ['LastName', 'email'],
      false,
    ],
    [
      'a custom field, by another object’s standard rule without a mapping',
      'Lead',
      own('Contact', 'Standard_Contact_Match_Rule_v1_1'),
      ['Tier__c'],
      false,
    ],
  ])('an update of %s', (_, object, reference, written, passedOver) => {
    const [rule] = catalogOf(`${object}.L: Block/Block`).duplicateRules;
    const catalog = catalogWith([{ ...rule!, matchRules: [reference] }], []);
    const saved = object === 'PersonAccount' ? 'Account' : object;
    const fields = Object.fromEntries([['Id', undefined], ...written.map((name) => [name, 'x'])]);
    const draft: SiteDraft = { operation: 'update', objects: [saved], fields };
    const kinds = judge(site(draft), catalog).outcomes.flatMap(({ provisos }) =>
      provisos.map(({ kind }) => kind),
    );
    expect(kinds.includes('no-matching-field-written')).toBe(passedOver);
  });
});
