import { fieldKey } from '../../outcome/fieldNames.ts';
import type { Location } from '../../text.ts';
import { type FieldInfo, isCustomObjectName, type Schema } from '../objects.ts';
import {
  fieldsOfCustomObjects,
  isPersonAccountField,
  type StandardFieldInfo,
  standardFields,
} from '../standardFields.ts';

/** A field that a rule can name. */
export interface KnownField {
  readonly name: string;
  /** '' where it is not known. */
  readonly label: string;
  /** As the metadata or Salesforce's field list says it; '' where it is not known. */
  readonly type: string;
  /** Null for one that the project does not describe. */
  readonly location: Location | null;
}

/** The fields of an object, of the project's metadata and built in; those of the project first. */
export function fieldsOf(object: string, schema: Schema): readonly KnownField[] {
  const isPerson = isPersonAccount(object);
  const home = homeOf(object);
  const builtIn = builtInFields(object);
  const byName = new Map<string, KnownField>();
  const described = [...schema.fields(home), ...(isPerson ? onContacts(schema) : [])];
  const standard = new Map(builtIn.map((field) => [field.name.toLowerCase(), field]));
  for (const info of described) {
    const key = info.name.toLowerCase();
    byName.set(key, joined(info, standard.get(key) ?? null));
  }
  for (const field of builtIn) {
    const key = field.name.toLowerCase();
    // Business accounts have them not.
    if (byName.has(key) || (/^account$/i.test(object) && isPersonAccountField(field.name))) continue;
    byName.set(key, { ...field, location: null });
  }
  return [...byName.values()];
}

/** The field of that name, in any of its spellings: `RecordType` is `RecordTypeId`. Null where none is known. */
export function fieldOf(object: string, name: string, schema: Schema): KnownField | null {
  const info = schema.field(homeOf(object), name);
  const builtIn = builtInFields(object);
  const lower = name.toLowerCase();
  const standard =
    builtIn.find((field) => field.name.toLowerCase() === lower) ??
    builtIn.find((field) => fieldKey(field.name) === fieldKey(name)) ??
    null;
  if (info !== null) return joined(info, standard);
  return standard && { ...standard, location: null };
}

function builtInFields(object: string): readonly StandardFieldInfo[] {
  return isCustomObjectName(object) ? fieldsOfCustomObjects() : standardFields(object);
}

function joined(info: FieldInfo, standard: StandardFieldInfo | null): KnownField {
  const target = info.referenceTo.length > 0 ? `(${info.referenceTo.join(',')})` : '';
  return {
    name: info.name,
    label: info.label ?? standard?.label ?? '',
    type: info.type === null ? (standard?.type ?? '') : `${info.type}${target}`,
    location: info.location,
  };
}

/** Custom fields of contacts, as person accounts have them. */
function onContacts(schema: Schema): readonly FieldInfo[] {
  return schema
    .fields('Contact')
    .filter(({ name }) => /__c$/i.test(name))
    .map((info) => ({ ...info, name: info.name.replace(/__c$/i, '__pc') }));
}

function isPersonAccount(object: string): boolean {
  return /^personaccount$/i.test(object);
}

function homeOf(object: string): string {
  return isPersonAccount(object) ? 'Account' : object;
}

const comparable: ReadonlySet<string> = new Set([
  ...['email', 'lookup', 'masterdetail', 'master-detail', 'number', 'phone', 'fax', 'picklist'],
  ...['text', 'url', 'record type'],
]);

/**
 * Whether matching rules support a field of that type (Salesforce Help, Matching Criteria for Matching Rules); true
 * where the type is not known. Of text areas, Salesforce's own rules compare the streets of addresses.
 */
export function isComparable({ name, type }: KnownField): boolean {
  const base = type.replace(/\(.*$/, '').trim().toLowerCase();
  if (base === '') return true;
  return comparable.has(base) || (base === 'text area' && /Street$/.test(name));
}

/** Lookups that public rules name in conditions as in a query: `RecordType`, not `RecordTypeId`. */
const asRelationship = /^(?:RecordType|Profile|UserRole|CreatedBy)Id$/;

/** A field's name as a condition spells it. */
export function conditionSpelling({ name }: KnownField): string {
  return asRelationship.test(name) ? name.slice(0, -2) : name;
}

/** `Email, Email`: label and type. */
export function fieldDetail({ label, type }: KnownField): string {
  return [label, type].filter((part) => part !== '').join(', ');
}
