import { fieldKey } from '../../outcome/fieldNames.ts';
import type { FieldScalar, SampleRecord } from '../../records/model.ts';
import type { CompiledRule, PreparedRecord, RecordValues } from '../model.ts';
import { KeyedCandidates } from './keyedCandidates.ts';
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
      const { found, behindKeys, mayHide } = index.keyed.behind(sample);
      const all = options.all || rule.keys.length === 0;
      return { records: all ? index.keyed.candidates : found, behindKeys, all, mayHide };
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

/** Person accounts are records of Account. */
export function objectKey(object: string): string {
  const lower = object.toLowerCase();
  return lower === 'personaccount' ? 'account' : lower;
}

class RuleIndex {
  readonly keyed: KeyedCandidates<Candidate>;
  readonly lacking: readonly number[];

  constructor(rule: CompiledRule, records: readonly GivenRecord[], whole: boolean) {
    this.keyed = new KeyedCandidates(rule);
    for (const record of records) {
      const given: RecordValues = (key) => record.values.get(key);
      this.keyed.add(candidateOf(record, rule.prepare(whole ? wholeRecord(given) : given)));
    }
    const { candidates } = this.keyed;
    const held = (number: number): boolean =>
      candidates.some(({ prepared }) => prepared.given[number - 1] !== undefined);
    this.lacking =
      records.length === 0 ? [] : rule.items.map(({ number }) => number).filter((number) => !held(number));
  }
}

function candidateOf({ ordinal, id, values }: GivenRecord, prepared: PreparedRecord): Candidate {
  return { ordinal, id, prepared, value: (field) => values.get(fieldKey(field)) };
}
