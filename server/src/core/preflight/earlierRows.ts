import type { CompiledRule, PreparedRecord, RecordValues } from '../matching/model.ts';
import { itemsLacking, wholeRecord } from '../matching/run/candidates.ts';
import { KeyedCandidates } from '../matching/run/keyedCandidates.ts';
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
  readonly #keyed = new Map<CompiledRule, KeyedCandidates<EarlierRow>>();
  readonly #has: (key: string) => boolean;

  /** @param fields that the file holds */
  constructor(object: string, fields: readonly string[]) {
    this.#object = object.toLowerCase();
    const keys = new Set(fields.map(fieldKey));
    this.#has = (key) => keys.has(key);
  }

  add(ordinal: number, id: string | null, values: RecordValues): void {
    // What a row does not give is blank in the record that it becomes.
    this.#rows.push({ ordinal, id, values: wholeRecord(values) });
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
    let keyed = this.#keyed.get(rule);
    if (keyed === undefined) {
      keyed = new KeyedCandidates(rule);
      this.#keyed.set(rule, keyed);
    }
    while (keyed.candidates.length < this.#rows.length) {
      const { ordinal, id, values } = this.#rows[keyed.candidates.length]!;
      const prepared = rule.prepare(values);
      keyed.add({ isRow: true, ordinal, id, prepared, value: (field) => values(fieldKey(field)) });
    }
    if (rule.keys.length === 0) return { records: keyed.candidates, behindKeys: [], all: true };
    const { found, behindKeys } = keyed.behind(sample);
    return { records: found, behindKeys };
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
