import type { MalformedHeader } from '../../saves/facts.ts';
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
    if (observation.kind === 'malformed-header') {
      const { problem } = observation;
      return {
        place,
        severity: 'warning',
        message: headerMessage(problem),
        related: [],
        fingerprint: [enclosing, problem.what, 'written' in problem ? problem.written : ''].join('|'),
      };
    }
    return null;
  },
};

const parameters = 'allowSave, includeRecordDetails and runAsCurrentUser';

function headerMessage(problem: MalformedHeader): string {
  switch (problem.what) {
    case 'header-name':
      return `Salesforce has no header ${quoted(problem.written)}, so nothing is said about duplicates: the name is ${problem.meant}.`;
    case 'parameter-name':
      return join([
        `Sforce-Duplicate-Rule-Header has no parameter ${quoted(problem.written)}.`,
        problem.meant === null ? `Its parameters are ${parameters}.` : `Is ${problem.meant} meant?`,
      ]);
    case 'parameter-value':
      return `${problem.name} is true or false, and ${quoted(problem.written)} is neither: what Salesforce makes of it is not documented.`;
    case 'no-parameters':
      return `${quoted(problem.written)} sets no parameter: Sforce-Duplicate-Rule-Header takes NAME=true or NAME=false, with ${parameters} as names.`;
  }
}

function quoted(written: string): string {
  return `'${written.length > 60 ? `${written.slice(0, 60)}…` : written}'`;
}
