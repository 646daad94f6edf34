import { fieldKey } from '../../outcome/fieldNames.ts';
import type { RecordTable } from '../../recordSets/model.ts';
import type { CompiledRule, PreparedRecord, RecordValues } from '../model.ts';
import { itemsLacking, objectKey } from '../run/candidates.ts';
import type { Candidate, CandidateSource, Candidates } from '../run/model.ts';
import { type RuleIndex, valuesIn } from './tableIndex.ts';

/** A table and what it is indexed by. */
export interface IndexedTable {
  readonly table: RecordTable;
  readonly indexes: readonly RuleIndex[];
}

/** Candidates from tables, one per object. A rule that a table is not indexed by has all its records as candidates. */
export function tableSource(tables: readonly IndexedTable[]): CandidateSource {
  const byObject = new Map(tables.map((one) => [objectKey(one.table.object), new Source(one)]));
  return {
    has: (object) => byObject.has(objectKey(object)),
    lacks: (rule) => byObject.get(objectKey(rule.object))?.lacks(rule) ?? [],
    candidates(rule, sample) {
      const source = byObject.get(objectKey(rule.object));
      return source ? source.candidates(rule, sample) : { records: [], behindKeys: rule.keys.map(() => 0) };
    },
  };
}

class Source {
  readonly #table: RecordTable;
  readonly #valuesOf: (ordinal: number) => RecordValues;
  readonly #indexes: ReadonlyMap<string, RuleIndex>;
  readonly #lacking = new Map<CompiledRule, readonly number[]>();

  constructor({ table, indexes }: IndexedTable) {
    this.#table = table;
    this.#valuesOf = valuesIn(table);
    this.#indexes = new Map(indexes.map((index) => [index.rule.rule.fullName.toLowerCase(), index]));
  }

  lacks(rule: CompiledRule): readonly number[] {
    let lacking = this.#lacking.get(rule);
    if (lacking === undefined) {
      const keys = new Set(this.#table.fields.map(fieldKey));
      lacking = itemsLacking(rule, (key) => keys.has(key));
      this.#lacking.set(rule, lacking);
    }
    return lacking;
  }

  candidates(rule: CompiledRule, sample: PreparedRecord): Candidates {
    const index = this.#indexes.get(rule.rule.fullName.toLowerCase());
    if (!index || rule.keys.length === 0) {
      return { records: this.#all(rule), behindKeys: rule.keys.map(() => null), all: true };
    }
    const own = lookUp(index, rule.keysOf(sample));
    const transposed = rule.transposed(sample);
    const others = transposed ? lookUp(index, rule.keysOf(transposed)) : [];
    const behindKeys = own.map((ordinals) => ordinals?.length ?? null);
    const found = union([...own, ...others]);
    return {
      records: this.#some(rule, found),
      behindKeys,
      mayHide: () => mayHide(index, sample, own, found),
    };
  }

  *#all(rule: CompiledRule): Iterable<Candidate> {
    for (let ordinal = 0; ordinal < this.#table.size; ordinal++) yield this.#candidate(rule, ordinal);
  }

  *#some(rule: CompiledRule, ordinals: ArrayLike<number>): Iterable<Candidate> {
    for (let at = 0; at < ordinals.length; at++) yield this.#candidate(rule, ordinals[at]!);
  }

  #candidate(rule: CompiledRule, ordinal: number): Candidate {
    return new TableCandidate(this.#table, ordinal, rule, this.#valuesOf(ordinal));
  }
}

class TableCandidate implements Candidate {
  readonly ordinal: number;
  readonly #table: RecordTable;
  readonly #rule: CompiledRule;
  readonly #values: RecordValues;
  #prepared: PreparedRecord | undefined;

  constructor(table: RecordTable, ordinal: number, rule: CompiledRule, values: RecordValues) {
    this.ordinal = ordinal;
    this.#table = table;
    this.#rule = rule;
    this.#values = values;
  }

  get id(): string | null {
    return this.#table.id(this.ordinal);
  }

  get prepared(): PreparedRecord {
    this.#prepared ??= this.#rule.prepare(this.#values);
    return this.#prepared;
  }

  value(field: string): string | undefined {
    return this.#table.value(this.ordinal, this.#table.column(field));
  }
}

function lookUp(index: RuleIndex, keys: readonly (string | null)[]): (Uint32Array | null)[] {
  return keys.map((key, at) => (key === null ? null : index.keys[at]!.behind(key)));
}

/** Whether a record that no key brings up may share one all the same. @param own what the sample's keys bring up */
function mayHide(
  { rule, loose }: RuleIndex,
  sample: PreparedRecord,
  own: readonly (Uint32Array | null)[],
  found: ArrayLike<number>,
): boolean {
  return loose.some(({ masks, index }, at) => {
    if (own[at] === null) return false;
    return masks.some((mask) => {
      const key = rule.looseKey(sample, at, mask);
      return key !== null && !isWithin(index.behind(key), found);
    });
  });
}

/** Both ascending. */
function isWithin(some: ArrayLike<number>, all: ArrayLike<number>): boolean {
  if (some.length > all.length) return false;
  let at = 0;
  for (let next = 0; next < some.length; next++) {
    while (at < all.length && all[at]! < some[next]!) at++;
    if (all[at] !== some[next]) return false;
  }
  return true;
}

/** Each ordinal once, in ascending order. */
function union(lists: readonly (Uint32Array | null)[]): ArrayLike<number> {
  const filled = lists.filter((list): list is Uint32Array => list !== null && list.length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  const all = new Uint32Array(filled.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of filled) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  let size = 0;
  for (let next = 0; next < all.length; next++)
    if (size === 0 || all[next] !== all[size - 1]) all[size++] = all[next]!;
  return all.subarray(0, size);
}
