import type { Interpreter } from './interpreter.ts';
import { shortened } from './interpreter.ts';
import type { Snapshots } from './state/journal.ts';
import { mergeWays, type Way } from './state/merge.ts';

/** How control leaves a piece of code. */
export type Completion = 'normal' | 'return' | 'throw' | 'jump';

export interface BranchWay {
  /** The condition of this way; null for the one that is left, and for those that are not told apart. */
  readonly when: (() => string) | null;
  /** The condition in words, of the way that is left too. */
  readonly words: () => string;
  readonly run: () => Completion;
}

/** Goes through ways of which the code goes one, each from the same state, and brings them together. */
export function branch(ways: readonly BranchWay[], interpreter: Interpreter): Completion {
  const completions: Completion[] = [];
  const live: Live[] = [];
  for (const way of ways) {
    let completion: Completion = 'normal';
    interpreter.conditions.push(way.words);
    const after = interpreter.journal.rehearse(() => {
      completion = way.run();
    });
    interpreter.conditions.pop();
    completions.push(completion);
    if (completion !== 'normal') continue;
    live.push({ way, after });
  }
  if (live.some(({ after }) => after.size > 0)) mergeWays(conditioned(live), interpreter.journal);
  if (live.length > 0) return 'normal';
  if (completions.includes('jump')) return 'jump';
  return completions.includes('return') ? 'return' : (completions[0] ?? 'normal');
}

interface Live {
  readonly way: BranchWay;
  readonly after: Snapshots;
}

/** Where but one way is left, what it did holds without a condition. */
function conditioned(live: readonly Live[]): readonly Way[] {
  if (live.length === 1) return [{ when: null, words: null, after: live[0]!.after }];
  return live.map(({ way, after }) => ({
    when: way.when ? shortened(way.when()) : null,
    words: shortened(way.words()),
    after,
  }));
}
