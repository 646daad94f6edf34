import type { FieldScalar } from '../../core/records/model.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { SandboxField } from '../schema/model.ts';
import { readDate, readDateTime } from './dates.ts';

/** Whether values come as JSON has them, or as texts. */
export type ValueForm = 'json' | 'text';

/**
 * Reads one value; blank ones are null.
 * @throws RestError JSON_PARSER_ERROR, INVALID_TYPE_ON_FIELD_IN_RECORD, MALFORMED_ID
 */
export function readValue(field: SandboxField, value: unknown, form: ValueForm): FieldScalar {
  if (value === null || value === undefined || value === '') {
    if (field.type !== 'boolean') return null;
    throw notOfType(field, '');
  }
  const read = typed(field, value, form);
  if (read !== null) return read;
  if (field.type === 'id' || field.type === 'reference') {
    const message = `${field.label}: id value of incorrect type: ${shown(value)}`;
    throw new RestError(400, 'MALFORMED_ID', message, { fields: [field.name] });
  }
  throw form === 'text' ? notOfType(field, shown(value)) : notReadable(field, value);
}

/** Null where it is no value of the field's type. */
function typed(field: SandboxField, value: unknown, form: ValueForm): FieldScalar {
  switch (field.type) {
    case 'boolean':
      return booleanOf(value, form);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent': {
      const number = numberOf(value);
      return number === null || (field.type === 'int' && !Number.isInteger(number)) ? null : number;
    }
    case 'id':
    case 'reference':
      return typeof value === 'string' ? asId(value.trim()) : null;
    case 'date':
      return typeof value === 'string' ? readDate(value) : null;
    case 'datetime':
      return typeof value === 'string' ? readDateTime(value) : null;
    default:
      return typeof value === 'object' ? null : String(value);
  }
}

/** JSON has `"true"` taken for true and `"TRUE"` refused; CSV takes 1 and 0 as well. */
function booleanOf(value: unknown, form: ValueForm): boolean | null {
  if (typeof value === 'boolean') return value;
  if (form === 'json') return value === 'true' || value === 'false' ? value === 'true' : null;
  const text = String(value).trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return null;
  return Number(value);
}

function notOfType({ label, name }: SandboxField, text: string): RestError {
  const message = `${label}: value not of required type: ${text}`;
  return new RestError(400, 'INVALID_TYPE_ON_FIELD_IN_RECORD', message, { fields: [name] });
}

/** Salesforce names the place in the body too, which is not known here. */
function notReadable({ type }: SandboxField, value: unknown): RestError {
  const message = `Cannot deserialize instance of ${type} from ${tokenOf(value)} or request may be missing a required field at [line:1, column:1]`;
  return new RestError(400, 'JSON_PARSER_ERROR', message);
}

/** As the parser that Salesforce uses names what it meets. */
function tokenOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY value [';
  switch (typeof value) {
    case 'string':
      return `VALUE_STRING value ${value}`;
    case 'number':
      return `VALUE_NUMBER_${Number.isInteger(value) ? 'INT' : 'FLOAT'} value ${value}`;
    case 'boolean':
      return `VALUE_${String(value).toUpperCase()} value ${value}`;
    default:
      return 'START_OBJECT value {';
  }
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
