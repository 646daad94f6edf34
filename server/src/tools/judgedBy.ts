import type { DuplicateRule } from '../core/metadata/model.ts';
import { list, plural } from '../core/outcome/words.ts';
import type { ToolProject } from './tool.ts';

/** What the findings of a project rest on; of some of its rules, what is judged by those. */
export function judgedBy(
  { analysis }: ToolProject,
  rules: readonly DuplicateRule[] = analysis.catalog.duplicateRules,
): string {
  const active = rules.filter((rule) => rule.active);
  const of = (kind: 'file' | 'org' | 'assumed') => active.filter(({ source }) => source.kind === kind);
  const files = of('file').length;
  const org = of('org').length;
  const assumed = [...new Set(of('assumed').map(({ object }) => object))].sort();
  const own = [
    files > 0 ? `${plural(files, 'active rule')} of the project` : '',
    org > 0 ? `${plural(org, 'active rule')} read from the org` : '',
  ].filter((part) => part !== '');
  const sentences = [
    own.length > 0 ? `Judged by ${list(own, 'and')}.` : '',
    assumed.length > 0
      ? `No rule file of ${list(assumed, 'or')} is known: Salesforce's standard rules are assumed for these objects, as in a new org, and findings by them are information.`
      : '',
  ].filter((part) => part !== '');
  return sentences.length === 0 ? 'There is no active duplicate rule to judge by.' : sentences.join(' ');
}
