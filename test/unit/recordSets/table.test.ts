import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableBuilder, tableOf } from '../../../server/src/core/recordSets/table.ts';

const at = (row: number) => ({ row, line: row + 1 });

test('gives back what was put in', () => {
  const value = fc.option(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 200, maxLength: 300 })),
    {
      nil: undefined,
    },
  );
  const records = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 2_000 });
  fc.assert(
    fc.property(records, (all) => {
      const builder = tableBuilder({ object: 'Lead' });
      builder.fields(['Id', 'Email', 'Company']);
      for (const [index, record] of all.entries()) builder.record(record, at(index + 1), null);
      const table = tableOf(builder.build().parts);
      expect(table.size).toBe(all.length);
      const read = all.map((_, ordinal) => [0, 1, 2].map((column) => table.value(ordinal, column)));
      expect(read).toEqual(all.map((record) => [...record]));
    }),
    { numRuns: 20 },
  );
});

test('names in any case, ids, positions', () => {
  const builder = tableBuilder({ object: 'Lead' });
  builder.fields(['ID', 'Email', 'EMAIL', '']);
  builder.record([' 00Q1 ', 'a@b.c', 'second', 'nameless'], at(3), null);
  builder.record(['', '', 'second', 'nameless'], { row: 4, line: null }, null);
  const table = builder.build();
  expect(table.fields).toEqual(['ID', 'Email']);
  expect([table.column('email'), table.column('id'), table.column('Company')]).toEqual([1, 0, -1]);
  expect([0, 1].map(table.id)).toEqual(['00Q1', null]);
  expect([0, 1].map(table.position)).toEqual([at(3), { row: 4, line: null }]);
  expect(table.value(0, -1)).toBeUndefined();
});

test('only what is wanted is kept', () => {
  const builder = tableBuilder({
    object: 'Lead',
    keeps: (field) => field.toLowerCase() === 'email',
    takes: (object) => object === null || object === 'Lead',
  });
  builder.fields(['Name', 'Email', 'Id']);
  builder.record(['n', 'e', 'i'], at(1), 'Lead');
  builder.record(['n', 'x', 'j'], at(2), 'Contact');
  builder.fields(['Name', 'Email', 'Id', 'Phone']);
  builder.record(['n', 'f', 'k', 'p'], at(3), null);
  const table = builder.build();
  expect(table.fields).toEqual(['Email', 'Id']);
  expect([0, 1].map((ordinal) => table.value(ordinal, table.column('Email')))).toEqual(['e', 'f']);
});

test('a value larger than a block', () => {
  const builder = tableBuilder({ object: 'Lead' });
  builder.fields(['A', 'B']);
  const long = 'x'.repeat(20_000_000);
  builder.record(['1', long], at(1), null);
  builder.record(['2', '3'], at(2), null);
  const table = builder.build();
  expect(table.value(0, 1) === long).toBe(true);
  expect(table.value(1, 1)).toBe('3');
});
