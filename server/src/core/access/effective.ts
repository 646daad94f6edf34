import type { Access, AccessHolder, PermissionSetGroup } from './model.ts';

/** Who gives a permission: profiles and permission sets, and groups of these that do not turn it off. */
export interface Givers {
  readonly profiles: readonly AccessHolder[];
  readonly permissionSets: readonly AccessHolder[];
  readonly groups: readonly PermissionSetGroup[];
  /** Groups that hold a permission set with it and turn it off. */
  readonly muted: readonly PermissionSetGroup[];
}

/** Who gives what `has` says of a holder. */
export function giversOf(access: Access, has: (holder: AccessHolder) => boolean): Givers {
  const giving = access.holders.filter(has);
  const permissionSets = giving.filter(({ kind }) => kind === 'permission-set');
  const names = new Set(permissionSets.map(({ fullName }) => fullName.toLowerCase()));
  const mutingNames = new Set(access.muting.filter(has).map(({ fullName }) => fullName.toLowerCase()));
  const holding = access.groups.filter((group) =>
    group.permissionSets.some((name) => names.has(name.toLowerCase())),
  );
  const isMuted = (group: PermissionSetGroup) =>
    group.mutingPermissionSets.some((name) => mutingNames.has(name.toLowerCase()));
  return {
    profiles: giving.filter(({ kind }) => kind === 'profile'),
    permissionSets,
    groups: holding.filter((group) => !isMuted(group)),
    muted: holding.filter(isMuted),
  };
}

export function givesUserPermission(name: string): (holder: AccessHolder) => boolean {
  return ({ userPermissions }) => userPermissions.has(name);
}

export function givesCustomPermission(name: string): (holder: AccessHolder) => boolean {
  const key = name.toLowerCase();
  return ({ customPermissions }) => customPermissions.has(key);
}

export function countGivers({ profiles, permissionSets, groups }: Givers): number {
  return profiles.length + permissionSets.length + groups.length;
}
