import { type CallFrame, outermostCall } from './callFrame.ts';

/** Calls that call each other make ways without number; real code needs a few hundred steps. */
const maxSteps = 3_000;

/** What was already visited on the way, so that loops in the flow end. */
export interface Trail {
  /** The calls that lead here. */
  readonly seen: ReadonlySet<string>;
  readonly depth: number;
  /** Variables of this body that were visited, on whatever way: all that they hold ends in one union. */
  readonly variables: Set<string>;
  readonly steps: { left: number };
  readonly frame: CallFrame;
}

export function start(frame: CallFrame = outermostCall): Trail {
  return { seen: new Set(), depth: 0, variables: new Set(), steps: { left: maxSteps }, frame };
}

export function deeper(trail: Trail): Trail {
  return { ...trail, depth: trail.depth + 1 };
}

/** The way into another body; null where it leads there already. */
export function into(key: string, trail: Trail, frame: CallFrame): Trail | null {
  if (trail.seen.has(key)) return null;
  return { ...deeper(trail), seen: new Set(trail.seen).add(key), variables: new Set(), frame };
}
