import type { RuleCatalog } from '../outcome/model.ts';
import { rulesOf } from './names.ts';

export interface FittedOrder {
  readonly sortOrder: number;
  /** Full name of the standard rule that is taken to be in the org; null: none is. */
  readonly behindAssumed: string | null;
}

/** Behind all rules of the object. Rules of person accounts are ordered on their own. */
export function nextSortOrder(object: string, catalog: RuleCatalog): FittedOrder {
  const rules = rulesOf(object, catalog.duplicateRules);
  const assumed = rules.find(({ source }) => source.kind === 'assumed');
  const highest = Math.max(0, ...rules.map(({ sortOrder }) => sortOrder ?? 0));
  return { sortOrder: highest + 1, behindAssumed: assumed?.label ?? null };
}
