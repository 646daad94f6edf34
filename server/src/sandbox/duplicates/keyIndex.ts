import type { CompiledRule, PreparedRecord } from '../../core/matching/model.ts';
import { isAccount, isPersonAccount, kindOfAccount } from '../../core/matching/run/applies.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { RecordReader } from './recordReader.ts';

/** Records behind one key, in the order of their creation. Most keys are of one record, which needs no list. */
type Behind = StoredRecord | StoredRecord[];

/** Which of more candidates than Salesforce compares are compared. */
export type Choice = 'first' | 'last' | 'all';

/** Salesforce compares the 100 most likely records behind the keys (facts, section 1.4). */
export const mostCandidates = 100;

/** The records of an object by the match keys of one rule. It follows what becomes of them. */
export class MatchKeyIndex {
  readonly #rule: CompiledRule;
  readonly #reader: RecordReader;
  readonly #byKey: readonly Map<string, Behind>[];
  /** As filed: what a key is made of may lie in another record, and have changed since. */
  readonly #filed = new Map<StoredRecord, readonly (string | null)[]>();

  constructor(rule: CompiledRule, reader: RecordReader, records: Iterable<StoredRecord>) {
    this.#rule = rule;
    this.#reader = reader;
    this.#byKey = rule.keys.map(() => new Map<string, Behind>());
    for (const record of records) this.follow(record, true);
  }

  /** Files a record anew; `isThere`: whether it is in the org. */
  follow(record: StoredRecord, isThere: boolean): void {
    const before = this.#filed.get(record);
    if (!isThere || !isCandidate(this.#rule, record)) {
      if (before) this.#refile(record, before, noKeys);
      this.#filed.delete(record);
      return;
    }
    const keys = this.#rule.keysOf(this.#rule.prepare(this.#reader.read(record.object, record.values)));
    if (before && keys.every((key, index) => key === before[index])) return;
    this.#refile(record, before ?? noKeys, keys);
    this.#filed.set(record, keys);
  }

  /**
   * Those behind the keys of a sample, and of the sample with names transposed, in the order of their creation.
   * @param own id of the sample, which is no candidate
   */
  behind(sample: PreparedRecord, choice: Choice, own: string | null): readonly StoredRecord[] {
    const found = new Set<StoredRecord>();
    const lookUp = (record: PreparedRecord): void => {
      for (const [index, key] of this.#rule.keysOf(record).entries()) {
        const behind = key === null ? undefined : this.#byKey[index]!.get(key);
        if (behind === undefined) continue;
        if (!Array.isArray(behind)) found.add(behind);
        else for (const candidate of chosen(behind, choice, mostCandidates + 1)) found.add(candidate);
      }
    };
    lookUp(sample);
    const transposed = this.#rule.transposed(sample);
    if (transposed !== null) lookUp(transposed);
    const candidates = [...found].filter(({ id }) => id !== own);
    candidates.sort((one, other) => one.ordinal - other.ordinal);
    return chosen(candidates, choice, mostCandidates);
  }

  #refile(record: StoredRecord, before: readonly (string | null)[], now: readonly (string | null)[]): void {
    for (const [index, byKey] of this.#byKey.entries()) {
      const [old = null, key = null] = [before[index], now[index]];
      if (old === key) continue;
      if (old !== null) remove(byKey, old, record);
      if (key !== null) add(byKey, key, record);
    }
  }
}

const noKeys: readonly (string | null)[] = [];

/** Whether a rule compares with a record at all. */
export function isCandidate({ object, rule }: CompiledRule, { values }: StoredRecord): boolean {
  // Converted leads are never compared (knowledge article 000204497).
  if (values.get('IsConverted') === true) return false;
  if (!isAccount(object)) return true;
  return (
    kindOfAccount((field) => values.get(field)) !== (isPersonAccount(rule.object) ? 'business' : 'person')
  );
}

export function chosen<Kind>(list: readonly Kind[], choice: Choice, most: number): readonly Kind[] {
  if (choice === 'all' || list.length <= most) return list;
  return choice === 'first' ? list.slice(0, most) : list.slice(-most);
}

function add(byKey: Map<string, Behind>, key: string, record: StoredRecord): void {
  const behind = byKey.get(key);
  if (behind === undefined) byKey.set(key, record);
  else if (Array.isArray(behind)) insert(behind, record);
  else byKey.set(key, behind.ordinal < record.ordinal ? [behind, record] : [record, behind]);
}

/** Most are the youngest. */
function insert(records: StoredRecord[], record: StoredRecord): void {
  if (records.at(-1)!.ordinal < record.ordinal) records.push(record);
  else records.splice(placeOf(records, record), 0, record);
}

function remove(byKey: Map<string, Behind>, key: string, record: StoredRecord): void {
  const behind = byKey.get(key);
  if (behind === undefined) return;
  if (!Array.isArray(behind)) {
    byKey.delete(key);
    return;
  }
  behind.splice(placeOf(behind, record), 1);
  if (behind.length === 1) byKey.set(key, behind[0]!);
}

/** Where it stands, or would. */
function placeOf(records: readonly StoredRecord[], { ordinal }: StoredRecord): number {
  let from = 0;
  let to = records.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (records[middle]!.ordinal < ordinal) from = middle + 1;
    else to = middle;
  }
  return from;
}
