import type { ReadDuplicateRule } from './duplicateRule.ts';
import type { ReadMatchingRule, ReadMatchingRules } from './matchingRule.ts';

/** A file of rule metadata, as it was read. */
export type RuleFileReading =
  | { readonly kind: 'duplicate-rule'; readonly file: ReadDuplicateRule }
  | { readonly kind: 'matching-rules'; readonly file: ReadMatchingRules };

/** A matching rule with the file that it stands in. */
export interface FiledMatchingRule extends ReadMatchingRule {
  readonly uri: string;
}

/**
 * The rule files of a project by object and name, all copies that its package directories hold, in the order of
 * their addresses. Names in any case; person accounts are an object of their own.
 */
export interface RuleFileIndex {
  duplicateRules(object: string): readonly ReadDuplicateRule[];
  matchingRules(object: string): readonly FiledMatchingRule[];
  matchingRuleFiles(object: string): readonly ReadMatchingRules[];
  /** The copies of one matching rule: a project whose packages hold it twice has two. */
  matchingRule(object: string, name: string): readonly FiledMatchingRule[];
}

/** The index of files that change: a change costs what there is of the file's object. */
export class RuleFileStore implements RuleFileIndex {
  readonly #duplicateRules = new FilesByObject<ReadDuplicateRule>();
  readonly #matchingRules = new FilesByObject<ReadMatchingRules>();
  readonly #filed = new WeakMap<ReadMatchingRules, readonly FiledMatchingRule[]>();

  set(reading: RuleFileReading): void {
    if (reading.kind === 'duplicate-rule') this.#duplicateRules.set(reading.file.object, reading.file);
    else this.#matchingRules.set(reading.file.object, reading.file);
  }

  remove(reading: RuleFileReading): void {
    if (reading.kind === 'duplicate-rule') this.#duplicateRules.remove(reading.file.object, reading.file.uri);
    else this.#matchingRules.remove(reading.file.object, reading.file.uri);
  }

  duplicateRules(object: string): readonly ReadDuplicateRule[] {
    return this.#duplicateRules.of(object);
  }

  matchingRules(object: string): readonly FiledMatchingRule[] {
    const files = this.matchingRuleFiles(object);
    return files.length === 1 ? this.#rulesIn(files[0]!) : files.flatMap((file) => this.#rulesIn(file));
  }

  matchingRuleFiles(object: string): readonly ReadMatchingRules[] {
    return this.#matchingRules.of(object);
  }

  matchingRule(object: string, name: string): readonly FiledMatchingRule[] {
    const wanted = name.toLowerCase();
    return this.matchingRules(object).filter(({ rule }) => rule.name.toLowerCase() === wanted);
  }

  #rulesIn(file: ReadMatchingRules): readonly FiledMatchingRule[] {
    let filed = this.#filed.get(file);
    if (filed === undefined) {
      filed = file.rules.map((read) => ({ ...read, uri: file.uri }));
      this.#filed.set(file, filed);
    }
    return filed;
  }
}

/** Files under their objects; a file of no object is left out. */
class FilesByObject<T extends { readonly uri: string }> {
  readonly #files = new Map<string, Map<string, T>>();
  readonly #ordered = new Map<string, readonly T[]>();

  set(object: string | null, file: T): void {
    if (object === null) return;
    const key = object.toLowerCase();
    const files = this.#files.get(key);
    if (files) files.set(file.uri, file);
    else this.#files.set(key, new Map([[file.uri, file]]));
    this.#ordered.delete(key);
  }

  remove(object: string | null, uri: string): void {
    if (object === null) return;
    const key = object.toLowerCase();
    this.#files.get(key)?.delete(uri);
    this.#ordered.delete(key);
  }

  of(object: string): readonly T[] {
    const key = object.toLowerCase();
    let ordered = this.#ordered.get(key);
    if (ordered === undefined) {
      ordered = [...(this.#files.get(key)?.values() ?? [])].sort((a, b) => (a.uri < b.uri ? -1 : 1));
      this.#ordered.set(key, ordered);
    }
    return ordered;
  }
}
