import { duplicateRuleDifferences, matchingRuleDifferences } from '../drift/differences.ts';
import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import { shortPath } from '../outcome/words.ts';
import { type RuleSide, ruleKey } from './model.ts';

type Rule = DuplicateRule | MatchingRule;

/** Changes of files that do not count, because another package holds a rule of the same name: sentences. */
export function hiddenChanges(before: RuleSide, after: RuleSide): readonly string[] {
  const [was, is] = [hiddenRules(before), hiddenRules(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [one, other] = [was.get(key), is.get(key)];
    const isSame = one !== undefined && other !== undefined && differences(one, other) === 0;
    // The file that hides it is gone, or has come: the rule itself is told to change.
    const counts = [before, after].some((side) => rulesOf(side).some((rule) => keyOf(rule) === key));
    if (isSame || counts) return [];
    const rule = (other ?? one)!;
    const leading = [after, before].flatMap(rulesOf).find((known) => ruleKey(known) === ruleKey(rule));
    return `${fileOf(rule)} differs, and is not compared: another file${leading === undefined ? '' : `, ${fileOf(leading)},`} holds a rule ${rule.object}.${rule.name} as well, which is taken to be the one that counts.`;
  });
}

function hiddenRules({ hidden = [] }: RuleSide): ReadonlyMap<string, Rule> {
  return new Map(hidden.map((rule) => [keyOf(rule), rule]));
}

function rulesOf({ catalog }: RuleSide): readonly Rule[] {
  return [...catalog.duplicateRules, ...catalog.matchingRules];
}

/** A rule of a file. */
function keyOf(rule: Rule): string {
  const { source } = rule;
  return `${source.kind === 'file' ? source.location.uri : ''} ${ruleKey(rule)}`;
}

function fileOf({ source }: Rule): string {
  return source.kind === 'file' ? shortPath(source.location.uri) : '';
}

function differences(was: Rule, is: Rule): number {
  if ('matchRules' in was && 'matchRules' in is) return duplicateRuleDifferences(was, is).length;
  if ('items' in was && 'items' in is) return matchingRuleDifferences(was, is).length;
  return 0;
}
