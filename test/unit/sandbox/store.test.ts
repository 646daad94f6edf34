import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordStore } from '../../../server/src/sandbox/data/store.ts';
import type { StoreChange, StoredRecord } from '../../../server/src/sandbox/data/storedRecord.ts';
import { schemaOf } from '../../../server/src/sandbox/schema/projectSchema.ts';

const thing = `<?xml version="1.0"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Thing</label>
  <nameField><label>No.</label><type>AutoNumber</type><displayFormat>T{YYYY}-{0000}</displayFormat></nameField>
  <fields><fullName>Key__c</fullName><type>Text</type><length>20</length><externalId>true</externalId><unique>true</unique></fields>
  <fields><fullName>Done__c</fullName><type>Checkbox</type></fields>
  <fields><fullName>Count__c</fullName><type>AutoNumber</type><displayFormat>C-{000}</displayFormat><startingNumber>7</startingNumber></fields>
</CustomObject>`;
const schema = schemaOf(new Map([['force-app/objects/Thing__c/Thing__c.object-meta.xml', thing]]));
const now = () => new Date('2026-03-01T09:00:00Z');
const open = () => new RecordStore({ schema, now });
const things = schema.object('Thing__c')!;
const leads = schema.object('Lead')!;
const user = '005Lb0000000001AAA';

describe('a record', () => {
  it('has what the org fills in: id, owner, numbers, checkboxes, times and users', () => {
    const store = open();
    store.insert(things, [], user);
    const { id, values } = store.insert(things, [['Key__c', ' k ']], user);
    expect(Object.fromEntries(values)).toEqual({
      Id: id,
      OwnerId: user,
      IsDeleted: false,
      Name: 'T2026-0002',
      Key__c: 'k',
      Done__c: false,
      Count__c: 'C-008',
      CreatedDate: '2026-03-01T09:00:00.000+0000',
      CreatedById: user,
      LastModifiedDate: '2026-03-01T09:00:00.000+0000',
      LastModifiedById: user,
      SystemModstamp: '2026-03-01T09:00:00.000+0000',
    });
  });

  it('of a custom object without a name is named by its id', () => {
    const text = thing.replace(
      '<type>AutoNumber</type><displayFormat>T',
      '<type>Text</type><displayFormat>T',
    );
    const objects = schemaOf(new Map([['force-app/objects/Thing__c/Thing__c.object-meta.xml', text]]));
    expect(objects.field('Thing__c', 'Name')!.writable).toBe(true);
    const store = open();
    const [unnamed, named] = [[], [['Name', 'A']] as const].map((values) =>
      store.insert(objects.object('Thing__c')!, values, user),
    );
    expect(unnamed!.values.get('Name')).toBe(unnamed!.id.slice(0, 15));
    expect(named!.values.get('Name')).toBe('A');
  });

  it('keeps no blanks: a checkbox is false then, and a person is named anew', () => {
    const store = open();
    const lead = store.insert(
      leads,
      [...Object.entries({ FirstName: 'A', LastName: 'B', DoNotCall: true })],
      user,
    );
    const blanks: [string, null | string][] = [
      ['FirstName', '  '],
      ['DoNotCall', null],
      ['Company', ''],
    ];
    store.update(lead, blanks, user);
    expect(lead.values.get('Name')).toBe('B');
    expect(lead.values.get('DoNotCall')).toBe(false);
    expect([lead.values.has('FirstName'), lead.values.has('Company')]).toEqual([false, false]);
    expect(lead.values.size).toBe([...lead.values.keys()].length);
  });
});

/** What a store should hold, kept the plain way. */
interface Model {
  live: Map<string, Record<string, unknown>>;
  bin: Map<string, Record<string, unknown>>;
}

type Step =
  | { readonly kind: 'insert'; readonly key: string }
  | { readonly kind: 'update'; readonly which: number; readonly key: string }
  | { readonly kind: 'delete' | 'undelete' | 'purge'; readonly which: number }
  | { readonly kind: 'transaction'; readonly steps: readonly Step[]; readonly fails: boolean };

const key = fc.constantFrom('a', 'B', 'b', '');
const which = fc.nat(9);
const { steps } = fc.letrec<{ step: Step; steps: readonly Step[] }>((tie) => ({
  step: fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const), key }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('update' as const), which, key }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'undelete', 'purge'), which }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('transaction' as const),
        steps: tie('steps'),
        fails: fc.boolean(),
      }),
    },
  ) as fc.Arbitrary<Step>,
  steps: fc.array(tie('step'), { maxLength: 8, depthIdentifier: 'steps' }),
}));

describe('transactions', () => {
  it('leave the store, its indexes and who listens as if what was undone had never been', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const store = open();
        const told = new Map<string, Record<string, unknown>>();
        store.onChange(({ record, after }: StoreChange) => {
          if (after === null) told.delete(record.id);
          else told.set(record.id, Object.fromEntries(after));
        });
        const model: Model = { live: new Map(), bin: new Map() };
        store.withValue('Thing__c', 'Key__c', 'a');
        run(store, model, all);
        const inOrder = [...model.live].sort(([one], [other]) => (one < other ? -1 : 1));
        expect([...store.records('Thing__c')].map(plain)).toEqual(inOrder);
        expect(new Map([...store.deleted('Thing__c')].map(plain))).toEqual(model.bin);
        expect(told).toEqual(model.live);
        expect(store.count('Thing__c')).toBe(model.live.size);
        for (const value of ['a', 'b']) {
          const ids = inOrder
            .filter(([, { Key__c }]) => String(Key__c).toLowerCase() === value)
            .map(([id]) => id);
          expect(store.withValue('thing__c', 'key__C', value).map(({ id }) => id)).toEqual(ids);
        }
        for (const [id] of model.live) expect(store.record(id)?.id).toBe(id);
        for (const [id] of model.bin)
          expect([store.record(id), store.deletedRecord(id)?.id]).toEqual([null, id]);
      }),
      { numRuns: 150 },
    );
  });
});

function plain({ id, values }: StoredRecord): [string, Record<string, unknown>] {
  return [id, Object.fromEntries(values)];
}

function run(store: RecordStore, model: Model, all: readonly Step[]): void {
  for (const step of all) {
    if (step.kind === 'transaction') {
      const before = structuredClone(model);
      const failure = new Error('undo');
      try {
        store.transaction(() => {
          run(store, model, step.steps);
          if (step.fails) throw failure;
        });
      } catch (error) {
        if (error !== failure) throw error;
        Object.assign(model, before);
      }
    } else if (step.kind === 'insert') {
      const record = store.insert(things, [['Key__c', step.key]], user);
      model.live.set(...plain(record));
    } else {
      const records = [
        ...(step.kind === 'update' || step.kind === 'delete' ? store.records : store.deleted).call(
          store,
          'Thing__c',
        ),
      ];
      const record = records[step.which % Math.max(1, records.length)];
      if (!record) continue;
      const { [step.kind === 'update' || step.kind === 'delete' ? 'live' : 'bin']: from } = model;
      const values = { ...from.get(record.id)! };
      from.delete(record.id);
      if (step.kind === 'update') {
        store.update(record, [['Key__c', step.key]], user);
        delete values.Key__c;
        if (step.key !== '') values.Key__c = step.key;
        model.live.set(record.id, values);
      } else if (step.kind === 'delete') {
        store.delete(record, user);
        model.bin.set(record.id, { ...values, IsDeleted: true });
      } else if (step.kind === 'undelete') {
        store.undelete(record, user);
        model.live.set(record.id, { ...values, IsDeleted: false });
      } else store.purge(record);
    }
  }
}
