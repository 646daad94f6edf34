import { setImmediate } from 'node:timers/promises';
import type { Project } from '../core/project.ts';

/** How long work may go on before messages get their turn, in milliseconds. */
const sliceLength = 10;

/**
 * Looks at every file of a project, so that findings that hang on others are known. A file that the analysis fails on
 * does not take the others with it.
 * @throws the signal's reason
 */
export async function lookAtAll(analysis: Project, signal: AbortSignal): Promise<void> {
  try {
    await inSlices(analysis.analyseAll(), () => {}, signal);
  } catch {
    signal.throwIfAborted();
    const look = (uri: string) => {
      try {
        analysis.saves(uri);
      } catch {
        // Found when its own findings are asked for.
      }
    };
    await inSlices([...analysis.files], look, signal);
  }
}

async function inSlices<T>(items: Iterable<T>, work: (item: T) => void, signal: AbortSignal): Promise<void> {
  let end = performance.now() + sliceLength;
  for (const item of items) {
    work(item);
    if (performance.now() < end) continue;
    await setImmediate();
    signal.throwIfAborted();
    end = performance.now() + sliceLength;
  }
}
