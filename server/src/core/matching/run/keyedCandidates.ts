import type { CompiledRule, PreparedRecord } from '../model.ts';
import type { Candidate } from './model.ts';

/** Candidates in memory by the match keys of one rule; more can come at any time. */
export class KeyedCandidates<Kind extends Candidate> {
  readonly candidates: Kind[] = [];
  readonly #rule: CompiledRule;
  readonly #byKey: readonly Map<string, number[]>[];
  /** Those whose values have a form that no documentation shows, by what is sure of their keys. */
  readonly #loose: readonly { readonly masks: Set<number>; readonly byKey: Map<string, number[]> }[];

  constructor(rule: CompiledRule) {
    this.#rule = rule;
    this.#byKey = rule.keys.map(() => new Map<string, number[]>());
    this.#loose = rule.keys.map(() => ({ masks: new Set(), byKey: new Map() }));
  }

  add(candidate: Kind): void {
    const place = this.candidates.push(candidate) - 1;
    const { keys, loose } = this.#rule.filedOf(candidate.prepared);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      if (key !== null) put(this.#byKey[at]!, key, place);
      const free = loose[at]!;
      if (free === null) continue;
      this.#loose[at]!.masks.add(free.mask);
      put(this.#loose[at]!.byKey, free.text, place);
    }
  }

  /** Those behind the keys of the sample, and of the sample with names transposed, in the order in which they came. */
  behind(sample: PreparedRecord): {
    readonly found: readonly Kind[];
    readonly behindKeys: readonly (number | null)[];
    /** As of `Candidates`. */
    readonly mayHide: () => boolean;
  } {
    const places = new Set<number>();
    const lookUp = (record: PreparedRecord): (number | null)[] =>
      this.#rule.keysOf(record).map((key, index) => {
        if (key === null) return null;
        const behind = this.#byKey[index]!.get(key) ?? [];
        for (const place of behind) places.add(place);
        return behind.length;
      });
    const behindKeys = lookUp(sample);
    const transposed = this.#rule.transposed(sample);
    if (transposed !== null) lookUp(transposed);
    const found = [...places].sort((a, b) => a - b).map((place) => this.candidates[place]!);
    return { found, behindKeys, mayHide: () => this.#mayHide(sample, behindKeys, places) };
  }

  #mayHide(
    sample: PreparedRecord,
    behindKeys: readonly (number | null)[],
    found: ReadonlySet<number>,
  ): boolean {
    return this.#loose.some(({ masks, byKey }, at) => {
      if (masks.size === 0 || behindKeys[at] === null) return false;
      return [...masks].some((mask) => {
        const places = byKey.get(this.#rule.looseKey(sample, at, mask) ?? '') ?? [];
        return places.some((place) => !found.has(place));
      });
    });
  }
}

function put(map: Map<string, number[]>, key: string, place: number): void {
  const places = map.get(key);
  if (places) places.push(place);
  else map.set(key, [place]);
}
