import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deleteRows } from '../../../server/src/sandbox/saves/deleteRows.ts';
import { BareOrg } from '../../support/embeddedOrg.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

const key =
  '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Key__c</fullName><type>Text</type><length>9</length><externalId>true</externalId><unique>true</unique></CustomField>';
const files = [
  matchingRulesFile('Lead', { Blocks: ['Email'], Reports: ['Phone'] }),
  duplicateRuleFile({ object: 'Lead', name: 'Blocks' }),
  duplicateRuleFile({ object: 'Lead', name: 'Reports', insert: 'Allow Report', sortOrder: 2 }),
  ['force-app/objects/Lead/fields/Key__c.field-meta.xml', key] as [string, string],
];

const fields = fc.record(
  {
    LastName: fc.constantFrom('A', 'B', 'A', 'B', ''),
    Email: fc.constantFrom('a@x.example', 'b@x.example', 'nobody'),
    Phone: fc.constantFrom('1', '2'),
    Key__c: fc.constantFrom('k1', 'k2', 'K1', null),
  },
  { requiredKeys: ['LastName'] },
);
const row = fc.record({
  fields,
  target: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('k1', 'K2', 'k3') },
    { weight: 1, arbitrary: fc.nat(4) },
  ),
});
const call = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 5 }),
  allOrNone: fc.boolean(),
  deletes: fc.array(fc.nat(4), { maxLength: 1 }),
});

it('a call saves what it says it saves, and with all or none all or nothing', () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 6 }), (calls) => {
      const org = new BareOrg(files);
      const { store, schema } = org.org;
      const objects = ['Lead', 'DuplicateRecordSet', 'DuplicateRecordItem'].map(
        (name) => schema.object(name)!,
      );
      const held = (): unknown =>
        [...store.content(objects).records].map(({ object, values }) => [object, Object.fromEntries(values)]);
      for (const { rows, allOrNone, deletes } of calls) {
        const leads = [...store.records('Lead')];
        const drafts = rows.map(({ fields: given, target }) => {
          const { Key__c: _, ...others } = given;
          if (target === null) return org.draft('Lead', { Company: 'C', ...given });
          if (typeof target === 'string')
            return org.draft(
              'Lead',
              { Company: 'C', ...others },
              { kind: 'external-id', field: 'Key__c', value: target },
            );
          return org.draft('Lead', given, { kind: 'id', id: leads[target]?.id ?? '' });
        });
        const before = held();
        const outcomes = org.save(drafts, { allOrNone });
        const saved = outcomes.flatMap((one) => (one.success ? [one] : []));
        expect(outcomes).toHaveLength(rows.length);
        if (saved.length === 0) expect(held()).toEqual(before);
        if (allOrNone) expect([0, rows.length]).toContain(saved.length);
        const created = saved.filter((one) => one.created).length;
        expect(store.count('Lead')).toBe(leads.length + created);
        for (const { record } of saved) expect(store.record(record.id)).toBe(record);
        const keys = [...store.records('Lead')].flatMap(({ values }) => values.get('Key__c') ?? []);
        expect(new Set(keys.map((one) => String(one).toLowerCase())).size).toBe(keys.length);
        for (const { count, records } of org.reports()) expect(count).toBe(records.length);
        const gone = deletes.flatMap((which) => leads[which]?.id ?? []);
        deleteRows(org.org, org.session, gone, { allOrNone });
        for (const id of gone) expect([store.record(id), store.deletedRecord(id)?.id]).toEqual([null, id]);
      }
    }),
    { numRuns: 40 },
  );
});
