import { fieldKey } from '../../outcome/fieldNames.ts';
import type { FieldScalar, SampleRecord } from '../../records/model.ts';
import type { CompiledRule, PreparedRecord, RecordValues } from '../model.ts';
import type { Candidate, CandidateSource } from './model.ts';

export interface CandidateOptions {
  /** Hand on all records, not only those behind the keys: to say what the keys hide. For few records. */
  readonly all: boolean;
  /** The records are given whole: a field that one does not hold is blank. Else it is not in the data. */
  readonly whole?: boolean;
}

/** Existing records held in memory, by object; each rule's keys are made when it first asks. */
export function candidatesOf(
  records: Iterable<SampleRecord>,
  options: CandidateOptions = { all: false },
): CandidateSource {
  const byObject = new Map<string, GivenRecord[]>();
  let ordinal = 0;
  for (const { object, id, fields } of records) {
    const name = objectKey(object);
    const values = new Map(fields.map((field) => [fieldKey(field.name), field.value]));
    const given = byObject.get(name) ?? [];
    given.push({ ordinal: ordinal++, id, values });
    byObject.set(name, given);
  }
  const indexes = new WeakMap<CompiledRule, RuleIndex>();
  const indexOf = (rule: CompiledRule): RuleIndex => {
    let index = indexes.get(rule);
    if (!index) {
      const given = byObject.get(objectKey(rule.object)) ?? [];
      index = new RuleIndex(rule, given, options.whole ?? false);
      indexes.set(rule, index);
    }
    return index;
  };
  return {
    has: (object) => byObject.has(objectKey(object)),
    lacks: (rule) => indexOf(rule).lacking,
    candidates(rule, sample) {
      const index = indexOf(rule);
      const { found, behindKeys } = index.behind(sample, rule.transposed(sample));
      const all = options.all || rule.keys.length === 0;
      return { records: all ? index.candidates : found, behindKeys, all };
    },
  };
}

/** The values of a record of which all is given: fields that it does not hold are blank. Those behind lookups stay open. */
export function wholeRecord(values: RecordValues): RecordValues {
  return (key) => {
    const value = values(key);
    return value === undefined && !key.includes('.') ? null : value;
  };
}

/** Numbers of a rule's items of which a source has no field. @param has asked with field keys */
export function itemsLacking(rule: CompiledRule, has: (key: string) => boolean): readonly number[] {
  const { given } = rule.prepare((key) => (has(key) ? null : undefined));
  return rule.items.filter((_, index) => given[index] === undefined).map(({ number }) => number);
}

interface GivenRecord {
  readonly ordinal: number;
  readonly id: string | null;
  readonly values: ReadonlyMap<string, FieldScalar>;
}

function objectKey(object: string): string {
  const lower = object.toLowerCase();
  return lower === 'personaccount' ? 'account' : lower;
}

interface Behind {
  readonly found: readonly Candidate[];
  readonly behindKeys: readonly (number | null)[];
}

class RuleIndex {
  readonly candidates: readonly Candidate[];
  readonly lacking: readonly number[];
  readonly #rule: CompiledRule;
  readonly #byKey: readonly Map<string, number[]>[];

  constructor(rule: CompiledRule, records: readonly GivenRecord[], whole: boolean) {
    this.#rule = rule;
    this.#byKey = rule.keys.map(() => new Map<string, number[]>());
    this.candidates = records.map((record, place) => {
      const { values } = record;
      const prepared = rule.prepare(whole ? wholeRecord((key) => values.get(key)) : (key) => values.get(key));
      for (const [index, key] of rule.keysOf(prepared).entries()) {
        if (key !== null) push(this.#byKey[index]!, key, place);
      }
      return candidateOf(record, prepared);
    });
    const held = (number: number): boolean =>
      this.candidates.some(({ prepared }) => prepared.given[number - 1] !== undefined);
    this.lacking =
      records.length === 0 ? [] : rule.items.map(({ number }) => number).filter((number) => !held(number));
  }

  behind(sample: PreparedRecord, transposed: PreparedRecord | null): Behind {
    const places = new Set<number>();
    const lookUp = (record: PreparedRecord): (number | null)[] =>
      this.#rule.keysOf(record).map((key, index) => {
        if (key === null) return null;
        const behind = this.#byKey[index]!.get(key) ?? [];
        for (const place of behind) places.add(place);
        return behind.length;
      });
    const behindKeys = lookUp(sample);
    if (transposed !== null) lookUp(transposed);
    const found = [...places].sort((a, b) => a - b).map((place) => this.candidates[place]!);
    return { found, behindKeys };
  }
}

function candidateOf({ ordinal, id, values }: GivenRecord, prepared: PreparedRecord): Candidate {
  return { ordinal, id, prepared, value: (field) => values.get(fieldKey(field)) };
}

function push(map: Map<string, number[]>, key: string, place: number): void {
  const places = map.get(key);
  if (places) places.push(place);
  else map.set(key, [place]);
}
