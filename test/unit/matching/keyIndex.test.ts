import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyIndexBuilder, keyIndexOf } from '../../../server/src/core/matching/index/keyIndex.ts';

function indexOf(keys: readonly (string | null)[]) {
  const builder = keyIndexBuilder(keys.length);
  for (const [ordinal, key] of keys.entries()) builder.add(ordinal, key);
  return keyIndexOf(builder.build().parts);
}

test('gives all records behind a key, in their order, and no others', () => {
  const key = fc.option(fc.string({ maxLength: 3 }), { nil: null });
  fc.assert(
    fc.property(fc.array(key, { maxLength: 500 }), fc.string({ maxLength: 3 }), (keys, other) => {
      const index = indexOf(keys);
      for (const wanted of new Set([...keys, other])) {
        if (wanted === null) continue;
        const expected = keys.flatMap((one, ordinal) => (one === wanted ? [ordinal] : []));
        expect([...index.behind(wanted)]).toEqual(expected);
      }
      const byKey = new Map<string, number[]>();
      for (const [ordinal, one] of keys.entries())
        if (one !== null) byKey.set(one, [...(byKey.get(one) ?? []), ordinal]);
      const expected = [...byKey.values()].filter((group) => group.length > 1);
      expect([...index.shared()].map((group) => [...group]).sort()).toEqual(expected.sort());
    }),
    { numRuns: 100 },
  );
});

test('a hundred thousand keys, some of them much alike', () => {
  const keys = Array.from({ length: 100_000 }, (_, at) => `jsmith${at % 50_000}`);
  const index = indexOf(keys);
  for (const at of [0, 1, 49_999, 12_345])
    expect([...index.behind(`jsmith${at}`)]).toEqual([at, at + 50_000]);
  expect(index.behind('jsmith').length).toBe(0);
  let groups = 0;
  for (const group of index.shared()) groups += group.length === 2 ? 1 : 1_000_000;
  expect(groups).toBe(50_000);
});

test('nothing in it', () => {
  expect([...indexOf([null, null]).behind('x')]).toEqual([]);
  expect([...indexOf([]).shared()]).toEqual([]);
});
