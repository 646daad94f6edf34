import { describe, expect, it } from 'vitest';
import { deleteRows } from '../../../server/src/sandbox/saves/deleteRows.ts';
import { conversionRefusal } from '../../../server/src/sandbox/saves/leadConversion.ts';
import type { SaveChannel } from '../../../server/src/sandbox/saves/model.ts';
import { BareOrg } from '../../support/embeddedOrg.ts';
import {
  condition,
  duplicateRuleFile,
  mapping,
  matchingRulesFile,
  matchRule,
} from '../../support/sandboxRules.ts';

const byEmail = matchingRulesFile('Lead', { R: ['Email'] });
const rule = (draft: Partial<Parameters<typeof duplicateRuleFile>[0]> = {}) =>
  duplicateRuleFile({ object: 'Lead', name: 'R', ...draft });
const lead = { LastName: 'X', Company: 'C', Email: 'x@y.example' };
const header = { allowSave: false, includeRecordDetails: false };

/** An org with a lead, and a rule that finds it by its e-mail address. */
function withLead(draft: Parameters<typeof rule>[0] = {}, openPoints = {}): BareOrg {
  const org = new BareOrg([byEmail, rule(draft)], openPoints);
  org.have('Lead', lead);
  return org;
}

describe('allowSave against an alert', () => {
  const all: readonly SaveChannel[] = [
    'rest-record',
    'rest-external-id',
    'rest-collections',
    'rest-composite',
    'rest-tree',
    'rest-batch',
    'ui-api',
    'soap',
    'bulk-1',
    'bulk-2',
  ];
  const counted: readonly [version: number, channels: readonly SaveChannel[]][] = [
    [42, ['soap']],
    [43, ['soap', 'ui-api']],
    [51, ['soap', 'ui-api']],
    [52, all.filter((channel) => !channel.startsWith('bulk'))],
    [66, all.filter((channel) => !channel.startsWith('bulk'))],
  ];

  it.each(counted)('counts at version %s on %o', (version, channels) => {
    for (const channel of all) {
      const org = withLead({ insert: 'Allow Alert' });
      const options = { channel, version, header: { ...header, allowSave: true } };
      const expected = channels.includes(channel) ? 'created' : 'refused by R';
      expect([channel, ...org.outcomes([org.draft('Lead', lead)], options)]).toEqual([channel, expected]);
      expect(org.outcomes([org.draft('Lead', lead)], { channel, version })).toEqual(['refused by R']);
    }
  });

  it('never counts against a block', () => {
    for (const channel of all) {
      const org = withLead();
      const options = { channel, header: { ...header, allowSave: true } };
      expect(org.outcomes([org.draft('Lead', lead)], options)).toEqual(['refused by R']);
    }
  });

  it('counts together with the other options, or none of them does', () => {
    const all = { allowSave: false, includeRecordDetails: true, runAsCurrentUser: true };
    const bypassing = withLead({ insert: 'Block', security: 'BypassSharingRules' });
    const rows = [bypassing.draft('Lead', lead)];
    const details = (version: number) => {
      const [outcome] = bypassing.save(rows, { version, header: { ...all, runAsCurrentUser: false } });
      return outcome?.success === false && JSON.stringify(outcome.error).includes('"Email":"x@y.example"');
    };
    expect([51, 52].map(details)).toEqual([false, true]);
    bypassing.logIn({ hiddenRecords: () => true });
    expect(bypassing.outcomes(rows, { version: 51, header: all })).toEqual(['refused by R']);
    expect(bypassing.outcomes(rows, { channel: 'bulk-2', header: all })).toEqual(['refused by R']);
    expect(bypassing.outcomes(rows, { version: 52, header: all })).toEqual(['created']);
  });

  it('is open for trees and batches', () => {
    const org = withLead({ insert: 'Allow Alert' }, { openChannelsTakeHeader: false });
    for (const channel of ['rest-tree', 'rest-batch'] as const) {
      const options = { channel, header: { ...header, allowSave: true } };
      expect(org.outcomes([org.draft('Lead', lead)], options)).toEqual(['refused by R']);
    }
  });
});

describe('an update', () => {
  const other = { ...lead, LastName: 'O', Email: 'o@y.example' };

  it('runs a rule where it changes a field that is compared, whatever its spelling and form', () => {
    const org = withLead({ insert: 'Allow', update: 'Block' });
    const id = org.have('Lead', other);
    const update = (fields: object) => org.outcomes([org.draft('Lead', { ...fields }, { kind: 'id', id })]);
    expect(update({ email: ' X@y.example ' })).toEqual(['refused by R']);
    expect(update({ Title: 'T', Email: ' o@y.example ' })).toEqual(['updated']);
  });

  it('of an upsert is judged as one, and its insert as one', () => {
    const field =
      '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Key__c</fullName><type>Text</type><length>9</length><externalId>true</externalId></CustomField>';
    const org = new BareOrg([
      byEmail,
      rule({ insert: 'Block', update: 'Allow' }),
      ['force-app/objects/Lead/fields/Key__c.field-meta.xml', field],
    ]);
    org.have('Lead', lead);
    org.have('Lead', { ...other, Key__c: 'K1' });
    const upsert = (value: string) =>
      org.draft('Lead', lead, { kind: 'external-id', field: 'key__C', value });
    expect(org.outcomes([upsert('k1'), upsert('K2'), upsert('')], { channel: 'rest-collections' })).toEqual([
      'updated',
      'refused by R',
      'MISSING_ARGUMENT key__C not specified',
    ]);
    expect(org.outcomes([upsert('K3'), upsert('k3')])).toEqual([
      'DUPLICATE_VALUE Duplicate external id specified: K3 [Key__c]',
      'DUPLICATE_VALUE Duplicate external id specified: k3 [Key__c]',
    ]);
  });

  it('may be told by a rule on names that are behind a lookup', () => {
    const org = new BareOrg([
      matchingRulesFile('Contact', { R: ['Account:CompanyName', 'LastName:LastName'] }),
      duplicateRuleFile({ object: 'Contact', name: 'R' }),
    ]);
    const [acme, zeta] = ['Acme', 'Zeta'].map((Name) => org.have('Account', { Name }));
    org.have('Contact', { LastName: 'Miller', AccountId: acme });
    const id = org.have('Contact', { LastName: 'Miller', AccountId: zeta });
    const update = (fields: object) =>
      org.outcomes([org.draft('Contact', { ...fields }, { kind: 'id', id })]);
    expect(update({ AccountId: acme })).toEqual(['refused by R']);
    org.org.store.update(org.org.store.record(acme!)!, [['Name', 'Quartz']], org.session.user.id);
    expect(update({ AccountId: acme })).toEqual(['refused by R']);
    expect(org.outcomes([org.draft('Contact', { LastName: 'Miller' })])).toEqual(['created']);
  });
});

describe('rows of one call', () => {
  const twins = (org: BareOrg, count = 3) => Array.from({ length: count }, () => org.draft('Lead', lead));

  it('are not compared with each other where a rule refuses', () => {
    for (const insert of ['Block', 'Allow Alert']) {
      const org = new BareOrg([byEmail, rule({ insert })]);
      expect(org.outcomes(twins(org))).toEqual(['created', 'created', 'created']);
      expect(org.outcomes(twins(org, 1))).toEqual(['refused by R']);
      expect(org.reports()).toEqual([]);
    }
  });

  it.each(['Allow Report', 'Allow Alert Report'])('come into one duplicate record set: %s', (insert) => {
    const org = new BareOrg([byEmail, rule({ insert })]);
    const lonely = org.draft('Lead', { ...lead, Email: 'z@y.example' });
    const saved = org.save([...twins(org), lonely]).map((outcome) => outcome.success && outcome.record.id);
    expect(org.reports()).toEqual([{ rule: 'R', count: 3, records: saved.slice(0, 3) }]);
  });

  it('are all undone where one is refused and all or none was asked for', () => {
    const org = withLead({ insert: 'Block' });
    const before = org.org.store.count('Lead');
    const rows = [org.draft('Lead', { ...lead, Email: 'n@y.example' }), org.draft('Lead', lead)];
    expect(org.outcomes(rows, { allOrNone: true })).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK Record rolled back because not all records were valid and the request was using AllOrNone header',
      'refused by R',
    ]);
    expect(org.org.store.count('Lead')).toBe(before);
  });
});

describe('a duplicate record set', () => {
  it('of the rule that holds one of the records is gone on with', () => {
    const org = withLead({ insert: 'Allow Report', update: 'Allow Report' });
    for (let count = 0; count < 2; count++) org.save([org.draft('Lead', lead)]);
    expect(org.reports()).toMatchObject([{ rule: 'R', count: 3 }]);
    const open = withLead({ insert: 'Allow Report' }, { reportsExtendSets: false });
    for (let count = 0; count < 2; count++) open.save([open.draft('Lead', lead)]);
    expect(open.reports()).toMatchObject([{ count: 2 }, { count: 3 }]);
  });

  it('holds records of other objects, and of at most 100 duplicates', () => {
    const org = new BareOrg([
      byEmail,
      matchingRulesFile('Contact', { C: ['Email'] }),
      rule({
        insert: 'Allow Report',
        matchRules:
          matchRule('Lead', 'R') + matchRule('Contact', 'C', mapping('Lead', 'Contact', { Email: 'Email' })),
      }),
    ]);
    const contact = org.have('Contact', { LastName: 'X', Email: 'X@y.example' });
    const other = org.have('Lead', lead);
    org.save([org.draft('Lead', lead)]);
    const [set] = org.reports();
    expect(set).toMatchObject({ count: 3 });
    expect(set!.records.slice(1)).toEqual([other, contact]);
    for (let count = 0; count < 110; count++) org.have('Lead', { ...lead, Email: 'm@y.example' });
    org.save([org.draft('Lead', { ...lead, Email: 'm@y.example' })]);
    expect(org.reports()[1]).toMatchObject({ count: 101 });
  });

  it('counts the items that callers add and delete', () => {
    const org = withLead({ insert: 'Allow Report' });
    org.save([org.draft('Lead', lead)]);
    const { store } = org.org;
    const [set] = [...store.records('DuplicateRecordSet')];
    const RecordId = org.have('Lead', { ...lead, Email: 'q@y.example' });
    const item = { DuplicateRecordSetId: set!.id, RecordId };
    expect(org.outcomes([org.draft('DuplicateRecordItem', item)])).toEqual(['created']);
    expect(org.reports()).toMatchObject([{ count: 3 }]);
    const [first] = [...store.records('DuplicateRecordItem')];
    const moved = { DuplicateRecordSetId: set!.id };
    expect(org.outcomes([org.draft('DuplicateRecordItem', moved, { kind: 'id', id: first!.id })])).toEqual([
      expect.stringMatching(
        /^INVALID_FIELD_FOR_INSERT_UPDATE Unable to create\/update fields: DuplicateRecordSetId\./,
      ),
    ]);
    deleteRows(org.org, org.session, [first!.id], { allOrNone: false });
    expect(org.reports()).toMatchObject([{ count: 2 }]);
    deleteRows(org.org, org.session, [set!.id], { allOrNone: false });
    expect(store.count('DuplicateRecordItem')).toBe(0);
  });
});

describe('several rules', () => {
  const files = (first: string, second: string) => [
    matchingRulesFile('Lead', { A: ['Email'], B: ['LastName'] }),
    duplicateRuleFile({ object: 'Lead', name: 'A', insert: first, sortOrder: 1 }),
    duplicateRuleFile({ object: 'Lead', name: 'B', insert: second, sortOrder: 2 }),
  ];

  it.each<[string, string, object, string, string[]]>([
    ['Allow Report', 'Allow Report', {}, 'created', ['A', 'B']],
    ['Allow Report', 'Allow Report', { laterRulesRun: false }, 'created', ['A']],
    ['Allow Report', 'Block', {}, 'refused by B', []],
    ['Allow Report', 'Block', { laterRulesRun: false }, 'created', ['A']],
    ['Allow Alert', 'Block', {}, 'refused by A', []],
    ['Allow Alert', 'Block', { errorNames: 'block' }, 'refused by B', []],
  ])('%s, then %s, with %o: %s, reports %o', (first, second, openPoints, outcome, reports) => {
    const org = new BareOrg(files(first, second), openPoints);
    org.have('Lead', lead);
    expect(org.outcomes([org.draft('Lead', lead)])).toEqual([outcome]);
    expect(org.reports().map((one) => one.rule)).toEqual(reports);
  });

  it('do not refuse where the one that finds nothing blocks', () => {
    const org = new BareOrg(files('Block', 'Allow'));
    org.have('Lead', lead);
    expect(org.outcomes([org.draft('Lead', { ...lead, Email: 'n@y.example' })])).toEqual(['created']);
  });
});

describe('sharing', () => {
  it.each<['EnforceSharingRules' | 'BypassSharingRules', boolean, object, string]>([
    ['EnforceSharingRules', false, {}, 'created'],
    ['EnforceSharingRules', true, {}, 'created'],
    ['EnforceSharingRules', false, { sharingWithoutRunAs: false }, 'refused by R'],
    ['EnforceSharingRules', true, { sharingWithoutRunAs: false }, 'created'],
    ['BypassSharingRules', false, {}, 'refused by R'],
    ['BypassSharingRules', true, {}, 'created'],
    ['BypassSharingRules', true, { runAsCurrentUserHides: false }, 'refused by R'],
  ])('%s, runAsCurrentUser %s, with %o: %s', (security, runAsCurrentUser, openPoints, outcome) => {
    const org = withLead({ security }, openPoints);
    org.logIn({ hiddenRecords: ({ object }) => object.name === 'Lead' });
    const options = { header: { ...header, runAsCurrentUser } };
    expect(org.outcomes([org.draft('Lead', lead)], options)).toEqual([outcome]);
  });

  it('of a field that is compared: without it nothing is found', () => {
    const org = withLead();
    org.logIn({ hiddenFields: { Lead: ['Email'] } });
    expect(org.outcomes([org.draft('Lead', { LastName: 'X', Company: 'C' })])).toEqual(['created']);
  });
});

describe('a condition', () => {
  const contactRule = (field: string, operation: string, value: string, table: string) => [
    matchingRulesFile('Contact', { R: ['Email'] }),
    duplicateRuleFile({ object: 'Contact', name: 'R', filter: condition(field, operation, value, table) }),
  ];

  it.each<[string, string, string, string, string, string]>([
    ['Name', 'equals', 'Acme', 'Account', 'Acme', 'refused by R'],
    ['Name', 'equals', 'Acme', 'Account', 'Zeta', 'created'],
    ['AccountId', 'equals', 'acme', 'Contact', 'Acme', 'refused by R'],
    ['Name', 'notEqual', 'Acme', 'Account', '', 'created'],
    ['AccountId', 'notEqual', 'Acme', 'Contact', '', 'created'],
    ['AccountId', 'equals', '', 'Contact', '', 'refused by R'],
    ['DoNotCall', 'equals', 'false', 'Contact', '', 'refused by R'],
  ])('%s %s "%s" on %s, with the account "%s": %s', (field, operation, value, table, account, outcome) => {
    const org = new BareOrg(contactRule(field, operation, value, table));
    const AccountId = account === '' ? null : org.have('Account', { Name: account });
    org.have('Contact', { LastName: 'X', Email: 'x@y.example' });
    const row = org.draft('Contact', { LastName: 'X', Email: 'x@y.example', AccountId });
    expect(org.outcomes([row])).toEqual([outcome]);
  });
});

it('with a condition on the user a rule does not run for portal users', () => {
  const org = withLead({ filter: condition('Username', 'startsWith', 'admin', 'User') });
  expect(org.outcomes([org.draft('Lead', lead)])).toEqual(['refused by R']);
  const user = org.org.store.record(org.session.user.id)!;
  org.org.store.update(user, [['UserType', 'PowerPartner']], user.id);
  expect(org.outcomes([org.draft('Lead', lead)])).toEqual(['created']);
});

describe('what the org fills in', () => {
  it('is seen by rules: the owner, the whole name, defaults', () => {
    const level =
      '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Level__c</fullName><type>Picklist</type><valueSet><valueSetDefinition><value><fullName>Low</fullName><default>true</default></value></valueSetDefinition></valueSet></CustomField>';
    const org = new BareOrg([
      matchingRulesFile('Lead', { Names: ['Name'], R: ['Email'] }),
      duplicateRuleFile({
        object: 'Lead',
        name: 'Names',
        filter: condition('OwnerId', 'contains', 'admin'),
      }),
      duplicateRuleFile({
        object: 'Lead',
        name: 'R',
        sortOrder: 2,
        filter: condition('Level__c', 'equals', 'Low'),
      }),
      ['force-app/objects/Lead/fields/Level__c.field-meta.xml', level],
    ]);
    org.have('Lead', { FirstName: 'Ada', LastName: 'Byron', Email: 'a@y.example' });
    const row = (fields: object) => org.draft('Lead', { Company: 'C', LastName: 'X', ...fields });
    expect(org.outcomes([row({ FirstName: 'ada', LastName: ' Byron' })])).toEqual(['refused by Names']);
    expect(org.outcomes([row({ Email: 'a@y.example', Level__c: ' low ' })])).toEqual(['refused by R']);
    expect(org.outcomes([row({ Email: 'a@y.example' })])).toEqual(['refused by R']);
    expect(org.outcomes([row({ Email: 'a@y.example', Level__c: null })])).toEqual(['created']);
    const id = org.have('Lead', { LastName: 'Byron' });
    expect(org.outcomes([org.draft('Lead', { FirstName: 'Ada' }, { kind: 'id', id })])).toEqual([
      'refused by Names',
    ]);
  });
});

describe('a lead conversion', () => {
  const settings = (on: boolean): [string, string] => [
    'force-app/settings/LeadConfig.settings-meta.xml',
    `<LeadConfigSettings xmlns="http://soap.sforce.com/2006/04/metadata"><shouldLeadConvertRequireValidation>${on}</shouldLeadConvertRequireValidation></LeadConfigSettings>`,
  ];

  it.each<[string, boolean | null, object, string | null]>([
    ['Allow', true, {}, 'R'],
    ['Block', true, {}, 'R'],
    ['Block', false, {}, null],
    ['Allow Alert', null, {}, 'R'],
    ['Allow Alert', null, { conversionValidates: false }, null],
  ])('with the rule %s, validation %s, %o is refused by %s', (insert, validation, openPoints, name) => {
    const files = [
      matchingRulesFile('Contact', { R: ['Email'] }),
      duplicateRuleFile({ object: 'Contact', name: 'R', insert }),
      ...(validation === null ? [] : [settings(validation)]),
    ];
    const { org, session, ...rest } = new BareOrg(files, openPoints);
    org.store.insert(
      org.schema.object('Contact')!,
      Object.entries({ LastName: 'X', Email: 'x@y.example' }),
      '',
    );
    const values = new Map([['Email', 'x@y.example']]);
    const refusal = conversionRefusal(org, session, [{ object: org.schema.object('Contact')!, values }], {
      header,
      version: 66,
    });
    expect(rest).toEqual({});
    expect(refusal?.hit.rule.name ?? null).toBe(name);
  });
});
