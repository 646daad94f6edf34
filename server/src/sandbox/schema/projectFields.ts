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
  Text: 'string',
  TextArea: 'textarea',
  Url: 'url',
};

/** A field from its metadata (`<CustomField>`, or `<fields>` of an object's file); null for kinds without a value here. */
export function customField(element: XmlElement, nameOfFile: string | null): SandboxField | null {
  const name = textOf(element, 'fullName') ?? nameOfFile;
  const metadataType = textOf(element, 'type');
  // A standard field's file holds settings without a type, and formulas are not evaluated here.
  const type = metadataType === null ? undefined : types[metadataType];
  if (name === null || type === undefined || textOf(element, 'formula') !== null) return null;
  const isReference = type === 'reference';
  return {
    name,
    label: textOf(element, 'label') ?? name,
    type,
    length: Number(textOf(element, 'length') ?? lengthOfType[type] ?? 0),
    custom: true,
    required: textOf(element, 'required') === 'true' || metadataType === 'MasterDetail',
    writable: metadataType !== 'AutoNumber',
    externalId: textOf(element, 'externalId') === 'true',
    unique: textOf(element, 'unique') === 'true',
    referenceTo: childrenOf(element, 'referenceTo').map(({ text }) => text),
    relationshipName: isReference && name.endsWith('__c') ? `${name.slice(0, -1)}r` : null,
    childRelationshipName: isReference ? childrenName(element) : null,
    picklistValues: childrenOf(element, 'valueSet')
      .flatMap((set) => childrenOf(set, 'valueSetDefinition'))
      .flatMap((definition) => childrenOf(definition, 'value'))
      .map((value) => textOf(value, 'fullName') ?? ''),
    autoNumber: metadataType === 'AutoNumber' ? autoNumber(element) : null,
    ...limitsOf(element, metadataType),
  };
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
