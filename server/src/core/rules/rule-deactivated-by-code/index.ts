import { join } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const ruleDeactivatedByCode: Rule = {
  id: 'rule-deactivated-by-code',
  description: 'Code sets a duplicate rule or a matching rule inactive, and nothing sets it active again.',
  severities: ['warning'],
  on: 'observation',
  check(observation) {
    if (observation.kind !== 'rule-deactivation' || observation.reactivated) return null;
    const { ruleKind, ruleName, place, enclosing } = observation;
    const rule = `${ruleKind} rule${ruleName === null ? '' : ` ${ruleName}`}`;
    const effect = ruleKind === 'matching' ? 'Duplicate rules find nothing through it' : 'It checks no save';
    return {
      place,
      severity: 'warning',
      message: join([
        `This sets the ${rule} inactive, and nothing here sets it active again.`,
        `${effect} until somebody does.`,
        'Set it active again once the work is done, and also where the work fails.',
      ]),
      related: [],
      fingerprint: [enclosing, ruleKind, ruleName ?? ''].join('|'),
    };
  },
};
