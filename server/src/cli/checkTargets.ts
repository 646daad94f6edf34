import { availableParallelism } from 'node:os';
import type { Checked, Surroundings } from './checkTarget.ts';
import type { CheckOptions } from './commandLine.ts';
import type { Target } from './targets.ts';
import { weightOf } from './targetWeight.ts';

/**
 * Checks projects, in two threads where that pays. Results, warnings and the first error come in the order of
 * the projects, whichever is done first.
 *
 * @throws what `checkTarget` throws
 */
export async function checkTargets(
  targets: readonly Target[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<readonly Checked[]> {
  const order = orderOfLanes(targets);
  if (order !== null) {
    const { checkInLanes } = await import('./lanes.ts');
    return checkInLanes(targets, { order, options, surroundings });
  }
  // Where threads do the work, the analysis is loaded there alone.
  const { checkTarget } = await import('./checkTarget.ts');
  const checked: Checked[] = [];
  for (const target of targets) checked.push(await checkTarget(target, options, surroundings));
  return checked;
}

/** Indexes of the targets, heaviest first; null where a second thread would have too little to do. */
function orderOfLanes(targets: readonly Target[]): readonly number[] | null {
  if (targets.length < 2 || availableParallelism() < 2) return null;
  const weights = targets.map(weightOf);
  const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!);
  const [heaviest, ...others] = order;
  const aside = others.reduce((sum, index) => sum + weights[index]!, 0);
  return Math.min(weights[heaviest!]!, aside) < leastWeight ? null : order;
}

/** So many files take half a second, five times of what it takes to begin a thread. */
const leastWeight = 100;
