import { countGivers, giversOf, givesUserPermission } from '../../access/effective.ts';
import { plural } from '../../outcome/words.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import { auditPlace, type PeopleInput } from './input.ts';
import { integrationSigns } from './integrations.ts';
import { peopleSources } from './sources.ts';
import { giverCounts, giverNames, some } from './words.ts';

/** Who can change the rules, by the permission that Salesforce's documentation names for it. */
export function ruleChangers(input: PeopleInput): readonly AuditStatement[] {
  return [...changersInFiles(input), ...changersInOrg(input)];
}

const means = [{ kind: 'page', name: 'audit.md', does: 'says which permissions it takes' }] as const;

function changersInFiles(input: PeopleInput): readonly AuditStatement[] {
  const { access } = input;
  if (access === null) return [];
  const givers = giversOf(access, givesUserPermission('CustomizeApplication'));
  if (countGivers(givers) === 0) return [];
  const holders = [...givers.profiles, ...givers.permissionSets];
  const deploying = holders.filter(
    ({ userPermissions }) => userPermissions.has('ModifyMetadata') || userPermissions.has('ModifyAllData'),
  );
  const integrations = holders.filter((holder) => integrationSigns(holder).length > 0);
  return [
    {
      id: statementId('rule-changers', 'files'),
      kind: 'rule-changers',
      section: 'people',
      risk: integrations.length > 0 ? 'medium' : 'low',
      text: `Rules can be changed and switched off with Customize Application, which ${giverCounts(givers)} ${countGivers(givers) === 1 ? 'gives' : 'give'}, as far as the files say.`,
      details: [
        ...giverNames(givers),
        deploying.length === 0
          ? 'None of them gives Modify Metadata or Modify All Data by itself, without which rules are changed in Setup only and not deployed.'
          : `${deploying.length === holders.length ? (holders.length === 1 ? 'This one' : 'All of these') : `${deploying.length} of these`} also ${deploying.length === 1 ? 'gives' : 'give'} Modify Metadata or Modify All Data, with which rules are deployed through the Metadata API.`,
        ...(integrations.length > 0
          ? [`Of integrations, by the look of them: ${some(integrations.map(({ name }) => name))}.`]
          : []),
      ],
      confidence: 'documented',
      sources: [peopleSources.rulePermissions, peopleSources.metadataAccess],
      places: holders.map((holder) =>
        auditPlace(
          input,
          holder.userPermissions.get('CustomizeApplication')!,
          `CustomizeApplication in ${holder.name}`,
        ),
      ),
      count: countGivers(givers),
      recommendation:
        integrations.length > 0
          ? {
              key: 'integrations-change-rules',
              text: 'Take Customize Application from integrations that do not deploy',
              ease: 'hours',
              means,
            }
          : null,
    },
  ];
}

function changersInOrg({ org, names }: PeopleInput): readonly AuditStatement[] {
  const permission = org?.permissions?.find(({ name }) => name === 'CustomizeApplication');
  if (permission === undefined) return [];
  const count = permission.users.length;
  const usernames = new Map(org!.users?.read.map(({ id, username }) => [id, username]) ?? []);
  const known = permission.users.flatMap((id) => usernames.get(id) ?? []);
  return [
    {
      id: statementId('rule-changers', 'org'),
      kind: 'rule-changers',
      section: 'people',
      risk: 'low',
      text: `In the org ${permission.more ? 'at least ' : ''}${plural(count, 'active user')} can change and switch off rules, by Customize Application.`,
      details: [
        ...(permission.givers.length > 0
          ? [`It comes from ${some(permission.givers.map(({ name }) => name))}.`]
          : []),
        ...(names && known.length > 0 ? [`They are ${some(known, 50)}.`] : []),
      ],
      confidence: 'documented',
      sources: [peopleSources.rulePermissions],
      places: [],
      count,
      recommendation: null,
    },
  ];
}
