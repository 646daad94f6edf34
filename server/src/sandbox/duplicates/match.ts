import type { FieldDiff } from '../../core/duplicateResults/model.ts';
import type { CompiledRule, PreparedRecord } from '../../core/matching/model.ts';
import { textOf } from '../../core/matching/record.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { MatchedRecord } from './hits.ts';

/** A record that matches. How the fields differ is found out when an answer names it. */
export class Match implements MatchedRecord {
  readonly record: StoredRecord;
  readonly confidence: number;
  readonly #rule: CompiledRule;
  readonly #sample: PreparedRecord;
  readonly #candidate: PreparedRecord;

  constructor(
    record: StoredRecord,
    confidence: number,
    rule: CompiledRule,
    sample: PreparedRecord,
    candidate: PreparedRecord,
  ) {
    this.record = record;
    this.confidence = confidence;
    this.#rule = rule;
    this.#sample = sample;
    this.#candidate = candidate;
  }

  /** NULL is "a match because both values are blank" (FieldDiff's reference). */
  get fieldDiffs(): readonly FieldDiff[] {
    const { fields } = this.#rule.trace(this.#sample, this.#candidate);
    return this.#rule.items.map(({ field: name }, index): FieldDiff => {
      const [one, other] = [textOf(this.#sample.given[index]), textOf(this.#candidate.given[index])];
      if (one === '' && other === '') return { name, difference: 'NULL' };
      if (one.toLowerCase() === other.toLowerCase()) return { name, difference: 'SAME' };
      return { name, difference: fields[index]!.matches === true ? 'SIMILAR' : 'DIFFERENT' };
    });
  }
}
