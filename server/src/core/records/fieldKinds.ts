import type { Schema } from '../metadata/objects.ts';
import { standardField } from '../metadata/standardFields.ts';
import type { FieldDescription, ObjectDescription } from '../orgData/model.ts';
import type { FormField } from './formModel.ts';

export type FieldForm = Pick<FormField, 'name' | 'label' | 'input' | 'type' | 'options'>;

/** How to ask for a field: by the org's description, else the project's metadata, else what is common. */
export function fieldForm(
  object: string,
  field: string,
  schema: Schema,
  description: ObjectDescription | null,
): FieldForm {
  const described = descriptionOf(field, description);
  if (described) return describedForm(described);
  const info = schema.field(object, field) ?? schema.field(object, withoutId(field));
  if (info) {
    const type = info.type === null ? '' : withTarget(info.type, info.referenceTo);
    return {
      name: info.name,
      label: info.label ?? info.name,
      input: inputOf(info.type ?? ''),
      type,
      options: [],
    };
  }
  const known = standardField(object, field) ?? standardField(object, `${field}Id`);
  if (known) return { ...known, input: inputOf(known.type), options: [] };
  return { name: field, label: field, input: 'text', type: '', options: [] };
}

/** The org's description of a field by any spelling of its name: `Account` and `Parent__r` are lookups. */
export function descriptionOf(field: string, description: ObjectDescription | null): FieldDescription | null {
  if (!description) return null;
  const names = [field, `${field}Id`, withoutRelation(field)].map((name) => name.toLowerCase());
  for (const name of names) {
    const found = description.fields.find((one) => one.name.toLowerCase() === name);
    if (found) return found;
  }
  return null;
}

function withoutRelation(field: string): string {
  return field.replace(/__r$/i, '__c');
}

function withoutId(field: string): string {
  return withoutRelation(field).replace(/(?<=[a-z])Id$/, '');
}

function describedForm({ name, label, type, length, picklistValues }: FieldDescription): FieldForm {
  const isSelect = /^(?:picklist|combobox)$/i.test(type) && picklistValues.length > 0;
  return {
    name,
    label,
    input: isSelect ? 'select' : inputOf(type),
    type: describedType(type, length),
    options: isSelect ? picklistValues : [],
  };
}

const titles: Readonly<Record<string, string>> = {
  string: 'Text',
  textarea: 'Text Area',
  reference: 'Lookup',
  boolean: 'Checkbox',
  double: 'Number',
  int: 'Number',
  long: 'Number',
  datetime: 'Date/Time',
  url: 'URL',
  id: 'Id',
  multipicklist: 'Picklist (multi-select)',
  encryptedstring: 'Text (encrypted)',
  combobox: 'Picklist',
};

/** `Text(80)`, `Lookup`, `Email`: as Salesforce's field list says it, of what describe says. */
function describedType(type: string, length: number): string {
  const key = type.toLowerCase();
  const title = titles[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
  return /^(?:string|textarea)$/.test(key) && length > 0 ? `${title}(${length})` : title;
}

function withTarget(type: string, referenceTo: readonly string[]): string {
  return referenceTo.length > 0 ? `${type}(${referenceTo.join(',')})` : type;
}

/** Of a type as describe, the metadata or Salesforce's field list names it. */
function inputOf(type: string): FormField['input'] {
  const name = type.toLowerCase().replace(/\(.*$/, '').trim();
  switch (name) {
    case 'email':
      return 'email';
    case 'phone':
    case 'fax':
      return 'tel';
    case 'url':
      return 'url';
    case 'checkbox':
    case 'boolean':
      return 'checkbox';
    case 'date':
      return 'date';
    case 'datetime':
    case 'date/time':
      return 'datetime-local';
    case 'int':
    case 'long':
    case 'double':
    case 'number':
    case 'currency':
    case 'percent':
      return 'number';
    default:
      return 'text';
  }
}
