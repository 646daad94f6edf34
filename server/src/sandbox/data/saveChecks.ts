import type { FieldScalar } from '../../core/records/model.ts';
import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { accountFields } from './accountKinds.ts';
import { checkReference } from './references.ts';
import type { StoredRecord } from './storedRecord.ts';
import type { Values } from './values.ts';

/**
 * What an org checks before its duplicate rules.
 * @throws RestError REQUIRED_FIELD_MISSING, STRING_TOO_LONG, INVALID_EMAIL_ADDRESS, DUPLICATE_VALUE, …
 */
export function checkSave(
  org: Org,
  session: Session,
  object: SandboxObject,
  values: Values,
  existing: StoredRecord | null,
): void {
  if (!object.createable) {
    const message = `entity type cannot be ${existing === null ? 'inserted' : 'updated'}: ${object.label}`;
    throw new RestError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, { fields: [] });
  }
  const fields = [...values.keys()].map((name) => org.schema.field(object.name, name)!);
  checkWritable(fields, existing);
  const { required } = accountFields(object, values, existing);
  // Records that were loaded may lack more than the data told: an update is refused for what it blanks.
  const isBlank = (name: string): boolean =>
    existing === null || values.has(name) ? isMissing(values.get(name)) : false;
  const missing = required.filter(isBlank);
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`;
    throw new RestError(400, 'REQUIRED_FIELD_MISSING', message, { fields: missing });
  }
  for (const field of fields) {
    const value = values.get(field.name)!;
    if (typeof value === 'string') checkText(field, value, values);
    if (typeof value === 'number') checkNumber(field, value);
    if (typeof value === 'string' && field.type === 'reference') checkReference(org, session, field, value);
  }
  checkUnique(org, object, values, existing);
}

/** @throws RestError DUPLICATE_VALUE where another record has a value that must be unique */
export function checkUnique(
  org: Org,
  object: SandboxObject,
  values: Values,
  existing: StoredRecord | null,
): void {
  for (const [name, value] of values) {
    const field = org.schema.field(object.name, name)!;
    if (!field.unique || isMissing(value)) continue;
    const other = withSameValue(org, object, field, value).find((record) => record !== existing);
    if (other === undefined) continue;
    const message = `duplicate value found: ${name} duplicates value on record with id: ${other.id.slice(0, 15)}`;
    throw new RestError(400, 'DUPLICATE_VALUE', message, { fields: [] });
  }
}

/** Records with the value, in any case unless the field says otherwise. */
export function withSameValue(
  { store }: Pick<Org, 'store'>,
  object: SandboxObject,
  { name, caseSensitive }: SandboxField,
  value: FieldScalar,
): readonly StoredRecord[] {
  const records = store.withValue(object.name, name, typeof value === 'string' ? value.trim() : value);
  return caseSensitive ? records.filter(({ values }) => values.get(name) === value) : records;
}

function isMissing(value: FieldScalar | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function checkWritable(fields: readonly SandboxField[], existing: StoredRecord | null): void {
  if (existing === null && fields.some(({ name }) => name === 'Id')) {
    const message = 'cannot specify Id in an insert call';
    throw new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: ['Id'] });
  }
  const locked = fields
    .filter(({ writable, createOnly }) => !writable || (existing !== null && createOnly))
    .map(({ name }) => name);
  if (locked.length === 0) return;
  const message = `Unable to create/update fields: ${locked.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  throw new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: locked });
}

function checkText(field: SandboxField, value: string, values: Values): void {
  const { name, label, type, length } = field;
  // As it is stored.
  const text = value.trim();
  if (length > 0 && text.length > length) {
    const message = `${label}: data value too large: ${text} (max length=${length})`;
    throw new RestError(400, 'STRING_TOO_LONG', message, { fields: [name] });
  }
  if (type === 'email' && text !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    const message = `${label}: invalid email address: ${text}`;
    throw new RestError(400, 'INVALID_EMAIL_ADDRESS', message, { fields: [name] });
  }
  if (type === 'picklist' || type === 'multipicklist') values.set(name, picked(field, text));
}

/** The values as the picklist spells them. */
function picked({ name, label, type, restricted, picklistValues }: SandboxField, text: string): string {
  if (!restricted || picklistValues.length === 0 || text === '') return text;
  const given = type === 'multipicklist' ? text.split(';').map((part) => part.trim()) : [text];
  const own = given.map((one) => picklistValues.find((value) => value.toLowerCase() === one.toLowerCase()));
  const bad = given.find((_, index) => own[index] === undefined);
  if (bad === undefined) return own.join(';');
  const message = `${label}: bad value for restricted picklist field: ${bad}`;
  throw new RestError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, { fields: [name] });
}

function checkNumber({ name, label, type, integerDigits }: SandboxField, value: number): void {
  const digits = integerDigits ?? (type === 'int' ? 8 : 18);
  if (Math.abs(value) < 10 ** digits) return;
  const message = `${label}: value outside of valid range on numeric field: ${value}`;
  throw new RestError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message, { fields: [name] });
}
