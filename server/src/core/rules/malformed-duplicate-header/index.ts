import { join } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const malformedDuplicateHeader: Rule = {
  id: 'malformed-duplicate-header',
  description:
    'Options that do not exist or cannot be passed there: misspelt, unknown, or not compiling in Apex.',
  severities: ['warning', 'error'],
  on: 'observation',
  check(observation) {
    const { place, enclosing } = observation;
    if (observation.kind === 'no-such-option') {
      return {
        place,
        severity: 'error',
        message: join([
          `DMLOptions.DuplicateRuleHeader has no member ${observation.name}: this does not compile.`,
          'Its members are allowSave and runAsCurrentUser.',
        ]),
        related: [],
        fingerprint: [enclosing, observation.name.toLowerCase()].join('|'),
      };
    }
    if (observation.kind === 'no-such-overload') {
      return {
        place,
        severity: 'error',
        message: join([
          `${observation.method} has no overload that takes Database.DMLOptions: this does not compile.`,
          'Database.insert, Database.update and Database.convertLead have one.',
        ]),
        related: [],
        fingerprint: [enclosing, observation.method.toLowerCase()].join('|'),
      };
    }
    return null;
  },
};
