import type { StoredRecord } from '../data/storedRecord.ts';
import { notFound, RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import { attributesOf } from '../query/answer.ts';
import { valueJson } from '../query/values.ts';
import { byExternalId, SeveralRecords } from '../saves/target.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { RestCall } from './route.ts';

/** @throws RestError NOT_FOUND for what does not exist or the user cannot read */
export function objectNamed(
  { org, session }: Pick<RestCall, 'org' | 'session'>,
  name: string,
): SandboxObject {
  const object = org.schema.object(name);
  if (!object || !session.canReadObject(object.name) || (object.setup && !session.canViewSetup)) {
    throw notFound();
  }
  return object;
}

/**
 * The record of an object with an id, as an address names it.
 * @throws RestError NOT_FOUND for one that is not there or cannot be seen, ENTITY_IS_DELETED
 */
export function recordNamed({ org, session }: RestCall, object: SandboxObject, text: string): StoredRecord {
  const id = asId(text);
  if (id === null) {
    throw notFound(`Provided external ID field does not exist or is not accessible: ${text}`);
  }
  const record = org.store.record(id);
  if (record && record.object === object && session.canSee(record)) return record;
  if (org.store.deletedRecord(id)?.object === object) {
    throw new RestError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  }
  throw notFound();
}

/**
 * The record with an external id.
 * @throws RestError NOT_FOUND; SeveralRecords
 */
export function recordByExternalId(
  request: RestCall,
  object: SandboxObject,
  field: string,
  value: string,
): StoredRecord {
  const { org, session } = request;
  if (field.toLowerCase() === 'id') return recordNamed(request, object, value);
  const records = byExternalId(org, object, field, value).filter((record) => session.canSee(record));
  if (records.length > 1) throw new SeveralRecords(field, records);
  if (!records[0]) throw notFound();
  return records[0];
}

/**
 * The fields of those names, or all that the user can read.
 * @throws RestError INVALID_FIELD
 */
export function fieldsNamed(
  { org, session }: RestCall,
  object: SandboxObject,
  names: readonly string[] | null,
): readonly SandboxField[] {
  if (names === null) return object.fields.filter(({ name }) => session.canRead(object.name, name));
  return names.map((name) => {
    const field = org.schema.field(object.name, name);
    if (field && session.canRead(object.name, field.name)) return field;
    const message = `\n${name}\n^\nERROR at Row:1:Column:1\nNo such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
    throw new RestError(400, 'INVALID_FIELD', message);
  });
}

export function recordJson(
  record: StoredRecord,
  fields: readonly SandboxField[],
  basePath: string,
): Record<string, unknown> {
  const values = fields.map((field) => [field.name, valueJson(record, field)] as const);
  return { attributes: attributesOf(record, basePath), ...Object.fromEntries(values) };
}
