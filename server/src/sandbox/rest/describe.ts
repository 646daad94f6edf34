import type { SandboxField, SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';

/** An entry of `GET sobjects/`. */
export function objectSummary(object: SandboxObject, basePath: string): Record<string, unknown> {
  return {
    activateable: false,
    createable: object.createable,
    custom: object.custom,
    customSetting: false,
    deletable: object.createable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.createable,
    mergeable: false,
    mruEnabled: false,
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: object.createable,
    triggerable: object.createable,
    undeletable: false,
    updateable: object.createable,
    urls: {
      sobject: `${basePath}/sobjects/${object.name}`,
      describe: `${basePath}/sobjects/${object.name}/describe`,
      rowTemplate: `${basePath}/sobjects/${object.name}/{ID}`,
    },
  };
}

/** The body of `GET sobjects/X/describe`, with the fields that the user can read. */
export function objectDescription(
  object: SandboxObject,
  session: Session,
  basePath: string,
): Record<string, unknown> {
  const fields = object.fields.filter(({ name }) => session.canRead(object.name, name));
  return {
    ...objectSummary(object, basePath),
    actionOverrides: [],
    childRelationships: [],
    fields: fields.map((field) => fieldDescription(field, object)),
    recordTypeInfos: [],
    supportedScopes: [],
  };
}

const soapTypes: Partial<Record<SandboxField['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
};

function fieldDescription(field: SandboxField, object: SandboxObject): Record<string, unknown> {
  const isNumber = field.type === 'double' || field.type === 'currency' || field.type === 'percent';
  const writable = field.writable && object.createable;
  return {
    aggregatable: field.type !== 'textarea',
    autoNumber: object.custom && field.name === object.nameField && !field.writable,
    byteLength: field.length * 3,
    calculated: false,
    caseSensitive: false,
    createable: writable,
    custom: field.custom,
    defaultedOnCreate: field.type === 'boolean' || field.name === 'OwnerId',
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 8 : 0,
    externalId: field.externalId,
    filterable: field.type !== 'textarea',
    groupable: field.type !== 'textarea',
    idLookup: field.type === 'id' || field.externalId || field.type === 'email',
    label: field.label,
    length: field.length,
    name: field.name,
    nameField: field.name === object.nameField,
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    permissionable: field.custom,
    picklistValues: field.picklistValues.map((value) => ({
      active: true,
      defaultValue: false,
      label: value,
      validFor: null,
      value,
    })),
    precision: isNumber ? 18 : 0,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    restrictedPicklist: false,
    scale: isNumber ? 2 : 0,
    soapType: soapTypes[field.type] ?? 'xsd:string',
    sortable: field.type !== 'textarea',
    type: field.type,
    unique: field.unique,
    updateable: writable,
  };
}
