import type { Rule } from '../rule.ts';

export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  description: 'A suppression silences no finding.',
  severities: ['information'],
  on: 'nothing',
};
