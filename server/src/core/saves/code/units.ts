import type { Anchor } from '../../text.ts';
import type { Units } from './language.ts';
import { changeBetween, type TextChange } from './textChange.ts';
import type { Syntax } from './tree.ts';
import { mayBearOnSaves } from './words.ts';

interface Unit {
  readonly type: string;
  /** How many units it stands in. */
  readonly depth: number;
  readonly length: number;
  readonly anchor: Anchor;
  readonly syntax: Syntax;
  /** Units in it, those in them left to them, and where in its text they begin. */
  readonly inner: readonly { readonly unit: Unit; readonly at: number }[];
  /** It stands in the text that is being lowered. */
  isTaken: boolean;
}

/** A unit that is in the text no more: it may come back, when a quote is closed or a key taken back. */
interface Gone {
  readonly unit: Unit;
  readonly text: string;
  /** How many texts ago it was there. */
  readonly age: number;
}

/** The units of one version of a file, and some of the versions before. */
export interface UnitPool {
  readonly text: string;
  readonly units: readonly Unit[];
  readonly gone: readonly Gone[];
}

/** How many texts a unit that is gone is kept for. */
const longestGone = 6;
/** How many characters units that are gone have together: times the length of the text. */
const mostGone = 2;

/** Makes the units of a file's new text, taking over those of the text before whose own text is the same. */
export class TextUnits implements Units {
  readonly text: string;
  readonly #uri: string;
  readonly #before: Before | null;
  readonly #made: Unit[] = [];
  /** The units found so far in each of the units that are being lowered, outermost first. */
  readonly #open: { readonly unit: Unit; readonly start: number }[][] = [];

  /** @param before is used up: units are taken out of it for good, and their anchors move */
  constructor(uri: string, text: string, before: UnitPool | null) {
    this.#uri = uri;
    this.text = text;
    this.#before = before && new Before(before, text);
  }

  /** For the next text, when this one has been lowered. */
  get pool(): UnitPool {
    const gone = this.#before?.gone ?? [];
    for (const unit of this.#made) unit.isTaken = false;
    return { text: this.text, units: this.#made, gone };
  }

  unit<T extends Syntax>(
    { startIndex, endIndex, type = '' }: { startIndex: number; endIndex: number; type?: string },
    lower: (anchor: Anchor, base: number) => T,
  ): T {
    const fits = (unit: Unit) => unit.type === type && unit.depth === this.#open.length && isFree(unit);
    const known = this.#before?.find(startIndex, endIndex, fits);
    const unit = known ?? this.#lower(startIndex, endIndex, type, lower);
    if (known) this.#take(known, startIndex);
    else this.#made.push(unit);
    this.#open.at(-1)?.push({ unit, start: startIndex });
    return unit.syntax as T;
  }

  /** One that {@link unit} would give, if it were asked next; null where it would make a new one. */
  known<T extends Syntax>(start: number, end: number, type: string): T | null {
    const fits = (unit: Unit) => unit.type === type && unit.depth === this.#open.length && isFree(unit);
    return (this.#before?.find(start, end, fits)?.syntax as T | undefined) ?? null;
  }

  #lower(start: number, end: number, type: string, lower: (anchor: Anchor, base: number) => Syntax): Unit {
    const anchor: Anchor = { uri: this.#uri, offset: start };
    const depth = this.#open.length;
    const found: { readonly unit: Unit; readonly start: number }[] = [];
    this.#open.push(found);
    const syntax = lower(anchor, start);
    this.#open.pop();
    const inner = found.map((one) => ({ unit: one.unit, at: one.start - start }));
    return { type, depth, length: end - start, anchor, syntax, inner, isTaken: true };
  }

  /** Moves a unit, and all that stand in it, to where its text is now. */
  #take(unit: Unit, offset: number): void {
    unit.isTaken = true;
    unit.anchor.offset = offset;
    this.#made.push(unit);
    for (const { unit: inner, at } of unit.inner) this.#take(inner, offset + at);
  }

  isWorthReading(from: number, to: number): boolean {
    return mayBearOnSaves(this.text, from, to);
  }
}

/** The text before, and where its units stand in the new one. */
class Before {
  readonly #pool: UnitPool;
  readonly #text: string;
  readonly #change: TextChange;
  /** Those that the change has not touched, by where they are to be found now. */
  readonly #elsewhere = new Map<number, Unit[]>();
  /** Those that it has, by the length of their text, and by where they stood. */
  readonly #touched = new Map<number, { readonly unit: Unit; readonly offset: number }[]>();
  readonly #gone = new Map<string, Unit[]>();

  constructor(pool: UnitPool, text: string) {
    this.#pool = pool;
    this.#text = text;
    this.#change = changeBetween(pool.text, text);
    const { start, oldEnd, newEnd } = this.#change;
    for (const unit of pool.units) {
      const { offset } = unit.anchor;
      if (offset + unit.length <= start) add(this.#elsewhere, offset, unit);
      else if (offset >= oldEnd) add(this.#elsewhere, offset + newEnd - oldEnd, unit);
      else add(this.#touched, unit.length, { unit, offset });
    }
    for (const { unit, text: own } of pool.gone) add(this.#gone, own, unit);
  }

  /** A unit with the text between two offsets of the new text: the one that stood there, or one that is like it. */
  find(start: number, end: number, fits: (unit: Unit) => boolean): Unit | null {
    const length = end - start;
    const same = this.#elsewhere.get(start)?.find((unit) => unit.length === length && fits(unit));
    if (same || (end <= this.#change.start && this.#gone.size === 0)) return same ?? null;
    const likely = this.#touched.get(length);
    if (!likely && this.#gone.size === 0) return null;
    const text = this.#text.slice(start, end);
    const touched = likely?.find(
      ({ unit, offset }) => this.#pool.text.startsWith(text, offset) && fits(unit),
    );
    return touched?.unit ?? this.#gone.get(text)?.find(fits) ?? null;
  }

  /** What is in the new text no more. Asked for before units are free again. */
  get gone(): readonly Gone[] {
    const gone: Gone[] = [];
    let left = mostGone * this.#text.length;
    const keep = (one: Gone) => {
      if (one.unit.isTaken || one.age > longestGone) return;
      left -= one.text.length;
      if (left >= 0) gone.push(one);
    };
    for (const unit of this.#pool.units) {
      // Units in others come back with them.
      if (unit.isTaken || unit.depth > 0) continue;
      const { offset } = unit.anchor;
      keep({ unit, text: this.#pool.text.slice(offset, offset + unit.length), age: 1 });
    }
    for (const one of this.#pool.gone) keep({ ...one, age: one.age + 1 });
    return gone;
  }
}

function add<K, T>(into: Map<K, T[]>, key: K, one: T): void {
  const known = into.get(key);
  if (known) known.push(one);
  else into.set(key, [one]);
}

function isFree(unit: Unit): boolean {
  return !unit.isTaken && unit.inner.every((inner) => isFree(inner.unit));
}
