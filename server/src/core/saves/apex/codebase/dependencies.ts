import type { CodeBody } from '../bind/symbols.ts';

/** Something whose change makes kept values stale. */
class Source {
  #dependents: Set<Entry<unknown>> | null = null;

  add(entry: Entry<unknown>): void {
    this.#dependents ??= new Set();
    this.#dependents.add(entry);
  }

  remove(entry: Entry<unknown>): void {
    this.#dependents?.delete(entry);
  }

  /** Whether nothing would become stale. */
  get isIdle(): boolean {
    return this.#dependents === null || this.#dependents.size === 0;
  }

  /** Whether something that was used for another file would become stale. */
  mattersBeyond(uri: string): boolean {
    for (const { usedFor } of this.#dependents ?? []) if (usedFor !== null && usedFor !== uri) return true;
    return false;
  }

  change(): void {
    const dependents = this.#dependents ?? [];
    this.#dependents = null;
    for (const entry of dependents) entry.expire();
  }
}

const none: readonly never[] = [];
const nothing: ReadonlySet<string> = new Set();

/** What was not asked for so long is looked up anew. */
const mostChanges = 32;

/** Watched names are not looked through for those that nobody watches any more before there are so many. */
const fewNames = 200;

/** A kept value, and what it was computed from. */
class Entry<T> extends Source {
  /** Undefined once the entry is stale, as all that it refers to: the key may live for long. */
  value: T | undefined;
  readonly epoch: number;
  bodies: readonly CodeBody[];
  sources: readonly Source[];
  stale = false;
  /** The one file for which the value was used; true if there are several, null if none yet. */
  usedFor: string | true | null = null;

  constructor(value: T, epoch: number, bodies: readonly CodeBody[], sources: readonly Source[]) {
    super();
    this.value = value;
    this.epoch = epoch;
    this.bodies = bodies;
    this.sources = sources;
    for (const source of sources) source.add(this);
  }

  /** Makes the entry stale, and those that were computed from it. */
  expire(): void {
    if (this.stale) return;
    this.stale = true;
    for (const source of this.sources) source.remove(this);
    this.value = undefined;
    this.bodies = none;
    this.sources = none;
    this.change();
  }
}

interface Recording {
  readonly bodies: Set<CodeBody>;
  readonly parts: Set<Entry<unknown>>;
  readonly watched: Set<Source>;
}

/** Gives the kept value of a key, or computes it. */
export type Memo<K extends object, T> = (key: K, compute: () => T) => T;

/**
 * Keeps what was computed for a key until something changes that was looked at: one of the bodies that were
 * consulted on the way, or where a watched name is mentioned.
 */
export class Dependencies {
  readonly #tracks: boolean;
  #generation = 0;
  #structure = 0;
  /** What the last generations changed, the latest last. */
  readonly #changes: (ReadonlySet<string> | null)[] = [];
  #epoch = 0;
  #clock = 0;
  readonly #dead = new WeakSet<CodeBody>();
  #bodies = new WeakMap<CodeBody, Source>();
  #names = new Map<string, Source>();
  #mostNames = fewNames;
  #objects = new WeakMap<object, Source>();
  #settler: (() => void) | null = null;
  #settledAt = -1;
  #recording: Recording | null = null;
  readonly #usedElsewhere = new WeakSet<CodeBody>();
  #file: string | null = null;
  /** How many values that nothing is noted for are being computed, and whether any is kept. */
  #computing = 0;
  #keeps = false;

  /** @param tracks false for code that is read once: nothing is noted, and a change makes all stale */
  constructor(tracks = true) {
    this.#tracks = tracks;
  }

  /** Grows with every change of declarations. */
  get generation(): number {
    return this.#generation;
  }

  /** Grows when classes come, go, or change what they are; not with their members. */
  get structure(): number {
    return this.#structure;
  }

  /** The members, by their names in lower case, that have changed since a generation; null if more has. */
  changedSince(generation: number): ReadonlySet<string> | null {
    const count = this.#generation - generation;
    if (count === 0) return nothing;
    const changes = count > this.#changes.length ? [null] : this.#changes.slice(-count);
    if (changes.length === 1) return changes[0]!;
    const all = new Set<string>();
    for (const names of changes) {
      if (!names) return null;
      for (const name of names) all.add(name);
    }
    return all;
  }

  /** Grows with every change. */
  get clock(): number {
    return this.#clock;
  }

  /** All that was kept is out of date. */
  advance(): void {
    this.#epoch++;
    this.#bodies = new WeakMap();
    this.#names = new Map();
    this.#objects = new WeakMap();
    this.reshape(null);
  }

  /**
   * Declarations have changed: members of the names, or, null, anything. Who looked at them has to be told by
   * {@link touch}.
   */
  reshape(names: ReadonlySet<string> | null): void {
    this.#generation++;
    this.#clock++;
    if (!names) this.#structure++;
    this.#forgetAll();
    this.#changes.push(names);
    if (this.#changes.length > mostChanges) this.#changes.shift();
  }

  /** Where nothing is noted, nothing is known to outlast a change. */
  #forgetAll(): void {
    if (this.#tracks) return;
    this.#epoch++;
    this.#clock++;
    this.#keeps = false;
  }

  /** What was computed from this body is out of date. */
  drop(body: CodeBody): void {
    this.#forgetAll();
    this.#dead.add(body);
    this.#clock++;
    this.#bodies.get(body)?.change();
    this.#forgetIdleNames();
  }

  /** A dropped body stands in the code after all, as that of an initializer read anew: what is computed now is kept. */
  revive(body: CodeBody): void {
    this.#dead.delete(body);
  }

  /** While somebody types a name, each of its beginnings is watched for as long as it stands there. */
  #forgetIdleNames(): void {
    // What is being recorded may hold a name that nothing depends on yet.
    if (this.#names.size <= this.#mostNames || this.#recording) return;
    for (const [name, source] of this.#names) if (source.isIdle) this.#names.delete(name);
    this.#mostNames = Math.max(fewNames, 2 * this.#names.size);
  }

  /**
   * To be called whenever the code of a body is looked at, also where nothing was found in it.
   * @returns false where that is on record already
   */
  consult(body: CodeBody): boolean {
    if (!this.#tracks) return false;
    if (this.#file !== null && this.#file !== body.anchor.uri) this.#usedElsewhere.add(body);
    if (!this.#recording || this.#recording.bodies.has(body)) return false;
    this.#recording.bodies.add(body);
    return true;
  }

  /** Whether anything that is kept may hold parts of the body. Where nothing is noted, or not yet, it may. */
  isNeeded(body: CodeBody): boolean {
    return !this.#tracks || this.#recording !== null || this.#bodies.get(body)?.isIdle === false;
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
    return !this.#tracks || this.#usedElsewhere.has(body);
  }

  #use(entry: Entry<unknown>): void {
    const uri = this.#file;
    if (uri === null || entry.usedFor === uri || entry.usedFor === true) return;
    const isOnly = entry.usedFor === null;
    entry.usedFor = isOnly ? uri : true;
    for (const body of entry.bodies) {
      if (!isOnly || body.anchor.uri !== uri) this.#usedElsewhere.add(body);
    }
    for (const source of entry.sources) if (source instanceof Entry) this.#use(source);
  }

  /** To be called when a name was searched in all bodies, in lower case, or an object's surroundings were. */
  watch(key: string | object): void {
    if (!this.#recording) return;
    let source = this.#sourceOf(key);
    if (!source) {
      source = new Source();
      if (typeof key === 'string') this.#names.set(key, source);
      else this.#objects.set(key, source);
    }
    this.#recording.watched.add(source);
  }

  /** Whether anybody may have searched for a name yet. */
  get isWatched(): boolean {
    return this.#names.size > 0 || this.#keeps;
  }

  #sourceOf(key: string | object): Source | undefined {
    return typeof key === 'string' ? this.#names.get(key) : this.#objects.get(key);
  }

  /** Whether anything about another file depends on where the name stands. */
  isSoughtElsewhere(name: string, uri: string): boolean {
    return this.#names.get(name)?.mattersBeyond(uri) ?? false;
  }

  /** All answers about a watched name or object are out of date. */
  touch(key: string | object): void {
    if (this.#keeps) this.#forgetAll();
    const source = this.#sourceOf(key);
    if (!source) return;
    this.#clock++;
    source.change();
  }

  /**
   * Has a function called by {@link settle} after changes: it may touch names. The last one counts.
   */
  beforeUse(settle: () => void): void {
    this.#settler = settle;
    this.#settledAt = -1;
  }

  /** To be called before anything that depends on what the function touches is used again. */
  settle(): void {
    if (this.#settledAt === this.#clock || this.#recording || this.#computing > 0) return;
    this.#settledAt = this.#clock;
    this.#settler?.();
    this.#settledAt = this.#clock;
  }

  memo<K extends object, T>(): Memo<K, T> {
    return this.#tracks ? this.#trackingMemo() : this.#plainMemo();
  }

  #plainMemo<K extends object, T>(): Memo<K, T> {
    const entries = new WeakMap<K, { readonly value: T; readonly epoch: number }>();
    return (key, compute) => {
      const known = entries.get(key);
      if (known?.epoch === this.#epoch) return known.value;
      const epoch = this.#epoch;
      this.#computing++;
      try {
        const value = compute();
        entries.set(key, { value, epoch });
        this.#keeps = true;
        return value;
      } finally {
        this.#computing--;
      }
    };
  }

  #trackingMemo<K extends object, T>(): Memo<K, T> {
    const entries = new WeakMap<K, Entry<T>>();
    return (key, compute) => {
      const known = entries.get(key);
      if (known && !known.stale && known.epoch === this.#epoch) {
        this.#recording?.parts.add(known);
        this.#use(known);
        return known.value as T;
      }
      const outer = this.#recording;
      const recording: Recording = { bodies: new Set(), parts: new Set(), watched: new Set() };
      this.#recording = recording;
      const epoch = this.#epoch;
      try {
        const value = compute();
        const entry = this.#entryOf(value, epoch, recording);
        entries.set(key, entry);
        this.#use(entry);
        outer?.parts.add(entry);
        return value;
      } finally {
        this.#recording = outer;
      }
    };
  }

  #entryOf<T>(value: T, epoch: number, { bodies, parts, watched }: Recording): Entry<T> {
    const consulted = [...bodies];
    const sources = [...parts, ...watched, ...consulted.map((body) => this.#sourceOfBody(body))];
    const entry = new Entry(value, epoch, consulted, sources);
    const isOutdated =
      consulted.some((body) => this.#dead.has(body)) || [...parts].some(({ stale }) => stale);
    if (isOutdated) entry.expire();
    return entry;
  }

  #sourceOfBody(body: CodeBody): Source {
    let source = this.#bodies.get(body);
    if (!source) {
      source = new Source();
      this.#bodies.set(body, source);
    }
    return source;
  }
}
