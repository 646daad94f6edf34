import type { Place } from '../../../text.ts';

/** Whom the refusal reaches, from nobody to a branch that knows what it is. */
export type ReachLevel = 'none' | 'logs' | 'unknown' | 'errors' | 'duplicates';

const order: readonly ReachLevel[] = ['none', 'logs', 'unknown', 'errors', 'duplicates'];

export interface Reach {
  readonly level: ReachLevel;
  /** Finishes the sentence "The refusal …". */
  readonly how: string;
  readonly evidence: Place | null;
}

export const nobody: Reach = { level: 'none', how: 'reaches nobody', evidence: null };

export function further(a: Reach, b: Reach): Reach {
  return order.indexOf(b.level) > order.indexOf(a.level) ? b : a;
}

export function furthest(reaches: Iterable<Reach>): Reach {
  let result = nobody;
  for (const reach of reaches) result = further(result, reach);
  return result;
}
