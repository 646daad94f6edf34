import type { CompiledRule, PreparedRecord, RecordValues } from '../matching/model.ts';
import { itemsLacking } from '../matching/run/candidates.ts';
import type { Candidate, CandidateSource, Candidates } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';

/** A row of the file that is saved before another one. */
export interface EarlierRow extends Candidate {
  readonly isRow: true;
}

export function isRow(candidate: Candidate): candidate is EarlierRow {
  return 'isRow' in candidate;
}

/** Rows of the file that were saved so far, by the match keys of the rules that asked for candidates. */
export class EarlierRows implements CandidateSource {
  readonly #object: string;
  readonly #rows: { readonly ordinal: number; readonly id: string | null; readonly values: RecordValues }[] =
    [];
  readonly #indexes = new Map<CompiledRule, RuleRows>();
  readonly #has: (key: string) => boolean;

  /** @param fields that the file holds */
  constructor(object: string, fields: readonly string[]) {
    this.#object = object.toLowerCase();
    const keys = new Set(fields.map(fieldKey));
    this.#has = (key) => keys.has(key);
  }

  add(ordinal: number, id: string | null, values: RecordValues): void {
    this.#rows.push({ ordinal, id, values });
  }

  has(object: string): boolean {
    return object.toLowerCase() === this.#object && this.#rows.length > 0;
  }

  lacks(rule: CompiledRule): readonly number[] {
    return rule.object.toLowerCase() === this.#object ? itemsLacking(rule, this.#has) : [];
  }

  candidates(rule: CompiledRule, sample: PreparedRecord): Candidates {
    if (rule.object.toLowerCase() !== this.#object) {
      return { records: [], behindKeys: rule.keys.map(() => null) };
    }
    let index = this.#indexes.get(rule);
    if (index === undefined) {
      index = new RuleRows(rule);
      this.#indexes.set(rule, index);
    }
    while (index.size < this.#rows.length) index.add(this.#rows[index.size]!);
    return index.behind(sample);
  }
}

class RuleRows {
  readonly #rule: CompiledRule;
  readonly #rows: EarlierRow[] = [];
  readonly #byKey: readonly Map<string, number[]>[];

  constructor(rule: CompiledRule) {
    this.#rule = rule;
    this.#byKey = rule.keys.map(() => new Map());
  }

  get size(): number {
    return this.#rows.length;
  }

  add({ ordinal, id, values }: { ordinal: number; id: string | null; values: RecordValues }): void {
    const prepared = this.#rule.prepare(values);
    const at = this.#rows.length;
    this.#rows.push({ isRow: true, ordinal, id, prepared, value: (field) => values(fieldKey(field)) });
    for (const [index, key] of this.#rule.keysOf(prepared).entries()) {
      if (key === null) continue;
      const behind = this.#byKey[index]!.get(key);
      if (behind) behind.push(at);
      else this.#byKey[index]!.set(key, [at]);
    }
  }

  behind(sample: PreparedRecord): Candidates {
    if (this.#byKey.length === 0) return { records: this.#rows, behindKeys: [], all: true };
    const found = new Set<number>();
    const lookUp = (record: PreparedRecord) =>
      this.#rule.keysOf(record).map((key, index) => {
        if (key === null) return null;
        const behind = this.#byKey[index]!.get(key) ?? [];
        for (const at of behind) found.add(at);
        return behind.length;
      });
    const behindKeys = lookUp(sample);
    const transposed = this.#rule.transposed(sample);
    if (transposed !== null) lookUp(transposed);
    const records = [...found].sort((a, b) => a - b).map((at) => this.#rows[at]!);
    return { records, behindKeys };
  }
}

/** Existing records, and what the file has added to them before. */
export function bothSources(existing: CandidateSource, earlier: CandidateSource): CandidateSource {
  return {
    has: (object) => existing.has(object) || earlier.has(object),
    lacks: (rule) => {
      // A field is lacking only where neither holds it.
      const inExisting = existing.has(rule.object) ? (existing.lacks?.(rule) ?? []) : null;
      const inEarlier = earlier.has(rule.object) ? (earlier.lacks?.(rule) ?? []) : null;
      if (inExisting === null || inEarlier === null) return inExisting ?? inEarlier ?? [];
      return inExisting.filter((number) => inEarlier.includes(number));
    },
    candidates(rule, sample) {
      const one = existing.candidates(rule, sample);
      const other = earlier.candidates(rule, sample);
      return {
        records: concat(one.records, other.records),
        behindKeys: one.behindKeys.map((count, at) => {
          const more = other.behindKeys[at] ?? null;
          return count === null || more === null ? (count ?? more) : count + more;
        }),
        ...(one.all && other.all && { all: true }),
      };
    },
  };
}

function* concat<T>(one: Iterable<T>, other: Iterable<T>): Iterable<T> {
  yield* one;
  yield* other;
}
