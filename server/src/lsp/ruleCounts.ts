import type { RuleCatalog } from '../core/outcome/model.ts';

/** How many duplicate rules a project is judged by, and where they come from. */
export interface RuleCounts {
  /** Rules with a file, or of an org. */
  readonly own: number;
  readonly activeOwn: number;
  /** Objects of the standard rules that are assumed, one for each rule. */
  readonly assumedFor: readonly string[];
}

export function countRules({ duplicateRules }: RuleCatalog): RuleCounts {
  const own = duplicateRules.filter(({ source }) => source.kind !== 'assumed');
  const assumed = duplicateRules.filter(({ source }) => source.kind === 'assumed');
  return {
    own: own.length,
    activeOwn: own.filter(({ active }) => active).length,
    assumedFor: assumed.map(({ object }) => object).sort(),
  };
}
