import { availableParallelism } from 'node:os';
import type { CheckOptions } from './checkOptions.ts';
import type { Checked, Surroundings } from './checkTarget.ts';
import type { CodeThread } from './codeThread.ts';
import type { Lanes } from './lanes.ts';
import { overridesOf } from './overrides.ts';
import type { Target } from './targets.ts';
import { type Weight, weightOf } from './targetWeight.ts';

/**
 * Checks projects, in two threads where that pays: some each, or Apex and integration code of one. Results, warnings and the first error come in the order of
 * the projects, whichever is done first.
 *
 * @throws what `checkTarget` throws
 */
export async function checkTargets(
  targets: readonly Target[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<readonly Checked[]> {
  if (availableParallelism() < 2) return checkInTurn(targets, options, surroundings);
  const weights: Weight[] = [];
  const checked = await checkInLanes(targets, options, surroundings, weights);
  return checked ?? checkInTurn(targets, options, surroundings, weights);
}

/**
 * Null where a second thread would have too little to do.
 *
 * @param weights filled with what the targets weigh
 */
async function checkInLanes(
  targets: readonly Target[],
  options: CheckOptions,
  surroundings: Surroundings,
  weights: Weight[],
): Promise<readonly Checked[] | null> {
  const sums: number[] = [];
  let lanes: Lanes | null = null;
  for (const target of targets) {
    const weight = weightOf(target);
    weights.push(weight);
    sums.push(weight.apex + weight.code);
    if (lanes !== null || !isWorthwhile(sums)) continue;
    const { Lanes } = await import('./lanes.ts');
    // They load what they need while the rest is weighed, which takes about as long.
    lanes = new Lanes(targets, options, surroundings);
  }
  return lanes === null ? null : lanes.check(heaviestFirst(sums));
}

/** @param weights of the targets, where a second thread may read their integration code */
async function checkInTurn(
  targets: readonly Target[],
  options: CheckOptions,
  surroundings: Surroundings,
  weights: readonly Weight[] = [],
): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const [index, target] of targets.entries()) {
    const code = hasTwoHalves(weights[index], options)
      ? await readAside(target, options, surroundings)
      : null;
    // Where threads do the work, the analysis is loaded there alone.
    const { checkTarget } = await import('./checkTarget.ts');
    checked.push(await checkTarget(target, options, surroundings, code));
  }
  return checked;
}

/** Begins at once. */
async function readAside(target: Target, options: CheckOptions, { cwd }: Surroundings): Promise<CodeThread> {
  const { CodeThread } = await import('./codeThread.ts');
  return new CodeThread(target, overridesOf(options), cwd);
}

/** Whether a thread for integration code takes off more than it costs. Of `--since`, the texts are needed. */
function hasTwoHalves(weight: Weight | undefined, { since }: CheckOptions): boolean {
  return weight !== undefined && since === undefined && Math.min(weight.apex, weight.code) >= leastWeight;
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
