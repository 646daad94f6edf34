import { createHash } from 'node:crypto';
import { json } from '../../http.ts';
import type { SandboxField, SandboxObject, SandboxSchema } from '../../schema/model.ts';
import { masterRecordType, recordTypesOf } from '../describe.ts';
import { fieldDescription } from '../describeField.ts';
import { objectNamed } from '../records.ts';
import type { RestCall, Route } from '../route.ts';

/** "Object Info" of the User Interface API reference. */
export const uiObjectInfoRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/ui-api\/object-info\/(\w+)$/,
    answer: (request) => json(200, objectInfo(request, objectNamed(request, request.parts[0]!))),
  },
];

function objectInfo(request: RestCall, object: SandboxObject): unknown {
  const { org, session } = request;
  const { name, createable } = object;
  const fields = object.fields.filter((field) => session.canRead(name, field.name));
  const children = org.schema
    .childRelationships(name)
    .filter(({ child }) => session.canReadObject(child.name));
  const isPersonal = org.schema.field(name, 'LastName') !== null && name !== 'Account';
  return {
    apiName: name,
    associateEntityType: null,
    associateParentEntity: null,
    childRelationships: children.map((one) => ({
      childObjectApiName: one.child.name,
      fieldName: one.field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: one.name,
    })),
    compactLayoutable: createable,
    createable,
    custom: object.custom,
    defaultRecordTypeId: masterRecordType,
    deletable: createable,
    dependentFields: {},
    eTag: createHash('md5')
      .update(fields.map((field) => field.name).join())
      .digest('hex'),
    feedEnabled: false,
    fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(field, object, org.schema)])),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: createable,
    mruEnabled: createable,
    nameFields: isPersonal ? ['FirstName', 'LastName', 'Name'] : [object.nameField],
    queryable: true,
    recordTypeInfos: Object.fromEntries(
      recordTypesOf(request, object).map(({ id, name: label, isMaster }) => [
        id,
        {
          available: true,
          defaultRecordTypeMapping: isMaster,
          master: isMaster,
          name: label,
          recordTypeId: id,
        },
      ]),
    ),
    searchLayoutable: createable,
    searchable: createable,
    themeInfo: null,
    updateable: createable,
  };
}

const dataTypes: Partial<Record<SandboxField['type'], string>> = {
  id: 'Reference',
  textarea: 'TextArea',
  multipicklist: 'MultiPicklist',
  datetime: 'DateTime',
};

function fieldInfo(field: SandboxField, object: SandboxObject, schema: SandboxSchema): unknown {
  const described = fieldDescription(field, object, schema);
  const { calculated, controllerName, createable, custom, filterable, label, length, nameField } = described;
  const { type } = field;
  return {
    apiName: field.name,
    calculated,
    compound: type === 'address',
    compoundComponentName: null,
    compoundFieldName: described.compoundFieldName,
    controllerName,
    controllingFields: [],
    createable,
    custom,
    dataType: dataTypes[type] ?? type.charAt(0).toUpperCase() + type.slice(1),
    extraTypeInfo: null,
    filterable,
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: null,
    label,
    length,
    maskType: null,
    nameField,
    polymorphicForeignKey: described.polymorphicForeignKey,
    precision: described.precision,
    reference: type === 'reference',
    referenceTargetField: null,
    referenceToInfos: field.referenceTo.map((apiName) => ({
      apiName,
      nameFields: [schema.object(apiName)?.nameField ?? 'Name'],
    })),
    relationshipName: field.relationshipName,
    required: field.required,
    scale: described.scale,
    searchPrefilterable: described.searchPrefilterable,
    sortable: described.sortable,
    unique: field.unique,
    updateable: described.updateable,
  };
}
