import type { EarlierSection } from './compare.ts';
import type { AuditSection, AuditStatement } from './model.ts';

/** What an audit may be asked to look at besides, by the ids under which it says that it did not. */
const scopes: readonly (readonly [id: RegExp, words: string])[] = [
  [/^org-rules$/, 'rules that only the org has'],
  [/^tests$/, 'test code'],
  [/^profiles$/, 'profiles and permission sets'],
  [/^(?:users|org-people:.*)$/, "the org's users"],
  [/^(?:duplicate-sets|org-data:.*)$/, 'duplicate record sets'],
];

/**
 * What an earlier audit had not looked at that this one does, and that a statement may come from: null where it is
 * compared.
 *
 * @param earlier null where it has no such section
 */
export function askedSince(
  now: AuditSection,
  earlier: EarlierSection | null,
): (statement: AuditStatement) => string | null {
  if (earlier === null || (earlier.summary.length === 0 && earlier.statements.length === 0)) {
    return ({ kind, id }) => fileOf(kind, id) ?? 'any of it';
  }
  const files = new Set(earlier.statements.map(({ id }) => id));
  const still = new Set(now.notLookedAt.map(({ id }) => id));
  const missed = earlier.notLookedAt.flatMap(({ id }) =>
    still.has(id) ? [] : (scopes.find(([pattern]) => pattern.test(id))?.[1] ?? []),
  );
  return ({ kind, id }) => {
    const file = fileOf(kind, id);
    if (file !== null) return files.has(id) ? null : file;
    return missed[0] ?? null;
  };
}

/** Each file of data has a statement, also where it is clean. */
function fileOf(kind: string, id: string): string | null {
  return kind === 'duplicates-in-data' ? id.slice(id.indexOf(':', kind.length + 1) + 1) : null;
}
