import type { WrittenFields } from '../saves/site.ts';

/** Which kind of account the written fields show; null where they do not. */
export type AccountKind = 'person' | 'business' | null;

/**
 * LastName, FirstName, a Person… or …__pc field can only be written to a person account, Name only to a
 * business account. Code that does both works on both kinds, so nothing is decided.
 */
export function accountKind(fields: WrittenFields): AccountKind {
  return accountKindOf(fields.writes.map(({ name }) => name));
}

/** The same of the names of fields. */
export function accountKindOf(fields: readonly string[]): AccountKind {
  const person = fields.some((name) => /^(lastname|firstname|person.+|.+__pc)$/i.test(name));
  const business = fields.some((name) => /^name$/i.test(name));
  if (person === business) return null;
  return person ? 'person' : 'business';
}
