import type { DuplicateResult } from '../duplicateResults/model.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';

/** What a part of an answer tells about one rule, and the catalogue's rule if it is known. */
export interface AnsweredRule {
  readonly result: DuplicateResult;
  readonly rule: DuplicateRule | null;
}

/**
 * Finds the rules that an answer names: by developer name, in any case, with or without object and namespace,
 * and by label where nothing has that name. An id tells nothing by itself: then the rule is known only if the
 * matching rules that matched belong to a single active duplicate rule of an object that is completely known.
 */
export function identifyRules(
  results: readonly DuplicateResult[],
  object: string | null,
  catalog: RuleCatalog,
): readonly AnsweredRule[] {
  return results.map((result) => ({ result, rule: ruleOf(result, object, catalog) }));
}

function ruleOf(result: DuplicateResult, object: string | null, catalog: RuleCatalog): DuplicateRule | null {
  const candidates = candidatesFor(result.duplicateRuleEntityType || object, catalog);
  if (looksLikeId(result.duplicateRule)) return byMatchingRules(result, object, catalog);
  return byName(result.duplicateRule, candidates);
}

function candidatesFor(object: string | null, catalog: RuleCatalog): readonly DuplicateRule[] {
  if (object === null || object === '') return catalog.duplicateRules;
  if (object.toLowerCase() !== 'personaccount') return catalog.rulesFor(object);
  return [...catalog.rulesFor('PersonAccount'), ...catalog.rulesFor('Account')];
}

/** A DuplicateRule's id: key prefix 0Bm. */
export function looksLikeId(name: string): boolean {
  return /^0Bm[a-z0-9]{12}(?:[a-z0-9]{3})?$/i.test(name);
}

/** Null where several rules could be meant. */
export function byName(given: string, rules: readonly DuplicateRule[]): DuplicateRule | null {
  const name = given.trim().toLowerCase();
  if (name === '') return null;
  const one = (test: (rule: DuplicateRule) => boolean): DuplicateRule | null => {
    const found = rules.filter(test);
    const live = found.filter(({ active }) => active);
    return found.length === 1 ? found[0]! : live.length === 1 ? live[0]! : null;
  };
  // No developer name holds two underscores in a row: what stands before them is a namespace.
  const bare = (text: string) => text.toLowerCase().split('__').at(-1)!;
  return (
    one((rule) => rule.name.toLowerCase() === name) ??
    one((rule) => `${rule.object}.${rule.name}`.toLowerCase() === name) ??
    one((rule) => rule.fullName.toLowerCase() === name) ??
    one((rule) => bare(rule.name) === bare(name)) ??
    one((rule) => rule.label.trim().toLowerCase() === name)
  );
}

function byMatchingRules(
  result: DuplicateResult,
  object: string | null,
  catalog: RuleCatalog,
): DuplicateRule | null {
  if (object === null || !catalog.isComplete(object)) return null;
  const matched = result.matchResults.map(({ rule }) => rule.toLowerCase()).filter((rule) => rule !== '');
  if (matched.length === 0) return null;
  const users = catalog
    .rulesFor(object)
    .filter(({ active }) => active)
    .filter(({ matchRules }) =>
      matched.every((name) => matchRules.some(({ matchingRule }) => matchingRule.toLowerCase() === name)),
    );
  return users.length === 1 ? users[0]! : null;
}

/** Of several parts about one rule, one: lists of results may repeat a rule. */
export function joined(parts: readonly AnsweredRule[]): readonly AnsweredRule[] {
  const byRule = new Map<DuplicateRule | string, AnsweredRule>();
  for (const part of parts) {
    const key = part.rule ?? part.result.duplicateRule.toLowerCase();
    const before = byRule.get(key);
    byRule.set(
      key,
      before
        ? {
            rule: before.rule,
            result: {
              ...before.result,
              allowSave: before.result.allowSave ?? part.result.allowSave,
              errorMessage: before.result.errorMessage ?? part.result.errorMessage,
              matchResults: [...before.result.matchResults, ...part.result.matchResults],
            },
          }
        : part,
    );
  }
  return [...byRule.values()];
}
