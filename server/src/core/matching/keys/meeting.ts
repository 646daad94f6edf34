import { type Certainty, stronger, weakest } from '../certainty.ts';
import type { CompiledRule, MatchKey, PreparedRecord } from '../model.ts';
import { textOf } from '../record.ts';

/** Whether a rule's keys bring two records together, so that Salesforce compares them; null: not known. */
export interface Meeting {
  readonly value: boolean | null;
  readonly certainty: Certainty;
}

/** @param transposed the sample with names transposed, where the rule does that */
export function meetingOf(
  rule: CompiledRule,
  sample: PreparedRecord,
  transposed: PreparedRecord | null,
  candidate: PreparedRecord,
): Meeting {
  const { keys } = rule;
  if (keys.length === 0) return { value: null, certainty: 'unknown' };
  const others = rule.keysOf(candidate);
  const own = rule.keysOf(sample);
  const exchanged = transposed && rule.keysOf(transposed);
  let met: Certainty | null = null;
  for (const [index, key] of keys.entries()) {
    const other = others[index]!;
    if (other === null) continue;
    if (own[index] === other) {
      met = stronger(met ?? 'unknown', sameValues(key, sample, candidate) ? 'exact' : key.certainty);
    } else if (exchanged?.[index] === other) met = stronger(met ?? 'unknown', 'approximate');
  }
  if (met !== null) return { value: true, certainty: met };
  const isOpen = keys.some(({ items }) =>
    items.some(
      (number) => sample.given[number - 1] === undefined || candidate.given[number - 1] === undefined,
    ),
  );
  if (isOpen) return { value: null, certainty: 'unknown' };
  return { value: false, certainty: weakest(...keys.map(({ certainty }) => certainty)) };
}

/** Equal values make equal keys, however keys are made. */
function sameValues({ items }: MatchKey, sample: PreparedRecord, candidate: PreparedRecord): boolean {
  return items.every(
    (number) =>
      textOf(sample.given[number - 1]).toLowerCase() === textOf(candidate.given[number - 1]).toLowerCase(),
  );
}
