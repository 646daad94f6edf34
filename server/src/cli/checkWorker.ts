/** The threads of a check: see lanes.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { rememberingReadFolder } from '../workspace/walk.ts';
import { checkTarget, type Surroundings } from './checkTarget.ts';
import { type Message, NOT_OPEN, type Outcome, type Work } from './lanes.ts';
import { Problem } from './problem.ts';
import type { Progress } from './progress.ts';

const { targets, queue, options, cwd } = workerData as Work;
const readFolder = rememberingReadFolder();
const post = (message: Message) => parentPort!.postMessage(message);
const progress = sparing((text) => post({ progress: text }));

Atomics.wait(queue.taken, 0, NOT_OPEN);
for (;;) {
  const index = queue.order[Atomics.add(queue.taken, 0, 1)];
  if (index === undefined) break;
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(text);
  const result = await resultOf(index, { cwd, progress, warn });
  post({ outcome: { index, warnings, result } });
}

async function resultOf(index: number, surroundings: Surroundings): Promise<Outcome['result']> {
  try {
    return { checked: await checkTarget({ ...targets[index]!, readFolder }, options, surroundings) };
  } catch (error) {
    return { error, isProblem: error instanceof Problem };
  }
}

/** Progress that is told to another thread, ten times a second. */
function sparing(tell: (text: string) => void): Progress {
  let next = 0;
  return {
    step(text) {
      const now = performance.now();
      if (now < next) return;
      next = now + 100;
      tell(text());
    },
    end() {},
  };
}
