import type { DuplicateRule, MatchingRule } from '../../core/metadata/model.ts';
import type { RecordStore } from '../data/store.ts';
import type { SandboxSchema } from '../schema/model.ts';
import type { OrgMetadata } from './project.ts';

/** Writes the rules as the records that a query of DuplicateRule, MatchingRule and MatchingRuleItem finds. */
export class RuleRecords {
  readonly #ids = new Map<string, string>();

  constructor(store: RecordStore, schema: SandboxSchema, metadata: OrgMetadata, userId: string) {
    const insert = (object: string, values: Record<string, string | number | boolean | null>): string =>
      store.insert(schema.object(object)!, Object.entries(values), userId).id;
    for (const rule of metadata.catalog.duplicateRules) {
      const id = insert('DuplicateRule', { ...common(rule), IsActive: rule.active });
      this.#ids.set(keyOf(rule), id);
    }
    for (const rule of allMatchingRules(metadata)) {
      const id = insert('MatchingRule', {
        ...common(rule),
        MatchEngine: isExact(rule) ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
        BooleanFilter: rule.booleanFilter,
        RuleStatus: rule.status,
      });
      this.#ids.set(keyOf(rule), id);
      for (const [index, item] of rule.items.entries()) {
        insert('MatchingRuleItem', {
          MatchingRuleId: id,
          SortOrder: index + 1,
          Field: item.field,
          MatchingMethod: item.method,
          BlankValueBehavior: item.matchBlanks ? 'MatchBlanks' : 'NullNotAllowed',
        });
      }
    }
  }

  /** Id of the record of a rule. */
  idOf(rule: DuplicateRule | MatchingRule): string {
    return this.#ids.get(keyOf(rule)) ?? '';
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
