import type { CodeBody } from '../bind/symbols.ts';

/** Something whose change makes kept values stale. */
interface Cell {
  version: number;
}

interface Entry<T> {
  readonly value: T;
  readonly epoch: number;
  readonly bodies: ReadonlySet<CodeBody>;
  readonly cells: ReadonlyMap<Cell, number>;
  /** Kept values that were used on the way. */
  readonly parts: ReadonlySet<Entry<unknown>>;
  checkedAt: number;
  /** The one file for which the value was used; true if there are several, null if none yet. */
  usedFor: string | true | null;
}

interface Recording {
  readonly bodies: Set<CodeBody>;
  readonly cells: Map<Cell, number>;
  readonly parts: Set<Entry<unknown>>;
}

/** Gives the kept value of a key, or computes it. */
export type Memo<K extends object, T> = (key: K, compute: () => T) => T;

/**
 * Keeps what was computed for a key until something changes that was looked at: the generation of the code
 * base (signatures), one of the bodies that were consulted on the way, or where a watched name is mentioned.
 */
export class Dependencies {
  #generation = 0;
  #epoch = 0;
  #clock = 0;
  readonly #dead = new WeakSet<CodeBody>();
  readonly #cells = new Map<string, Cell>();
  #settler: (() => void) | null = null;
  #settledAt = -1;
  #recording: Recording | null = null;
  readonly #usedElsewhere = new WeakSet<CodeBody>();
  #file: string | null = null;

  /** Grows with the shape of the code base. */
  get generation(): number {
    return this.#generation;
  }

  /** Grows with every change. */
  get clock(): number {
    return this.#clock;
  }

  /** All that was kept is out of date. */
  advance(): void {
    this.#epoch++;
    this.reshape();
  }

  /** Declarations have changed; who looked at them has to be told by {@link touch}. */
  reshape(): void {
    this.#generation++;
    this.#clock++;
  }

  /** What was computed from this body is out of date. */
  drop(body: CodeBody): void {
    this.#dead.add(body);
    this.#clock++;
  }

  /** To be called whenever the code of a body is looked at, also where nothing was found in it. */
  consult(body: CodeBody): void {
    this.#recording?.bodies.add(body);
    if (this.#file !== null && this.#file !== body.anchor.uri) this.#usedElsewhere.add(body);
  }

  /** Runs something whose result is about one file, to know later which bodies matter to other files. */
  forFile<T>(uri: string, run: () => T): T {
    const outer = this.#file;
    this.#file = uri;
    try {
      return run();
    } finally {
      this.#file = outer;
    }
  }

  /** Whether anything about another file was derived from the body. */
  isUsedElsewhere(body: CodeBody): boolean {
    return this.#usedElsewhere.has(body);
  }

  #use(entry: Entry<unknown>): void {
    const uri = this.#file;
    if (uri === null || entry.usedFor === uri || entry.usedFor === true) return;
    const isOnly = entry.usedFor === null;
    entry.usedFor = isOnly ? uri : true;
    for (const body of entry.bodies) {
      if (!isOnly || body.anchor.uri !== uri) this.#usedElsewhere.add(body);
    }
    for (const part of entry.parts) this.#use(part);
  }

  /** To be called when a name was searched in all bodies; in lower case. */
  watch(name: string): void {
    if (!this.#recording) return;
    let cell = this.#cells.get(name);
    if (!cell) {
      cell = { version: 0 };
      this.#cells.set(name, cell);
    }
    this.#recording.cells.set(cell, cell.version);
  }

  /** All answers about a watched name are out of date. */
  touch(name: string): void {
    const cell = this.#cells.get(name);
    if (!cell) return;
    cell.version++;
    this.#clock++;
  }

  get watchedNames(): Iterable<string> {
    return this.#cells.keys();
  }

  /** Has a function called after changes, before anything kept is used again: it may touch names. The last one counts. */
  beforeUse(settle: () => void): void {
    this.#settler = settle;
    this.#settledAt = -1;
  }

  settle(): void {
    if (this.#settledAt === this.#clock || this.#recording) return;
    this.#settledAt = this.#clock;
    this.#settler?.();
    this.#settledAt = this.#clock;
  }

  memo<K extends object, T>(): Memo<K, T> {
    const entries = new WeakMap<K, Entry<T>>();
    return (key, compute) => {
      this.settle();
      const known = entries.get(key);
      if (known && this.#isFresh(known)) {
        this.#recording?.parts.add(known);
        this.#use(known);
        return known.value;
      }
      const outer = this.#recording;
      const recording: Recording = { bodies: new Set(), cells: new Map(), parts: new Set() };
      this.#recording = recording;
      const epoch = this.#epoch;
      try {
        const value = compute();
        const entry: Entry<T> = { value, epoch, ...recording, checkedAt: this.#clock, usedFor: null };
        entries.set(key, entry);
        this.#use(entry);
        outer?.parts.add(entry);
        return entry.value;
      } finally {
        this.#recording = outer;
      }
    };
  }

  #isFresh(entry: Entry<unknown>): boolean {
    if (entry.checkedAt === this.#clock) return true;
    if (entry.epoch !== this.#epoch) return false;
    for (const body of entry.bodies) if (this.#dead.has(body)) return false;
    for (const [cell, version] of entry.cells) if (cell.version !== version) return false;
    for (const part of entry.parts) if (!this.#isFresh(part)) return false;
    entry.checkedAt = this.#clock;
    return true;
  }
}
