import { rmSync } from 'node:fs';

const unfinished = new Set<string>();
let isListening = false;

/**
 * Has a file that is not complete yet removed if the process ends before it is, also by a signal that ends it in order
 * (`runWithOrg`). @returns to be called when it is complete, or removed
 */
export function removedAtExit(file: string): () => void {
  if (!isListening) process.on('exit', removeAll);
  isListening = true;
  unfinished.add(file);
  return () => {
    unfinished.delete(file);
  };
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
