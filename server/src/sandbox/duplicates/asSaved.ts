import type { FieldScalar } from '../../core/records/model.ts';
import { nameOfPerson, planOf } from '../data/recordPlan.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';

/**
 * A record as it would be with these values: what it has already, owner and creator of a new one, and the name that is
 * put together.
 */
export function asSaved(
  object: SandboxObject,
  values: ReadonlyMap<string, FieldScalar>,
  existing: StoredRecord | null,
  { user }: Session,
): ReadonlyMap<string, FieldScalar> {
  const { isOwned, isDeletable, isNamedAsPerson } = planOf(object);
  const saved = new Map(existing?.values);
  if (existing === null && isOwned) saved.set('OwnerId', user.id);
  if (existing === null && isDeletable) saved.set('CreatedById', user.id);
  // Texts are trimmed when they are saved.
  for (const [name, value] of values) saved.set(name, typeof value === 'string' ? value.trim() : value);
  const name = isNamedAsPerson ? nameOfPerson(saved) : null;
  if (name !== null) saved.set('Name', name);
  return saved;
}
