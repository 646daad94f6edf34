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
        label: withoutRule(message),
        tooltip: `${escapeMarkdown(message)}\n\n\`${ruleId}\``,
        spoken: `${severity === 'information' ? 'note' : severity}: ${message}`,
        place: location,
        severity,
      });
    });
}

/** It stands under its rule, whose name would fill the line. */
function withoutRule(message: string): string {
  return capitalize(message.replace(/^(?:matching )?rule '(?:[^']|'(?! ))*' /i, ''));
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
