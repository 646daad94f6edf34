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
  const { byName: standard } = namesOf(builtInFields(object));
  const byName = new Map<string, KnownField>();
  for (const info of describedFields(object, schema)) {
    const key = info.name.toLowerCase();
    byName.set(key, joined(info, standard.get(key) ?? null));
  }
  for (const field of ownBuiltIn(object)) {
    const key = field.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, { ...field, location: null });
  }
  return [...byName.values()];
}

/** Their names alone, in the same order. */
export function fieldNamesOf(object: string, schema: Schema): readonly string[] {
  const byName = new Map<string, string>();
  for (const { name } of describedFields(object, schema)) byName.set(name.toLowerCase(), name);
  const builtIn = ownBuiltIn(object);
  const { names } = namesOf(builtIn);
  if (byName.size === 0) return names;
  return [...byName.values(), ...names.filter((name) => !byName.has(name.toLowerCase()))];
}

/** The field of that name, in any of its spellings: `RecordType` is `RecordTypeId`. Null where none is known. */
export function fieldOf(object: string, name: string, schema: Schema): KnownField | null {
  const info = schema.field(homeOf(object), name);
  const { byName, byKey } = namesOf(builtInFields(object));
  const standard = byName.get(name.toLowerCase()) ?? byKey.get(fieldKey(name)) ?? null;
  if (info !== null) return joined(info, standard);
  return standard && { ...standard, location: null };
}

function describedFields(object: string, schema: Schema): readonly FieldInfo[] {
  const described = schema.fields(homeOf(object));
  return isPersonAccount(object) ? [...described, ...onContacts(schema)] : described;
}

let ofBusinessAccounts: readonly StandardFieldInfo[] | null = null;

/** Business accounts have not those of people. */
function ownBuiltIn(object: string): readonly StandardFieldInfo[] {
  const all = builtInFields(object);
  if (!/^account$/i.test(object)) return all;
  ofBusinessAccounts ??= all.filter(({ name }) => !isPersonAccountField(name));
  return ofBusinessAccounts;
}

function builtInFields(object: string): readonly StandardFieldInfo[] {
  return isCustomObjectName(object) ? fieldsOfCustomObjects() : standardFields(object);
}

interface Names {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, StandardFieldInfo>;
  /** By what {@link fieldKey} gives for their names. */
  readonly byKey: ReadonlyMap<string, StandardFieldInfo>;
}

const namesOfLists = new WeakMap<readonly StandardFieldInfo[], Names>();

/** Kept with a list of built-in fields: rules name them by the thousand. */
function namesOf(fields: readonly StandardFieldInfo[]): Names {
  let known = namesOfLists.get(fields);
  if (!known) {
    // Of those with one key the first is meant.
    const firstLast = fields.toReversed();
    known = {
      names: fields.map(({ name }) => name),
      byName: new Map(firstLast.map((field) => [field.name.toLowerCase(), field])),
      byKey: new Map(firstLast.map((field) => [fieldKey(field.name), field])),
    };
    namesOfLists.set(fields, known);
  }
  return known;
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
