import { setImmediate } from 'node:timers/promises';

/** How long work may go on before messages of the client get their turn, in milliseconds. */
const sliceLength = 10;

/** The part of a cancellation token that is needed here. */
export interface Cancellable {
  readonly isCancellationRequested: boolean;
}

/**
 * Goes through items in short slices, so that the server stays responsive in between.
 * @returns false if it was cancelled before the end
 */
export async function inSlices<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  token: Cancellable,
): Promise<boolean> {
  let sliceEnd = performance.now() + sliceLength;
  for (const item of items) {
    if (token.isCancellationRequested) return false;
    work(item);
    if (performance.now() < sliceEnd) continue;
    await setImmediate();
    sliceEnd = performance.now() + sliceLength;
  }
  return !token.isCancellationRequested;
}

/**
 * Goes on with work that yields between its steps, in short slices.
 *
 * @throws the signal's reason where it was cancelled
 */
export async function inTurns<T>(steps: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  let sliceEnd = performance.now() + sliceLength;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    await setImmediate();
    signal.throwIfAborted();
    sliceEnd = performance.now() + sliceLength;
  }
}
