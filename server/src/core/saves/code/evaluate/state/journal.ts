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

/** Most records that a library is handed are as they were: nothing has to be merged of them. */
function isSameRecord(mutable: Mutable, snapshot: Snapshot): boolean {
  if (mutable.kind !== 'record' || snapshot.kind !== 'record') return false;
  const { entries, open } = mutable;
  if (open !== snapshot.open || entries.length !== snapshot.entries.length) return false;
  for (let index = 0; index < entries.length; index++) {
    if (entries[index] !== snapshot.entries[index]) return false;
  }
  return true;
}

const nothingChanged: Snapshots = new Map();

interface Level {
  /** Null as long as nothing was changed. */
  before: Map<Mutable, Snapshot> | null;
  /** What was made in it, and in levels within it that have ended: nothing of it is ever taken back. */
  made: Made[] | null;
  /** When it has ended: the one around it, to which belongs what was made in it. */
  into: Level | null;
}

type Made = Exclude<Mutable, Cell> | readonly Made[];

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
      if (mutable.kind !== 'cell') {
        level.made ??= [];
        level.made.push(mutable);
      }
      this.#madeIn.set(mutable, level);
    }
    return mutable;
  }

  #isMadeIn(mutable: Mutable, level: Level): boolean {
    const made = this.#madeIn.get(mutable);
    if (made === undefined || made === level) return made === level;
    return mutable.kind !== 'cell' && openLevel(made) === level;
  }

  /** To be called before a change. */
  touch(mutable: Mutable): void {
    const level = this.#levels.at(-1);
    if (!level || level.before?.has(mutable) || this.#isMadeIn(mutable, level)) return;
    level.before ??= new Map();
    level.before.set(mutable, capture(mutable));
  }

  /** Runs something and takes back what it changed. Gives what it changed, as it was at its end. */
  rehearse(run: () => void): Snapshots {
    const { before } = this.#runLevel(run);
    if (before === null) return nothingChanged;
    const after = new Map<Mutable, Snapshot>();
    for (const [mutable, snapshot] of before) {
      if (isSameRecord(mutable, snapshot)) continue;
      after.set(mutable, capture(mutable));
      restore(mutable, snapshot);
    }
    return after;
  }

  /** Runs something and takes back what it changed. */
  undo(run: () => void): void {
    const { before } = this.#runLevel(run);
    if (before === null) return;
    for (const [mutable, snapshot] of before) restore(mutable, snapshot);
  }

  #runLevel(run: () => void): Level {
    const level: Level = { before: null, made: null, into: null };
    const depth = this.#levels.push(level);
    try {
      run();
    } finally {
      this.#levels.length = depth - 1;
    }
    const outer = this.#levels.at(-1);
    if (!outer) this.#madeIn.clear();
    else {
      level.into = outer;
      if (level.made !== null) {
        outer.made ??= [];
        outer.made.push(level.made);
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
      if (made !== null) captureAll(made, changed);
    }
    return changed;
  }
}

/** The one that is still open of a level and those around it; what lies between is passed over the next time. */
function openLevel(level: Level): Level {
  let open = level;
  while (open.into) open = open.into;
  for (let at = level; at.into && at.into !== open; ) {
    const next: Level = at.into;
    at.into = open;
    at = next;
  }
  return open;
}

function captureAll(made: readonly Made[], into: Map<Mutable, Snapshot>): void {
  for (const one of made) {
    if (!('kind' in one)) captureAll(one, into);
    else if (!into.has(one)) into.set(one, capture(one));
  }
}
