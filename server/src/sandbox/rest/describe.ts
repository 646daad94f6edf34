import type { ChildRelationship, SandboxObject } from '../schema/model.ts';
import { fieldDescription } from './describeField.ts';
import type { RestCall } from './route.ts';

/** An entry of `GET sobjects/`. */
export function objectSummary(object: SandboxObject, basePath: string): Record<string, unknown> {
  const url = `${basePath}/sobjects/${object.name}`;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.createable,
    custom: object.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: object.createable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.createable,
    mergeable: ['Account', 'Contact', 'Lead'].includes(object.name),
    mruEnabled: object.createable,
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: object.createable,
    triggerable: object.createable,
    undeletable: object.createable,
    updateable: object.createable,
    urls: {
      ...(object.createable ? { compactLayouts: `${url}/describe/compactLayouts` } : {}),
      rowTemplate: `${url}/{ID}`,
      ...(object.createable ? { layouts: `${url}/describe/layouts` } : {}),
      describe: `${url}/describe`,
      sobject: url,
    },
  };
}

/** The body of `GET sobjects/X/describe`, with the fields that the user can read. */
export function objectDescription(request: RestCall, object: SandboxObject): Record<string, unknown> {
  const { org, session, basePath } = request;
  const summary = objectSummary(object, basePath);
  const { urls, ...rest } = summary as { urls: Record<string, string> };
  const children = org.schema
    .childRelationships(object.name)
    .filter(({ child }) => session.canReadObject(child.name) && (!child.setup || session.canViewSetup));
  return {
    actionOverrides: [],
    ...rest,
    childRelationships: children.map(childJson),
    compactLayoutable: object.createable,
    fields: object.fields
      .filter(({ name }) => session.canRead(object.name, name))
      .map((field) => fieldDescription(field, object, org.schema)),
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(request, object),
    searchLayoutable: object.createable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${object.labelPlural}`, name: 'everything' },
      { label: `My ${object.labelPlural}`, name: 'mine' },
    ],
    urls: {
      ...urls,
      uiEditTemplate: `${org.url}/{ID}/e`,
      uiDetailTemplate: `${org.url}/{ID}`,
      uiNewRecord: `${org.url}/${object.keyPrefix}/e`,
    },
  };
}

function childJson({ name, child, field }: ChildRelationship): unknown {
  return {
    cascadeDelete: field.cascadeDelete === true,
    childSObject: child.name,
    deprecatedAndHidden: false,
    field: field.name,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName: name,
    restrictedDelete: false,
  };
}

/** Every object has the master record type; the others are records. */
export const masterRecordType = '012000000000000AAA';

interface RecordType {
  readonly id: string;
  readonly name: string;
  readonly developerName: string;
  readonly isMaster: boolean;
}

export function recordTypesOf({ org }: Pick<RestCall, 'org'>, object: SandboxObject): readonly RecordType[] {
  const own: RecordType[] = [];
  for (const { id, values } of org.store.records('RecordType')) {
    if (values.get('SobjectType') !== object.name || values.get('IsActive') !== true) continue;
    const [name, developerName] = [String(values.get('Name')), String(values.get('DeveloperName'))];
    own.push({ id, name, developerName, isMaster: false });
  }
  return [...own, { id: masterRecordType, name: 'Master', developerName: 'Master', isMaster: true }];
}

function recordTypeInfos(request: RestCall, object: SandboxObject): readonly unknown[] {
  return recordTypesOf(request, object).map(({ id, name, developerName, isMaster }) => ({
    active: true,
    available: true,
    defaultRecordTypeMapping: isMaster,
    developerName,
    master: isMaster,
    name,
    recordTypeId: id,
    urls: { layout: `${request.basePath}/sobjects/${object.name}/describe/layouts/${id}` },
  }));
}
