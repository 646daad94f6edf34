import { expect, it } from 'vitest';
import type { ObservedSave, RuleResult } from '../../../server/src/core/ruleTests/model.ts';
import { differences } from '../../../server/src/core/ruleTests/observed.ts';

type Foreseen = Pick<RuleResult, 'finding' | 'mayFindMore'>;

/** Whether an org did something else than a rule that finds Ada's record. */
function differs(
  outcome: 'saved' | 'refused',
  { finding, mayFindMore }: Foreseen,
  seen: Pick<ObservedSave, 'outcome' | 'matches'>,
): boolean {
  const rule: RuleResult = {
    rule: 'Lead.R',
    finding,
    mayFindMore,
    why: '',
    certainty: 'exact',
    result: outcome === 'saved' ? 'saved-and-reported' : 'refused',
    outcome,
    matches: ['ada'],
    notes: [],
  };
  const save = { label: 'x', object: 'Lead', operation: 'insert', certainty: 'exact', along: null } as const;
  const foreseen = { ...save, span: { start: 0, end: 0 }, outcome, rules: [rule], pairs: [] };
  const told = { ...seen, isTold: true, rule: seen.matches === null ? null : 'R' };
  return differences(foreseen, told).length > 0;
}

const found = (...matches: string[]) => ({ outcome: 'refused', matches }) as const;
const reported = { outcome: 'saved-and-reported', matches: null } as const;

it.each<['saved' | 'refused', Foreseen, Pick<ObservedSave, 'outcome' | 'matches'>, boolean]>([
  ['saved', { finding: 'unknown', mayFindMore: true }, reported, false],
  ['saved', { finding: 'finds-nothing', mayFindMore: false }, reported, true],
  ['refused', { finding: 'finds', mayFindMore: true }, found('ada', 'eve'), false],
  ['refused', { finding: 'finds', mayFindMore: true }, found('eve'), true],
  ['refused', { finding: 'finds', mayFindMore: false }, found('ada', 'eve'), true],
])('what is not known does not differ: %s, %o, %o: %s', (outcome, foreseen, seen, isOther) => {
  expect(differs(outcome, foreseen, seen)).toBe(isOther);
});
