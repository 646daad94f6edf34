import type { CompiledRule, PreparedRecord } from '../model.ts';
import type { Candidate } from './model.ts';

/** Candidates in memory by the match keys of one rule; more can come at any time. */
export class KeyedCandidates<Kind extends Candidate> {
  readonly candidates: Kind[] = [];
  readonly #rule: CompiledRule;
  readonly #byKey: readonly Map<string, number[]>[];

  constructor(rule: CompiledRule) {
    this.#rule = rule;
    this.#byKey = rule.keys.map(() => new Map<string, number[]>());
  }

  add(candidate: Kind): void {
    const place = this.candidates.push(candidate) - 1;
    for (const [index, key] of this.#rule.keysOf(candidate.prepared).entries()) {
      if (key === null) continue;
      const places = this.#byKey[index]!.get(key);
      if (places) places.push(place);
      else this.#byKey[index]!.set(key, [place]);
    }
  }

  /** Those behind the keys of the sample, and of the sample with names transposed, in the order in which they came. */
  behind(sample: PreparedRecord): {
    readonly found: readonly Kind[];
    readonly behindKeys: readonly (number | null)[];
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
    return { found, behindKeys };
  }
}
