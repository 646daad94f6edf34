import type { XmlElement } from '../../core/metadata/xml.ts';
import { lengthOfType } from './fieldText.ts';
import type { AutoNumber, FieldType, SandboxField } from './model.ts';

const types: Record<string, FieldType> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  ExternalLookup: 'reference',
  Html: 'textarea',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Summary: 'double',
  Text: 'string',
  TextArea: 'textarea',
  Time: 'string',
  Url: 'url',
};

/** A field from its metadata (`<CustomField>`, or `<fields>` of an object's file); null for kinds without a value here. */
export function customField(element: XmlElement, nameOfFile: string | null): SandboxField | null {
  const name = textOf(element, 'fullName') ?? nameOfFile;
  const metadataType = textOf(element, 'type');
  // A standard field's file holds settings without a type.
  const type = metadataType === null ? undefined : types[metadataType];
  if (name === null || type === undefined) return null;
  const calculated = metadataType === 'Summary' || textOf(element, 'formula') !== null;
  const isReference = type === 'reference';
  return {
    name,
    label: textOf(element, 'label') ?? name,
    type,
    length: Number(textOf(element, 'length') ?? lengthOfType[type] ?? 0),
    custom: true,
    required: textOf(element, 'required') === 'true' || metadataType === 'MasterDetail',
    writable: metadataType !== 'AutoNumber' && !calculated,
    externalId: textOf(element, 'externalId') === 'true',
    unique: textOf(element, 'unique') === 'true',
    referenceTo: childrenOf(element, 'referenceTo').map(({ text }) => text),
    relationshipName: isReference && name.endsWith('__c') ? `${name.slice(0, -1)}r` : null,
    childRelationshipName: isReference ? childrenName(element) : null,
    picklistValues: choicesOf(element)
      .filter((choice) => textOf(choice, 'isActive') !== 'false')
      .map((choice) => textOf(choice, 'fullName') ?? ''),
    autoNumber: metadataType === 'AutoNumber' ? autoNumber(element) : null,
    ...(calculated && { calculated }),
    ...(metadataType === 'MasterDetail' && { cascadeDelete: true }),
    ...defaultOf(element, metadataType),
    ...limitsOf(element, metadataType),
  };
}

/** What new records get: a constant or a picklist's default; what a formula gives is not evaluated here. */
function defaultOf(
  element: XmlElement,
  metadataType: string | null,
): Pick<SandboxField, 'defaultValue' | 'scale'> {
  const text = textOf(element, 'defaultValue') ?? '';
  const scale = Number(textOf(element, 'scale') ?? Number.NaN);
  const number = /^[-+]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  const quoted = /^(["'])([^"'\\&+]*)\1$/.exec(text)?.[2] ?? null;
  const picked = metadataType === 'Picklist' ? pickedByDefault(element) : null;
  const isNumeric = ['Number', 'Currency', 'Percent'].includes(metadataType ?? '');
  const constant =
    metadataType === 'Checkbox'
      ? text === 'true'
      : isNumeric
        ? number
        : metadataType === 'Text'
          ? quoted
          : picked;
  return {
    ...(constant !== null && constant !== false && { defaultValue: constant }),
    ...(Number.isInteger(scale) && { scale }),
  };
}

function pickedByDefault(element: XmlElement): string | null {
  const value = choicesOf(element).find((choice) => textOf(choice, 'default') === 'true');
  return value ? textOf(value, 'fullName') : null;
}

/** The values of a picklist, in its value set or, as older files have them, in the field's `<picklist>`. */
function choicesOf(element: XmlElement): readonly XmlElement[] {
  const sets = childrenOf(element, 'valueSet').flatMap((set) => childrenOf(set, 'valueSetDefinition'));
  const old = childrenOf(element, 'picklist').flatMap((picklist) => childrenOf(picklist, 'picklistValues'));
  return [...sets.flatMap((definition) => childrenOf(definition, 'value')), ...old];
}

/** What values may be beyond their type. */
function limitsOf(
  element: XmlElement,
  metadataType: string | null,
): Pick<SandboxField, 'restricted' | 'integerDigits' | 'caseSensitive' | 'createOnly'> {
  const precision = Number(textOf(element, 'precision') ?? Number.NaN);
  const isRestricted = childrenOf(element, 'valueSet').some((set) => textOf(set, 'restricted') === 'true');
  const isReparentable = textOf(element, 'reparentableMasterDetail') === 'true';
  return {
    ...(isRestricted && { restricted: true }),
    ...(Number.isInteger(precision) && { integerDigits: precision - Number(textOf(element, 'scale') ?? 0) }),
    ...(textOf(element, 'caseSensitive') === 'true' && { caseSensitive: true }),
    ...(metadataType === 'MasterDetail' && !isReparentable && { createOnly: true }),
  };
}

/** Of a field, or of an object's name, that counts. */
export function autoNumber(element: XmlElement): AutoNumber {
  const start = Number(textOf(element, 'startingNumber') ?? 1);
  return { format: textOf(element, 'displayFormat') ?? '{0}', start: Number.isInteger(start) ? start : 1 };
}

function childrenName(element: XmlElement): string | null {
  const name = textOf(element, 'relationshipName');
  return name === null ? null : `${name}__r`;
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function textOf(element: XmlElement, name: string): string | null {
  return childrenOf(element, name)[0]?.text ?? null;
}
