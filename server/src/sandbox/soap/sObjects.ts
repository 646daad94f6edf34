import { RestError, SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { child, children, localName } from './envelope.ts';
import { malformed, type SoapElement } from './reader.ts';

/** A record as a SOAP request gives it. */
export interface SObjectDraft {
  readonly object: SandboxObject;
  /** As written; null where it has none. */
  readonly id: string | null;
  /** Texts, null for what fieldsToNull names, objects for parents by their external ids. */
  readonly fields: readonly (readonly [string, unknown])[];
}

/**
 * Reads an sObject of either WSDL: its type is an element in the partner's, the xsi:type in the enterprise's.
 * @throws SoapFault INVALID_TYPE, INVALID_FIELD, or soapenv:Client for a value that its type does not have
 */
export function readSObject(org: Org, session: Session, sObject: SoapElement): SObjectDraft {
  const object = objectOf(org, session, sObject);
  const fields: (readonly [string, unknown])[] = [];
  for (const one of sObject.children) {
    const name = localName(one);
    if (name === 'type' || name === 'Id' || name === 'fieldsToNull') continue;
    const field = fieldOf(org, session, object, name);
    // What is nil is not set: fieldsToNull makes blank.
    if (one.nil) continue;
    if (one.children.length > 0) fields.push([name, parentOf(one)]);
    else fields.push([name, checked(field, one.text)]);
  }
  for (const { text } of children(sObject, 'fieldsToNull')) {
    fieldOf(org, session, object, text);
    fields.push([text, null]);
  }
  const id = child(sObject, 'Id');
  return { object, id: id && !id.nil && id.text !== '' ? id.text : null, fields };
}

/** @throws SoapFault INVALID_TYPE */
export function objectNamed(org: Org, session: Session, name: string): SandboxObject {
  const object = org.schema.object(name);
  if (object && session.canReadObject(object.name) && (!object.setup || session.canViewSetup)) return object;
  const message = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw new SoapFault('INVALID_TYPE', message);
}

/** What a RestError says of a whole call is a fault here. */
export function orFault<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RestError) throw new SoapFault(error.code, error.message);
    throw error;
  }
}

function objectOf(org: Org, session: Session, sObject: SoapElement): SandboxObject {
  const named = child(sObject, 'type')?.text ?? typeAttribute(sObject);
  if (named === '' || named === 'sObject') {
    throw new SoapFault('INVALID_TYPE', 'Must send a concrete entity type.');
  }
  return objectNamed(org, session, named);
}

function typeAttribute({ attributes }: SoapElement): string {
  for (const [name, value] of attributes)
    if (localName({ name }) === 'type') return localName({ name: value });
  return '';
}

/** Null for a parent. */
function fieldOf(org: Org, session: Session, object: SandboxObject, name: string): SandboxField | null {
  const field = org.schema.field(object.name, name);
  if (field && session.canRead(object.name, field.name)) return field;
  if (!field && org.schema.relationship(object.name, name)) return null;
  const message = `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw new SoapFault('INVALID_FIELD', message);
}

function parentOf(element: SoapElement): Record<string, string> {
  const keys = element.children.filter((one) => !['type', 'Id'].includes(localName(one)) || !isBlank(one));
  return Object.fromEntries(
    keys.filter((one) => localName(one) !== 'type').map((one) => [localName(one), one.text]),
  );
}

function isBlank({ nil, text }: SoapElement): boolean {
  return nil || text === '';
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const xsdTypes: Partial<Record<SandboxField['type'], readonly [name: string, form: RegExp]>> = {
  boolean: ['boolean', /^(?:true|false|1|0)$/],
  int: ['int', /^[+-]?\d+$/],
  double: ['double', number],
  currency: ['double', number],
  percent: ['double', number],
  // The connectors write a date with a time zone, or with a time behind it.
  date: ['date', /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+)?(?:Z|[+-]\d\d:?\d\d)?$/],
  datetime: ['dateTime', /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/],
};

function checked(field: SandboxField | null, text: string): string {
  const [name, form] = (field && xsdTypes[field.type]) ?? [];
  if (form === undefined || text === '') return text;
  const match = form.exec(text);
  if (match) return match[1] ?? text;
  throw malformed(`'${text}' is not a valid value for the type xsd:${name}`);
}
