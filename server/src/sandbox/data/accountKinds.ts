import { RestError } from '../errors.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { StoredRecord } from './storedRecord.ts';
import type { Values } from './values.ts';

/** Fields of an account that only people have. */
export const personField = /^(?:LastName|FirstName|Salutation|Person.+|.+__pc)$/;

/**
 * Which fields of a record must be filled. Where the org has person accounts, an account is one of a person if it has a
 * last name, and then its name cannot be written; else it has nothing of a person.
 * @throws RestError INVALID_FIELD_FOR_INSERT_UPDATE
 */
export function accountFields(
  object: SandboxObject,
  values: Values,
  existing: StoredRecord | null,
): { readonly required: readonly string[] } {
  const required = object.fields.filter((field) => field.required).map(({ name }) => name);
  const hasPersons =
    object.name === 'Account' && object.fields.some(({ name }) => name === 'IsPersonAccount');
  if (!hasPersons) return { required };
  // A checkbox that is not ticked says nothing.
  const given = [...values].filter(([, value]) => value !== null && value !== false).map(([name]) => name);
  const personal = given.filter((name) => personField.test(name));
  const isPerson = existing === null ? personal.length > 0 : existing.values.get('IsPersonAccount') === true;
  const wrong = isPerson ? given.filter((name) => name === 'Name') : personal;
  if (wrong.length > 0) {
    const message = `Account: bad field names on insert/update call: ${wrong.join(', ')}`;
    throw new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: wrong });
  }
  if (!isPerson) return { required };
  return { required: [...required.filter((name) => name !== 'Name'), 'LastName'] };
}
