import { judge } from '../outcome/decide.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { FieldWriter, JudgedSite, OptionSetting } from '../rules/rule.ts';
import type { FileFacts } from '../saves/facts.ts';
import { OptionIndex } from './optionIndex.ts';

/** Where the saves of files come from. */
export interface SaveSource {
  /** Null for a file without code. */
  facts(uri: string): FileFacts | null;
  /** Whether nothing of the file is reported. */
  isIgnored(uri: string): boolean;
}

/** The judged saves of a file, kept as long as its facts and the rules are the same. */
interface Judged {
  readonly facts: FileFacts;
  readonly catalog: RuleCatalog;
  readonly saves: readonly JudgedSite[];
}

/** The saves of a project's files as one catalogue of rules judges them, and the options that reach them. */
export class JudgedSaves {
  readonly #source: SaveSource;
  readonly #options = new OptionIndex();
  readonly #judged = new Map<string, Judged>();
  /** Files that were judged and have changed since: the options of other files may reach their saves. */
  readonly #changed = new Set<string>();

  constructor(source: SaveSource) {
    this.#source = source;
  }

  of(uri: string, catalog: RuleCatalog): readonly JudgedSite[] {
    this.#changed.delete(uri);
    const facts = this.#source.facts(uri);
    if (facts === null) return [];
    const known = this.#judged.get(uri);
    if (known?.facts === facts && known.catalog === catalog) return known.saves;
    const saves = this.#source.isIgnored(uri) ? [] : facts.sites.map((site) => judge(site, catalog));
    this.#judged.set(uri, { facts, catalog, saves });
    this.#options.set(uri, [...saves, ...saves.flatMap((save) => asCalled(save, catalog))]);
    return saves;
  }

  /** The options that are set in a file, each with the saves of all files looked at that it reaches. */
  settingsIn(uri: string): readonly OptionSetting[] {
    return this.#options.settingsIn(uri);
  }

  /** Judges again what options in the file may reach, before {@link settingsIn} is asked. */
  refresh(uri: string, catalog: RuleCatalog): void {
    for (const source of new Set([...this.#changed, ...this.#options.sourcesOf(uri)])) {
      this.#again(source, catalog);
    }
  }

  /** Writes to a field (any case) in the files looked at. A write to records of an unknown object counts. */
  writersOf(
    object: string,
    field: string,
    catalog: RuleCatalog,
    includeTests: boolean,
  ): readonly FieldWriter[] {
    for (const uri of [...this.#changed]) this.#again(uri, catalog);
    const [wantedObject, wantedField] = [accountKey(object), field.toLowerCase()];
    const writers: FieldWriter[] = [];
    for (const [uri, { facts }] of this.#judged) {
      if (facts.observations.length === 0 || this.#source.isIgnored(uri)) continue;
      for (const one of facts.observations) {
        if (one.kind !== 'field-write' || one.field.toLowerCase() !== wantedField) continue;
        if (one.object !== null && accountKey(one.object) !== wantedObject) continue;
        if (includeTests || !one.inTest) writers.push(one);
      }
    }
    return writers;
  }

  #again(uri: string, catalog: RuleCatalog): void {
    try {
      this.of(uri, catalog);
    } catch {
      // A file on which the analysis fails is told of when it is asked for itself.
      this.#options.remove(uri);
    }
  }

  hasChanged(uri: string): void {
    if (this.#judged.has(uri)) this.#changed.add(uri);
  }

  remove(uri: string): void {
    this.#judged.delete(uri);
    this.#changed.delete(uri);
    this.#options.remove(uri);
  }

  forget(): void {
    this.#judged.clear();
  }
}

/** The same save once for each call that gives its options. */
export function asCalled({ site }: JudgedSite, catalog: RuleCatalog): JudgedSite[] {
  return site.calledWith.map((options) => judge({ ...site, options }, catalog));
}

/** Bypass fields of person accounts are fields of Account. */
function accountKey(object: string): string {
  return object.toLowerCase().replace(/^personaccount$/, 'account');
}
