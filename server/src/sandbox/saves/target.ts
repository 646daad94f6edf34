import { withSameValue } from '../data/saveChecks.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import { notFound, RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import { isUpsertKey, type SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { RowDraft } from './model.ts';

/** Several records have the external id of an upsert. */
export class SeveralRecords extends RestError {
  readonly records: readonly StoredRecord[];

  constructor(field: string, records: readonly StoredRecord[]) {
    const message = `${field}: more than one record found for external id field: [${records.map(({ id }) => id.slice(0, 15)).join(', ')}]`;
    super(300, 'DUPLICATE_EXTERNAL_ID', message);
    this.records = records;
  }
}

/**
 * The record that a row is about; null for a new one.
 * @throws RestError where it names one that is not there, or not one
 */
export function targetOf(org: Org, session: Session, { object, target }: RowDraft): StoredRecord | null {
  if (target.kind === 'new') return null;
  if (target.kind === 'id' || target.field.toLowerCase() === 'id') {
    return recordById(org, session, object, String(target.kind === 'id' ? target.id : target.value));
  }
  if (target.value === null || target.value === undefined || String(target.value).trim() === '') {
    throw new RestError(400, 'MISSING_ARGUMENT', `${target.field} not specified`, { fields: [] });
  }
  const records = byExternalId(org, object, target.field, target.value);
  if (records.length > 1) throw new SeveralRecords(target.field, records);
  return records[0] ?? null;
}

/** @throws RestError NOT_FOUND where the field is no external id */
export function byExternalId(
  org: Org,
  object: SandboxObject,
  fieldName: string,
  value: unknown,
): readonly StoredRecord[] {
  const field = org.schema.field(object.name, fieldName);
  if (!field || !isUpsertKey(object, field)) {
    throw notFound(`Provided external ID field does not exist or is not accessible: ${fieldName}`);
  }
  const isScalar = typeof value === 'string' || typeof value === 'number';
  return isScalar ? withSameValue(org, object, field, typeof value === 'string' ? value.trim() : value) : [];
}

function recordById(org: Org, session: Session, object: SandboxObject, text: string): StoredRecord {
  if (text === '') {
    throw new RestError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', { fields: ['Id'] });
  }
  const id = asId(text);
  if (id === null) throw new RestError(400, 'MALFORMED_ID', `bad id ${text}`, { fields: ['Id'] });
  const record = org.store.record(id);
  if (record && record.object !== object) {
    const message = `Record ID: id value of incorrect type: ${text}`;
    throw new RestError(400, 'MALFORMED_ID', message, { fields: ['Id'] });
  }
  if (record && session.canSee(record)) return record;
  if (org.store.deletedRecord(id)) throw new RestError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  throw new RestError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}
