import type { CompiledRule, PreparedRecord } from '../../core/matching/model.ts';
import type { RecordStore } from '../data/store.ts';
import type { StoreChange, StoredRecord } from '../data/storedRecord.ts';
import type { SandboxSchema } from '../schema/model.ts';
import { type Choice, isCandidate, MatchKeyIndex } from './keyIndex.ts';
import { fieldNamesOf, type RecordReader } from './recordReader.ts';

/** Keys of these records are made of the name of the parent that the field names. */
interface Dependents {
  readonly index: MatchKeyIndex;
  readonly object: string;
  readonly field: string;
}

/** Finds the records that a matching rule compares a sample with: by an index that is made when a rule first asks. */
export class Candidates {
  readonly #store: RecordStore;
  readonly #schema: SandboxSchema;
  readonly #reader: RecordReader;
  /** By the object of the records, in lower case. */
  readonly #indexes = new Map<string, Map<CompiledRule, MatchKeyIndex>>();
  /** By the object of the parents. */
  readonly #dependents = new Map<string, Dependents[]>();

  constructor(store: RecordStore, schema: SandboxSchema, reader: RecordReader) {
    this.#store = store;
    this.#schema = schema;
    this.#reader = reader;
    store.onChange((change) => this.#follow(change));
  }

  /** Forgets the indexes: rules, fields or objects are others now. */
  clear(): void {
    this.#indexes.clear();
    this.#dependents.clear();
  }

  /** In the order of their creation. A rule without keys compares all records. @param own id of the sample */
  of(rule: CompiledRule, sample: PreparedRecord, choice: Choice, own: string | null): Iterable<StoredRecord> {
    if (rule.keys.length > 0) return this.#index(rule).behind(sample, choice, own);
    const all = [...this.#store.records(rule.object)];
    return all.filter((record) => record.id !== own && isCandidate(rule, record));
  }

  #index(rule: CompiledRule): MatchKeyIndex {
    const key = rule.object.toLowerCase();
    const indexes = this.#indexes.get(key) ?? new Map<CompiledRule, MatchKeyIndex>();
    this.#indexes.set(key, indexes);
    let index = indexes.get(rule);
    if (index === undefined) {
      index = new MatchKeyIndex(rule, this.#reader, this.#store.records(rule.object));
      indexes.set(rule, index);
      this.#findParents(rule, index);
    }
    return index;
  }

  /** Which lookups a rule follows shows by what it asks for. */
  #findParents(rule: CompiledRule, index: MatchKeyIndex): void {
    const object = this.#schema.object(rule.object);
    if (object === null) return;
    const asked = new Set<string>();
    rule.prepare((key) => {
      if (key.includes('.')) asked.add(key.slice(0, key.indexOf('.')));
      return null;
    });
    const names = [...asked].flatMap((key) => fieldNamesOf(object).of(key));
    for (const field of names) {
      for (const parent of this.#schema.field(object.name, field)?.referenceTo ?? []) {
        const dependents = this.#dependents.get(parent.toLowerCase()) ?? [];
        dependents.push({ index, object: object.name, field });
        this.#dependents.set(parent.toLowerCase(), dependents);
      }
    }
  }

  #follow({ record, before, after }: StoreChange): void {
    const key = record.object.name.toLowerCase();
    for (const index of this.#indexes.get(key)?.values() ?? []) index.follow(record, after !== null);
    const { nameField } = record.object;
    if (before?.get(nameField) === after?.get(nameField)) return;
    for (const { index, object, field } of this.#dependents.get(key) ?? []) {
      for (const child of this.#store.withValue(object, field, record.id)) index.follow(child, true);
    }
  }
}
