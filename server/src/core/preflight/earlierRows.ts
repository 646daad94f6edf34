import { GrowingKeyIndex } from '../matching/index/growingKeyIndex.ts';
import type { CompiledRule, PreparedRecord, RecordValues } from '../matching/model.ts';
import { itemsLacking } from '../matching/run/candidates.ts';
import type { Candidate, CandidateSource, Candidates } from '../matching/run/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { EarlierRow } from './earlierRow.ts';
import { KeyedRows } from './keyedRows.ts';

/**
 * Rows of the file that were saved so far, by the match keys of the rules that asked for candidates. Of a row no more is
 * kept than its ordinal, unless it updated a record.
 */
export class EarlierRows implements CandidateSource {
  readonly #object: string;
  readonly #valuesOf: (ordinal: number) => RecordValues;
  #ordinals = new Uint32Array(8);
  #size = 0;
  /** By place, of rows that are not what {@link valuesOf} makes of them: those that stand on a record. */
  readonly #others = new Map<number, { readonly id: string | null; readonly values: RecordValues }>();
  readonly #keyed = new Map<CompiledRule, KeyedRows>();
  readonly #lacking = new Map<CompiledRule, readonly number[]>();
  readonly #has: (key: string) => boolean;
  /** The place of the latest row of each record that a row changed, by its Id's first 15 characters. */
  readonly #latest = new Map<string, number>();
  /** Places of rows whose record was saved again since. */
  readonly #gone = new Set<number>();
  readonly #fields: readonly string[];
  /** Places by all that a row holds: equal ones are compared once. Null where rows may change records. */
  readonly #equal: GrowingKeyIndex | null;
  /** How many rows are in it. */
  #filed = 0;
  /** By place of the first one, how many rows are equal, where there are several. */
  readonly #counts = new Map<number, number>();

  /**
   * @param fields that the file holds @param valuesOf what a new row leaves in the org
   * @param onlyNew no row changes a record
   */
  constructor(
    object: string,
    fields: readonly string[],
    valuesOf: (ordinal: number) => RecordValues,
    onlyNew: boolean,
  ) {
    this.#object = object.toLowerCase();
    this.#valuesOf = valuesOf;
    const keys = new Set(fields.map(fieldKey));
    this.#fields = [...keys];
    this.#has = (key) => keys.has(key);
    this.#equal = onlyNew ? new GrowingKeyIndex() : null;
  }

  /** A row that became a record of its own. */
  add(ordinal: number): void {
    if (this.#size === this.#ordinals.length) {
      const grown = new Uint32Array(this.#size * 2);
      grown.set(this.#ordinals);
      this.#ordinals = grown;
    }
    this.#ordinals[this.#size++] = ordinal;
  }

  /** A row that changed a record, or may have. @param id of the record, or a stand-in for it */
  addChange(ordinal: number, id: string | null, values: RecordValues): void {
    this.add(ordinal);
    this.#others.set(this.#size - 1, { id, values });
    if (id === null) return;
    const key = id.slice(0, 15);
    const before = this.#latest.get(key) ?? this.#placeOf(id);
    if (before !== null) this.#gone.add(before);
    this.#latest.set(key, this.#size - 1);
  }

  /** Of the row that an Id stands for; null where it stands for none that was saved before the last one. */
  #placeOf(id: string): number | null {
    const ordinal = ordinalOfId(id);
    let from = 0;
    let to = this.#size - 1;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#ordinals[middle]! < ordinal) from = middle + 1;
      else to = middle;
    }
    return from < this.#size - 1 && this.#ordinals[from] === ordinal ? from : null;
  }

  /** Whether a record that was there before has been saved again by a row. */
  isOutdated({ id }: Candidate): boolean {
    return id !== null && this.#latest.has(id.slice(0, 15));
  }

  has(object: string): boolean {
    return object.toLowerCase() === this.#object && this.#size > 0;
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
      const isGone = (place: number) => this.#gone.has(place);
      keyed = new KeyedRows(rule, (place) => this.#row(place, rule), isGone);
      this.#keyed.set(rule, keyed);
    }
    while (keyed.size < this.#size) {
      const place = keyed.size;
      if (this.#isFirst(place)) keyed.add(rule.prepare(this.#values(place)));
      else keyed.skip();
    }
    return keyed.candidates(sample);
  }

  /** Of the rows that are equal to it. */
  #isFirst(place: number): boolean {
    if (this.#equal === null) return true;
    const text = this.#textOf(place);
    const isFiled = place < this.#filed;
    if (!isFiled) {
      this.#equal.add(place, text);
      this.#filed = place + 1;
    }
    const first = this.#equal.first(text);
    if (first === place) return true;
    // Another rule may have asked before.
    if (!isFiled) this.#counts.set(first, this.#equal.count(text));
    return false;
  }

  #textOf(place: number): string {
    const values = this.#values(place);
    return JSON.stringify(this.#fields.map((field) => values(field) ?? null));
  }

  #values(place: number): RecordValues {
    return this.#others.get(place)?.values ?? this.#valuesOf(this.#ordinals[place]!);
  }

  #row(place: number, rule: CompiledRule): EarlierRow {
    const ordinal = this.#ordinals[place]!;
    const values = this.#values(place);
    const other = this.#others.get(place);
    const row: EarlierRow = {
      isRow: true,
      ordinal,
      id: other === undefined ? rowId(ordinal) : other.id,
      prepared: rule.prepare(values),
      value: lastAsked((field) => values(fieldKey(field))),
    };
    const equal = this.#equal;
    if (equal === null) return row;
    const ordinalOf = (member: number) => this.#ordinals[member]!;
    const counts = this.#counts;
    const countOf = () => (counts.size === 0 ? 1 : (counts.get(place) ?? 1));
    const textOf = () => this.#textOf(place);
    const all: EarlierRow = {
      ...row,
      alike: {
        get count() {
          return countOf();
        },
        *members() {
          if (countOf() === 1) {
            yield all;
            return;
          }
          for (const member of equal.behind(textOf(), () => false)) {
            const own = ordinalOf(member);
            yield member === place ? all : { ...row, ordinal: own, id: rowId(own) };
          }
        },
      },
    };
    return all;
  }
}

/** A candidate is asked for the same field each time that it is one. */
function lastAsked<Value>(ask: (field: string) => Value): (field: string) => Value {
  let last: string | null = null;
  let value: Value;
  return (field) => {
    if (field !== last) {
      value = ask(field);
      last = field;
    }
    return value;
  };
}

/** Stands for the Id that an inserted row gets. */
export function rowId(ordinal: number): string {
  return `row ${ordinal}`;
}

/** -1 for an Id of the data. */
function ordinalOfId(id: string): number {
  return id.startsWith('row ') ? Number(id.slice(4)) : -1;
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
        records: existing.has(rule.object)
          ? concat(isOwn ? current(one.records, earlier) : one.records, other.records)
          : other.records,
        behindKeys: one.behindKeys.map((count, at) => {
          const more = other.behindKeys[at] ?? null;
          return count === null || more === null ? (count ?? more) : count + more;
        }),
        ...(one.all && other.all && { all: true }),
        mayHide: () => (one.mayHide?.() ?? false) || (other.mayHide?.() ?? false),
      };
    },
  };
}

function* current(records: Iterable<Candidate>, earlier: EarlierRows): Iterable<Candidate> {
  for (const record of records) if (!earlier.isOutdated(record)) yield record;
}

function* concat<T>(one: Iterable<T>, other: Iterable<T>): Iterable<T> {
  yield* one;
  yield* other;
}
