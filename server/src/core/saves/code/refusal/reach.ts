import type { Place } from '../../../text.ts';
import { type Carrier, partOf, tellsNothing } from './carriers.ts';
import type { PassedOn } from './judge.ts';

/** Whom the refusal reaches, from nobody to a branch that knows what it is. */
export type ReachLevel = 'none' | 'logs' | 'unknown' | 'errors' | 'duplicates';

const order: readonly ReachLevel[] = ['none', 'logs', 'unknown', 'errors', 'duplicates'];

export interface Reach {
  readonly level: ReachLevel;
  /** Finishes the sentence "The refusal …". */
  readonly how: string;
  readonly evidence: Place | null;
}

export const nobody: Reach = { level: 'none', how: 'reaches nobody', evidence: null };

export function further(a: Reach, b: Reach): Reach {
  return order.indexOf(b.level) > order.indexOf(a.level) ? b : a;
}

/** How a refusal leaves the code of a frame. */
export interface Passing {
  readonly as: PassedOn;
  /** What the caller gets, where that is no exception. */
  readonly carrier: Carrier | null;
}

/** What becomes of a refusal on a way through the code of a frame. */
export interface Fate {
  /** Who gets to know of it on the way. */
  readonly told: Reach;
  /** How it leaves the frame, if it does. */
  readonly passes: Passing | null;
  /** Some handler saw it before it was passed on. */
  readonly handled: boolean;
  /** Somebody looked at what the save gave back. */
  readonly read: boolean;
}

export const nothing: Fate = { told: nobody, passes: null, handled: false, read: false };

export function told(level: ReachLevel, how: string, evidence: Place | null): Fate {
  return { ...nothing, told: { level, how, evidence }, read: level !== 'none' };
}

/** It leaves the frame as an exception, a rejected promise, or the error of a callback. */
export function thrownOn(how: string, evidence: Place | null): Fate {
  return { ...nothing, told: { level: 'none', how, evidence }, passes: { as: 'exception', carrier: null } };
}

/** Both happen, or one of them does: whoever gets to know, knows. */
export function both(a: Fate, b: Fate): Fate {
  const passes = clearer(a.passes, b.passes);
  const isLeftOut = a.passes?.carrier?.what === 'saved rows' && passes !== a.passes;
  const isOfB = a.told === nobody || (isLeftOut && a.told.level === 'none');
  return {
    told: isOfB ? b.told : further(a.told, b.told),
    passes,
    handled: a.handled || b.handled,
    read: a.read || b.read,
  };
}

export function all(fates: Iterable<Fate>): Fate {
  let result = nothing;
  for (const fate of fates) result = both(result, fate);
  return result;
}

/** A caller that gets nothing of it on one way gets more on the other. */
function clearer(a: Passing | null, b: Passing | null): Passing | null {
  if (!a || !b) return a ?? b;
  const chosen =
    (a.carrier && tellsNothing(a.carrier)) || (b.as === 'exception' && a.as !== 'exception') ? b : a;
  // Who gets one thing or another may tell by which it is.
  const isMixed = a.carrier && b.carrier && a.carrier.what !== b.carrier.what;
  return chosen.carrier && isMixed ? { ...chosen, carrier: partOf(chosen.carrier) } : chosen;
}
