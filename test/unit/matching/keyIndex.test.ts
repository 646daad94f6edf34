import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingKeyIndex, merged } from '../../../server/src/core/matching/index/growingKeyIndex.ts';
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

test('one that grows gives those behind a key at any time, without those that are gone', () => {
  const key = fc.string({ maxLength: 2 });
  const step = fc.oneof(
    { arbitrary: fc.record({ add: key }), weight: 3 },
    fc.record({ ask: key }),
    fc.record({ end: fc.nat(300) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const index = new GrowingKeyIndex();
      const keys: string[] = [];
      const gone = new Set<number>();
      const expected = (wanted: string) =>
        keys.flatMap((one, at) => (one === wanted && !gone.has(at) ? [at] : []));
      for (const one of steps) {
        if ('add' in one) index.add(keys.push(one.add) - 1, one.add);
        else if ('end' in one) gone.add(one.end % Math.max(1, keys.length));
        else expect([...index.behind(one.ask, (place) => gone.has(place))]).toEqual(expected(one.ask));
      }
      for (const one of new Set(keys))
        expect([...index.behind(one, (place) => gone.has(place))]).toEqual(expected(one));
    }),
    { numRuns: 50 },
  );
});

test('lists are merged in their order, each place once', () => {
  expect([...merged([[1, 4, 9], [], [1, 2, 9, 10]])]).toEqual([1, 2, 4, 9, 10]);
});
