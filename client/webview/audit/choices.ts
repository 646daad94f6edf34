import type { Risk } from '../../../server/src/protocol.ts';

/** The gravest first. */
export const risks: readonly Risk[] = ['high', 'medium', 'low', 'none'];

/** What the user has chosen, kept while the tab is there. */
export interface Choices {
  /** Risks of which nothing is shown. */
  readonly hidden: readonly Risk[];
}

export function readChoices(kept: unknown): Choices {
  const hidden = (kept as { hidden?: unknown } | null | undefined)?.hidden;
  return { hidden: Array.isArray(hidden) ? risks.filter((risk) => hidden.includes(risk)) : [] };
}
