import { ruleIds } from '../rules/registry.ts';
import { probably } from './probably.ts';

export interface UnknownRule {
  /** Where in the settings it stands. */
  readonly path: readonly PropertyKey[];
  /** Whether the path leads to the entry whose key is the id, not to a value. */
  readonly isKey: boolean;
  /** A sentence for the user. */
  readonly message: string;
}

/** Ids in settings, as a source gives them, that no rule has: they have no effect, and are mostly misspelt. */
export function unknownRules(given: object): readonly UnknownRule[] {
  const { severities, suppressions } = given as { severities?: unknown; suppressions?: unknown };
  const found: UnknownRule[] = [];
  if (typeof severities === 'object' && severities !== null && !Array.isArray(severities)) {
    for (const id of Object.keys(severities)) {
      if (ruleIds.has(id)) continue;
      found.push({
        path: ['severities', id],
        isKey: true,
        message: `Setting "severities": there is no rule "${id}"${probably(id, ruleIds)}.`,
      });
    }
  }
  for (const [index, one] of (Array.isArray(suppressions) ? suppressions : []).entries()) {
    const id = (one as { rule?: unknown } | null)?.rule;
    if (typeof id !== 'string' || ruleIds.has(id)) continue;
    found.push({
      path: ['suppressions', index, 'rule'],
      isKey: false,
      message: `Setting "suppressions"[${index}]: there is no rule "${id}"${probably(id, ruleIds)}.`,
    });
  }
  return found;
}
