import { Worker } from 'node:worker_threads';
import type { Checked, Surroundings } from './checkTarget.ts';
import type { CheckOptions } from './commandLine.ts';
import { tuneForLanes } from './engine.ts';
import { Problem } from './problem.ts';
import type { Target } from './targets.ts';

/** What two worker threads share: they take projects from one queue, and check each from beginning to end. */
export interface Work {
  /** What lists folders stays in its thread. */
  readonly targets: readonly Omit<Target, 'readFolder'>[];
  /** Indexes of targets, in the order in which they are taken. */
  readonly order: readonly number[];
  /** How many of them have been taken: one number. */
  readonly taken: Int32Array;
  readonly options: CheckOptions;
  readonly cwd: string;
}

/** What became of a project. */
export interface Outcome {
  readonly index: number;
  readonly warnings: readonly string[];
  readonly result:
    | { readonly checked: Checked }
    /** The class of an error does not survive the way between threads. */
    | { readonly error: unknown; readonly isProblem: boolean };
}

/** What a thread tells. */
export type Message = { readonly outcome: Outcome } | { readonly progress: string };

/** Two are not to need the memory of two processes: half of what V8 takes for new objects, in MB. */
const maxYoungGenerationSizeMb = 24;

/**
 * Results, warnings and the first error come in the order of the targets.
 *
 * @throws what `checkTarget` throws; what a thread died of
 */
export async function checkInLanes(
  targets: readonly Target[],
  {
    order,
    options,
    surroundings: { cwd, progress, warn },
  }: {
    /** See {@link Work.order}. */
    readonly order: readonly number[];
    readonly options: CheckOptions;
    readonly surroundings: Surroundings;
  },
): Promise<readonly Checked[]> {
  tuneForLanes();
  const work: Work = {
    targets: targets.map(({ readFolder: _, ...target }) => target),
    order,
    taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    options,
    cwd,
  };
  const outcomes = new Map<number, Outcome>();
  const note = (message: Message) => {
    if ('outcome' in message) outcomes.set(message.outcome.index, message.outcome);
    else progress.step(() => message.progress);
  };
  const lanes = [startLane(work), startLane(work)];
  try {
    await Promise.all(lanes.map((lane) => followed(lane, note)));
  } finally {
    // Where one has died the other need not go on.
    for (const lane of lanes) void lane.terminate();
  }

  return targets.map((_, index) => {
    const { warnings, result } = outcomes.get(index)!;
    warnings.forEach(warn);
    if ('checked' in result) return result.checked;
    throw result.isProblem ? new Problem((result.error as Error).message) : result.error;
  });
}

function startLane(work: Work): Worker {
  return new Worker(new URL('./check-worker.js', import.meta.url), {
    workerData: work,
    resourceLimits: { maxYoungGenerationSizeMb },
  });
}

/** Resolves when the thread has nothing more to do. */
function followed(lane: Worker, note: (message: Message) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    lane
      .on('message', note)
      .once('error', reject)
      .once('exit', () => resolve());
  });
}
