import type { AccessHolder } from '../../access/model.ts';
import type { OrgUser } from '../../orgData/people.ts';
import type { Confidence } from '../../outcome/model.ts';
import { plural } from '../../outcome/words.ts';
import type { AuditStatement, AuditTable } from '../model.ts';
import { statementId } from '../model.ts';
import { exempts, rulesOnUsers } from './exempt.ts';
import { accessObject, activeRules, type PeopleInput } from './input.ts';
import { integrationWords } from './integrationWords.ts';
import { peopleSources } from './sources.ts';
import { some } from './words.ts';

/** Why a profile, permission set or user looks like one of an integration. Nothing in an org says it outright. */
export interface IntegrationSign {
  readonly words: string;
  readonly confidence: Confidence;
}

export function integrationSigns(holder: AccessHolder): readonly IntegrationSign[] {
  return signs({
    name: `${holder.name} ${holder.fullName.replaceAll('_', ' ')}`,
    license: holder.license,
    apiOnly: holder.userPermissions.has('ApiUserOnly'),
    of: holder.kind === 'profile' ? 'profile' : 'permission set',
  });
}

/** `apiOnly`: ids of users who have that permission. */
export function userSigns(user: OrgUser, apiOnly: ReadonlySet<string>): readonly IntegrationSign[] {
  return [
    ...signs({
      name: user.username.replace(/[._@-]/g, ' '),
      license: user.license,
      apiOnly: apiOnly.has(user.id),
      of: 'user',
    }),
    ...(isMachine(user.userType)
      ? [{ words: `the kind of user ${user.userType}`, confidence: 'well-founded' as const }]
      : []),
    ...(user.profile !== null && integrationWords.test(user.profile)
      ? [{ words: 'the name of its profile', confidence: 'weak' as const }]
      : []),
  ];
}

/** Users that Salesforce makes for its own processes and features. */
export function isMachine(userType: string | null): boolean {
  return userType !== null && /^(?:AutomatedProcess|CloudIntegrationUser)$/i.test(userType);
}

function signs(of: {
  readonly name: string;
  readonly license: string | null;
  readonly apiOnly: boolean;
  readonly of: string;
}): readonly IntegrationSign[] {
  return [
    ...(of.apiOnly ? [{ words: 'API Only User', confidence: 'well-founded' as const }] : []),
    ...(of.license !== null && /^Salesforce Integration$/i.test(of.license)
      ? [{ words: `the licence ${of.license}`, confidence: 'documented' as const }]
      : of.license !== null && /Integration User$/i.test(of.license)
        ? [
            {
              words: `the licence ${of.license} of a feature of Salesforce's own`,
              confidence: 'well-founded' as const,
            },
          ]
        : []),
    ...(integrationWords.test(of.name) ? [{ words: 'its name', confidence: 'weak' as const }] : []),
  ];
}

/** The profiles and permission sets that look like those of integrations, and what the rules are to them. */
export function integrationTable(input: PeopleInput): AuditTable | null {
  const rows = integrationHolders(input).map(({ holder, signs: found }) => {
    const exempt = rulesOnUsers(input).filter((rule) => exempts(rule, holder));
    return [
      `${holder.kind === 'profile' ? 'Profile' : 'Permission set'} ${holder.name}`,
      found.map(({ words }) => words).join(', '),
      surest(found),
      some(writtenObjects(holder, input)) || '–',
      holder.kind === 'profile' ? some(exempt.map(({ fullName }) => fullName)) || '–' : '–',
      holder.userPermissions.has('CustomizeApplication') ? 'Yes' : '–',
    ];
  });
  if (rows.length === 0) return null;
  return {
    id: 'integration-access',
    title: 'Profiles and permission sets that look like those of integrations',
    head: [
      'Who',
      'Looks so by',
      'How surely',
      'Creates or edits, of objects with rules',
      'Exempt from',
      'Can change rules',
    ],
    rows: rows.sort((a, b) => (a[0]!.toLowerCase() < b[0]!.toLowerCase() ? -1 : 1)),
    notes: [
      'Nothing in metadata says that a user is an integration: licence, permission and name only hint at it.',
      'A file holds what was retrieved; "–" means that nothing was found in it.',
    ],
  };
}

export function integrationHolders({
  access,
}: PeopleInput): readonly { readonly holder: AccessHolder; readonly signs: readonly IntegrationSign[] }[] {
  return (access?.holders ?? [])
    .map((holder) => ({ holder, signs: integrationSigns(holder) }))
    .filter(({ signs: found }) => found.length > 0);
}

/** Objects with active rules whose records a holder lets create or edit. */
export function writtenObjects(holder: AccessHolder, input: PeopleInput): readonly string[] {
  const objects = new Set(activeRules(input).map(({ object }) => object));
  const all = holder.userPermissions.has('ModifyAllData');
  return [...objects].filter((object) => {
    const access = holder.objects.get(accessObject(object));
    return all || access?.create === true || access?.edit === true;
  });
}

/** Users in rules' conditions, and users of the org, who look like integrations. */
export function integrationUsers(input: PeopleInput): readonly AuditStatement[] {
  const { org, names } = input;
  if (!org?.users) return [];
  const apiOnly = new Set(org.permissions?.find(({ name }) => name === 'ApiUserOnly')?.users ?? []);
  const found = org.users.read
    .map((user) => ({ user, signs: userSigns(user, apiOnly) }))
    .filter(({ signs: some }) => some.length > 0);
  if (found.length === 0) return [];
  const by = new Map<string, number>();
  for (const { signs: own } of found) {
    for (const { words, confidence } of own) {
      const key = `${words} (${confidence})`;
      by.set(key, (by.get(key) ?? 0) + 1);
    }
  }
  const profiles = found.flatMap(({ user }) => user.profile ?? []);
  return [
    {
      id: statementId('integration-users', 'org'),
      kind: 'integration-users',
      section: 'people',
      risk: 'none',
      text: `${plural(found.length, 'active user')} of the org ${found.length === 1 ? 'looks' : 'look'} like ${found.length === 1 ? 'an integration' : 'integrations'}; rules run for ${found.length === 1 ? 'it' : 'them'} as for anybody, unless a condition says otherwise.`,
      details: [
        `By ${[...by].map(([words, count]) => `${words}: ${count}`).join('; ')}.`,
        ...(profiles.length > 0 ? [`Their profiles are ${some(profiles)}.`] : []),
        ...(names
          ? [
              `They are ${some(
                found.map(({ user }) => user.username),
                50,
              )}.`,
            ]
          : []),
      ],
      confidence: 'weak',
      sources: [peopleSources.integrationUsers],
      places: [],
      count: found.length,
      recommendation: null,
    },
  ];
}

const order: readonly Confidence[] = ['documented', 'well-founded', 'weak', 'open'];

function surest(found: readonly IntegrationSign[]): Confidence {
  return order.find((one) => found.some(({ confidence }) => confidence === one))!;
}
