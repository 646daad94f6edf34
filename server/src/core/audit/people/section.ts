import { plural } from '../../outcome/words.ts';
import type { AuditSection, AuditTable, NotLookedAt } from '../model.ts';
import { remedies } from '../remedies.ts';
import { ruleChangers } from './changers.ts';
import { exemptions, rulesOnUsers } from './exempt.ts';
import { fieldSwitches } from './fieldSwitches.ts';
import { activeRules, type PeopleInput } from './input.ts';
import { integrationTable, integrationUsers } from './integrations.ts';
import { noBypass } from './noBypass.ts';
import { permissionSwitches } from './permissionSwitches.ts';
import { sharingStatements } from './sharing.ts';

/** Who is exempt from the rules, who can change them, what looks like a bypass and what is one. */
export function peopleSection(input: PeopleInput): AuditSection {
  const table = integrationTable(input);
  const statements = [
    ...exemptions(input),
    ...ruleChangers(input),
    ...permissionSwitches(input),
    ...fieldSwitches(input),
    ...sharingStatements(input),
    ...integrationUsers(input),
    noBypass(input),
  ];
  const tables: AuditTable[] = table === null ? [] : [table];
  return {
    name: 'people',
    summary: summary(input),
    statements,
    tables,
    notLookedAt: notLookedAt(input),
  };
}

function summary(input: PeopleInput): readonly string[] {
  const { access, org } = input;
  const asking = rulesOnUsers(input).length;
  const read = [
    ...(access === null
      ? []
      : [
          `${plural(access.holders.filter(({ kind }) => kind === 'profile').length, 'profile')} and ${plural(access.holders.filter(({ kind }) => kind === 'permission-set').length, 'permission set')} were read from files`,
        ]),
    ...(org?.users
      ? [
          `${org.users.more ? 'the first ' : ''}${org.users.read.length.toLocaleString('en')} active ${org.users.read.length === 1 ? 'user was' : 'users were'} read from the org`,
        ]
      : []),
  ];
  const all = activeRules(input).filter(({ source }) => source.kind !== 'assumed').length;
  return [
    asking === 0
      ? 'No active duplicate rule that is known asks who saves: none exempts a user.'
      : `${asking} of ${plural(all, 'active duplicate rule')} ${asking === 1 ? 'asks' : 'ask'} who saves, and ${asking === 1 ? 'exempts' : 'exempt'} users by that.`,
    ...(read.length === 0 ? [] : [`${read.join(', and ').replace(/^./, (first) => first.toUpperCase())}.`]),
  ];
}

function notLookedAt({ access, org, ignored, pathOf }: PeopleInput): readonly NotLookedAt[] {
  return [
    ...(ignored > 0
      ? [
          {
            id: 'ignored-profiles',
            what: `${plural(ignored, 'file')} of profiles, permission sets or custom permissions.`,
            why: '.forceignore leaves them out, so that they are not what is deployed.',
            remedy: remedies.org,
          },
        ]
      : []),
    ...(access === null
      ? [
          {
            id: 'profiles',
            what: 'Profiles, permission sets and custom permissions.',
            why: "No file in the project's package directories holds one.",
            remedy: remedies.access,
          },
        ]
      : []),
    ...(access?.unread ?? []).map((uri) => ({
      id: `unread-file:${pathOf(uri)}`,
      what: `What ${pathOf(uri)} gives.`,
      why: 'It could not be read.',
      remedy: 'Retrieve it again.',
    })),
    ...(org === null
      ? [
          {
            id: 'users',
            what: 'Which users have which profile, permission set and value.',
            why: 'No org was asked.',
            remedy: remedies.org,
          },
        ]
      : org.problems.map((problem, index) => ({
          id: `org-people:${index + 1}`,
          what: 'A part of what the org knows of its people.',
          why: problem,
          remedy: null,
        }))),
  ];
}
