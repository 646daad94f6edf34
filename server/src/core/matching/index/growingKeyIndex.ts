import { hashKey, keyHash } from './hash.ts';

/** Numbers of a slot: hash in two halves, first and last place + 1 (0: the slot is free), how many there are. */
const stride = 5;
const [head, tail, count] = [2, 3, 4];

/**
 * The places behind each value of one match key, where more come while others are looked up: a hash table in plain
 * arrays, some 40 bytes for a key and 4 for a place.
 */
export class GrowingKeyIndex {
  #slots = new Uint32Array(8 * stride);
  #mask = 7;
  #used = 0;
  /** By place: the next one of the same key + 1; 0: none. */
  #next = new Uint32Array(8);

  /** @param place ascending from call to call, each once */
  add(place: number, key: string): void {
    if (place >= this.#next.length) {
      const grown = new Uint32Array(Math.max(place + 1, this.#next.length * 2));
      grown.set(this.#next);
      this.#next = grown;
    }
    if (this.#used * 3 > this.#mask * 2) this.#grow();
    hashKey(key);
    const slots = this.#slots;
    const at = this.#slotOf(keyHash.high, keyHash.low);
    if (slots[at + head] === 0) {
      this.#used++;
      slots[at] = keyHash.high;
      slots[at + 1] = keyHash.low;
      slots[at + head] = place + 1;
    } else {
      this.#next[slots[at + tail]! - 1] = place + 1;
    }
    slots[at + tail] = place + 1;
    slots[at + count]!++;
  }

  /** -1: none. */
  first(key: string): number {
    hashKey(key);
    return this.#slots[this.#slotOf(keyHash.high, keyHash.low) + head]! - 1;
  }

  /** How many places stand behind a key. */
  count(key: string): number {
    hashKey(key);
    return this.#slots[this.#slotOf(keyHash.high, keyHash.low) + count]!;
  }

  /**
   * In ascending order. Nothing is to be added meanwhile, and the key not to be asked for by another call.
   * @param isGone places that are left out, now and from now on
   */
  *behind(key: string, isGone: (place: number) => boolean): Generator<number, void> {
    hashKey(key);
    const at = this.#slotOf(keyHash.high, keyHash.low);
    let before = 0;
    for (let place = this.#slots[at + head]!; place !== 0; ) {
      const next = this.#next[place - 1]!;
      if (!isGone(place - 1)) {
        yield place - 1;
        before = place;
      } else if (next !== 0) {
        // The last one stays, so that the slot is not free.
        if (before === 0) this.#slots[at + head] = next;
        else this.#next[before - 1] = next;
        this.#slots[at + count]!--;
      }
      place = next;
    }
  }

  /** Of the hash, or the free one where it would stand. */
  #slotOf(high: number, low: number): number {
    const slots = this.#slots;
    for (let slot = (high ^ low) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * stride;
      if (slots[at + head] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let from = 0; from < old.length; from += stride) {
      if (old[from + head] === 0) continue;
      const at = this.#slotOf(old[from]!, old[from + 1]!);
      this.#slots.set(old.subarray(from, from + stride), at);
    }
  }
}

/** Each place of ascending lists once, in ascending order. */
export function merged(lists: readonly Iterable<number>[]): Iterable<number> {
  return lists.length === 1 ? lists[0]! : mergedAll(lists);
}

function* mergedAll(lists: readonly Iterable<number>[]): Generator<number, void> {
  const steps = lists.map((list) => list[Symbol.iterator]()).map((list) => ({ list, step: list.next() }));
  for (;;) {
    let least = Number.POSITIVE_INFINITY;
    for (const { step } of steps) if (!step.done && step.value < least) least = step.value;
    if (least === Number.POSITIVE_INFINITY) return;
    yield least;
    for (const one of steps) if (!one.step.done && one.step.value === least) one.step = one.list.next();
  }
}
