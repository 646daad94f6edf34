import type { RuleCatalog } from '../outcome/model.ts';
import type { PairResult, RuleResult, RuleTestFailure, RuleTestSave, SaveResult } from './model.ts';
import type { World } from './world.ts';

/** A saved record with what became of it, to be held against what the test expects. */
export interface Judged {
  readonly result: SaveResult;
  /** Of the result among those of its test. */
  readonly index: number;
  readonly save: RuleTestSave;
  /** Before the save. */
  readonly world: World;
  readonly catalog: RuleCatalog;
}

/** What a failure says besides where it stands. */
export type Failing = Omit<RuleTestFailure, 'start' | 'end'>;

export function pairsWith(
  { result, index }: Judged,
  wanted: (pair: SaveResult['pairs'][number]) => boolean,
): Failing['pairs'] {
  return result.pairs.flatMap((pair, at) => (wanted(pair) ? [{ save: index, pair: at }] : []));
}

/** What is found, else what comes near, by one rule or all. */
export function tellingPairs(judged: Judged, rule: RuleResult | null): Failing['pairs'] {
  const isOf = (pair: PairResult) => rule === null || pair.rule === rule.rule;
  const found = pairsWith(judged, (pair) => isOf(pair) && pair.visible === true);
  return found.length > 0 ? found : pairsWith(judged, isOf);
}

export function capital(text: string): string {
  return /^(?:the|save|record) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
