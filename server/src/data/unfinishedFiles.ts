import { rmSync } from 'node:fs';
import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const unfinished = new Set<string>();
let isListening = false;

/**
 * Has a file that is not complete yet removed if the process ends before it is, also by a signal. As long as there are
 * such files signals wait for work under way; otherwise they end the process at once.
 * @returns to be called when it is complete, or removed
 */
export function removedAtExit(file: string): () => void {
  if (!isListening) process.on('exit', removeAll);
  isListening = true;
  if (unfinished.size === 0) for (const signal of signals) process.on(signal, exit);
  unfinished.add(file);
  return () => {
    if (unfinished.delete(file) && unfinished.size === 0) unlisten(exit);
  };
}

/** Does what must not stop half way, such as writing several files, whatever signal comes meanwhile. */
export function undisturbed<T>(work: () => T): T {
  const goOn = () => {};
  for (const signal of signals) process.on(signal, goOn);
  try {
    return work();
  } finally {
    unlisten(goOn);
  }
}

function unlisten(handler: (signal: NodeJS.Signals) => void): void {
  for (const signal of signals) process.off(signal, handler);
}

/** As shells count it. */
function exit(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}

function removeAll(): void {
  for (const file of unfinished) {
    try {
      rmSync(file, { force: true });
    } catch {
      // The process ends.
    }
  }
}
