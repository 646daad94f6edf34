import { compileReference, isCompiled, personKeys } from '../../core/matching/compile.ts';
import type { CompiledRule, NotCompiled } from '../../core/matching/model.ts';
import { isAccount, isPersonAccount, kindOfAccount } from '../../core/matching/run/applies.ts';
import { sameObject } from '../../core/matching/run/part.ts';
import type { DuplicateRule, MatchRuleReference } from '../../core/metadata/model.ts';
import { fieldKey } from '../../core/outcome/fieldNames.ts';
import { isRunning } from '../../core/outcome/matchingFields.ts';
import type { RuleOperation } from '../../core/outcome/model.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { RecordStore } from '../data/store.ts';
import type { OrgMetadata } from '../rules/orgMetadata.ts';
import type { SandboxObject, SandboxSchema } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { Candidates } from './candidates.ts';
import { Conditions } from './conditions.ts';
import type { MatchedRecord, RuleHit, RuleMatches } from './hits.ts';
import type { Choice } from './keyIndex.ts';
import { Match } from './match.ts';
import { RecordReader } from './recordReader.ts';

export type { MatchedRecord, RuleHit, RuleMatches } from './hits.ts';

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
  /** Whether a rule finds only what is shared with the user. */
  readonly enforcesSharing: (rule: DuplicateRule) => boolean;
  readonly runUndecidedConditions: boolean;
  /** Fields that an update changes: a rule that compares none of them is not run. Null: run all. */
  readonly changed: ReadonlySet<string> | null;
  /** Which of more than 100 candidates are compared. */
  readonly candidatesOverCap: Choice;
}

/** Finds the duplicates of records by the org's active rules, as far as core/matching knows what they compare. */
export class Detector {
  readonly #metadata: OrgMetadata;
  readonly #reader: RecordReader;
  readonly #candidates: Candidates;
  readonly #conditions: Conditions;

  constructor(store: RecordStore, schema: SandboxSchema, metadata: OrgMetadata) {
    this.#metadata = metadata;
    this.#reader = new RecordReader(store);
    this.#candidates = new Candidates(store, schema, this.#reader);
    this.#conditions = new Conditions(store, schema);
    metadata.onChange(() => this.#candidates.clear());
  }

  /** In their order. */
  activeRules(object: string): readonly DuplicateRule[] {
    return this.#metadata.catalog.rulesFor(object).filter(({ active }) => active);
  }

  /** One hit per rule that runs, whether it finds something or not. */
  detect(probe: Probe, options: DetectionOptions): readonly RuleHit[] {
    return this.activeRules(probe.object.name)
      .filter((rule) => this.#runs(rule, probe, options))
      .map((rule) => ({
        rule,
        reaction: probe.operation === 'insert' ? rule.onInsert : rule.onUpdate,
        matches: rule.matchRules.map((reference) => this.#matches(rule, reference, probe, options)),
      }));
  }

  #runs(rule: DuplicateRule, probe: Probe, options: DetectionOptions): boolean {
    if (isAccount(rule.object)) {
      const kind = kindOfAccount((field) => probe.values.get(field));
      if (kind === (isPersonAccount(rule.object) ? 'business' : 'person')) return false;
    }
    if (options.changed !== null && !this.#compares(rule, options.changed)) return false;
    if (!options.honourConditions) return true;
    return this.#conditions.hold(rule, probe) ?? options.runUndecidedConditions;
  }

  #matches(
    rule: DuplicateRule,
    reference: MatchRuleReference,
    probe: Probe,
    options: DetectionOptions,
  ): RuleMatches {
    const { objectType, matchingRule: name, mapping } = reference;
    const entityType = isPersonAccount(objectType) ? 'Account' : objectType;
    const compiled = compileReference(reference, this.#metadata.catalog);
    const base = { entityType, rule: name, records: [] };
    const isAcross = !sameObject(objectType, probe.object.name);
    const why = isAcross && !mapping?.length ? `No field is mapped to ${objectType}.` : whyNot(compiled);
    if (why !== null || !isCompiled(compiled)) {
      const error = `The embedded org does not know how the matching rule ${name} compares records. ${why}`;
      return { ...base, engine: 'FuzzyMatchEngine', error };
    }
    const { engine } = compiled;
    // An inactive matching rule finds nothing, and nothing is found by fields that the user cannot read.
    const isSilent = !isRunning(compiled.rule) || !canReadAll(compiled, reference, probe, entityType);
    if (isSilent) return { ...base, engine, error: null };

    const { session } = probe;
    const enforced = options.enforcesSharing(rule);
    const sample = compiled.prepare(this.#reader.read(probe.object, probe.values), isAcross ? mapping : null);
    const records: MatchedRecord[] = [];
    for (const record of this.#candidates.of(compiled, sample, options.candidatesOverCap, probe.id)) {
      const candidate = compiled.prepare(this.#reader.read(record.object, record.values));
      const { matches, confidence } = compiled.compare(sample, candidate);
      if (matches !== true || (enforced && !session.canSee(record))) continue;
      records.push(new Match(record, confidence, compiled, sample, candidate));
    }
    return { ...base, engine, records, error: null };
  }

  /** Whether a rule compares one of these fields, as far as that is known. */
  #compares(rule: DuplicateRule, changed: ReadonlySet<string>): boolean {
    return rule.matchRules.some((reference) => {
      const compiled = compileReference(reference, this.#metadata.catalog);
      if (!isCompiled(compiled)) return true;
      const mapped = reference.mapping?.map(({ inputField }) => inputField);
      const fields = mapped ?? compiled.items.map(({ field }) => field);
      const keys = fields.flatMap((field) => {
        const [own] = field.split('.') as [string];
        return isPersonAccount(rule.object) ? personKeys(own) : [fieldKey(own)];
      });
      return keys.some((key) => changed.has(key));
    });
  }
}

function whyNot(compiled: CompiledRule | NotCompiled): string | null {
  return isCompiled(compiled) ? null : compiled.why;
}

function canReadAll(
  { items }: CompiledRule,
  { mapping }: MatchRuleReference,
  { object, session }: Probe,
  entityType: string,
): boolean {
  const given = mapping ?? [];
  return (
    items.every(({ field }) => session.canRead(entityType, field)) &&
    given.every(({ inputField }) => session.canRead(object.name, inputField))
  );
}
