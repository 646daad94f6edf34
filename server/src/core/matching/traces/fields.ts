import { fieldKey } from '../../outcome/fieldNames.ts';
import type { RunnableRule } from '../compiledRule.ts';
import { absent, blankAndAbsent, bothBlank, type Evaluator, oneBlank } from '../equation/evaluate.ts';
import type { CompiledItem, FieldTrace } from '../model.ts';
import type { RuleRecord } from '../record.ts';

/** Each field as the rule compares it, names not transposed. */
export function traceFields(
  rule: RunnableRule,
  evaluator: Evaluator,
  sample: RuleRecord,
  candidate: RuleRecord,
): readonly FieldTrace[] {
  return rule.items.map((item, index): FieldTrace => {
    const test = { cell: index, negated: false, threshold: item.method.threshold, blanksIgnored: false };
    const score = evaluator.score(index);
    const [one, other] = [sample.slot(index), candidate.slot(index)];
    const matches = evaluator.passes(test);
    return {
      number: item.number,
      field: item.field,
      sampleField: sampleFieldOf(item, sample),
      method: item.method.label,
      sample: sample.given[index],
      candidate: candidate.given[index],
      matches,
      certainty: matches === null ? 'unknown' : evaluator.certaintyOf(test),
      blank: blankText(score, item.matchBlanks),
      trace: typeof one === 'object' && typeof other === 'object' ? item.method.trace(one, other) : null,
    };
  });
}

function sampleFieldOf({ field, key }: CompiledItem, { mapping }: RuleRecord): string | null {
  if (mapping === null) return field;
  const keys = [key, ...(key.includes('.') ? [key.slice(0, key.lastIndexOf('.'))] : [])];
  const mapped = mapping.find(({ outputField }) => keys.includes(fieldKey(outputField)));
  return mapped?.inputField ?? null;
}

/** Completes "Email is …". */
function blankText(score: number, matchBlanks: boolean): string | null {
  switch (score) {
    case bothBlank:
      return `blank in both records, which ${matchBlanks ? 'the rule lets match' : 'does not match'}`;
    case oneBlank:
      return 'blank in one record, which never matches';
    case blankAndAbsent:
      return matchBlanks
        ? 'blank in one record, and not in the data of the other'
        : 'blank in one record, which never matches';
    case absent:
      return 'not in the data';
    default:
      return null;
  }
}
