import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** V8's space for objects that have lived for a while: what they take, and what its pages take. */
interface Space {
  readonly used: number;
  readonly size: number;
}

/** A page of holes is of use again: below this, filling the holes costs more than it gives back. */
const enough = 1.35;
const tooMuch = 1.65;

/** Whether objects are to be moved together, from now on and until it is told otherwise. */
export function isToCompact({ used, size }: Space, isCompacting: boolean): boolean {
  return size > used * (isCompacting ? enough : tooMuch);
}

/**
 * What somebody types makes objects that live among lasting ones until the next few keys, and leaves holes: after some
 * thousand edits more than a third of the pages is free, and resident all the same. V8 moves objects together where it
 * is told to prefer size to speed; that costs a fifth more time, so it is told so only while there are very many holes.
 */
export function compactWhereFragmented(): void {
  let isCompacting = false;
  new PerformanceObserver((list) => {
    const isMajor = list.getEntries().some((entry) => kindOf(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (!isMajor) return;
    const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space');
    if (space === undefined) return;
    const before = isCompacting;
    isCompacting = isToCompact({ used: space.space_used_size, size: space.space_size }, before);
    if (isCompacting !== before)
      setFlagsFromString(isCompacting ? '--optimize-for-size' : '--no-optimize-for-size');
  }).observe({ entryTypes: ['gc'] });
}

/** Node's types leave it out. */
function kindOf(entry: PerformanceEntry): number | undefined {
  return (entry as PerformanceEntry & { readonly detail?: { readonly kind?: number } }).detail?.kind;
}
