import type { DuplicateRule, MatchingRule } from '../../core/metadata/model.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { RecordStore } from '../data/store.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { SandboxSchema } from '../schema/model.ts';
import type { OrgMetadata } from './orgMetadata.ts';

type Values = Readonly<Record<string, FieldScalar>>;

/** Keeps the rules as the records that a query of DuplicateRule, MatchingRule and MatchingRuleItem finds. */
export class RuleRecords {
  readonly #store: RecordStore;
  readonly #schema: SandboxSchema;
  readonly #metadata: OrgMetadata;
  readonly #userId: string;
  #records = new Map<string, StoredRecord>();
  /** Those of rules that were deleted. */
  readonly #gone = new Map<string, StoredRecord>();

  constructor(store: RecordStore, schema: SandboxSchema, metadata: OrgMetadata, userId: string) {
    this.#store = store;
    this.#schema = schema;
    this.#metadata = metadata;
    this.#userId = userId;
    this.#follow();
    metadata.onChange(() => this.#follow());
  }

  /** Id of the record of a rule. */
  idOf(rule: DuplicateRule | MatchingRule): string {
    return this.#records.get(keyOf(rule))?.id ?? '';
  }

  #follow(): void {
    const before = this.#records;
    this.#records = new Map();
    const keep = (key: string, object: string, values: Values): string => {
      const record = this.#written(before.get(key) ?? this.#returned(key), object, values);
      this.#records.set(key, record);
      before.delete(key);
      return record.id;
    };
    for (const rule of this.#metadata.catalog.duplicateRules) {
      keep(keyOf(rule), 'DuplicateRule', { ...common(rule), IsActive: rule.active });
    }
    for (const rule of allMatchingRules(this.#metadata)) {
      const id = keep(keyOf(rule), 'MatchingRule', {
        ...common(rule),
        MatchEngine: isExact(rule) ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
        BooleanFilter: rule.booleanFilter,
        RuleStatus: rule.status,
      });
      for (const [index, item] of rule.items.entries()) {
        keep(`${keyOf(rule)}#${index}`, 'MatchingRuleItem', {
          MatchingRuleId: id,
          SortOrder: index + 1,
          Field: item.field,
          MatchingMethod: item.method,
          BlankValueBehavior: item.matchBlanks ? 'MatchBlanks' : 'NullNotAllowed',
        });
      }
    }
    for (const [key, record] of before) {
      this.#store.delete(record, this.#userId);
      this.#gone.set(key, record);
    }
  }

  /** A rule that is made again is another one, but in an org that is taken back to its start. */
  #returned(key: string): StoredRecord | undefined {
    const record = this.#metadata.isAsAtStart ? this.#gone.get(key) : undefined;
    if (record) this.#store.undelete(record, this.#userId);
    this.#gone.delete(key);
    return record;
  }

  #written(existing: StoredRecord | undefined, object: string, values: Values): StoredRecord {
    if (!existing)
      return this.#store.insert(this.#schema.object(object)!, Object.entries(values), this.#userId);
    const changed = Object.entries(values).filter(
      ([name, value]) => (existing.values.get(name) ?? null) !== (value === '' ? null : value),
    );
    if (changed.length > 0) this.#store.update(existing, changed, this.#userId);
    return existing;
  }
}

/** The project's matching rules and Salesforce's own that its duplicate rules refer to. */
export function allMatchingRules({ catalog }: OrgMetadata): readonly MatchingRule[] {
  const rules = new Map(catalog.matchingRules.map((rule) => [keyOf(rule), rule]));
  for (const { objectType, matchingRule: name } of catalog.duplicateRules.flatMap(
    (rule) => rule.matchRules,
  )) {
    const rule = standardMatchingRule(objectType, name);
    if (rule && !rules.has(keyOf(rule))) rules.set(keyOf(rule), rule);
  }
  return [...rules.values()];
}

/** Salesforce's own matching rules have names of this form; their bodies are not given. */
function standardMatchingRule(object: string, name: string): MatchingRule | null {
  if (!/^Standard_/i.test(name)) return null;
  return {
    fullName: `${object}.${name}`,
    object,
    name,
    label: name.replace(/_v(\d+)_(\d+)$/, ' v$1.$2').replaceAll('_', ' '),
    status: 'Active',
    booleanFilter: null,
    items: [],
    source: { kind: 'assumed' },
  };
}

function common(rule: DuplicateRule | MatchingRule): Record<string, string | null> {
  const isPerson = rule.object === 'PersonAccount';
  return {
    DeveloperName: rule.name,
    MasterLabel: rule.label,
    Language: 'en_US',
    NamespacePrefix: null,
    SobjectType: isPerson ? 'Account' : rule.object,
    SobjectSubtype: isPerson ? 'PersonAccount' : 'None',
  };
}

function isExact(rule: MatchingRule): boolean {
  return rule.items.length > 0 && rule.items.every(({ method }) => method.toLowerCase() === 'exact');
}

function keyOf(rule: DuplicateRule | MatchingRule): string {
  const kind = 'items' in rule ? 'matching' : 'duplicate';
  return `${kind}:${rule.object}.${rule.name}`.toLowerCase();
}
