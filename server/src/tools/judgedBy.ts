import { list, plural } from '../core/outcome/words.ts';
import type { ToolProject } from './tool.ts';

/** What the findings of a project rest on. */
export function judgedBy({ analysis }: ToolProject): string {
  const active = analysis.catalog.duplicateRules.filter((rule) => rule.active);
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
      ? `Salesforce's standard ${assumed.length === 1 ? 'rule' : 'rules'} of ${list(assumed, 'and')} ${assumed.length === 1 ? 'is in no file: it is' : 'are in no file: they are'} assumed, active as in a new org, and findings by ${assumed.length === 1 ? 'it' : 'them'} are information.`
      : '',
  ].filter((part) => part !== '');
  return sentences.length === 0 ? 'There is no active duplicate rule to judge by.' : sentences.join(' ');
}
