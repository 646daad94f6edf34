import { queryField, rulesOnUsers } from '../core/audit/people/exempt.ts';
import type { OrgDuplicateSets } from '../core/orgData/duplicateSets.ts';
import type { OrgPeople } from '../core/orgData/people.ts';
import { isOnUser } from '../core/outcome/condition.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import type { OrgSession } from '../org/gateway.ts';

/** What an org says for the audit's sections about people and data. */
export interface AuditedOrg {
  readonly people: OrgPeople;
  readonly sets: OrgDuplicateSets;
}

/**
 * Asks an org for what an audit tells of its people and its data. What the user may not read is among the problems
 * of the answers.
 *
 * @param catalog its rules decide which fields of users are read
 * @throws OrgProblem
 */
export async function readAuditedOrg(
  session: OrgSession,
  catalog: RuleCatalog,
  signal: AbortSignal,
  progress: (text: string) => void,
): Promise<AuditedOrg> {
  const request = { userFields: userFields(catalog), permissions: auditedPermissions };
  const people = await session.readPeople(request, signal, progress);
  signal.throwIfAborted();
  return { people, sets: await session.readDuplicateSets(signal, progress) };
}

const auditedPermissions = [
  'CustomizeApplication',
  'ModifyMetadata',
  'ModifyAllData',
  'ViewAllData',
  'ApiUserOnly',
];

/** Fields of users that conditions of active rules go by. */
function userFields(catalog: RuleCatalog): readonly string[] {
  const conditions = rulesOnUsers({ catalog }).flatMap(({ filter }) => filter!.conditions.filter(isOnUser));
  const paths = conditions
    .map(queryField)
    .map((path) => path.replace(/^(?:User|UserRole|Profile)\b/i, spelled));
  return [...new Set(paths)].filter((path) => /^\w+(?:\.\w+){0,2}$/.test(path));
}

function spelled(name: string): string {
  return name.toLowerCase() === 'userrole' ? 'UserRole' : name.toLowerCase() === 'profile' ? 'Profile' : name;
}
