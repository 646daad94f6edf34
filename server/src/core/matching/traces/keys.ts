import { isAsSure } from '../certainty.ts';
import type { RunnableRule } from '../compiledRule.ts';
import { type Meeting, SampleKeys } from '../keys/meeting.ts';
import type { KeyTrace, PairTrace } from '../model.ts';
import type { RuleRecord } from '../record.ts';

/** Whether the rule's keys bring two records together. */
export function traceKeys(
  rule: RunnableRule,
  sample: RuleRecord,
  candidate: RuleRecord,
): Pick<PairTrace, 'keys' | 'compared'> {
  const sampleKeys = new SampleKeys(rule, sample);
  const { own, exchanged } = sampleKeys;
  const others = rule.keysOf(candidate);
  const keys = rule.keys.map((key, index): KeyTrace => {
    const other = others[index]!;
    const equal = other !== null && (own[index] === other || exchanged?.[index] === other);
    return { key, sample: own[index]!, candidate: other, equal };
  });
  const meeting = sampleKeys.meet(candidate);
  return { keys, compared: { ...meeting, text: textOfMeeting(meeting, keys) } };
}

function textOfMeeting({ value, certainty }: Meeting, keys: readonly KeyTrace[]): string {
  if (keys.length === 0) {
    return 'The rule has no match key; which records Salesforce compares by it is not documented.';
  }
  if (value === null) {
    return 'Whether a match key brings them together is not known: a field of it is not in the data.';
  }
  if (!value) {
    const differing = keys.map(
      ({ key, sample, candidate }) => `"${key.notation}" is ${shown(sample)} and ${shown(candidate)}`,
    );
    const sure = isAsSure(certainty, 'documented');
    return `${sure ? 'Not compared' : 'Probably not compared'}: no match key is equal${sure ? '' : ', as far as is known how Salesforce makes them'}. ${differing.join('; ')}.`;
  }
  const equal = keys.filter((trace) => trace.equal);
  const names = equal.map(({ key }) => `"${key.notation}"`).join(', ');
  const transposed = equal.every(({ sample, candidate }) => sample !== candidate);
  const same = `equal match key${equal.length > 1 ? 's' : ''} ${names}${transposed ? ', with names transposed' : ''}`;
  if (isAsSure(certainty, 'documented')) return `Compared: ${same}.`;
  return `Probably compared: ${same}; ${
    transposed ? 'whether Salesforce looks such keys up' : 'how Salesforce makes keys of such values'
  } is not documented.`;
}

const shown = (key: string | null): string => (key === null ? 'missing' : `"${key}"`);
