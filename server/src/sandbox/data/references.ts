import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SandboxField } from '../schema/model.ts';
import type { Session } from '../session.ts';

/**
 * Checks that a lookup names a record that is there. Records that the org does not know (record types, queues) pass.
 * @throws RestError MALFORMED_ID, ENTITY_IS_DELETED, INVALID_CROSS_REFERENCE_KEY, …
 */
export function checkReference(
  { schema, store }: Pick<Org, 'schema' | 'store'>,
  session: Session,
  { name, label, referenceTo }: SandboxField,
  id: string,
): void {
  const object = schema.objectOfId(id);
  if (object === null) {
    const mayBeUnknown = referenceTo.some((one) => schema.object(one) === null) || id.startsWith('00G');
    if (mayBeUnknown || referenceTo.length === 0) return;
    throw malformed();
  }
  const isAllowed =
    referenceTo.some((one) => one.toLowerCase() === object.name.toLowerCase()) ||
    // A queue.
    (name === 'OwnerId' && object.name === 'Group');
  if (!isAllowed && referenceTo.length > 0) throw malformed();
  const record = store.record(id);
  if (record === null && object.partlyKnown === true) return;
  if (record === null) {
    const isDeleted = store.deletedRecord(id) !== null;
    const [code, message] = isDeleted
      ? (['ENTITY_IS_DELETED', 'entity is deleted'] as const)
      : (['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'] as const);
    throw new RestError(400, code, message, { fields: isDeleted ? [] : [name] });
  }
  if (session.canSee(record)) return;
  const message = `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`;
  throw new RestError(400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message, { fields: [] });

  function malformed(): RestError {
    const message = `${label}: id value of incorrect type: ${id}`;
    return new RestError(400, 'MALFORMED_ID', message, { fields: [name] });
  }
}
