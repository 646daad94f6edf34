import type { Anchor } from '../../text.ts';
import type { Units } from './language.ts';
import type { Syntax } from './tree.ts';
import { mayBearOnSaves } from './words.ts';

interface Unit {
  readonly type: string;
  /** How many units it stands in. */
  readonly depth: number;
  readonly length: number;
  readonly anchor: Anchor;
  readonly syntax: Syntax;
  /** Units in it, those in them left to them. */
  readonly inner: readonly Unit[];
  /** It stands in the text that is being lowered. */
  isTaken: boolean;
}

/** The units of one version of a file, by their text. */
export type UnitPool = ReadonlyMap<string, readonly Unit[]>;

/** Makes the units of a file's new text, taking over those of the text before whose own text is the same. */
export class TextUnits implements Units {
  readonly text: string;
  readonly #uri: string;
  readonly #before: UnitPool | null;
  readonly #made = new Map<string, Unit[]>();
  /** The units found so far in each of the units that are being lowered, outermost first. */
  readonly #open: Unit[][] = [];

  /** @param before is used up: units are taken out of it for good, and their anchors move */
  constructor(uri: string, text: string, before: UnitPool | null) {
    this.#uri = uri;
    this.text = text;
    this.#before = before;
  }

  /** For the next text, when this one has been lowered. */
  get pool(): UnitPool {
    for (const units of this.#made.values()) for (const unit of units) unit.isTaken = false;
    return this.#made;
  }

  unit<T extends Syntax>(
    { startIndex, endIndex, type = '' }: { startIndex: number; endIndex: number; type?: string },
    lower: (anchor: Anchor, base: number) => T,
  ): T {
    const text = this.text.slice(startIndex, endIndex);
    const known = this.#before?.get(text)?.find((unit) => this.#fits(unit, type));
    const unit = known ?? this.#lower(startIndex, endIndex, type, lower);
    if (known) this.#take(known, startIndex);
    else this.#note(unit, text);
    this.#open.at(-1)?.push(unit);
    return unit.syntax as T;
  }

  #fits(unit: Unit, type: string): boolean {
    return unit.type === type && unit.depth === this.#open.length && isFree(unit);
  }

  #lower(start: number, end: number, type: string, lower: (anchor: Anchor, base: number) => Syntax): Unit {
    const anchor: Anchor = { uri: this.#uri, offset: start };
    const depth = this.#open.length;
    const inner: Unit[] = [];
    this.#open.push(inner);
    const syntax = lower(anchor, start);
    this.#open.pop();
    return { type, depth, length: end - start, anchor, syntax, inner, isTaken: true };
  }

  /** Moves a unit, and all that stand in it, to where its text is now. */
  #take(unit: Unit, offset: number): void {
    const distance = offset - unit.anchor.offset;
    const move = (one: Unit) => {
      one.isTaken = true;
      one.anchor.offset += distance;
      const { anchor, length } = one;
      this.#note(one, this.text.slice(anchor.offset, anchor.offset + length));
      one.inner.forEach(move);
    };
    move(unit);
  }

  /** Under a part of the present text, so that earlier texts are not held. */
  #note(unit: Unit, text: string): void {
    const same = this.#made.get(text);
    if (same) same.push(unit);
    else this.#made.set(text, [unit]);
  }

  isWorthReading(from: number, to: number): boolean {
    return mayBearOnSaves(this.text, from, to);
  }
}

function isFree(unit: Unit): boolean {
  return !unit.isTaken && unit.inner.every(isFree);
}
