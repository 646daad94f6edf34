import type { RuleCatalog } from '../outcome/model.ts';

/** Lower-case names of the fields of records that conditions of rules mention. */
export function watchedFields({ duplicateRules }: RuleCatalog): ReadonlySet<string> {
  const watched = new Set<string>();
  for (const { filter } of duplicateRules) {
    for (const { table, field } of filter?.conditions ?? []) {
      if (table.toLowerCase() !== 'user') watched.add(field.toLowerCase());
    }
  }
  return watched;
}
