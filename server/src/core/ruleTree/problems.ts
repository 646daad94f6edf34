import type { Finding } from '../findings.ts';
import { escapeMarkdown } from '../outcome/hover.ts';
import { capitalize } from '../outcome/words.ts';
import { type Node, node } from './node.ts';

/** Findings on a rule, the gravest first. @param parent id of the rule */
export function problemNodes(parent: string, findings: readonly Finding[]): readonly Node[] {
  const seen = new Map<string, number>();
  return [...findings]
    .sort((a, b) => rank(a) - rank(b) || a.location.start - b.location.start)
    .map((finding) => {
      const { ruleId, severity, message, location } = finding;
      const number = seen.get(ruleId) ?? 0;
      seen.set(ruleId, number + 1);
      return node({
        kind: 'problem',
        id: `${parent}/problem/${ruleId}/${number}`,
        label: gist(ruleId),
        description: withoutRule(message),
        tooltip: `${escapeMarkdown(message)}\n\n\`${ruleId}\``,
        spoken: `${severity === 'information' ? 'note' : severity}: ${message}`,
        place: location,
        severity,
      });
    });
}

/** The first words of a message would be a name, and all that fits into a side bar: `Duplicate sort order`. */
function gist(ruleId: string): string {
  return capitalize(ruleId.replaceAll('-', ' '));
}

/** It stands under its rule. */
function withoutRule(message: string): string {
  return message.replace(/^(?:matching )?rule '(?:[^']|'(?! ))*' /i, '');
}

/** What stands below an entry marks it, too. */
export function joined(marks: readonly Node['problems'][]): Node['problems'] {
  const all = marks.filter((mark) => mark !== null);
  if (all.length === 0) return null;
  const count = all.reduce((sum, one) => sum + one.count, 0);
  return { count, severity: all.some(({ severity }) => severity === 'error') ? 'error' : 'warning' };
}

/** What a mark on the rule tells: information is no problem. */
export function problemsOf(findings: readonly Finding[]): Node['problems'] {
  const grave = findings.filter(({ severity }) => severity !== 'information');
  if (grave.length === 0) return null;
  const isError = grave.some(({ severity }) => severity === 'error');
  return { count: grave.length, severity: isError ? 'error' : 'warning' };
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
