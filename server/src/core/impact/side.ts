import { kindOf } from '../files.ts';
import type { DuplicateRule, MatchingRule } from '../metadata/model.ts';
import type { Project } from '../project.ts';
import { type RuleSide, ruleKey, type UnreadableRule } from './model.ts';

/** The rules of a project, and what of its rule files could not be read. */
export function ruleSide(
  project: Pick<Project, 'catalog' | 'duplicateRuleFile' | 'matchingRuleFile'>,
  files: Iterable<string>,
): RuleSide {
  const { catalog } = project;
  const unreadable: UnreadableRule[] = [];
  const withErrors: string[] = [];
  const hidden: (DuplicateRule | MatchingRule)[] = [];
  const counting = new Set<DuplicateRule | MatchingRule>([
    ...catalog.duplicateRules,
    ...catalog.matchingRules,
  ]);
  for (const uri of files) {
    const kind = kindOf(uri);
    if (kind !== 'duplicate-rule' && kind !== 'matching-rule') continue;
    const read = kind === 'duplicate-rule' ? project.duplicateRuleFile(uri) : null;
    const matching = project.matchingRuleFile(uri);
    const problems = read?.problems ?? matching?.problems ?? [];
    if (problems.some(({ severity }) => severity === 'error')) withErrors.push(uri);
    const rules = read === null ? (matching?.rules ?? []).map(({ rule }) => rule) : [read.rule];
    for (const rule of rules) if (rule !== null && rule.name !== '' && !counting.has(rule)) hidden.push(rule);
    if (read === null || read.rule !== null || read.object === null) continue;
    const name = read.fullName.slice(read.fullName.indexOf('.') + 1);
    unreadable.push({ key: ruleKey({ object: read.object, name }), fullName: read.fullName, uri });
  }
  const known = new Set(catalog.duplicateRules.map(ruleKey));
  return { catalog, unreadable: unreadable.filter(({ key }) => !known.has(key)), withErrors, hidden };
}
