import { closenessOf } from '../matching/closeness.ts';
import type { CompiledRule, PreparedRecord } from '../matching/model.ts';
import type { RulePartRun } from '../matching/run/model.ts';
import type { PairResult } from './model.ts';
import type { Touches } from './touches.ts';
import type { KnownCandidate, WorldRecord } from './world.ts';

interface Comparison {
  readonly rule: string;
  readonly part: RulePartRun;
  readonly compiled: CompiledRule;
  readonly sample: PreparedRecord;
  /** Of an update: the record is not compared with itself. */
  readonly id: string | null;
  readonly candidates: Iterable<KnownCandidate>;
  readonly wanted: ReadonlySet<WorldRecord>;
  readonly touches: Touches;
}

/** So many records are compared for a reader; so many of those that match and nearly match are kept. */
const mostTraced = 500;
const mostMatches = 20;
const mostMisses = 3;

/** What one matching rule says of a saved record and the existing ones: matches, near misses, those that are asked for. */
export function pairsOf(comparison: Comparison): readonly PairResult[] {
  const { part, compiled, sample, id, candidates, wanted, touches } = comparison;
  const matches = new Map((part.matches ?? []).map((match) => [match.candidate.ordinal, match]));
  const kept: PairResult[] = [];
  const misses: PairResult[] = [];
  let traced = 0;
  for (const candidate of candidates) {
    if (candidate.known.id === id) continue;
    const isWanted = wanted.has(candidate.known);
    if (traced >= mostTraced && !isWanted) continue;
    traced++;
    const trace = compiled.trace(sample, candidate.prepared);
    touches.pair(compiled, trace);
    const match = matches.get(candidate.ordinal);
    const pair: PairResult = {
      rule: comparison.rule,
      matchingRule: part.reference.matchingRule,
      record: candidate.known.name,
      span: candidate.known.span,
      object: compiled.object,
      visible: match === undefined ? false : match.visible,
      hiddenBy: match?.hiddenBy ?? null,
      isInline: candidate.known.isInline,
      trace,
    };
    if (isWanted || (match !== undefined && kept.length < mostMatches)) kept.push(pair);
    else if (match === undefined && nearness(pair) > 0) misses.push(pair);
  }
  misses.sort((a, b) => nearness(b) - nearness(a));
  return [...kept, ...misses.slice(0, mostMisses)];
}

/** Fields that match; then how alike the others are. */
function nearness({ trace }: PairResult): number {
  const matching = trace.fields.filter(({ matches, blank }) => matches === true && blank === null).length;
  return matching + (closenessOf(trace)?.share ?? 0);
}
