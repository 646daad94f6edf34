import type { LibraryValue, ListValue, RecordFieldValue, RecordValue, Value } from '../../values.ts';
import type { Cell } from './scope.ts';

/** What can change while the code is gone through. */
export type Mutable = Cell | RecordValue | ListValue | LibraryValue;

/** What one of them was at some point. */
export type Snapshot =
  | { readonly kind: 'cell'; readonly value: Value | null }
  | { readonly kind: 'record'; readonly entries: readonly RecordFieldValue[]; readonly open: boolean }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly open: boolean }
  | { readonly kind: 'library'; readonly state: ReadonlyMap<string, Value> };

/** Of all but cells. */
export type ContainerSnapshot = Exclude<Snapshot, { readonly kind: 'cell' }>;

export type Snapshots = ReadonlyMap<Mutable, Snapshot>;

export function capture(mutable: Exclude<Mutable, Cell>): ContainerSnapshot;
export function capture(mutable: Mutable): Snapshot;
export function capture(mutable: Mutable): Snapshot {
  switch (mutable.kind) {
    case 'cell':
      return { kind: 'cell', value: mutable.value };
    case 'record':
      return { kind: 'record', entries: mutable.entries.slice(), open: mutable.open };
    case 'list':
      return { kind: 'list', items: mutable.items.slice(), open: mutable.open };
    case 'library':
      return { kind: 'library', state: new Map(mutable.state) };
  }
}

export function restore(mutable: Mutable, snapshot: Snapshot): void {
  if (mutable.kind === 'cell' && snapshot.kind === 'cell') mutable.value = snapshot.value;
  else if (mutable.kind === 'record' && snapshot.kind === 'record') {
    mutable.entries.splice(0, mutable.entries.length, ...snapshot.entries);
    mutable.open = snapshot.open;
  } else if (mutable.kind === 'list' && snapshot.kind === 'list') {
    mutable.items.splice(0, mutable.items.length, ...snapshot.items);
    mutable.open = snapshot.open;
  } else if (mutable.kind === 'library' && snapshot.kind === 'library') {
    mutable.state.clear();
    for (const [name, value] of snapshot.state) mutable.state.set(name, value);
  }
}

const nothingChanged: Snapshots = new Map();

interface Level {
  /** Null as long as nothing was changed. */
  before: Map<Mutable, Snapshot> | null;
  /** What was made in it: it is nowhere else, and nothing of it is ever taken back. */
  readonly made: Mutable[];
}

/**
 * What was before each change, level by level: the ways of a branch are gone through one after the other, each
 * from the same state.
 */
export class Journal {
  readonly #levels: Level[] = [];
  /** Emptied when no level is left: what a level has made matters to it alone. */
  readonly #madeIn = new Map<Mutable, Level>();

  get depth(): number {
    return this.#levels.length;
  }

  /** To be called for what is new. */
  made<T extends Mutable>(mutable: T): T {
    const level = this.#levels.at(-1);
    if (level) {
      // Names of a function are of no concern behind it.
      if (mutable.kind !== 'cell') level.made.push(mutable);
      this.#madeIn.set(mutable, level);
    }
    return mutable;
  }

  /** To be called before a change. */
  touch(mutable: Mutable): void {
    const level = this.#levels.at(-1);
    if (!level || level.before?.has(mutable) || this.#madeIn.get(mutable) === level) return;
    level.before ??= new Map();
    level.before.set(mutable, capture(mutable));
  }

  /** Runs something and takes back what it changed. Gives what it changed, as it was at its end. */
  rehearse(run: () => void): Snapshots {
    const { before } = this.#runLevel(run);
    if (before === null) return nothingChanged;
    const after = new Map<Mutable, Snapshot>();
    for (const mutable of before.keys()) after.set(mutable, capture(mutable));
    for (const [mutable, snapshot] of before) restore(mutable, snapshot);
    return after;
  }

  /** Runs something and takes back what it changed. */
  undo(run: () => void): void {
    const { before } = this.#runLevel(run);
    if (before === null) return;
    for (const [mutable, snapshot] of before) restore(mutable, snapshot);
  }

  #runLevel(run: () => void): Level {
    const level: Level = { before: null, made: [] };
    const depth = this.#levels.push(level);
    try {
      run();
    } finally {
      this.#levels.length = depth - 1;
    }
    const outer = this.#levels.at(-1);
    if (!outer) this.#madeIn.clear();
    else {
      for (const mutable of level.made) {
        this.#madeIn.set(mutable, outer);
        outer.made.push(mutable);
      }
    }
    return level;
  }

  /** What has changed since a level was begun, as it is now; on a way that ends early, what was made too. */
  changedSince(depth: number): Snapshots {
    const changed = new Map<Mutable, Snapshot>();
    const levels = this.#levels.slice(depth);
    const last = levels.at(-1);
    for (const level of levels) {
      const { before, made } = level;
      for (const mutable of before?.keys() ?? []) {
        if (!changed.has(mutable)) changed.set(mutable, capture(mutable));
      }
      // What was made before the branch may be changed behind it.
      if (level === last) continue;
      for (const mutable of made) if (!changed.has(mutable)) changed.set(mutable, capture(mutable));
    }
    return changed;
  }
}
