import type { FieldScalar } from '../../core/records/model.ts';
import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { readValue, type ValueForm } from './readValue.ts';

/** Values by the schema's spelling of the fields. */
export type Values = Map<string, FieldScalar>;

/**
 * Reads values as a caller gives them: JSON values, or texts as in XML and CSV.
 * A parent may be given by its external id.
 * @throws RestError INVALID_FIELD, INVALID_TYPE_ON_FIELD_IN_RECORD, JSON_PARSER_ERROR, MALFORMED_ID
 */
export function readValues(
  org: Pick<Org, 'schema' | 'store'>,
  session: Session,
  object: SandboxObject,
  input: Iterable<readonly [string, unknown]>,
  form: ValueForm = 'json',
): Values {
  const values: Values = new Map();
  for (const [name, value] of input) {
    if (name === 'attributes') continue;
    const parent = parentOf(org, object, name, value);
    if (parent !== null) {
      values.set(...parent);
      continue;
    }
    const field = org.schema.field(object.name, name);
    if (!field || !session.canRead(object.name, field.name)) {
      const message = `No such column '${name}' on sobject of type ${object.name}`;
      throw new RestError(400, 'INVALID_FIELD', message);
    }
    // An empty text says nothing of a checkbox, which cannot be blank.
    if (form === 'text' && value === '' && field.type === 'boolean') continue;
    values.set(field.name, readValue(field, value, form));
  }
  return values;
}

/** A parent given by an external id, as `Account: { Ext__c: 'A-1' }`; null where the value is no such thing. */
function parentOf(
  { schema, store }: Pick<Org, 'schema' | 'store'>,
  object: SandboxObject,
  name: string,
  value: unknown,
): [string, FieldScalar] | null {
  const reference = schema.relationship(object.name, name);
  if (reference === null || (value !== null && typeof value !== 'object')) return null;
  if (value === null) return [reference.name, null];
  const keys = Object.entries(value).filter(([key]) => key !== 'attributes' && key !== 'type');
  const [field = '', key] = keys[0] ?? [];
  const parents = reference.referenceTo.flatMap((parent) =>
    schema.field(parent, field)?.externalId ? store.withValue(parent, field, key as FieldScalar) : [],
  );
  if (parents.length === 1) return [reference.name, parents[0]!.id];
  const found = parents.length === 0 ? 'not found' : 'is not unique';
  const message = `Foreign key external ID: ${String(key)} ${found} for field ${field} in entity ${reference.referenceTo[0] ?? name}`;
  throw new RestError(400, 'INVALID_FIELD', message, { fields: [] });
}
