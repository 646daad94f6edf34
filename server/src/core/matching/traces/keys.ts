import { strongest, weakest } from '../certainty.ts';
import type { RunnableRule } from '../compiledRule.ts';
import type { KeyTrace, PairTrace } from '../model.ts';
import type { RuleRecord } from '../record.ts';

/** Whether the rule's keys bring two records together. */
export function traceKeys(
  rule: RunnableRule,
  sample: RuleRecord,
  candidate: RuleRecord,
): Pick<PairTrace, 'keys' | 'compared'> {
  const own = rule.keysOf(sample);
  const transposed = rule.transposed(sample);
  const exchanged = transposed && rule.keysOf(transposed);
  const others = rule.keysOf(candidate);
  const keys = rule.keys.map((key, index): KeyTrace => {
    const other = others[index]!;
    const equal = other !== null && (own[index] === other || exchanged?.[index] === other);
    return { key, sample: own[index]!, candidate: other, equal };
  });
  return { keys, compared: compared(keys, sample, candidate) };
}

function compared(
  keys: readonly KeyTrace[],
  sample: RuleRecord,
  candidate: RuleRecord,
): PairTrace['compared'] {
  if (keys.length === 0) {
    const text = 'The rule has no match key; which records Salesforce compares by it is not documented.';
    return { value: null, certainty: 'unknown', text };
  }
  const equal = keys.filter((trace) => trace.equal);
  if (equal.length > 0) {
    const names = equal.map(({ key }) => `"${key.notation}"`).join(', ');
    const transposed = equal.every((trace) => trace.sample !== trace.candidate)
      ? ', with names transposed'
      : '';
    return {
      value: true,
      certainty: strongest(...equal.map(({ key }) => key.certainty)),
      text: `Compared: equal match key${equal.length > 1 ? 's' : ''} ${names}${transposed}.`,
    };
  }
  const isOpen = ({ key }: KeyTrace): boolean =>
    key.items.some(
      (number) => sample.given[number - 1] === undefined || candidate.given[number - 1] === undefined,
    );
  if (keys.some(isOpen)) {
    const text = 'Whether a match key brings them together is not known: a field of it is not in the data.';
    return { value: null, certainty: 'unknown', text };
  }
  const differing = keys.map(
    (trace) => `"${trace.key.notation}" is ${shown(trace.sample)} and ${shown(trace.candidate)}`,
  );
  return {
    value: false,
    certainty: weakest(...keys.map(({ key }) => key.certainty)),
    text: `Not compared: no match key is equal. ${differing.join('; ')}.`,
  };
}

const shown = (key: string | null): string => (key === null ? 'missing' : `"${key}"`);
