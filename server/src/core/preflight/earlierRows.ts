import type { CompiledRule, PreparedRecord, RecordValues } from '../matching/model.ts';
import { itemsLacking } from '../matching/run/candidates.ts';
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
  readonly #lacking = new Map<CompiledRule, readonly number[]>();
  readonly #has: (key: string) => boolean;
  /** The latest row of each record, by the first 15 characters of its Id. */
  readonly #latest = new Map<string, number>();

  /** @param fields that the file holds */
  constructor(object: string, fields: readonly string[]) {
    this.#object = object.toLowerCase();
    const keys = new Set(fields.map(fieldKey));
    this.#has = (key) => keys.has(key);
  }

  /** @param id of the record that it becomes, or a stand-in for it */
  add(ordinal: number, id: string | null, values: RecordValues): void {
    this.#rows.push({ ordinal, id, values });
    if (id !== null) this.#latest.set(id.slice(0, 15), ordinal);
  }

  /** Whether a record, or a row that saved it, has been saved again since. */
  isOutdated({ id, ordinal }: Candidate, isExisting: boolean): boolean {
    if (id === null) return false;
    const latest = this.#latest.get(id.slice(0, 15));
    return latest !== undefined && (isExisting || latest !== ordinal);
  }

  has(object: string): boolean {
    return object.toLowerCase() === this.#object && this.#rows.length > 0;
  }

  lacks(rule: CompiledRule): readonly number[] {
    let lacking = this.#lacking.get(rule);
    if (lacking === undefined) {
      lacking = rule.object.toLowerCase() === this.#object ? itemsLacking(rule, this.#has) : [];
      this.#lacking.set(rule, lacking);
    }
    return lacking;
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
    const { found, behindKeys, mayHide } = keyed.behind(sample);
    return { records: found, behindKeys, mayHide };
  }
}

/** Existing records, and what the file has added to them, or changed, before. @param object of the file */
export function bothSources(
  existing: CandidateSource,
  earlier: EarlierRows,
  object: string,
): CandidateSource {
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
      const isOwn = rule.object.toLowerCase() === object.toLowerCase();
      return {
        records: concat(
          isOwn ? current(one.records, earlier, true) : one.records,
          current(other.records, earlier, false),
        ),
        behindKeys: one.behindKeys.map((count, at) => {
          const more = other.behindKeys[at] ?? null;
          return count === null || more === null ? (count ?? more) : count + more;
        }),
        ...(one.all && other.all && { all: true }),
        mayHide: (one.mayHide ?? false) || (other.mayHide ?? false),
      };
    },
  };
}

function* current(
  records: Iterable<Candidate>,
  earlier: EarlierRows,
  areExisting: boolean,
): Iterable<Candidate> {
  for (const record of records) if (!earlier.isOutdated(record, areExisting)) yield record;
}

function* concat<T>(one: Iterable<T>, other: Iterable<T>): Iterable<T> {
  yield* one;
  yield* other;
}
