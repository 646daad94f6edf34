import type { FieldScalar } from '../../core/records/model.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';

/** Values by the schema's spelling of the fields. */
export type Values = Map<string, FieldScalar>;

/**
 * Reads values as a caller gives them: JSON values, or texts as in XML.
 * A parent may be given by its external id.
 * @throws RestError INVALID_FIELD, INVALID_TYPE_ON_FIELD_IN_RECORD, MALFORMED_ID
 */
export function readValues(
  org: Pick<Org, 'schema' | 'store'>,
  session: Session,
  object: SandboxObject,
  input: Iterable<readonly [string, unknown]>,
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
    values.set(field.name, readValue(field, value));
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

function readValue(field: SandboxField, value: unknown): FieldScalar {
  if (value === null || value === undefined || value === '') return null;
  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (/^(true|false|1|0)$/i.test(String(value))) return /^(true|1)$/i.test(String(value));
      throw wrongType(field, value);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent': {
      const number = typeof value === 'number' ? value : Number(value);
      if (Number.isNaN(number) || typeof value === 'boolean') throw wrongType(field, value);
      return number;
    }
    case 'id':
    case 'reference': {
      const id = typeof value === 'string' ? asId(value) : null;
      if (id !== null) return id;
      const message = `${field.label}: id value of incorrect type: ${String(value)}`;
      throw new RestError(400, 'MALFORMED_ID', message, { fields: [field.name] });
    }
    default:
      if (typeof value === 'object') throw wrongType(field, value);
      return String(value);
  }
}

function wrongType(field: SandboxField, value: unknown): RestError {
  const kind = typeof value === 'object' ? 'START_OBJECT' : 'VALUE_STRING';
  const message = `Cannot deserialize instance of ${field.type} from ${kind} value ${JSON.stringify(value)} for ${field.name}`;
  return new RestError(400, 'JSON_PARSER_ERROR', message);
}
