import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 wait longer before it optimises a function: a check is over before most of that pays. To be called
 * before the work begins. Only in the versions of Node in which it was measured: later ones count otherwise,
 * and complain about options that they do not know.
 */
export function tuneForShortRun(): void {
  const [major] = process.versions.node.split('.');
  if (major === '20') setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
}

/** In bytes of bytecode that a function has run; V8's own is 67,584. */
const interruptBudget = 400_000;
