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
export class RuleFileIndex {
  readonly #duplicateRules = new Map<string, ReadDuplicateRule[]>();
  readonly #matchingRules = new Map<string, FiledMatchingRule[]>();
  readonly #matchingRuleFiles = new Map<string, ReadMatchingRules[]>();

  constructor(duplicateRules: Iterable<ReadDuplicateRule>, matchingRules: Iterable<ReadMatchingRules>) {
    for (const file of inOrder(duplicateRules)) {
      if (file.object !== null) add(this.#duplicateRules, file.object, file);
    }
    for (const file of inOrder(matchingRules)) {
      add(this.#matchingRuleFiles, file.object, file);
      for (const read of file.rules) add(this.#matchingRules, file.object, { ...read, uri: file.uri });
    }
  }

  duplicateRules(object: string): readonly ReadDuplicateRule[] {
    return this.#duplicateRules.get(object.toLowerCase()) ?? [];
  }

  matchingRules(object: string): readonly FiledMatchingRule[] {
    return this.#matchingRules.get(object.toLowerCase()) ?? [];
  }

  matchingRuleFiles(object: string): readonly ReadMatchingRules[] {
    return this.#matchingRuleFiles.get(object.toLowerCase()) ?? [];
  }

  /** The copies of one matching rule: a project whose packages hold it twice has two. */
  matchingRule(object: string, name: string): readonly FiledMatchingRule[] {
    const wanted = name.toLowerCase();
    return this.matchingRules(object).filter(({ rule }) => rule.name.toLowerCase() === wanted);
  }
}

function inOrder<T extends { readonly uri: string }>(files: Iterable<T>): readonly T[] {
  return [...files].sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

function add<T>(map: Map<string, T[]>, object: string, entry: T): void {
  const key = object.toLowerCase();
  const entries = map.get(key);
  if (entries) entries.push(entry);
  else map.set(key, [entry]);
}
