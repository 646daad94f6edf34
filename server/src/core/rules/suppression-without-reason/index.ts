import type { Rule } from '../rule.ts';

export const suppressionWithoutReason: Rule = {
  id: 'suppression-without-reason',
  description: 'A suppression states no reason.',
  severities: ['information'],
  on: 'nothing',
};
