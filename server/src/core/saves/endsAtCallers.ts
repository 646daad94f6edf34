import type { CallerOfSave, Refusal, RefusalKind } from './site.ts';

/** What becomes of a refusal at the end of a way outwards. */
export interface EndAtCaller {
  readonly refusal: Refusal;
  /** Null: in the code around the save itself. */
  readonly caller: CallerOfSave | null;
}

const order: readonly RefusalKind[] = [
  'handles-duplicates',
  'handles-errors',
  'unknown',
  'propagates',
  'logs',
  'drops',
];

/** A branch on DUPLICATE_VALUE takes the refusal for another error: see `handlingOf` of the rules. */
function kindOf({ kind, insideHandling, duplicateValueBranch }: Refusal): RefusalKind {
  if (insideHandling) return 'handles-duplicates';
  return duplicateValueBranch !== null && kind !== 'handles-duplicates' ? 'handles-errors' : kind;
}

/** The higher, the less is made of the refusal. Logs and drops are both lost. */
function rankOf(refusal: Refusal): number {
  return Math.min(order.indexOf(kindOf(refusal)), order.indexOf('logs'));
}

/** The worst that any of them makes of a refusal which the code around the save leaves to them. */
export function worstOf(own: Refusal, ends: readonly EndAtCaller[]): Refusal {
  const worst = Math.max(...ends.map(({ refusal }) => rankOf(refusal)));
  const handling = distinct(ends.filter(({ refusal }) => rankOf(refusal) <= order.indexOf('handles-errors')));
  const decisive = ends.filter(({ refusal }) => rankOf(refusal) === worst);
  const deciding = distinct(decisive);
  const others = worst > order.indexOf('handles-errors') ? handling.length : 0;
  const callers = { deciding, handling: others, own: own.kind };
  if (rankOf(own) === worst) {
    // It is as the code itself says.
    return others > 0 && kindOf(own) === 'propagates' ? { ...own, callers } : own;
  }
  const [first] = decisive;
  return first ? { ...first.refusal, insideHandling: own.insideHandling, callers } : own;
}

/**
 * The same where a caller that makes less of the refusal than the code around the save decides nothing, since it may
 * be one among many: it is named.
 */
export function bestKnownOf(own: Refusal, ends: readonly EndAtCaller[]): Refusal {
  const worst = worstOf(own, ends);
  if (rankOf(worst) <= rankOf(own)) return worst;
  const losing = distinct(ends.filter(({ refusal }) => rankOf(refusal) === order.indexOf('logs')));
  if (losing.length === 0) return own;
  const handling = worst.callers?.handling ?? 0;
  return { ...own, callers: { deciding: [], handling, own: own.kind, losing } };
}

function distinct(ends: readonly EndAtCaller[]): readonly CallerOfSave[] {
  const seen = new Set<object>();
  return ends.flatMap(({ caller }) => {
    if (caller === null || seen.has(caller.place)) return [];
    seen.add(caller.place);
    return [caller];
  });
}
