import { countGivers, giversOf, givesUserPermission } from '../../access/effective.ts';
import { plural } from '../../outcome/words.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import type { PeopleInput } from './input.ts';
import { peopleSources } from './sources.ts';
import { giverCounts } from './words.ts';

const circulating = [
  ['ModifyAllData', 'Modify All Data'],
  ['ViewAllData', 'View All Data'],
] as const;

/** What is taken for a bypass and is none, with who has it. */
export function noBypass({ access, org }: PeopleInput): AuditStatement {
  const held = circulating.flatMap(([name, title]) => {
    const givers = access === null ? null : giversOf(access, givesUserPermission(name));
    const users = org?.permissions?.find((one) => one.name === name);
    const words = [
      ...(givers !== null && countGivers(givers) > 0
        ? [`${giverCounts(givers)} in the files ${countGivers(givers) === 1 ? 'gives' : 'give'} it`]
        : []),
      ...(users === undefined
        ? []
        : [
            `${users.more ? 'at least ' : ''}${plural(users.users.length, 'active user')} of the org ${users.users.length === 1 ? 'has' : 'have'} it`,
          ]),
    ];
    return words.length === 0 ? [] : [`${title}: ${words.join('; ')}.`];
  });
  return {
    id: statementId('no-permission-exempts', 'all'),
    kind: 'no-permission-exempts',
    section: 'people',
    risk: 'none',
    text: 'No permission exempts a user from duplicate rules: not Modify All Data, not View All Data, not the profile System Administrator, and there is none to bypass or manage duplicates that does.',
    details: [
      ...held,
      'Only the condition of a rule exempts users. For whoever sees more records a rule that enforces sharing finds more duplicates, if anything, not fewer.',
    ],
    confidence: 'documented',
    sources: [peopleSources.rules, peopleSources.userConditions],
    places: [],
    count: 1,
    recommendation: null,
  };
}
