import type { DuplicateRule } from '../../metadata/model.ts';
import { type Certainty, strongest, weakest } from '../certainty.ts';
import type { RecordValues } from '../model.ts';
import { applies, isPersonAccount } from './applies.ts';
import { wholeRecord } from './candidates.ts';
import type { CandidateSource, OfflineSave, RuleRun } from './model.ts';
import { type Enough, type PartResult, runPart } from './part.ts';

/** Runs the duplicate rules that bear on a save against existing records, in their order; inactive rules are named too. */
export function runRules(save: OfflineSave, source: CandidateSource, enough?: Enough): readonly RuleRun[] {
  const object = isPersonAccount(save.object) ? 'Account' : save.object;
  // Of a new record, a field that is not given is blank, unless a default or a trigger fills it.
  const values = save.operation === 'insert' ? wholeRecord(save.values) : save.values;
  return save.catalog.rulesFor(object).map((rule) => runRule(rule, save, values, source, enough));
}

function runRule(
  rule: DuplicateRule,
  save: OfflineSave,
  values: RecordValues,
  source: CandidateSource,
  enough?: Enough,
): RuleRun {
  const { runs, why } = applies(rule, save);
  if (runs === false) return { rule, runs, why, parts: [], finds: false, certainty: 'documented' };
  const results = rule.matchRules.map((reference) => runPart(rule, reference, save, values, source, enough));
  return { rule, runs, why, parts: results.map(({ run }) => run), ...together(results) };
}

function together(results: readonly PartResult[]): {
  readonly finds: boolean | null;
  readonly certainty: Certainty;
} {
  const finding = results.filter(({ finds }) => finds === true);
  if (finding.length > 0)
    return { finds: true, certainty: strongest(...finding.map(({ certainty }) => certainty)) };
  if (results.length === 0 || results.some(({ finds }) => finds === null))
    return { finds: null, certainty: 'unknown' };
  return { finds: false, certainty: weakest(...results.map(({ certainty }) => certainty)) };
}
