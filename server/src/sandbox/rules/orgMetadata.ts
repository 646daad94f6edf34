import { fullNameOf, kindOf } from '../../core/files.ts';
import { RuleFiles } from '../../core/metadata/ruleFiles.ts';
import type { RuleCatalog } from '../../core/outcome/model.ts';
import { standardRuleFile } from './standardRuleFile.ts';

/** Files of metadata, and the rules that are in them. */
export interface MetadataState {
  /** Texts of rules, settings, objects and fields by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly catalog: RuleCatalog;
}

interface Planned {
  readonly at: Date;
  readonly change: (files: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
}

/**
 * The metadata that an org is made of, as it is now. A deploy replaces it: who keeps something that was derived
 * from the catalogue listens to {@link onChange}.
 */
export class OrgMetadata implements MetadataState {
  readonly #first: ReadonlyMap<string, string>;
  readonly #now: () => Date;
  #state: MetadataState;
  /** Objects that have, or had, a rule of their own: none is assumed for them. Lower case. */
  #decided: ReadonlySet<string> = new Set();
  readonly #listeners: (() => void)[] = [];
  readonly #planned: Planned[] = [];

  constructor(files: ReadonlyMap<string, string>, now: () => Date = () => new Date()) {
    this.#first = files;
    this.#now = now;
    this.#state = this.#read(files);
    this.#decided = objectsWithRules(files);
  }

  get files(): ReadonlyMap<string, string> {
    this.settle();
    return this.#state.files;
  }

  /** Another object after every change. */
  get catalog(): RuleCatalog {
    this.settle();
    return this.#state.catalog;
  }

  get isAsAtStart(): boolean {
    return this.#state.files === this.#first;
  }

  /**
   * What the org would be with these files instead. Salesforce's standard rule of an object stays when the object gets
   * its first rule of its own, and is gone only when it is deleted: `withoutStandardRule` names such objects.
   */
  preview(files: ReadonlyMap<string, string>, withoutStandardRule: readonly string[] = []): MetadataState {
    const all = new Map(files);
    const own = objectsWithRules(files);
    const names = new Set([...files.keys()].map((path) => fullNameOf(path).toLowerCase()));
    const deleted = new Set(withoutStandardRule.map((object) => object.toLowerCase()));
    for (const rule of this.#state.catalog.duplicateRules) {
      const object = rule.object.toLowerCase();
      const isKept = rule.source.kind === 'assumed' && own.has(object) && !deleted.has(object);
      if (!isKept || names.has(rule.fullName.toLowerCase())) continue;
      const { path, text } = standardRuleFile(rule);
      all.set(path, text);
    }
    return this.#read(all, deleted);
  }

  /** Takes these files instead, as {@link preview} says. */
  replace(files: ReadonlyMap<string, string>, withoutStandardRule: readonly string[] = []): void {
    this.#state = this.preview(files, withoutStandardRule);
    const deleted = withoutStandardRule.map((object) => object.toLowerCase());
    this.#decided = new Set([...this.#decided, ...deleted, ...objectsWithRules(this.#state.files)]);
    this.#tell();
  }

  /** What the org was made of. */
  reset(): void {
    this.#planned.length = 0;
    if (this.isAsAtStart) return;
    this.#decided = new Set();
    this.#state = this.#read(this.#first);
    this.#decided = objectsWithRules(this.#first);
    this.#tell();
  }

  /** Plans a change of the files for a time to come. */
  plan(at: Date, change: Planned['change']): void {
    this.#planned.push({ at, change });
  }

  /** Does what was planned and is due; whoever reads the metadata need not ask for it. */
  settle(): void {
    if (this.#planned.length === 0) return;
    const now = this.#now();
    for (let index = 0; index < this.#planned.length; ) {
      const { at, change } = this.#planned[index]!;
      if (at > now) {
        index++;
        continue;
      }
      this.#planned.splice(index, 1);
      this.replace(change(this.#state.files));
    }
  }

  /** Told after every change, in the order of the calls. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #read(files: ReadonlyMap<string, string>, deleted: ReadonlySet<string> = new Set()): MetadataState {
    const rules = new RuleFiles();
    for (const [path, text] of files) if (kindOf(path) !== null) rules.setFile(path, text);
    const decided = [...this.#decided, ...deleted, ...objectsWithRules(files)];
    return { files, catalog: rules.catalog(null, decided) };
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
