import { type Certainty, stronger, weaker } from '../certainty.ts';
import type { CompiledRule, MatchKey, PreparedRecord } from '../model.ts';
import { textOf } from '../record.ts';

/** Whether a rule's keys bring two records together, so that Salesforce compares them; null: not known. */
export interface Meeting {
  readonly value: boolean | null;
  readonly certainty: Certainty;
}

/** The keys by which one sample meets others: its own, and those with names transposed. */
export class SampleKeys {
  readonly own: readonly (string | null)[];
  readonly exchanged: readonly (string | null)[] | null;
  readonly #rule: CompiledRule;
  readonly #sample: PreparedRecord;

  constructor(rule: CompiledRule, sample: PreparedRecord) {
    this.#rule = rule;
    this.#sample = sample;
    const transposed = rule.transposed(sample);
    this.own = rule.keysOf(sample);
    this.exchanged = transposed && rule.keysOf(transposed);
  }

  /** Whether a key brings the two together: no more than the `value` of {@link meet}, and sooner said. */
  meets(candidate: PreparedRecord): boolean {
    const others = this.#rule.keysOf(candidate);
    for (let index = 0; index < others.length; index++) {
      const other = others[index]!;
      if (other !== null && (other === this.own[index] || other === this.exchanged?.[index])) return true;
    }
    return false;
  }

  meet(candidate: PreparedRecord): Meeting {
    const { keys } = this.#rule;
    if (keys.length === 0) return { value: null, certainty: 'unknown' };
    const others = this.#rule.keysOf(candidate);
    let met: Certainty | null = null;
    let apart: Certainty = 'exact';
    for (const [index, key] of keys.entries()) {
      const own = this.own[index]!;
      const other = others[index]!;
      if (own !== null && other !== null) {
        const known = weaker(key.certaintyOf(this.#sample), key.certaintyOf(candidate));
        if (own !== other) apart = weaker(apart, known);
        else met = stronger(met ?? 'unknown', this.#hasSameValues(key, candidate) ? 'exact' : known);
      }
      if (own !== other && other !== null && this.exchanged?.[index] === other) {
        met = stronger(met ?? 'unknown', 'approximate');
      }
    }
    if (met !== null) return { value: true, certainty: met };
    const isAbsent = (number: number): boolean =>
      this.#sample.given[number - 1] === undefined || candidate.given[number - 1] === undefined;
    if (keys.some(({ items }) => items.some(isAbsent))) return { value: null, certainty: 'unknown' };
    return { value: false, certainty: apart };
  }

  /** Equal values make equal keys, however keys are made. */
  #hasSameValues({ items }: MatchKey, candidate: PreparedRecord): boolean {
    return items.every((number) => {
      const [one, other] = [this.#sample.given[number - 1], candidate.given[number - 1]];
      return one === other || textOf(one).toLowerCase() === textOf(other).toLowerCase();
    });
  }
}
