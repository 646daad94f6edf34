import { isAsSure } from '../matching/certainty.ts';
import { isCompiled } from '../matching/compile.ts';
import type { CompiledRule, PairTrace, PreparedRecord } from '../matching/model.ts';
import type { Candidate, CandidateSource, OfflineSave, RulePartRun, RuleRun } from '../matching/run/model.ts';
import { runRules } from '../matching/run/run.ts';
import { resultWords } from '../outcome/channels.ts';
import { reactionOn } from '../outcome/reaction.ts';
import { cellFor, rowOf } from '../outcome/table.ts';
import type { MatchReportPair, MatchReportPart, MatchReportRule } from './model.ts';
import { strongestFirst } from './order.ts';

export interface MatchQuery {
  readonly save: OfflineSave;
  readonly source: CandidateSource;
  /** A record that is to be compared whether it matches or not; null: those that match. */
  readonly wanted: { readonly object: string; candidate(rule: CompiledRule): Candidate } | null;
  /** File and row of an existing record. */
  locate(object: string, candidate: Candidate): { readonly file: string; readonly row: number };
  /** Where a rule is known from. */
  sourceOf(rule: RuleRun['rule']): string;
  /** Of each matching rule, how many pairs are traced. */
  readonly most: number;
}

/** What each rule of the object finds for a record, with the way to it. */
export function matchReportRules(query: MatchQuery): readonly MatchReportRule[] {
  return runRules(query.save, query.source).map((run) => ruleOf(run, query));
}

function ruleOf(run: RuleRun, query: MatchQuery): MatchReportRule {
  const { rule, runs, why, finds, certainty } = run;
  const reaction = reactionOn(rule, query.save.operation);
  const cell = cellFor(rowOf('rest-record'), reaction);
  return {
    fullName: rule.fullName,
    label: rule.label,
    source: query.sourceOf(rule),
    active: rule.active,
    runs,
    why,
    finds,
    certainty,
    action: resultWords[cell?.result ?? 'unknown'],
    parts: run.parts.map((part) => partOf(part, run, query)),
  };
}

function partOf(part: RulePartRun, { rule }: RuleRun, query: MatchQuery): MatchReportPart {
  const { reference, compiled, matches, notes } = part;
  const base = { matchingRule: reference.matchingRule, object: reference.objectType, notes };
  if (!isCompiled(compiled)) return { ...base, keys: [], pairs: null, count: 0 };
  const isAcross = compiled.object.toLowerCase() !== rule.object.toLowerCase() && reference.mapping !== null;
  const sample = compiled.prepare(asInserted(query.save), isAcross ? reference.mapping : null);
  const keys = keysOf(compiled, sample, query.source);
  const { wanted } = query;
  const pairOf = (candidate: Candidate, visible: boolean | null, hiddenBy: MatchReportPair['hiddenBy']) => ({
    id: candidate.id,
    ...query.locate(compiled.object, candidate),
    visible,
    hiddenBy,
    trace: compiled.trace(sample, candidate.prepared),
  });
  if (wanted !== null) {
    if (wanted.object.toLowerCase() !== compiled.object.toLowerCase())
      return { ...base, keys, pairs: [], count: 0 };
    const candidate = wanted.candidate(compiled);
    const match = matches?.find(({ candidate: { ordinal } }) => ordinal === candidate.ordinal);
    const trace = compiled.trace(sample, candidate.prepared);
    const { visible, hiddenBy } = match ?? unmatched(trace);
    const pair = pairOf(candidate, visible, hiddenBy);
    return { ...base, keys, pairs: [pair], count: matches?.length ?? 0 };
  }
  const pairs =
    matches &&
    strongestFirst(matches, ({ prepared }) => compiled.trace(sample, prepared))
      .slice(0, query.most)
      .map(({ candidate, visible, hiddenBy }) => pairOf(candidate, visible, hiddenBy));
  return { ...base, keys, pairs: pairs ?? null, count: matches?.length ?? 0 };
}

/** Of a record that was not found: whether it is none, and whether keys hide it. */
function unmatched({ verdict, compared }: PairTrace): Pick<MatchReportPair, 'visible' | 'hiddenBy'> {
  if (verdict.matches === null || verdict.certainty === 'unknown') return { visible: null, hiddenBy: null };
  if (!verdict.matches || compared.value === true) return { visible: false, hiddenBy: null };
  return { visible: isAsSure(compared.certainty, 'documented') ? false : null, hiddenBy: 'keys' };
}

function keysOf(
  compiled: CompiledRule,
  sample: PreparedRecord,
  source: CandidateSource,
): MatchReportPart['keys'] {
  const own = compiled.keysOf(sample);
  const { behindKeys } = source.candidates(compiled, sample);
  return compiled.keys.map(({ notation }, at) => ({
    notation,
    sample: own[at] ?? null,
    behind: behindKeys[at] ?? null,
  }));
}

/** As the rules run it: of a new record, what is not given is blank. */
function asInserted({ operation, values }: OfflineSave): OfflineSave['values'] {
  if (operation === 'update') return values;
  return (key) => {
    const value = values(key);
    return value === undefined && !key.includes('.') ? null : value;
  };
}
