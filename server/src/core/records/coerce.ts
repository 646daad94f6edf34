import type { FieldDescription, ObjectDescription } from '../orgData/model.ts';
import type { FieldScalar, SampleField, SampleRecord } from './model.ts';

/**
 * The record with the values that its fields take: a form and a CSV file give text for numbers, checkboxes
 * and dates. What cannot be read as its field's type stays as it is, for {@link checkRecord} to tell. A date
 * and time without a zone is taken as UTC. Names get the org's spelling. Without a description: unchanged.
 */
export function coerceRecord(record: SampleRecord, description: ObjectDescription | null): SampleRecord {
  const id = record.id === null ? null : record.id.trim();
  if (!description) return { ...record, id };
  const byName = fieldsByName(description);
  const fields = record.fields.map(({ name, value }): SampleField => {
    const field = byName.get(name.trim().toLowerCase());
    return field ? { name: field.name, value: coerced(value, field) } : { name: name.trim(), value };
  });
  return { object: description.name, id, fields };
}

export function fieldsByName(description: ObjectDescription): ReadonlyMap<string, FieldDescription> {
  return new Map(description.fields.map((field) => [field.name.toLowerCase(), field]));
}

/** What describe's types come down to. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'id' | 'compound';

export function kindOfType(type: string): ValueKind {
  switch (type.toLowerCase()) {
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
    case 'id':
      return type.toLowerCase() as ValueKind;
    case 'reference':
      return 'id';
    case 'address':
    case 'location':
    case 'complexvalue':
      return 'compound';
    default:
      return 'text';
  }
}

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const yes = /^(?:true|yes|on|1)$/i;
const no = /^(?:false|no|off|0)$/i;
const withoutZone = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d{1,3})?$/;

function coerced(value: FieldScalar, { type }: FieldDescription): FieldScalar {
  const kind = kindOfType(type);
  if (kind === 'text') return typeof value === 'number' ? String(value) : value;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return kind === 'boolean' ? false : null;
  switch (kind) {
    case 'number':
      return numberText.test(text) ? Number(text) : value;
    case 'boolean':
      return yes.test(text) ? true : no.test(text) ? false : value;
    case 'datetime':
      return text.replace(withoutZone, (_, date: string, time: string, seconds = ':00', part = '') => {
        return `${date}T${time}${seconds}${part}Z`;
      });
    default:
      return text;
  }
}
