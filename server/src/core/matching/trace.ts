import type { RunnableRule } from './compiledRule.ts';
import type { Evaluator } from './equation/evaluate.ts';
import type { PairTrace, SegmentTrace } from './model.ts';
import type { RuleRecord } from './record.ts';
import { traceFields } from './traces/fields.ts';
import { traceKeys } from './traces/keys.ts';
import { traceSegments } from './traces/segments.ts';
import { summaryOf } from './traces/summary.ts';

/** Why two records match by a rule, or do not: key by key, field by field, segment by segment. */
export function tracePair(
  rule: RunnableRule,
  evaluator: Evaluator,
  sample: RuleRecord,
  candidate: RuleRecord,
): PairTrace {
  evaluator.begin(sample, candidate);
  const verdict = evaluator.verdict();
  const fields = traceFields(rule, evaluator, sample, candidate);
  const segments: readonly SegmentTrace[] = traceSegments(rule, evaluator);
  const { keys, compared } = traceKeys(rule, sample, candidate);
  return { verdict, summary: summaryOf(verdict, fields, segments, rule), compared, keys, fields, segments };
}
