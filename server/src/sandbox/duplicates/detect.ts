import type { FieldDiff } from '../../core/duplicateResults/model.ts';
import { compileReference, isCompiled } from '../../core/matching/compile.ts';
import type { CompiledRule, FieldTrace, PreparedRecord, RecordValues } from '../../core/matching/model.ts';
import { textOf } from '../../core/matching/record.ts';
import type { DuplicateRule, MatchRuleReference, RuleReaction } from '../../core/metadata/model.ts';
import { judgeFilterWith } from '../../core/outcome/condition.ts';
import { fieldKey } from '../../core/outcome/fieldNames.ts';
import { isRunning } from '../../core/outcome/matchingFields.ts';
import type { RuleOperation } from '../../core/outcome/model.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { RecordStore, StoredRecord } from '../data/store.ts';
import type { OrgMetadata } from '../rules/orgMetadata.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';

/** What one matching rule finds. */
export interface RuleMatches {
  /** Object whose records were compared with. */
  readonly entityType: string;
  readonly rule: string;
  readonly engine: 'ExactMatchEngine' | 'FuzzyMatchEngine';
  readonly records: readonly MatchedRecord[];
  /** Why it could not compare; null if it did. */
  readonly error: string | null;
}

export interface MatchedRecord {
  readonly record: StoredRecord;
  readonly fieldDiffs: readonly FieldDiff[];
  readonly confidence: number;
}

/** What one duplicate rule finds. */
export interface RuleHit {
  readonly rule: DuplicateRule;
  /** What the rule does on the operation. */
  readonly reaction: RuleReaction;
  readonly matches: readonly RuleMatches[];
}

export interface Probe {
  readonly object: SandboxObject;
  /** By the schema's spelling of the fields. */
  readonly values: ReadonlyMap<string, FieldScalar>;
  readonly operation: RuleOperation;
  /** Id of the record itself, which is no duplicate of its own; null if it is not in the org. */
  readonly id: string | null;
  readonly session: Session;
}

export interface DetectionOptions {
  readonly honourConditions: boolean;
  readonly enforceSharing: boolean;
  readonly runUndecidedConditions: boolean;
  /** Fields that an update changes: a rule that compares none of them is not run. Null: run all. */
  readonly changed: ReadonlySet<string> | null;
}

/** Only the most likely candidates are compared (facts, section 1.4). */
const mostMatches = 100;

/** Finds the duplicates of records by the org's active rules, as far as core/matching knows what they compare. */
export class Detector {
  readonly #store: RecordStore;
  readonly #metadata: OrgMetadata;

  constructor(store: RecordStore, metadata: OrgMetadata) {
    this.#store = store;
    this.#metadata = metadata;
  }

  activeRules(object: string): readonly DuplicateRule[] {
    return this.#metadata.catalog.rulesFor(object).filter(({ active }) => active);
  }

  detect(probe: Probe, options: DetectionOptions): readonly RuleHit[] {
    return this.activeRules(probe.object.name)
      .filter((rule) => !options.honourConditions || conditionHolds(rule, probe, options))
      .filter((rule) => options.changed === null || this.#compares(rule, options.changed))
      .map((rule) => ({
        rule,
        reaction: probe.operation === 'insert' ? rule.onInsert : rule.onUpdate,
        matches: rule.matchRules.map((reference) => this.#matches(rule, reference, probe, options)),
      }));
  }

  #matches(
    rule: DuplicateRule,
    reference: MatchRuleReference,
    probe: Probe,
    options: DetectionOptions,
  ): RuleMatches {
    const { objectType, matchingRule: name, mapping } = reference;
    const entityType = objectType === 'PersonAccount' ? 'Account' : objectType;
    const compiled = compileReference(reference, this.#metadata.catalog);
    const base = { entityType, rule: name, records: [] };
    if (!isCompiled(compiled)) {
      const error = `The loopback org does not know how the matching rule ${name} compares records. ${compiled.why}`;
      return { ...base, engine: 'FuzzyMatchEngine', error };
    }
    const { engine } = compiled;
    // An inactive matching rule finds nothing, and nothing is found by fields that the user cannot read.
    const silent =
      !isRunning(compiled.rule) ||
      compiled.items.some(({ field }) => !probe.session.canRead(entityType, field));
    if (silent) return { ...base, engine, error: null };

    const sample = compiled.prepare(this.#valuesOf(probe.values), mapping);
    const enforce = options.enforceSharing && rule.security !== 'BypassSharingRules';
    const records: MatchedRecord[] = [];
    for (const record of this.#store.records(entityType)) {
      if (records.length >= mostMatches) break;
      if (record.id === probe.id || record.values.get('IsConverted') === true) continue;
      const candidate = compiled.prepare(this.#valuesOf(record.values));
      const { matches, confidence } = compiled.compare(sample, candidate);
      if (matches !== true || (enforce && !probe.session.canSee(record))) continue;
      const trace = compiled.trace(sample, candidate);
      if (trace.compared.value === false) continue;
      records.push({ record, fieldDiffs: diffsOf(compiled, sample, candidate, trace.fields), confidence });
    }
    return { ...base, engine, records, error: null };
  }

  /** All fields that the record does not hold are blank. */
  #valuesOf(values: ReadonlyMap<string, FieldScalar>): RecordValues {
    const byKey = new Map<string, FieldScalar>();
    for (const [name, value] of values) byKey.set(keyOfName(name), value);
    return (key) => {
      if (key !== 'account.name') return byKey.get(key) ?? null;
      const id = byKey.get('account');
      return (typeof id === 'string' && this.#store.record(id)?.values.get('Name')) || null;
    };
  }

  #compares(rule: DuplicateRule, changed: ReadonlySet<string>): boolean {
    return rule.matchRules.some(({ objectType, matchingRule, mapping }) => {
      const items = this.#metadata.catalog.matchingRule(objectType, matchingRule)?.items;
      if (!items || items.length === 0) return true;
      const fields = mapping ? mapping.map(({ inputField }) => inputField) : items.map(({ field }) => field);
      return fields.some((field) => changed.has(fieldKey(field)));
    });
  }
}

const keysOfNames = new Map<string, string>();

/** The same few names are asked for with every record. */
function keyOfName(name: string): string {
  let key = keysOfNames.get(name);
  if (key === undefined) {
    key = fieldKey(name);
    keysOfNames.set(name, key);
  }
  return key;
}

/** NULL is "a match because both values are blank" (FieldDiff's reference). */
function diffsOf(
  { items }: CompiledRule,
  sample: PreparedRecord,
  candidate: PreparedRecord,
  fields: readonly FieldTrace[],
): readonly FieldDiff[] {
  return items.map(({ field: name }, index): FieldDiff => {
    const [one, other] = [textOf(sample.given[index]), textOf(candidate.given[index])];
    if (one === '' && other === '') return { name, difference: 'NULL' };
    if (one.toLowerCase() === other.toLowerCase()) return { name, difference: 'SAME' };
    return { name, difference: fields[index]!.matches === true ? 'SIMILAR' : 'DIFFERENT' };
  });
}

function conditionHolds(rule: DuplicateRule, probe: Probe, options: DetectionOptions): boolean {
  const byName = new Map([...probe.values].map(([name, value]) => [name.toLowerCase(), value]));
  const fields = new Map(probe.object.fields.map((field) => [field.name.toLowerCase(), field]));
  const { runs } = judgeFilterWith(rule.filter, (name) => {
    const value = byName.get(name);
    if (value !== undefined) return { value };
    const field = fields.get(name);
    return field ? { value: field.type === 'boolean' ? false : null } : null;
  });
  return runs ?? options.runUndecidedConditions;
}
