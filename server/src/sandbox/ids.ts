const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a 15-character id: the suffix tells which letters are capitals. */
export function longId(id: string): string {
  if (id.length !== 15) return id;
  let suffix = '';
  for (let start = 0; start < 15; start += 5) {
    let bits = 0;
    for (let offset = 0; offset < 5; offset++) {
      if (/[A-Z]/.test(id[start + offset]!)) bits |= 1 << offset;
    }
    suffix += digits[bits];
  }
  return id + suffix;
}

const isId = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

/** The 18-character form of what may be an id of either length; null if it is none. */
export function asId(text: string): string | null {
  if (!isId.test(text)) return null;
  return longId(text.slice(0, 15));
}

/** Gives ids in sequence per key prefix: the same calls give the same ids. */
export class IdSequence {
  readonly #next = new Map<string, number>();

  /** Last number given, by key prefix. */
  get given(): ReadonlyMap<string, number> {
    return this.#next;
  }

  /** Goes on behind these. */
  goOn(given: Iterable<readonly [string, number]>): void {
    this.#next.clear();
    for (const [keyPrefix, number] of given) this.#next.set(keyPrefix, number);
  }

  next(keyPrefix: string): string {
    const number = (this.#next.get(keyPrefix) ?? 0) + 1;
    this.#next.set(keyPrefix, number);
    return longId(`${keyPrefix}Lb${number.toString(36).toUpperCase().padStart(10, '0')}`);
  }
}
