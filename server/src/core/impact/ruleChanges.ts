import { type Difference, duplicateRuleDifferences, matchingRuleDifferences } from '../drift/differences.ts';
import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import { conditionDirection, matchingDirection, matchingRuleDirection, sharingDirection } from './finds.ts';
import { type Change, type MatchingRuleChange, type RuleChange, type RuleSide, ruleKey } from './model.ts';

/** The rules that differ: duplicate rules with the matching rules that they use, and the other matching rules. */
export interface RuleChanges {
  readonly rules: readonly RuleChange[];
  readonly unusedMatchingRules: readonly MatchingRuleChange[];
}

export function changesOfRules(before: RuleSide, after: RuleSide): RuleChanges {
  const matchingChanges = changesOfMatchingRules(before, after);
  const formerly = formerNames(matchingChanges);
  const pairs = pairUp(
    before.catalog.duplicateRules.filter(isOwn),
    after.catalog.duplicateRules.filter(isOwn),
    (was, is) =>
      duplicateRuleDifferences(was, formerly(is)).every(
        ({ what }) => what === 'label' || what === 'sort order',
      ),
  );
  const rules = pairs.flatMap(({ before: was, after: is }): RuleChange[] => {
    const ofMatching = matchingChanges.filter((change) => uses(was, change) || uses(is, change));
    const change = changeOf(was, is, before, after, ofMatching, formerly);
    return change === null ? [] : [change];
  });
  const unusedMatchingRules = matchingChanges.filter(
    (change) => !rules.some((rule) => rule.matchingRules.includes(change)),
  );
  return { rules, unusedMatchingRules };
}

/** Whether a standard rule is assumed depends on what files there are, and says nothing of the org. */
function isOwn({ source }: DuplicateRule): boolean {
  return source.kind !== 'assumed';
}

function changeOf(
  was: DuplicateRule | null,
  is: DuplicateRule | null,
  before: RuleSide,
  after: RuleSide,
  matchingRules: readonly MatchingRuleChange[],
  formerly: (rule: DuplicateRule) => DuplicateRule,
): RuleChange | null {
  const plain = {
    before: was,
    after: is,
    changes: [],
    matchingRules,
    matching: 'same',
    condition: 'same',
    sharing: 'same',
  } as const;
  if (was === null || is === null) {
    const key = ruleKey((was ?? is)!);
    const unreadable = (side: RuleSide) => side.unreadable.some((one) => one.key === key);
    if (was === null) return { ...plain, state: unreadable(before) ? 'unreadable-before' : 'new' };
    return { ...plain, state: unreadable(after) ? 'unreadable-after' : 'deleted' };
  }
  const changes = duplicateRuleDifferences(was, formerly(is)).map(asChange);
  const change: RuleChange = {
    ...plain,
    state: ruleKey(was) !== ruleKey(is) ? 'renamed' : 'changed',
    changes,
    matching: matchingDirection(was, is, before.catalog, after.catalog),
    condition: conditionDirection(was.filter, is.filter),
    sharing: sharingDirection(was, is),
  };
  if (change.state === 'renamed' || changes.length > 0 || matchingRules.length > 0) return change;
  return fileOf(was) === fileOf(is) ? null : { ...change, state: 'moved' };
}

function changesOfMatchingRules(before: RuleSide, after: RuleSide): readonly MatchingRuleChange[] {
  const pairs = pairUp(
    before.catalog.matchingRules,
    after.catalog.matchingRules,
    (was, is) =>
      matchingRuleDirection(was, is) === 'same' &&
      matchingRuleDifferences(was, is).every(({ what }) => what === 'label'),
  );
  return pairs.flatMap(({ before: was, after: is }): MatchingRuleChange[] => {
    const plain = { before: was, after: is, changes: [], direction: 'same' } as const;
    if (was === null) return [{ ...plain, state: 'new' }];
    if (is === null) return [{ ...plain, state: 'deleted' }];
    const changes = matchingRuleDifferences(was, is).map(asChange);
    const direction = matchingRuleDirection(was, is);
    if (ruleKey(was) !== ruleKey(is)) return [{ ...plain, state: 'renamed', changes }];
    if (changes.length > 0) return [{ ...plain, state: 'changed', changes, direction }];
    return fileOf(was) === fileOf(is) ? [] : [{ ...plain, state: 'moved' }];
  });
}

function uses(rule: DuplicateRule | null, { before, after }: MatchingRuleChange): boolean {
  if (rule === null) return false;
  const keys = new Set([before, after].flatMap((one) => (one === null ? [] : [ruleKey(one)])));
  return rule.matchRules.some(({ objectType, matchingRule }) =>
    keys.has(ruleKey({ object: objectType, name: matchingRule })),
  );
}

function asChange({ what, here, there }: Difference): Change {
  return { what, before: here, after: there };
}

function fileOf({ source }: DuplicateRule | MatchingRule): string | null {
  return source.kind === 'file' ? source.location.uri : null;
}

interface Pair<R> {
  readonly before: R | null;
  readonly after: R | null;
}

/** By name; those left over on both sides that differ in nothing but their name belong together. */
function pairUp<R extends DuplicateRule | MatchingRule>(
  before: readonly R[],
  after: readonly R[],
  isRenamed: (was: R, is: R) => boolean,
): readonly Pair<R>[] {
  const left = new Map(after.map((rule) => [ruleKey(rule), rule]));
  const alone: R[] = [];
  const pairs: Pair<R>[] = [];
  for (const rule of before) {
    const other = left.get(ruleKey(rule));
    if (other === undefined) alone.push(rule);
    else pairs.push({ before: rule, after: other });
    left.delete(ruleKey(rule));
  }
  for (const rule of alone) {
    const object = rule.object.toLowerCase();
    const found = [...left.values()].filter(
      (other) => other.object.toLowerCase() === object && isRenamed(rule, other),
    );
    // Several alike: which one it has become is not known.
    const renamed = found.length === 1 ? found[0]! : null;
    if (renamed !== null) left.delete(ruleKey(renamed));
    pairs.push({ before: rule, after: renamed });
  }
  return [...pairs, ...[...left.values()].map((rule) => ({ before: null, after: rule }))];
}

/** A rule with its matching rules under the names that they had before: renaming them is no change of the rule. */
function formerNames(changes: readonly MatchingRuleChange[]): (rule: DuplicateRule) => DuplicateRule {
  const names = new Map(
    changes.flatMap(({ state, before, after }) =>
      state === 'renamed' ? [[ruleKey(after!), before!.name] as const] : [],
    ),
  );
  return (rule) => ({
    ...rule,
    matchRules: rule.matchRules.map((reference) => {
      const { objectType: object, matchingRule: name } = reference;
      return { ...reference, matchingRule: names.get(ruleKey({ object, name })) ?? name };
    }),
  });
}
