import type { Connection } from '@salesforce/core';
import type {
  OrgCustomPermission,
  OrgGiver,
  OrgPeople,
  OrgPermission,
  OrgUser,
  OrgUsers,
  PeopleRequest,
} from '../../core/orgData/people.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { Descriptions } from '../describe.ts';
import { isId } from '../names.ts';
import { OrgError } from '../problems.ts';
import { chunks, isUnreadable, orProblem, type Row, readAll, textAt, valueAt } from './pages.ts';

const mostUsers = 10_000;
const mostPermissionSets = 2_000;
const mostAssignments = 20_000;
const mostCustomPermissions = 1_000;
/** Bounded by the length of an address. */
const idsPerQuery = 100;

/** Who may do what: users, permission sets, their assignments and custom permissions. Only reads. */
export async function readPeople(
  connection: Connection,
  descriptions: Descriptions,
  request: PeopleRequest,
  progress: (text: string) => void,
): Promise<OrgPeople> {
  const problems: string[] = [];
  progress('Reading the users of the org …');
  const users = await orProblem(problems, 'User', () => readUsers(connection, request.userFields));
  progress('Reading permission sets and their assignments …');
  const sets = await orProblem(problems, 'PermissionSet', () =>
    readPermissionSets(connection, descriptions, request.permissions),
  );
  const access = await orProblem(problems, 'CustomPermission', () => readCustomPermissions(connection));
  const ids = new Set([...(sets?.sets.keys() ?? []), ...(access?.flatMap(({ sets: own }) => own) ?? [])]);
  const givers = await orProblem(problems, 'PermissionSet', () => readGivers(connection, [...ids], sets));
  progress('Counting who has them …');
  const assigned =
    givers === null
      ? null
      : await orProblem(problems, 'PermissionSetAssignment', () => readAssignments(connection, [...ids]));
  const had = (own: readonly string[]) => permissionOf(own, givers, assigned);
  return {
    readAt: new Date().toISOString(),
    users,
    permissions:
      sets === null || assigned === null
        ? null
        : [...sets.byPermission].map(([name, own]): OrgPermission => ({ name, ...had(own) })),
    customPermissions:
      access === null || assigned === null
        ? null
        : access.map(({ sets: own, ...rest }): OrgCustomPermission => ({ ...rest, ...had(own) })),
    problems: [...new Set(problems)],
  };
}

// ----------------------------------------------------------------------------------------------------- users

/** With the fields that conditions of rules go by, as far as they can be read. */
async function readUsers(connection: Connection, wanted: readonly string[]): Promise<OrgUsers> {
  const fields = [...new Set(wanted.map(checkedPath))];
  const unreadable: string[] = [];
  const base = ['Id', 'Username', 'UserType', 'Profile.Name', 'Profile.UserLicense.Name'];
  const read = (names: readonly string[]) => {
    const known = new Set(base.map((name) => name.toLowerCase()));
    const more = names.filter((name) => !known.has(name.toLowerCase()));
    return readAll(
      connection,
      `SELECT ${[...base, ...more].join(', ')} FROM User`,
      'IsActive = true',
      mostUsers,
    );
  };
  let readable = fields;
  for (const field of fields) {
    // One at a time: the org names no more than one, and not always.
    if (base.some((name) => name.toLowerCase() === field.toLowerCase())) continue;
    try {
      await readAll(connection, `SELECT Id, ${field} FROM User`, 'IsActive = true', 0);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      unreadable.push(field.toLowerCase());
      readable = readable.filter((one) => one !== field);
    }
  }
  try {
    return users(await read(readable), readable, unreadable);
  } catch (error) {
    // Licences are hidden from some users.
    if (!isUnreadable(error) || base.at(-1) !== 'Profile.UserLicense.Name') throw error;
    base.pop();
    return users(await read(readable), readable, unreadable);
  }
}

function users(
  { rows, more }: { readonly rows: readonly Row[]; readonly more: boolean },
  fields: readonly string[],
  unreadable: readonly string[],
): OrgUsers {
  return {
    read: rows.flatMap((row): OrgUser[] => {
      const id = textAt(row, 'Id');
      const username = textAt(row, 'Username');
      if (id === null || username === null) return [];
      const values = fields.flatMap((field): (readonly [string, FieldScalar])[] => {
        const value = valueAt(row, field);
        const isScalar = value === null || ['string', 'number', 'boolean'].includes(typeof value);
        return isScalar ? [[field.toLowerCase(), value as FieldScalar]] : [];
      });
      return [
        {
          id,
          username,
          userType: textAt(row, 'UserType') ?? '',
          profile: textAt(row, 'Profile.Name'),
          license: textAt(row, 'Profile.UserLicense.Name'),
          fields: Object.fromEntries(values),
        },
      ];
    }),
    more,
    unreadable,
  };
}

function checkedPath(path: string): string {
  if (/^[A-Za-z]\w{0,79}(?:\.[A-Za-z]\w{0,79}){0,2}$/.test(path)) return path;
  throw new OrgError('bad-record', 'The name of a field is no API name.');
}

// ----------------------------------------------------------------------------------------------- permissions

interface PermissionSets {
  readonly sets: ReadonlyMap<string, Row>;
  /** Ids of permission sets, by permission. */
  readonly byPermission: ReadonlyMap<string, readonly string[]>;
}

const giverFields = ['Id', 'Name', 'Label', 'IsOwnedByProfile', 'Profile.Name', 'Type'];

/** Permission sets, with those of profiles and groups, that give one of some permissions. */
async function readPermissionSets(
  connection: Connection,
  descriptions: Descriptions,
  wanted: readonly string[],
): Promise<PermissionSets> {
  const { fields } = await descriptions.get('PermissionSet');
  const known = new Set(fields.map(({ name }) => name.toLowerCase()));
  const permissions = wanted.filter((name) => known.has(`permissions${name}`.toLowerCase()));
  if (permissions.length === 0) return { sets: new Map(), byPermission: new Map() };
  const columns = permissions.map((name) => `Permissions${name}`);
  const { rows } = await readAll(
    connection,
    `SELECT ${[...giverFields.filter((name) => isKnown(name, known)), ...columns].join(', ')} FROM PermissionSet`,
    `(${columns.map((name) => `${name} = true`).join(' OR ')})`,
    mostPermissionSets,
  );
  const sets = new Map(rows.flatMap((row) => (isIdOf(row.Id) ? [[row.Id, row] as const] : [])));
  return {
    sets,
    byPermission: new Map(
      permissions.map((name) => [
        name,
        [...sets].filter(([, row]) => valueAt(row, `Permissions${name}`) === true).map(([id]) => id),
      ]),
    ),
  };
}

function isKnown(name: string, known: ReadonlySet<string>): boolean {
  return name.includes('.') || known.has(name.toLowerCase());
}

interface CustomPermissionAccess {
  readonly name: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly sets: readonly string[];
}

async function readCustomPermissions(connection: Connection): Promise<readonly CustomPermissionAccess[]> {
  const { rows } = await readAll(
    connection,
    'SELECT Id, DeveloperName, NamespacePrefix, MasterLabel, Description FROM CustomPermission',
    'Id != null',
    mostCustomPermissions,
  );
  const sets = new Map<string, string[]>();
  const ids = rows.map(({ Id }) => Id).filter(isIdOf);
  for (const some of chunks(ids, idsPerQuery)) {
    const access = await readAll(
      connection,
      'SELECT Id, ParentId, SetupEntityId FROM SetupEntityAccess',
      `SetupEntityId IN (${quoted(some)})`,
      mostAssignments,
    );
    for (const { ParentId, SetupEntityId } of access.rows) {
      if (!isIdOf(ParentId) || !isIdOf(SetupEntityId)) continue;
      sets.set(SetupEntityId, [...(sets.get(SetupEntityId) ?? []), ParentId]);
    }
  }
  return rows.flatMap((row): CustomPermissionAccess[] => {
    const name = textAt(row, 'DeveloperName');
    if (name === null || !isIdOf(row.Id)) return [];
    const namespace = textAt(row, 'NamespacePrefix');
    return [
      {
        name: namespace === null ? name : `${namespace}__${name}`,
        label: textAt(row, 'MasterLabel'),
        description: textAt(row, 'Description'),
        sets: sets.get(row.Id) ?? [],
      },
    ];
  });
}

/** What permission sets are called, by their ids. */
async function readGivers(
  connection: Connection,
  ids: readonly string[],
  read: PermissionSets | null,
): Promise<ReadonlyMap<string, OrgGiver>> {
  const rows = new Map(read?.sets);
  const missing = ids.filter((id) => !rows.has(id));
  for (const some of chunks(missing, idsPerQuery)) {
    const { rows: found } = await readAll(
      connection,
      'SELECT Id, Name, Label, IsOwnedByProfile, Profile.Name FROM PermissionSet',
      `Id IN (${quoted(some)})`,
      some.length,
    );
    for (const row of found) if (isIdOf(row.Id)) rows.set(row.Id, row);
  }
  return new Map([...rows].map(([id, row]) => [id, giverOf(row)]));
}

function giverOf(row: Row): OrgGiver {
  const name = textAt(row, 'Label') ?? textAt(row, 'Name') ?? 'a permission set';
  if (row.IsOwnedByProfile === true) {
    const profile = textAt(row, 'Profile.Name');
    return { kind: 'profile', name: profile === null ? 'a profile' : `profile ${profile}` };
  }
  return { kind: row.Type === 'Group' ? 'permission-set-group' : 'permission-set', name };
}

interface Assigned {
  /** Ids of users, by permission set. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** Permission sets that have more than were read. */
  readonly more: ReadonlySet<string>;
}

async function readAssignments(connection: Connection, ids: readonly string[]): Promise<Assigned> {
  const users = new Map<string, string[]>();
  const more = new Set<string>();
  let left = mostAssignments;
  for (const some of chunks(ids, idsPerQuery)) {
    if (left === 0) {
      for (const id of some) more.add(id);
      continue;
    }
    const read = await readAll(
      connection,
      'SELECT Id, PermissionSetId, AssigneeId FROM PermissionSetAssignment',
      `Assignee.IsActive = true AND PermissionSetId IN (${quoted(some)})`,
      left,
    );
    left -= read.rows.length;
    if (read.more) for (const id of some) more.add(id);
    for (const { PermissionSetId, AssigneeId } of read.rows) {
      if (!isIdOf(PermissionSetId) || !isIdOf(AssigneeId)) continue;
      const own = users.get(PermissionSetId) ?? [];
      users.set(PermissionSetId, own);
      own.push(AssigneeId);
    }
  }
  return { users, more };
}

function permissionOf(
  sets: readonly string[],
  givers: ReadonlyMap<string, OrgGiver> | null,
  assigned: Assigned | null,
): Omit<OrgPermission, 'name'> {
  return {
    givers: sets.flatMap((id) => givers?.get(id) ?? []),
    users: [...new Set(sets.flatMap((id) => assigned?.users.get(id) ?? []))],
    more: sets.some((id) => assigned?.more.has(id)),
  };
}

function isIdOf(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(',');
}
