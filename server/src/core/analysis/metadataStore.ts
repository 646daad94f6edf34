import { kindOf } from '../files.ts';
import type { OrgRules, ProjectCatalog } from '../metadata/catalog.ts';
import type { ReadDuplicateRule } from '../metadata/duplicateRule.ts';
import type { ReadMatchingRules } from '../metadata/matchingRule.ts';
import { type LazyText, ProjectSchema } from '../metadata/objects.ts';
import { RuleFiles } from '../metadata/ruleFiles.ts';
import type { RuleFileIndex, RuleFileReading } from '../metadata/ruleIndex.ts';

/** The metadata files of a project: rules and settings, objects and fields. */
export class MetadataStore {
  readonly schema: ProjectSchema;
  readonly #rules: RuleFiles;
  readonly #ruleFiles: Set<string>;
  #org: OrgRules | null = null;
  #catalog: { readonly complete: string; readonly catalog: ProjectCatalog } | null = null;
  #ofFiles: { readonly complete: string; readonly catalog: ProjectCatalog } | null = null;

  constructor(schema = new ProjectSchema(), rules = new RuleFiles(), ruleFiles: Iterable<string> = []) {
    this.schema = schema;
    this.#rules = rules;
    this.#ruleFiles = new Set(ruleFiles);
  }

  static reads(uri: string): boolean {
    const kind = kindOf(uri);
    return kind === 'field' || kind === 'object' || RuleFiles.reads(uri);
  }

  /** What kind of thing a change of the file changes. */
  setFile(uri: string, text: LazyText): 'rules' | 'schema' {
    if (!RuleFiles.reads(uri)) {
      this.schema.setFile(uri, text);
      return 'schema';
    }
    const content = typeof text === 'string' ? text : (text() ?? '');
    this.#ruleFiles.add(uri);
    this.#rules.setFile(uri, content);
    this.#forgetCatalogs();
    return 'rules';
  }

  removeFile(uri: string): 'rules' | 'schema' {
    if (!RuleFiles.reads(uri)) {
      this.schema.removeFile(uri);
      return 'schema';
    }
    this.#ruleFiles.delete(uri);
    this.#rules.removeFile(uri);
    this.#forgetCatalogs();
    return 'rules';
  }

  /** A store with other rule files, null where there is none; objects and the org's rules are the same. */
  withRules(texts: ReadonlyMap<string, string | null>): MetadataStore {
    const other = new MetadataStore(this.schema, this.#rules.copy(), this.#ruleFiles);
    other.#org = this.#org;
    for (const [uri, text] of texts) {
      if (!RuleFiles.reads(uri)) continue;
      if (text === null) other.removeFile(uri);
      else other.setFile(uri, text);
    }
    return other;
  }

  setOrgRules(rules: OrgRules | null): void {
    this.#org = rules;
    this.#catalog = null;
  }

  get ruleFiles(): Iterable<string> {
    return this.#ruleFiles;
  }

  duplicateRuleFile(uri: string): ReadDuplicateRule | null {
    return this.#rules.duplicateRule(uri);
  }

  matchingRuleFile(uri: string): ReadMatchingRules | null {
    return this.#rules.matchingRulesIn(uri);
  }

  reading(uri: string): RuleFileReading | null {
    return this.#rules.reading(uri);
  }

  /** The text of a rule file. */
  text(uri: string): string | null {
    return this.#rules.text(uri);
  }

  get index(): RuleFileIndex {
    return this.#rules.index;
  }

  catalog(completeObjects: readonly string[]): ProjectCatalog {
    const complete = completeObjects.join('\n');
    if (this.#catalog?.complete !== complete) {
      this.#catalog = { complete, catalog: this.#rules.catalog(this.#org, completeObjects) };
    }
    return this.#catalog.catalog;
  }

  /** Of files alone, whatever was read from an org. */
  catalogOfFiles(completeObjects: readonly string[]): ProjectCatalog {
    if (this.#org === null) return this.catalog(completeObjects);
    const complete = completeObjects.join('\n');
    if (this.#ofFiles?.complete !== complete) {
      this.#ofFiles = { complete, catalog: this.#rules.catalog(null, completeObjects) };
    }
    return this.#ofFiles.catalog;
  }

  #forgetCatalogs(): void {
    this.#catalog = null;
    this.#ofFiles = null;
  }
}
