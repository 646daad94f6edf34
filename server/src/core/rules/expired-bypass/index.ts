import type { Rule } from '../rule.ts';

export const expiredBypass: Rule = {
  id: 'expired-bypass',
  description: 'The day until which a suppression was meant to hold has passed.',
  severities: ['warning', 'information'],
  on: 'nothing',
};
