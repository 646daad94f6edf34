import { kindOf } from '../files.ts';
import { buildCatalog, type OrgRules, type ProjectCatalog } from './catalog.ts';
import { type ReadDuplicateRule, readDuplicateRule } from './duplicateRule.ts';
import { readLeadConversionValidation } from './leadConversion.ts';
import { type ReadMatchingRules, readMatchingRules } from './matchingRule.ts';
import type { LeadConversionValidation } from './model.ts';
import { type RuleFileIndex, type RuleFileReading, RuleFileStore } from './ruleIndex.ts';

/** The rule metadata of a project: each file is read once, when it is set; the catalogue is built from that. */
export class RuleFiles {
  readonly #duplicateRules = new Map<string, ReadDuplicateRule>();
  readonly #matchingRules = new Map<string, ReadMatchingRules>();
  readonly #leadSettings = new Map<string, LeadConversionValidation>();
  readonly #texts = new Map<string, string>();
  readonly #index = new RuleFileStore();

  /** Whether files of this name hold rule metadata. */
  static reads(uri: string): boolean {
    const kind = kindOf(uri);
    return kind === 'duplicate-rule' || kind === 'matching-rule' || kind === 'lead-settings';
  }

  setFile(uri: string, text: string): void {
    const kind = kindOf(uri);
    this.#texts.set(uri, text);
    if (kind === 'duplicate-rule') this.#duplicateRules.set(uri, readDuplicateRule(uri, text));
    else if (kind === 'matching-rule') this.#matchingRules.set(uri, readMatchingRules(uri, text));
    else if (kind === 'lead-settings') this.#leadSettings.set(uri, readLeadConversionValidation(text));
    const reading = this.reading(uri);
    if (reading) this.#index.set(reading);
  }

  copy(): RuleFiles {
    const other = new RuleFiles();
    for (const [uri, rule] of this.#duplicateRules) other.#duplicateRules.set(uri, rule);
    for (const [uri, rules] of this.#matchingRules) other.#matchingRules.set(uri, rules);
    for (const [uri, value] of this.#leadSettings) other.#leadSettings.set(uri, value);
    for (const [uri, text] of this.#texts) other.#texts.set(uri, text);
    for (const file of this.duplicateRules) other.#index.set({ kind: 'duplicate-rule', file });
    for (const file of this.matchingRules) other.#index.set({ kind: 'matching-rules', file });
    return other;
  }

  removeFile(uri: string): void {
    const reading = this.reading(uri);
    if (reading) this.#index.remove(reading);
    this.#texts.delete(uri);
    this.#duplicateRules.delete(uri);
    this.#matchingRules.delete(uri);
    this.#leadSettings.delete(uri);
  }

  get duplicateRules(): Iterable<ReadDuplicateRule> {
    return this.#duplicateRules.values();
  }

  get matchingRules(): Iterable<ReadMatchingRules> {
    return this.#matchingRules.values();
  }

  duplicateRule(uri: string): ReadDuplicateRule | null {
    return this.#duplicateRules.get(uri) ?? null;
  }

  matchingRulesIn(uri: string): ReadMatchingRules | null {
    return this.#matchingRules.get(uri) ?? null;
  }

  /** A file of duplicate rules or matching rules; null for another one. */
  reading(uri: string): RuleFileReading | null {
    const duplicateRule = this.#duplicateRules.get(uri);
    if (duplicateRule) return { kind: 'duplicate-rule', file: duplicateRule };
    const matchingRules = this.#matchingRules.get(uri);
    return matchingRules ? { kind: 'matching-rules', file: matchingRules } : null;
  }

  text(uri: string): string | null {
    return this.#texts.get(uri) ?? null;
  }

  get index(): RuleFileIndex {
    return this.#index;
  }

  catalog(org: OrgRules | null, completeObjects: readonly string[]): ProjectCatalog {
    return buildCatalog({
      duplicateRules: this.duplicateRules,
      matchingRules: this.matchingRules,
      org,
      leadConversionValidation: this.#leadConversionValidation(),
      completeObjects,
    });
  }

  /** Null where no settings file says, or several say different things. */
  #leadConversionValidation(): LeadConversionValidation {
    const said = new Set([...this.#leadSettings.values()].filter((value) => value !== null));
    return said.size === 1 ? [...said][0]! : null;
  }
}
