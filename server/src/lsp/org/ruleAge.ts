import { t } from '@vscode/l10n';
import type { KeptRules } from './ruleCache.ts';

const milliseconds = 24 * 60 * 60 * 1000;
const old = 7;

/** That rules were read long ago, and may have changed since; nothing for others. `now`: ISO 8601. */
export function ageProblem({ username, alias, reading }: KeptRules, now: string): readonly string[] {
  const days = Math.floor((Date.parse(now) - Date.parse(reading.readAt)) / milliseconds);
  if (!(days >= old)) return [];
  return [
    t(
      'The rules of {0} were read {1} days ago: "Refresh Rules from Org" reads them again.',
      alias ?? username,
      days,
    ),
  ];
}
