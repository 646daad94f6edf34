import { locate } from '../../text.ts';
import { join } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const findDuplicatesMisread: Rule = {
  id: 'find-duplicates-misread',
  description:
    'The result of findDuplicates is read as if its size, its success or its being there said whether there are duplicates.',
  severities: ['warning'],
  on: 'observation',
  check(observation) {
    if (observation.kind !== 'find-duplicates-misread') return null;
    const { place, call, reads, enclosing } = observation;
    return {
      place,
      severity: 'warning',
      message: join([
        misreadings[reads],
        'Whether there are duplicates is in getMatchRecords() of the match results of each duplicate result; a match result that is not successful says nothing.',
      ]),
      related: [{ location: locate(call), message: 'The call of findDuplicates' }],
      fingerprint: [enclosing, reads].join('|'),
    };
  },
};

const misreadings = {
  size: 'findDuplicates returns one result for each record that is passed, whether or not it has duplicates: the size of the list says nothing.',
  'is-success': 'isSuccess() says that the check ran, not that there are, or are no, duplicates.',
  'result-list':
    'A duplicate result is there for a rule also where it matched nothing: that the list holds some says nothing.',
} as const;
