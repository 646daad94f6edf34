import type { AccessHolder } from './model.ts';

/** Profiles and permission sets whose parts stand in several packages, as one each: what any of them gives. */
export function mergeHolders(holders: readonly AccessHolder[]): readonly AccessHolder[] {
  const byName = new Map<string, AccessHolder>();
  for (const holder of holders) {
    const key = `${holder.kind}:${holder.fullName.toLowerCase()}`;
    const known = byName.get(key);
    byName.set(key, known === undefined ? holder : merged(known, holder));
  }
  return [...byName.values()];
}

function merged(one: AccessHolder, other: AccessHolder): AccessHolder {
  const objects = new Map(one.objects);
  for (const [object, access] of other.objects) {
    const known = objects.get(object) ?? access;
    objects.set(object, {
      create: known.create || access.create,
      edit: known.edit || access.edit,
      viewAll: known.viewAll || access.viewAll,
      modifyAll: known.modifyAll || access.modifyAll,
    });
  }
  return {
    ...one,
    license: one.license ?? other.license,
    custom: one.custom ?? other.custom,
    description: one.description ?? other.description,
    userPermissions: new Map([...other.userPermissions, ...one.userPermissions]),
    customPermissions: new Map([...other.customPermissions, ...one.customPermissions]),
    editableFields: new Map([...other.editableFields, ...one.editableFields]),
    objects,
  };
}
