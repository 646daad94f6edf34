import { availableParallelism } from 'node:os';
import type { Checked, Surroundings } from './checkTarget.ts';
import type { CheckOptions } from './commandLine.ts';
import type { Lanes } from './lanes.ts';
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
  const checked = availableParallelism() < 2 ? null : await checkInLanes(targets, options, surroundings);
  return checked ?? checkInTurn(targets, options, surroundings);
}

/** Null where a second thread would have too little to do. */
async function checkInLanes(
  targets: readonly Target[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<readonly Checked[] | null> {
  const weights: number[] = [];
  let lanes: Lanes | null = null;
  for (const target of targets) {
    weights.push(weightOf(target));
    if (lanes !== null || !isWorthwhile(weights)) continue;
    const { Lanes } = await import('./lanes.ts');
    // They load what they need while the rest is weighed, which takes about as long.
    lanes = new Lanes(targets, options, surroundings);
  }
  return lanes === null ? null : lanes.check(heaviestFirst(weights));
}

async function checkInTurn(
  targets: readonly Target[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<readonly Checked[]> {
  // Where threads do the work, the analysis is loaded there alone.
  const { checkTarget } = await import('./checkTarget.ts');
  const checked: Checked[] = [];
  for (const target of targets) checked.push(await checkTarget(target, options, surroundings));
  return checked;
}

/** Whether a second thread has enough to do, beside the heaviest project. Stays so with whatever is weighed later. */
function isWorthwhile(weights: readonly number[]): boolean {
  const heaviest = Math.max(...weights);
  const aside = weights.reduce((sum, weight) => sum + weight, -heaviest);
  return Math.min(heaviest, aside) >= leastWeight;
}

/** Indexes. */
function heaviestFirst(weights: readonly number[]): readonly number[] {
  return [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!);
}

/** So many files take half a second, five times of what it takes to begin a thread. */
const leastWeight = 100;
