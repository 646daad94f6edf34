import { type Closeness, closenessOf, plain, roughShare } from '../../matching/closeness.ts';
import { isCompiled } from '../../matching/compile.ts';
import type { CompiledRule, PairTrace, PreparedRecord } from '../../matching/model.ts';
import type { Candidate, OfflineSave, RulePartRun, RuleRun } from '../../matching/run/model.ts';
import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import { idKey } from '../values.ts';
import { preparedSample } from './prepared.ts';

/** A record that a matching rule does not find, though little is missing. */
export interface NearMiss {
  readonly reference: MatchRuleReference;
  readonly compiled: CompiledRule;
  readonly candidate: Candidate;
  readonly trace: PairTrace;
  /** Fields that decided it, by `fieldKey`; none where they match, and match keys keep the records apart. */
  readonly missing: ReadonlySet<string>;
}

/** As many as a person looks at. */
const mostShown = 3;

/** So many of those that look alike are compared as the rule does. */
const mostTraced = 24;

/** Records looked at in one go. */
const stride = 1000;

/**
 * Of each rule that runs and finds nothing, the records that come closest.
 *
 * @param everything all records that a rule compares with
 * @yields now and then, so that whoever waits can give up
 */
export function* nearMisses(
  save: OfflineSave,
  runs: readonly RuleRun[],
  everything: (rule: CompiledRule) => Iterable<Candidate>,
): Generator<void, ReadonlyMap<DuplicateRule, readonly NearMiss[]>> {
  const found = new Map<DuplicateRule, readonly NearMiss[]>();
  for (const run of runs) {
    if (!run.rule.active || run.runs === false || run.finds === true) continue;
    const near: NearMiss[] = [];
    for (const part of run.parts) near.push(...(yield* nearMissesOf(save, part, everything)));
    if (near.length > 0) found.set(run.rule, near);
  }
  return found;
}

function* nearMissesOf(
  save: OfflineSave,
  { compiled, reference, matches }: RulePartRun,
  everything: (rule: CompiledRule) => Iterable<Candidate>,
): Generator<void, readonly NearMiss[]> {
  if (!isCompiled(compiled) || matches === null) return [];
  const sample = preparedSample(save, compiled, reference);
  if (sample === null) return [];
  const seen = new Set(
    matches.filter(({ visible }) => visible !== false).map(({ candidate }) => candidate.ordinal),
  );
  const isOwn = (candidate: Candidate): boolean =>
    save.id !== null && candidate.id !== null && idKey(candidate.id) === idKey(save.id);
  const alike = yield* mostAlike(compiled, sample, everything(compiled));
  const near = alike
    .filter((candidate) => !seen.has(candidate.ordinal) && !isOwn(candidate))
    .flatMap((candidate): { readonly miss: NearMiss; readonly closeness: Closeness }[] => {
      const trace = compiled.trace(sample, candidate.prepared);
      const closeness = trace.verdict.matches === null ? null : closenessOf(trace);
      if (closeness === null) return [];
      const fields = closeness.missing.map((number) => fieldKey(compiled.items[number - 1]!.field));
      const miss = { reference, compiled, candidate, trace, missing: new Set(fields) };
      return [{ miss, closeness }];
    });
  near.sort(
    ({ closeness: one }, { closeness: other }) =>
      one.missing.length - other.missing.length || other.share - one.share,
  );
  return near.slice(0, mostShown).map(({ miss }) => miss);
}

/** Those whose values look most alike, best first; records with nothing in common are left out. */
function* mostAlike(
  rule: CompiledRule,
  sample: PreparedRecord,
  records: Iterable<Candidate>,
): Generator<void, readonly Candidate[]> {
  const given = sample.given.map(plain);
  const best: { readonly candidate: Candidate; readonly share: number }[] = [];
  let looked = 0;
  for (const candidate of records) {
    if (++looked % stride === 0) yield;
    const share = roughShare(rule, given, candidate.prepared);
    const last = best.at(-1);
    if (share < 0.3 || (best.length === mostTraced && last !== undefined && share <= last.share)) continue;
    const at = best.findIndex((one) => one.share < share);
    best.splice(at < 0 ? best.length : at, 0, { candidate, share });
    if (best.length > mostTraced) best.pop();
  }
  return best.map(({ candidate }) => candidate);
}
