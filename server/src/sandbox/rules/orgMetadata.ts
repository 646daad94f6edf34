import { fullNameOf, kindOf } from '../../core/files.ts';
import { RuleFiles } from '../../core/metadata/ruleFiles.ts';
import type { RuleCatalog } from '../../core/outcome/model.ts';
import { standardRuleFile } from './standardRuleFile.ts';

/**
 * The metadata that an org is made of, as it is now. A deploy replaces it: who keeps something that was derived
 * from the catalogue listens to {@link onChange}.
 */
export class OrgMetadata {
  #files: ReadonlyMap<string, string> = new Map();
  #catalog: RuleCatalog;
  /** Objects that have, or had, a rule of their own: none is assumed for them. Lower case. */
  readonly #decided = new Set<string>();
  readonly #listeners: (() => void)[] = [];

  constructor(files: ReadonlyMap<string, string>) {
    this.#catalog = this.#read(files);
  }

  /** Texts of rules, settings, objects and fields by path. */
  get files(): ReadonlyMap<string, string> {
    return this.#files;
  }

  /** Another object after every change. */
  get catalog(): RuleCatalog {
    return this.#catalog;
  }

  /**
   * Takes these files instead. Salesforce's standard rule of an object stays when the object gets its first rule of
   * its own. `withoutStandardRule`: objects whose standard rule was deleted.
   */
  replace(files: ReadonlyMap<string, string>, withoutStandardRule: readonly string[] = []): void {
    for (const object of withoutStandardRule) this.#decided.add(object.toLowerCase());
    const all = new Map(files);
    const own = objectsWithRules(files);
    const names = new Set([...files.keys()].map((path) => fullNameOf(path).toLowerCase()));
    for (const rule of this.#catalog.duplicateRules) {
      const object = rule.object.toLowerCase();
      const isKept = rule.source.kind === 'assumed' && own.has(object) && !this.#decided.has(object);
      if (!isKept || names.has(rule.fullName.toLowerCase())) continue;
      const { path, text } = standardRuleFile(rule);
      all.set(path, text);
    }
    this.#catalog = this.#read(all);
    for (const listener of this.#listeners) listener();
  }

  /** Told after every change, in the order of the calls. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #read(files: ReadonlyMap<string, string>): RuleCatalog {
    const rules = new RuleFiles();
    for (const [path, text] of files) if (kindOf(path) !== null) rules.setFile(path, text);
    for (const object of objectsWithRules(files)) this.#decided.add(object);
    this.#files = files;
    return rules.catalog(null, [...this.#decided]);
  }
}

function objectsWithRules(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const objects = new Set<string>();
  for (const path of files.keys()) {
    if (kindOf(path) !== 'duplicate-rule') continue;
    const [object, name] = fullNameOf(path).split('.');
    if (name !== undefined) objects.add(object!.toLowerCase());
  }
  return objects;
}
