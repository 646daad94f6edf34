import type { RunningUser } from '../core/matching/run/model.ts';
import { Problem } from './problem.ts';

/**
 * The user who saves, of `FIELD=VALUE`; null if nothing is said. Sharing is not known from files: every record counts
 * as seen.
 * @throws Problem
 */
export function runningUser(pairs: readonly string[]): RunningUser | null {
  if (pairs.length === 0) return null;
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const [, field, value] = /^([\w.]+)=(.*)$/s.exec(pair) ?? [];
    if (field === undefined) {
      throw new Problem('--user is given as FIELD=VALUE, such as Username=loader@example.com.');
    }
    values.set(field.toLowerCase(), value!);
  }
  return { values, sees: () => true };
}
