import type { CodeBody } from '../bind/symbols.ts';

interface Entry<T> {
  readonly value: T;
  readonly generation: number;
  readonly consulted: ReadonlySet<CodeBody>;
}

/**
 * Keeps what was computed for a key until something changes that was looked at: the generation of the code
 * base (signatures), or one of the bodies that were consulted on the way.
 */
export class Dependencies {
  #generation = 0;
  readonly #dead = new WeakSet<CodeBody>();
  #consulted: Set<CodeBody> | null = null;

  get generation(): number {
    return this.#generation;
  }

  /** Everything that was kept is out of date. */
  advance(): void {
    this.#generation++;
  }

  /** What was computed from this body is out of date. */
  drop(body: CodeBody): void {
    this.#dead.add(body);
  }

  isLive(body: CodeBody): boolean {
    return !this.#dead.has(body);
  }

  /** To be called whenever the code of a body is looked at, also where nothing was found in it. */
  consult(body: CodeBody): void {
    this.#consulted?.add(body);
  }

  memo<K extends object, T>(): Memo<K, T> {
    const entries = new WeakMap<K, Entry<T>>();
    return (key, compute) => {
      const known = entries.get(key);
      if (known && this.#isFresh(known)) {
        for (const body of known.consulted) this.#consulted?.add(body);
        return known.value;
      }
      const outer = this.#consulted;
      const own = new Set<CodeBody>();
      this.#consulted = own;
      const { generation } = this;
      try {
        const value = compute();
        entries.set(key, { value, generation, consulted: own });
        return value;
      } finally {
        this.#consulted = outer;
        if (outer) for (const body of own) outer.add(body);
      }
    };
  }

  #isFresh({ generation, consulted }: Entry<unknown>): boolean {
    if (generation !== this.#generation) return false;
    for (const body of consulted) if (this.#dead.has(body)) return false;
    return true;
  }
}

/** Gives the kept value of a key, or computes it. */
export type Memo<K extends object, T> = (key: K, compute: () => T) => T;
