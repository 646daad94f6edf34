import { IdSequence } from '../ids.ts';
import type { OrgMetadata } from '../rules/orgMetadata.ts';
import { allMatchingRules, type RuleRecords } from '../rules/ruleRecords.ts';
import { same } from './draft.ts';
import type { ComponentType } from './model.ts';

const prefixes: Partial<Record<ComponentType, string>> = { CustomField: '00N', CustomObject: '01I' };

/** Gives components their ids: rules have those of their records. */
export class ComponentIds {
  readonly #metadata: OrgMetadata;
  readonly #ruleRecords: RuleRecords;
  readonly #sequence = new IdSequence();
  readonly #given = new Map<string, string>();

  constructor(metadata: OrgMetadata, ruleRecords: RuleRecords) {
    this.#metadata = metadata;
    this.#ruleRecords = ruleRecords;
  }

  /** 18 characters; '' for what has none. */
  idOf(type: ComponentType, fullName: string): string {
    if (type === 'DuplicateRule' || type === 'MatchingRule') {
      const rules =
        type === 'DuplicateRule' ? this.#metadata.catalog.duplicateRules : allMatchingRules(this.#metadata);
      const rule = rules.find((one) => same(one.fullName, fullName));
      return rule ? this.#ruleRecords.idOf(rule) : '';
    }
    const prefix = prefixes[type];
    if (prefix === undefined) return '';
    const key = `${type}:${fullName}`.toLowerCase();
    const id = this.#given.get(key) ?? this.#sequence.next(prefix);
    this.#given.set(key, id);
    return id;
  }
}
