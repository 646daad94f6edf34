import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { StoredRecord } from './store.ts';
import type { Values } from './values.ts';

/**
 * What an org checks before its duplicate rules.
 * @throws RestError REQUIRED_FIELD_MISSING, STRING_TOO_LONG, INVALID_EMAIL_ADDRESS, DUPLICATE_VALUE, …
 */
export function checkSave(
  org: Org,
  object: SandboxObject,
  values: Values,
  existing: StoredRecord | null,
): void {
  if (!object.createable) {
    const message = `entity type ${object.name} does not support ${existing === null ? 'create' : 'update'}`;
    throw new RestError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, { fields: [] });
  }
  const missing = object.fields
    .filter(({ required }) => required)
    .filter(
      ({ name }) => ((values.has(name) ? values.get(name) : existing?.values.get(name)) ?? null) === null,
    )
    .map(({ name }) => name);
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`;
    throw new RestError(400, 'REQUIRED_FIELD_MISSING', message, { fields: missing });
  }
  for (const [name, value] of values) checkValue(org, object, name, value, existing);
}

function checkValue(
  org: Org,
  object: SandboxObject,
  name: string,
  value: string | number | boolean | null,
  existing: StoredRecord | null,
): void {
  const field = org.schema.field(object.name, name)!;
  if (!field.writable) {
    const message = `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    throw new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: [name] });
  }
  if (typeof value !== 'string') return;
  if (field.length > 0 && value.length > field.length) {
    const message = `${field.label}: data value too large: ${value} (max length=${field.length})`;
    throw new RestError(400, 'STRING_TOO_LONG', message, { fields: [name] });
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    const message = `${field.label}: invalid email address: ${value}`;
    throw new RestError(400, 'INVALID_EMAIL_ADDRESS', message, { fields: [name] });
  }
  if (!field.unique) return;
  for (const record of org.store.withValue(object.name, name, value)) {
    if (record === existing) continue;
    const message = `duplicate value found: ${name} duplicates value on record with id: ${record.id.slice(0, 15)}`;
    throw new RestError(400, 'DUPLICATE_VALUE', message, { fields: [] });
  }
}
