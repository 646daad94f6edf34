import type { Org } from '../org.ts';
import { askData } from '../rest/inner.ts';
import type { Session } from '../session.ts';
import { children, type SoapCall, textIn } from './envelope.ts';
import { objectNamed, orFault } from './sObjects.ts';
import { element, leaf } from './xml.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Elements in the order of the WSDL, which clients made from it insist on: `name` a flag, `name#` a number, `name$` a
 * text, `name~` nil where there is none, `name?` left out then, `name*` repeated.
 */
const summaryElements =
  'activateable createable custom customSetting deepCloneable deletable deprecatedAndHidden feedEnabled hasSubtypes idEnabled isInterface isSubtype keyPrefix~ label$ labelPlural$ layoutable mergeable mruEnabled name$ queryable replicateable retrieveable searchable triggerable undeletable updateable';

const objectElements =
  'activateable childRelationships* compactLayoutable createable custom customSetting deepCloneable defaultImplementation~ deletable deprecatedAndHidden feedEnabled fields* hasSubtypes idEnabled implementedBy~ implementsInterfaces~ isInterface isSubtype keyPrefix~ label$ labelPlural$ layoutable mergeable mruEnabled name$ networkScopeFieldName~ queryable recordTypeInfos* replicateable retrieveable searchLayoutable searchable supportedScopes* triggerable undeletable updateable urlDetail~ urlEdit~ urlNew~';

const nestedElements: Readonly<Record<string, string>> = {
  childRelationships:
    'cascadeDelete childSObject$ deprecatedAndHidden field$ relationshipName? restrictedDelete',
  fields:
    'aggregatable aiPredictionField autoNumber byteLength# calculated calculatedFormula? cascadeDelete caseSensitive compoundFieldName? controllerName? createable custom defaultValueFormula? defaultedOnCreate dependentPicklist deprecatedAndHidden digits# encrypted externalId extraTypeInfo? filterable groupable htmlFormatted idLookup inlineHelpText? label$ length# name$ nameField namePointing nillable permissionable picklistValues* polymorphicForeignKey precision# queryByDistance referenceTargetField? referenceTo* relationshipName? relationshipOrder? restrictedDelete restrictedPicklist scale# searchPrefilterable soapType$ sortable type$ unique updateable writeRequiresMasterRead',
  picklistValues: 'active defaultValue label~ validFor? value$',
  recordTypeInfos: 'active available defaultRecordTypeMapping developerName$ master name$ recordTypeId~',
  supportedScopes: 'label$ name$',
};

export function describeGlobal(org: Org, session: Session, { version }: SoapCall): string {
  const { sobjects } = askData(org, session, { version, path: '/sobjects' }) as { sobjects: Json[] };
  return element('result', [
    leaf('encoding', 'UTF-8'),
    leaf('maxBatchSize', 200),
    ...sobjects.map((object) => element('sobjects', shaped(object, summaryElements))),
  ]);
}

/** describeSObject and describeSObjects, of one or of several. */
export function describeSObjects(org: Org, session: Session, call: SoapCall): string {
  const names =
    call.operation === 'describeSObject'
      ? [textIn(call.body, 'sObjectType') ?? '']
      : children(call.body, 'sObjectType').map(({ text }) => text);
  return names.map((name) => describeOne(org, session, call, name)).join('');
}

function describeOne(org: Org, session: Session, { version }: SoapCall, name: string): string {
  const object = objectNamed(org, session, name);
  const path = `/sobjects/${object.name}/describe`;
  const json = orFault(() => askData(org, session, { version, path })) as Json;
  const page = (action: string): string => `${org.url}/{ID}${action}`;
  const urls = { urlDetail: page(''), urlEdit: page('/e'), urlNew: `${org.url}/${object.keyPrefix}/e` };
  return element('result', shaped({ ...json, ...urls }, objectElements));
}

function shaped(json: Json, elements: string): readonly string[] {
  return elements.split(' ').flatMap((text) => {
    const [, name = '', kind] = /^(\w+)(.?)$/.exec(text)!;
    const value = json[name] ?? null;
    switch (kind) {
      case '*':
        return ((value ?? []) as readonly unknown[]).map((one) => nested(name, one));
      case '?':
        return value === null ? [] : [leaf(name, String(value))];
      case '~':
        return [leaf(name, value as string | null)];
      case '$':
        return [leaf(name, String(value ?? ''))];
      case '#':
        return [leaf(name, Number(value ?? 0))];
      default:
        return [leaf(name, value === true)];
    }
  });
}

function nested(name: string, value: unknown): string {
  const elements = nestedElements[name];
  if (elements === undefined) return leaf(name, String(value));
  return element(name, shaped(value as Json, elements));
}
