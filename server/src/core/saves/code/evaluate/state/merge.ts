import type { RecordFieldValue, Value } from '../../values.ts';
import { bothConditions, choiceOf, type Option } from '../values/build.ts';
import {
  type ContainerSnapshot,
  capture,
  type Journal,
  type Mutable,
  restore,
  type Snapshot,
  type Snapshots,
} from './journal.ts';
import type { Cell } from './scope.ts';

/** One of the ways that code may have gone. */
export interface Way {
  /** The condition of this way, as the code writes it; null for the one that is left. */
  readonly when: string | null;
  /** What the condition of the way that is left is in words; the same as `when` for the others. */
  readonly words: string | null;
  readonly after: Snapshots;
}

/** Brings about the state behind ways that come together, of which one was gone. */
export function mergeWays(ways: readonly Way[], journal: Journal): void {
  const changed = new Set<Mutable>();
  for (const way of ways) for (const mutable of way.after.keys()) changed.add(mutable);
  for (const mutable of changed) {
    journal.touch(mutable);
    if (ways.length === 1) {
      restore(mutable, ways[0]!.after.get(mutable)!);
      continue;
    }
    if (mutable.kind === 'cell') {
      mutable.value = mergedCell(mutable, ways);
      continue;
    }
    const before = capture(mutable);
    const states = ways.map(({ after }) => after.get(mutable) ?? before);
    restore(mutable, merged(before, states, ways));
  }
}

/** Nearly all that changes are cells. Null is no value, as below. */
function mergedCell(cell: Cell, ways: readonly Way[]): Value | null {
  const options: Option[] = [];
  for (const { when, after } of ways) {
    const state = after.get(cell);
    const value = state?.kind === 'cell' ? state.value : cell.value;
    if (value) options.push({ when, value });
  }
  return options.length === 0 ? null : choiceOf(options);
}

function merged(
  before: ContainerSnapshot,
  states: readonly Snapshot[],
  ways: readonly Way[],
): ContainerSnapshot {
  switch (before.kind) {
    case 'record': {
      const records = states.map((state) => (state.kind === 'record' ? state : before));
      return {
        kind: 'record',
        entries: mergedEntries(
          before.entries,
          records.map(({ entries }) => entries),
          ways,
        ),
        open: records.some(({ open }) => open),
      };
    }
    case 'list': {
      const lists = states.map((state) => (state.kind === 'list' ? state : before));
      return {
        kind: 'list',
        items: [...new Set(lists.flatMap(({ items }) => items))],
        open: lists.some(({ open }) => open),
      };
    }
    case 'library': {
      const maps = states.map((state) => (state.kind === 'library' ? state.state : before.state));
      const state = new Map<string, Value>();
      for (const name of new Set(maps.flatMap((map) => [...map.keys()]))) {
        const value = mergedValue(
          maps.map((map) => map.get(name) ?? null),
          ways,
        );
        if (value) state.set(name, value);
      }
      return { kind: 'library', state };
    }
  }
}

/** Null is no value: what was never set is not what it is. */
function mergedValue(values: readonly (Value | null)[], ways: readonly Way[]): Value | null {
  const options = values.flatMap((value, index) => (value ? [{ when: ways[index]!.when, value }] : []));
  if (options.length === 0) return null;
  return choiceOf(options);
}

/** The steps stand by themselves: most records need but the first two, and the engine makes code of what is used. */
function mergedEntries(
  before: readonly RecordFieldValue[],
  states: readonly (readonly RecordFieldValue[])[],
  ways: readonly Way[],
): readonly RecordFieldValue[] {
  const compared = compareAll(before, states);
  if (compared === null) return before;
  const kept: RecordFieldValue[] = [];
  for (let index = 0; index < before.length; index++) {
    const entry = isOnAll(compared, index)
      ? before[index]!
      : onSome(before[index]!, index, { states, compared, ways });
    if (entry) kept.push(entry);
  }
  for (const { added } of compared) {
    if (added.length === 0) continue;
    addNew(kept, compared, ways);
    break;
  }
  return kept;
}

/** Null where all of them are as before. */
function compareAll(
  before: readonly RecordFieldValue[],
  states: readonly (readonly RecordFieldValue[])[],
): readonly Compared[] | null {
  const compared: Compared[] = [];
  let isChanged = false;
  for (const entries of states) {
    const one = comparedWith(before, entries);
    if (one !== unchanged) isChanged = true;
    compared.push(one);
  }
  return isChanged ? compared : null;
}

/** An entry of before that is gone on some ways, or on all: then null. */
function onSome(
  entry: RecordFieldValue,
  index: number,
  {
    states,
    compared,
    ways,
  }: {
    readonly states: readonly (readonly RecordFieldValue[])[];
    readonly compared: readonly Compared[];
    readonly ways: readonly Way[];
  },
): RecordFieldValue | null {
  const having = ways.filter((_, at) => compared[at]!.has(index));
  if (having.length === 0) return null;
  // Where another value took its place, that one says when.
  const isGone = states.some((entries) => !entries.some(({ key }) => key === entry.key));
  if (!isGone) return entry;
  const words = having.map((way) => way.when ?? way.words ?? 'on another path').join(' || ');
  return under(words, entry);
}

/** Written out, so that all entries look the same to the engine. */
function under(condition: string, { key, value, place, when }: RecordFieldValue): RecordFieldValue {
  return { key, value, place, when: bothConditions(condition, when) };
}

function addNew(kept: RecordFieldValue[], compared: readonly Compared[], ways: readonly Way[]): void {
  const addedKeys = compared.map(({ added }) => new Set(added.map(({ key }) => key)));
  const setBy = (key: string): number => addedKeys.filter((keys) => keys.has(key)).length;
  // The way that is left comes first: what is set on all ways is then what it says, unless a condition holds.
  const order = ways.map((_, index) => index).sort((a, b) => rank(ways[a]!) - rank(ways[b]!));
  for (const index of order) {
    const { when, words } = ways[index]!;
    for (const entry of compared[index]!.added) {
      const isSetOnAll = setBy(entry.key) === ways.length;
      const condition = isSetOnAll ? when : (when ?? words ?? 'on another path');
      kept.push(condition === null ? entry : under(condition, entry));
    }
  }
}

function isOnAll(compared: readonly Compared[], index: number): boolean {
  for (const one of compared) if (!one.has(index)) return false;
  return true;
}

interface Compared {
  /** Whether the entry of before at an index is still there. */
  has(index: number): boolean;
  readonly added: readonly RecordFieldValue[];
}

const unchanged: Compared = { has: () => true, added: [] };

/** Entries are taken out anywhere and put in at the end: large records are compared in their order. */
function comparedWith(before: readonly RecordFieldValue[], entries: readonly RecordFieldValue[]): Compared {
  if (entries === before) return unchanged;
  const gone: number[] = [];
  let at = 0;
  for (let index = 0; index < before.length; index++) {
    if (entries[at] === before[index]) at++;
    else gone.push(index);
  }
  const added = entries.slice(at);
  if (gone.length === 0 && added.length === 0) return unchanged;
  if (gone.length === 0) return { has: () => true, added: added.filter((entry) => !before.includes(entry)) };
  if (!added.some((entry) => before.includes(entry))) {
    const missing = new Set(gone);
    return { has: (index) => !missing.has(index), added };
  }
  const all = new Set(entries);
  const known = new Set(before);
  return { has: (index) => all.has(before[index]!), added: added.filter((entry) => !known.has(entry)) };
}

function rank({ when }: Way): number {
  return when === null ? 0 : 1;
}
