import type { Org } from '../org.ts';
import { isUpsertKey } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { invalidJob, UnknownEntity } from './errors.ts';
import { type BulkOperation, type BulkTask, operations } from './task.ts';

/**
 * What a new job is to do, as its creator says: operation, object, externalIdFieldName.
 * @throws BulkError
 */
export function readTask(
  org: Org,
  session: Session,
  api: Pick<BulkTask, 'channel' | 'version'>,
  body: Readonly<Record<string, unknown>>,
): BulkTask {
  const { operation, object: name, externalIdFieldName } = body;
  if (!operations.includes(operation as BulkOperation)) throw invalidJob('Unable to parse Job');
  const object = typeof name === 'string' ? org.schema.object(name) : null;
  if (!object?.createable || !session.canReadObject(object.name)) throw new UnknownEntity(String(name ?? ''));
  const task = { ...api, operation: operation as BulkOperation, object };
  if (operation !== 'upsert') return { ...task, externalId: null };
  if (typeof externalIdFieldName !== 'string' || externalIdFieldName === '') {
    throw invalidJob(
      `External ID was blank for ${object.name}. An External ID must be specified for upsert.`,
    );
  }
  const field = org.schema.field(object.name, externalIdFieldName);
  if (!field || (field.type !== 'id' && !isUpsertKey(object, field))) {
    throw invalidJob(
      `Field name provided, ${externalIdFieldName} does not match an External ID, Salesforce Id, or indexed field for ${object.name}`,
    );
  }
  return { ...task, externalId: field.name };
}
