import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 spend less on making code fast: a check is over before most of that pays. To be called before the work
 * begins; holds for all threads.
 */
export function tuneForShortRun(): void {
  set({
    // In bytes of bytecode that a function has run before it is optimised; V8's own is 67,584.
    'interrupt-budget': 400_000,
    // In bytes of bytecode of functions that are optimised with one that calls them; V8's own is 920.
    'max-inlined-bytecode-size-cumulative': 0,
    // Grammars are compiled once, quickly.
    'liftoff-only': true,
  });
}

/** Bounds the garbage of old objects, and has V8 not look for it while there are few of them. */
export function tuneForLanes(): void {
  set({
    // Collected once the heap has grown by this: V8 has it grow by up to three times.
    'heap-growing-percent': 30,
    // And not before it has so many MB: V8 begins at some ten, when nearly all objects are still of use.
    'initial-old-space-size': 64,
    // These steps of making code fast take longer than what they save. Without `turbo-escape` it is slower.
    'no-turbo-load-elimination': true,
    'no-turbo-loop-peeling': true,
    'no-turbo-store-elimination': true,
  });
}

/**
 * Only in the versions of Node in which it was measured: later ones count otherwise, and complain about options
 * that they do not know.
 */
function set(flags: Readonly<Record<string, number | true>>): void {
  const [major] = process.versions.node.split('.');
  if (major !== '20') return;
  for (const [name, value] of Object.entries(flags)) {
    setFlagsFromString(value === true ? `--${name}` : `--${name}=${value}`);
  }
}
