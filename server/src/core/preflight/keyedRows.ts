import { GrowingKeyIndex, merged } from '../matching/index/growingKeyIndex.ts';
import type { CompiledRule, PreparedRecord } from '../matching/model.ts';
import type { Candidates } from '../matching/run/model.ts';
import type { EarlierRow } from './earlierRow.ts';

/** So many candidates are kept as they were prepared: rows that many others duplicate are compared again and again. */
const kept = 16_384;

/** Beyond so many records behind what is sure of a key it is not looked whether keys bring up all of them. */
const mostLoose = 1_000;

/** Rows by the match keys of one rule, without the rows themselves. */
export class KeyedRows {
  size = 0;
  readonly #rule: CompiledRule;
  readonly #make: (place: number) => EarlierRow;
  readonly #isGone: (place: number) => boolean;
  readonly #byKey: readonly GrowingKeyIndex[];
  readonly #loose: readonly { readonly masks: Set<number>; readonly byKey: GrowingKeyIndex }[];
  /** Of a rule without keys. */
  readonly #added: number[] = [];
  readonly #rows: (EarlierRow | undefined)[] = [];
  readonly #places: number[] = [];

  /** @param make a candidate, which may be kept and used again @param isGone of places that are no candidates any more */
  constructor(rule: CompiledRule, make: (place: number) => EarlierRow, isGone: (place: number) => boolean) {
    this.#rule = rule;
    this.#make = make;
    this.#isGone = isGone;
    this.#byKey = rule.keys.map(() => new GrowingKeyIndex());
    this.#loose = rule.keys.map(() => ({ masks: new Set(), byKey: new GrowingKeyIndex() }));
  }

  add(prepared: PreparedRecord): void {
    const place = this.size++;
    if (this.#rule.keys.length === 0) this.#added.push(place);
    const { keys, loose } = this.#rule.filedOf(prepared);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      if (key !== null) this.#byKey[at]!.add(place, key);
      const free = loose[at]!;
      if (free === null) continue;
      this.#loose[at]!.masks.add(free.mask);
      this.#loose[at]!.byKey.add(place, free.text);
    }
  }

  /** A place that is no candidate of its own. */
  skip(): void {
    this.size++;
  }

  candidates(sample: PreparedRecord): Candidates {
    if (this.#rule.keys.length === 0) return { records: this.#all(), behindKeys: [], all: true };
    const keys = this.#rule.keysOf(sample);
    const transposed = this.#rule.transposed(sample);
    const others = transposed && this.#rule.keysOf(transposed);
    const lists = this.#byKey.flatMap((index, at) =>
      [...new Set([keys[at], others?.[at]])].flatMap((key) =>
        key === null || key === undefined || index.count(key) === 0
          ? []
          : [() => index.behind(key, this.#isGone)],
      ),
    );
    return {
      records: this.#some(lists),
      behindKeys: keys.map((key, at) => (key === null ? null : this.#byKey[at]!.count(key))),
      mayHide: () => this.#mayHide(sample, keys, lists),
    };
  }

  *#all(): Generator<EarlierRow, void> {
    for (const place of this.#added) if (!this.#isGone(place)) yield this.#row(place);
  }

  *#some(lists: readonly (() => Iterable<number>)[]): Generator<EarlierRow, void> {
    if (lists.length === 0) return;
    for (const place of merged(lists.map((list) => list()))) yield this.#row(place);
  }

  #row(place: number): EarlierRow {
    const at = place % kept;
    let row = this.#places[at] === place ? this.#rows[at] : undefined;
    if (row === undefined) {
      row = this.#make(place);
      this.#rows[at] = row;
      this.#places[at] = place;
    }
    return row;
  }

  #mayHide(
    sample: PreparedRecord,
    keys: readonly (string | null)[],
    lists: readonly (() => Iterable<number>)[],
  ): boolean {
    return this.#loose.some(({ masks, byKey }, at) => {
      if (keys[at] === null) return false;
      return [...masks].some((mask) => {
        const key = this.#rule.looseKey(sample, at, mask);
        const count = key === null ? 0 : byKey.count(key);
        if (key === null || count === 0) return false;
        if (count > mostLoose) return true;
        const open = new Set(byKey.behind(key, this.#isGone));
        for (const place of merged(lists.map((list) => list()))) {
          open.delete(place);
          if (open.size === 0) return false;
        }
        return true;
      });
    });
  }
}
