import { kindOf } from '../files.ts';
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
  for (const uri of files) {
    const kind = kindOf(uri);
    if (kind !== 'duplicate-rule' && kind !== 'matching-rule') continue;
    const read = kind === 'duplicate-rule' ? project.duplicateRuleFile(uri) : null;
    const problems = read?.problems ?? project.matchingRuleFile(uri)?.problems ?? [];
    if (problems.some(({ severity }) => severity === 'error')) withErrors.push(uri);
    if (read === null || read.rule !== null || read.object === null) continue;
    const name = read.fullName.slice(read.fullName.indexOf('.') + 1);
    unreadable.push({ key: ruleKey({ object: read.object, name }), fullName: read.fullName, uri });
  }
  const known = new Set(catalog.duplicateRules.map(ruleKey));
  return { catalog, unreadable: unreadable.filter(({ key }) => !known.has(key)), withErrors };
}
