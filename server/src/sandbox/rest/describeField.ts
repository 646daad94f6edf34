import type { FieldType, SandboxField, SandboxObject, SandboxSchema } from '../schema/model.ts';

const soapTypes: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  address: 'urn:address',
};

/** An entry of `fields` in a describe. */
export function fieldDescription(
  field: SandboxField,
  object: SandboxObject,
  schema: SandboxSchema,
): Record<string, unknown> {
  const { type } = field;
  const isNumber = type === 'double' || type === 'currency' || type === 'percent';
  // Long texts and compound fields are neither filtered nor sorted by.
  const isPlain = type !== 'address' && (type !== 'textarea' || field.length <= 255);
  const creatable = field.writable && object.createable;
  const scale = field.scale ?? 0;
  return {
    aggregatable: isPlain && type !== 'boolean',
    aiPredictionField: false,
    autoNumber: field.autoNumber !== null || (isCounted(field, object) && object.custom),
    byteLength: isNumber ? 0 : field.length * 3,
    calculated: field.calculated === true,
    calculatedFormula: null,
    cascadeDelete: field.cascadeDelete === true,
    caseSensitive: field.caseSensitive === true,
    compoundFieldName: compoundOf(field, object, schema),
    controllerName: null,
    createable: creatable,
    custom: field.custom,
    defaultValue: field.defaultValue ?? (type === 'boolean' ? false : null),
    defaultValueFormula: null,
    defaultedOnCreate: isDefaulted(field),
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: type === 'int' ? 8 : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: null,
    filterable: isPlain,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: isPlain && !isNumber && type !== 'datetime' && type !== 'multipicklist',
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: type === 'id' || field.externalId || type === 'email' || field.name === object.nameField,
    inlineHelpText: null,
    label: field.label,
    length: isNumber ? 0 : field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.name === object.nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: !field.required && !isDefaulted(field) && type !== 'id',
    permissionable: field.custom && !field.required,
    picklistValues: field.picklistValues.map((value) => ({
      active: true,
      defaultValue: value === field.defaultValue,
      label: value,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: isNumber ? (field.integerDigits ?? 18 - scale) + scale : 0,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.cascadeDelete === true ? 0 : null,
    restrictedDelete: false,
    restrictedPicklist: field.restricted === true,
    scale: isNumber ? scale : 0,
    searchPrefilterable: type === 'reference',
    soapType: soapTypes[type] ?? 'xsd:string',
    sortable: isPlain && type !== 'multipicklist',
    type,
    unique: field.unique,
    updateable: creatable && field.createOnly !== true,
    writeRequiresMasterRead: false,
  };
}

function isCounted(field: SandboxField, object: SandboxObject): boolean {
  return field.name === object.nameField && !field.writable;
}

function isDefaulted(field: SandboxField): boolean {
  if (field.type === 'boolean' || field.autoNumber !== null) return true;
  return field.name === 'OwnerId' || (field.defaultValue ?? null) !== null;
}

/** The compound field that a field is a part of: `MailingAddress` for `MailingCity`, `Name` for `LastName`. */
function compoundOf(field: SandboxField, object: SandboxObject, schema: SandboxSchema): string | null {
  const part = /^(.*)(?:Street|City|State|PostalCode|Country)$/.exec(field.name);
  if (part && !field.custom) {
    const address = schema.field(object.name, `${part[1]}Address`);
    if (address?.type === 'address') return address.name;
  }
  const isPersonal = ['Salutation', 'FirstName', 'MiddleName', 'LastName', 'Suffix'].includes(field.name);
  return isPersonal && schema.field(object.name, 'Name') ? 'Name' : null;
}
