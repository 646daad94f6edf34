import { hashKey, keyHash } from './hash.ts';

/** The records behind each value of one match key: sorted hashes, and the record of each. */
export interface KeyIndexParts {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly ordinals: Uint32Array;
}

export interface KeyIndex {
  readonly parts: KeyIndexParts;
  /** Ordinals in ascending order; a view that must not be changed. Empty: none. */
  behind(key: string): Uint32Array;
  /** All keys that at least two records share, as views; for clusters and forecasts. */
  shared(): Iterable<Uint32Array>;
}

export interface KeyIndexBuilder {
  /** @param ordinal ascending from call to call; a key that is null is left out */
  add(ordinal: number, key: string | null): void;
  build(): KeyIndex;
}

/** @param expected how many records there are, about */
export function keyIndexBuilder(expected = 1024): KeyIndexBuilder {
  let high = new Uint32Array(Math.max(1, expected));
  let low = new Uint32Array(high.length);
  let ordinals = new Uint32Array(high.length);
  let size = 0;
  return {
    add(ordinal, key) {
      if (key === null) return;
      if (size === high.length) {
        high = longer(high);
        low = longer(low);
        ordinals = longer(ordinals);
      }
      hashKey(key);
      high[size] = keyHash.high;
      low[size] = keyHash.low;
      ordinals[size] = ordinal;
      size++;
    },
    build() {
      const parts = sorted({
        high: high.subarray(0, size),
        low: low.subarray(0, size),
        ordinals: ordinals.subarray(0, size),
      });
      high = low = ordinals = new Uint32Array(0);
      return keyIndexOf(parts);
    },
  };
}

function longer(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(array.length * 2);
  grown.set(array);
  return grown;
}

export function keyIndexOf(parts: KeyIndexParts): KeyIndex {
  const { high, low, ordinals } = parts;
  return {
    parts,
    behind(key) {
      const [first, end] = sameHigh(high, key);
      const [from, to] = sameLow(low, first, end);
      return ordinals.subarray(from, to);
    },
    *shared() {
      for (let from = 0; from < high.length; ) {
        let to = from + 1;
        while (to < high.length && high[to] === high[from] && low[to] === low[from]) to++;
        if (to - from > 1) yield ordinals.subarray(from, to);
        from = to;
      }
    },
  };
}

/** The range of entries whose high half is that of a key. @param high sorted */
export function sameHigh(high: Uint32Array, key: string): readonly [from: number, to: number] {
  hashKey(key);
  const wanted = keyHash.high;
  const from = firstAtLeast(high, wanted);
  let to = from;
  while (high[to] === wanted) to++;
  return [from, to];
}

/** Of a range of entries the part whose low half is that of the key that was looked for last. @param low sorted there */
export function sameLow(
  low: ArrayLike<number>,
  first: number,
  end: number,
): readonly [from: number, to: number] {
  let from = first;
  while (from < end && low[from] !== keyHash.low) from++;
  let to = from;
  while (to < end && low[to] === keyHash.low) to++;
  return [from, to];
}

/** Hashes are spread evenly: where a hash would stand is guessed, and looked for around there. */
function firstAtLeast(sortedHashes: Uint32Array, wanted: number): number {
  let from = 0;
  let to = sortedHashes.length;
  while (from < to) {
    const isWide = to - from > 64;
    const least = isWide ? sortedHashes[from]! : 0;
    const range = isWide ? sortedHashes[to - 1]! - least : 0;
    const guess =
      range > 0 && wanted >= least
        ? Math.min(to - 1, from + Math.floor(((wanted - least) / (range + 1)) * (to - from)))
        : (from + to) >>> 1;
    // A guess alone may creep: each is followed by a halving.
    if (sortedHashes[guess]! < wanted) from = guess + 1;
    else to = guess;
    if (from >= to) break;
    const middle = (from + to) >>> 1;
    if (sortedHashes[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** By the high halves in two passes of 16 bits, which keep the order of equal ones; then the few equal ones by the low. */
function sorted({ high, low, ordinals }: KeyIndexParts): KeyIndexParts {
  const size = high.length;
  let order = new Uint32Array(size);
  for (let at = 0; at < size; at++) order[at] = at;
  order = byDigit(order, high, 0);
  order = byDigit(order, high, 16);
  const result = {
    high: new Uint32Array(size),
    low: new Uint32Array(size),
    ordinals: new Uint32Array(size),
  };
  for (let from = 0; from < size; ) {
    let to = from + 1;
    while (to < size && high[order[to]!] === high[order[from]!]) to++;
    if (to - from > 1 && differ(order, low, from, to)) {
      order.subarray(from, to).sort((a, b) => low[a]! - low[b]! || a - b);
    }
    from = to;
  }
  for (let at = 0; at < size; at++) {
    const source = order[at]!;
    result.high[at] = high[source]!;
    result.low[at] = low[source]!;
    result.ordinals[at] = ordinals[source]!;
  }
  return result;
}

function differ(order: Uint32Array, low: Uint32Array, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if (low[order[at]!] !== low[order[from]!]) return true;
  return false;
}

function byDigit(
  order: Uint32Array<ArrayBuffer>,
  hashes: Uint32Array,
  shift: number,
): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(65_537);
  for (let at = 0; at < order.length; at++) starts[((hashes[at]! >>> shift) & 0xffff) + 1]!++;
  for (let digit = 0; digit < 65_536; digit++) starts[digit + 1]! += starts[digit]!;
  const next = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const source = order[at]!;
    next[starts[(hashes[source]! >>> shift) & 0xffff]!++] = source;
  }
  return next;
}
