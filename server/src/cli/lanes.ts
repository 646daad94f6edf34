import { Worker } from 'node:worker_threads';
import type { CheckOptions } from './checkOptions.ts';
import type { Checked, Surroundings } from './checkTarget.ts';
import { tuneForLanes } from './engine.ts';
import { Problem } from './problem.ts';
import type { Target } from './targets.ts';

/** What two worker threads share: they take projects from one queue, and check each from beginning to end. */
export interface Work {
  /** What lists folders stays in its thread. */
  readonly targets: readonly Omit<Target, 'readFolder'>[];
  readonly queue: Queue;
  readonly options: CheckOptions;
  readonly cwd: string;
}

/** Shared numbers. */
export interface Queue {
  /** How many projects have been taken, or {@link NOT_OPEN} as long as the order is not known. */
  readonly taken: Int32Array;
  /** Indexes of targets, in the order in which they are taken. */
  readonly order: Int32Array;
}

export const NOT_OPEN = -1;

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

/** Two threads, which begin to load what they need when this is made. */
export class Lanes {
  readonly #targets: readonly Target[];
  readonly #surroundings: Surroundings;
  readonly #queue: Queue;
  readonly #threads: readonly Worker[];

  constructor(targets: readonly Target[], options: CheckOptions, surroundings: Surroundings) {
    tuneForLanes();
    this.#targets = targets;
    this.#surroundings = surroundings;
    this.#queue = { taken: sharedNumbers(1).fill(NOT_OPEN), order: sharedNumbers(targets.length) };
    const work: Work = {
      targets: targets.map(({ readFolder: _, ...target }) => target),
      queue: this.#queue,
      options,
      cwd: surroundings.cwd,
    };
    this.#threads = [startThread(work), startThread(work)];
    // Should nobody come to ask for the results, nobody waits for them.
    for (const thread of this.#threads) thread.unref();
  }

  /**
   * Results, warnings and the first error come in the order of the targets.
   *
   * @param order indexes of the targets, as they are to be taken
   * @throws what `checkTarget` throws; what a thread died of
   */
  async check(order: readonly number[]): Promise<readonly Checked[]> {
    const { taken, order: shared } = this.#queue;
    shared.set(order);
    Atomics.store(taken, 0, 0);
    Atomics.notify(taken, 0);

    const { progress, warn } = this.#surroundings;
    for (const thread of this.#threads) thread.ref();
    const outcomes = new Map<number, Outcome>();
    const note = (message: Message) => {
      if ('outcome' in message) outcomes.set(message.outcome.index, message.outcome);
      else progress.step(() => message.progress);
    };
    try {
      await Promise.all(this.#threads.map((thread) => followed(thread, note)));
    } finally {
      // Where one has died the other need not go on.
      for (const thread of this.#threads) void thread.terminate();
    }

    return this.#targets.map((_, index) => {
      const { warnings, result } = outcomes.get(index)!;
      warnings.forEach(warn);
      if ('checked' in result) return result.checked;
      throw result.isProblem ? new Problem((result.error as Error).message) : result.error;
    });
  }
}

function sharedNumbers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}

function startThread(work: Work): Worker {
  return new Worker(new URL('./check-worker.js', import.meta.url), {
    workerData: work,
    resourceLimits: { maxYoungGenerationSizeMb },
  });
}

/** Resolves when the thread has nothing more to do. */
function followed(thread: Worker, note: (message: Message) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    thread
      .on('message', note)
      .once('error', reject)
      .once('exit', () => resolve());
  });
}
