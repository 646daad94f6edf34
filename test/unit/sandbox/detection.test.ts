import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileReference, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { SampleKeys } from '../../../server/src/core/matching/keys/meeting.ts';
import type { NewOrg } from '../../../server/src/sandbox/create.ts';
import { createOrg } from '../../../server/src/sandbox/create.ts';
import type { Probe } from '../../../server/src/sandbox/duplicates/detect.ts';
import { RecordReader } from '../../../server/src/sandbox/duplicates/recordReader.ts';
import { detectionOf } from '../../../server/src/sandbox/saves/judge.ts';
import type { Session } from '../../../server/src/sandbox/session.ts';
import { duplicateRuleFile, mapping, matchingRulesFile, matchRule } from '../../support/sandboxRules.ts';

const header = { allowSave: false, includeRecordDetails: false };
const now = () => new Date('2026-03-01T09:00:00Z');

function open(files: readonly (readonly [string, string])[], openPoints = {}): NewOrg {
  return createOrg({ files: new Map(files), data: null, now, openPoints });
}

const sessionIn = (org: NewOrg): Session => org.sessions.open(org.admin);

function insert(org: NewOrg, object: string, values: Record<string, string | boolean | null>): string {
  return org.store.insert(org.schema.object(object)!, Object.entries(values), org.admin.id).id;
}

/** Ids found per matching rule. */
function detect(
  org: NewOrg,
  object: string,
  values: Record<string, string | null>,
  id: string | null = null,
) {
  const probe: Probe = {
    object: org.schema.object(object)!,
    values: new Map(Object.entries(values)),
    operation: id === null ? 'insert' : 'update',
    id,
    session: sessionIn(org),
  };
  const hits = org.detector.detect(probe, detectionOf(org as never, header));
  return Object.fromEntries(
    hits.flatMap(({ matches }) =>
      matches.map(({ rule, records }) => [rule, records.map(({ record }) => record.id)]),
    ),
  );
}

/** The same by looking at every record. */
function scan(org: NewOrg, object: string, values: Record<string, string | null>, id: string | null) {
  const reader = new RecordReader(org.store);
  const own = org.schema.object(object)!;
  const references = org.detector.activeRules(object).flatMap(({ matchRules }) => matchRules);
  return Object.fromEntries(
    references.map((reference) => {
      const rule = compileReference(reference, org.metadata.catalog);
      if (!isCompiled(rule)) throw new Error(rule.why);
      const sample = rule.prepare(
        reader.read(own, new Map(Object.entries(values))),
        reference.objectType === object ? null : reference.mapping,
      );
      const keys = new SampleKeys(rule, sample);
      const found = [...org.store.records(rule.object)].filter((record) => {
        if (record.id === id || record.values.get('IsConverted') === true) return false;
        const candidate = rule.prepare(reader.read(record.object, record.values));
        const meets = rule.keys.length === 0 || keys.meet(candidate).value === true;
        return meets && rule.compare(sample, candidate).matches === true;
      });
      return [reference.matchingRule, found.map((record) => record.id)];
    }),
  );
}

const rules = [
  matchingRulesFile('Contact', {
    Exact_Email: ['Email'],
    Names: ['FirstName:FirstName', 'LastName:LastName'],
  }),
  matchingRulesFile('Lead', { Lead_Email: ['Email'], Titles: ['Title:Title'] }),
  duplicateRuleFile({ object: 'Contact', name: 'Exact_Email' }),
  duplicateRuleFile({ object: 'Contact', name: 'Names', sortOrder: 2 }),
  duplicateRuleFile({
    object: 'Contact',
    name: 'Standard',
    sortOrder: 3,
    matchRules:
      matchRule('Contact', 'Standard_Contact_Match_Rule_v1_1') +
      matchRule('Lead', 'Lead_Email', mapping('Contact', 'Lead', { Email: 'Email' })),
  }),
  duplicateRuleFile({ object: 'Lead', name: 'Titles' }),
];

const name = fc.constantFrom('Ann', 'Anna', 'Bob', 'Robert', 'Smith', 'Smyth', 'Luis', 'Antonio', '');
const email = fc.constantFrom('a@x.example', 'A@X.example', 'b@mail.x.example', 'b@x.example', '');
const contact = fc.record({
  FirstName: name,
  LastName: name,
  Email: email,
  Phone: fc.constantFrom('415 555 0101', '415 555 0199', ''),
  Title: fc.constantFrom('VP', 'Buyer', ''),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('insert' as const), contact, account: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('lead' as const), contact, converted: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('update' as const), which: fc.nat(20), contact }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('delete' as const, 'undelete' as const),
      which: fc.nat(20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      which: fc.nat(3),
      name: fc.constantFrom('Acme', 'Acme Ltd', 'Other'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undone' as const), which: fc.nat(20), contact }) },
);

describe('looking by keys', () => {
  it('finds what looking at every record finds, whatever became of them', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), contact, (steps, sample) => {
        const org = open(rules);
        const accounts = ['Acme', 'Acme Inc', 'Zeta'].map((Name) => insert(org, 'Account', { Name }));
        // The indexes are made now, and follow from here on.
        detect(org, 'Contact', { LastName: 'x', Email: 'x@x.example' });
        const user = org.admin.id;
        for (const one of steps) {
          const contacts = [...org.store.records('Contact')];
          const which = 'which' in one ? contacts[one.which % Math.max(1, contacts.length)] : undefined;
          if (one.kind === 'insert') {
            insert(org, 'Contact', { ...one.contact, AccountId: accounts[one.account] ?? null });
          } else if (one.kind === 'lead') {
            insert(org, 'Lead', { ...one.contact, Company: 'C', IsConverted: one.converted });
          } else if (one.kind === 'rename') {
            const account = org.store.record(accounts[one.which] ?? accounts[0]!)!;
            org.store.update(account, [['Name', one.name]], user);
          } else if (one.kind === 'undelete') {
            const [deleted] = org.store.deleted('Contact');
            if (deleted) org.store.undelete(deleted, user);
          } else if (which && one.kind === 'update') {
            org.store.update(which, Object.entries(one.contact), user);
          } else if (which && one.kind === 'delete') {
            org.store.delete(which, user);
          } else if (which && one.kind === 'undone') {
            const undo = (): void =>
              org.store.transaction(() => {
                org.store.update(which, Object.entries(one.contact), user);
                org.store.delete(which, user);
                org.store.delete(org.store.record(accounts[0]!)!, user);
                throw new Error('undo');
              });
            expect(undo).toThrow('undo');
          }
        }
        const values = { ...sample, AccountId: accounts[1]! };
        expect(detect(org, 'Contact', values)).toEqual(scan(org, 'Contact', values, null));
        const [first] = org.store.records('Contact');
        if (first) {
          const own = Object.fromEntries(first.values) as Record<string, string>;
          expect(detect(org, 'Contact', own, first.id)).toEqual(scan(org, 'Contact', own, first.id));
        }
        expect(detect(org, 'Lead', sample)).toEqual(scan(org, 'Lead', sample, null));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['first', 0],
    ['last', 20],
    ['all', 0],
  ])('compares at most 100 records behind a key: %s', (candidatesOverCap, from) => {
    const org = open(rules, { candidatesOverCap });
    const ids = Array.from({ length: 120 }, () =>
      insert(org, 'Contact', { LastName: 'x', Email: 'x@x.example' }),
    );
    const { Exact_Email: found } = detect(org, 'Contact', { LastName: 'y', Email: 'X@x.example' });
    expect(found).toEqual(candidatesOverCap === 'all' ? ids : ids.slice(from, from + 100));
    const { Exact_Email: others } = detect(
      org,
      'Contact',
      { LastName: 'y', Email: 'X@x.example' },
      ids[from],
    );
    expect(others).toHaveLength(candidatesOverCap === 'all' ? 119 : 100);
    expect(others).not.toContain(ids[from]);
  });

  it('goes on with the rules that a deploy brings', () => {
    const org = open(rules);
    const id = insert(org, 'Contact', { LastName: 'x', Email: 'x@x.example', Phone: '1' });
    expect(detect(org, 'Contact', { Email: 'x@x.example' }).Exact_Email).toEqual([id]);
    org.metadata.replace(
      new Map([
        matchingRulesFile('Contact', { Phones: ['Phone'] }),
        duplicateRuleFile({ object: 'Contact', name: 'Phones' }),
      ]),
    );
    expect(detect(org, 'Contact', { Email: 'x@x.example', Phone: '1' })).toEqual({ Phones: [id] });
  });
});

describe('person accounts', () => {
  const personRules = [
    matchingRulesFile('PersonAccount', { Mail: ['PersonEmail'] }),
    duplicateRuleFile({ object: 'PersonAccount', name: 'Mail' }),
    matchingRulesFile('Account', { Phones: ['Phone'] }),
    duplicateRuleFile({ object: 'Account', name: 'Phones', sortOrder: 2 }),
  ];

  it('are compared with people by their rules, business accounts with businesses by theirs', () => {
    const org = open(personRules);
    const person = insert(org, 'Account', { LastName: 'P', PersonEmail: 'p@x.example', Phone: '1' });
    const business = insert(org, 'Account', { Name: 'B', Phone: '1' });
    expect(org.store.record(person)!.values.get('IsPersonAccount')).toBe(true);
    expect(org.store.record(person)!.values.get('Name')).toBe('P');
    expect(detect(org, 'Account', { LastName: 'Q', PersonEmail: 'P@x.example', Phone: '1' })).toEqual({
      Mail: [person],
    });
    expect(detect(org, 'Account', { Name: 'C', Phone: '1' })).toEqual({ Phones: [business] });
  });
});
