import type { Givers } from '../../access/effective.ts';
import type { AccessHolder } from '../../access/model.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import { ruleName } from '../../outcome/describe.ts';
import { list, plural } from '../../outcome/words.ts';

const mostNames = 8;

/** `A, B and C`; of many the first few and how many more. */
export function some(names: readonly string[], most = mostNames): string {
  const sorted = [...new Set(names)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  if (sorted.length <= most) return list(sorted, 'and');
  return `${sorted.slice(0, most).join(', ')} and ${sorted.length - most} more`;
}

/** `2 profiles and 1 permission set`. */
export function giverCounts({ profiles, permissionSets, groups }: Givers): string {
  const parts = [
    ...(profiles.length > 0 ? [plural(profiles.length, 'profile')] : []),
    ...(permissionSets.length > 0 ? [plural(permissionSets.length, 'permission set')] : []),
    ...(groups.length > 0 ? [plural(groups.length, 'permission set group')] : []),
  ];
  return list(parts, 'and');
}

/** A sentence for each kind: who they are. */
export function giverNames({ profiles, permissionSets, groups, muted }: Givers): readonly string[] {
  const named = (what: string, holders: readonly { readonly name: string }[]) =>
    holders.length === 0 ? [] : [`${what}: ${some(holders.map(({ name }) => name))}.`];
  return [
    ...named('Profiles', profiles),
    ...named('Permission sets', permissionSets),
    ...named('Permission set groups', groups),
    ...named('Turned off by a muting permission set in the groups', muted),
  ];
}

/** `rule 'A' and rule 'B'`; by their full names where two are labelled alike. */
export function ruleNames(rules: readonly DuplicateRule[]): string {
  const named = rules.map((rule) => ruleName(rule));
  const alike = new Set(named).size < named.length;
  return some(alike ? rules.map(({ fullName }) => `rule ${fullName}`) : named);
}

export function holderWords({ kind, name }: AccessHolder): string {
  return kind === 'profile' ? `profile ${name}` : `permission set ${name}`;
}
