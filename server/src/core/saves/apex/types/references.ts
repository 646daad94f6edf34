import type { ApexCodebase } from '../codebase/codebase.ts';
import type { TypeDeclaration, TypeReference } from '../syntax.ts';
import { type ApexType, anySObject, listOf, platform, primitive, sobject, unknownType } from './model.ts';
import type { ObjectSchema } from './objects.ts';

const primitives = new Map(
  [
    'Blob',
    'Boolean',
    'Date',
    'Datetime',
    'Decimal',
    'Double',
    'Id',
    'Integer',
    'Long',
    'String',
    'Time',
    'void',
  ].map((name) => [name.toLowerCase(), primitive(name)]),
);

/** Classes of the namespaces System and Schema that could be mistaken for objects of an org. */
const platformNames =
  /^(?:object|type|pattern|matcher|http|httprequest|httpresponse|pagereference|selectoption|savepoint|url|version|json|jsongenerator|jsonparser|cookie|test|limits|math|crypto|encodingutil|request|uuid|callable|comparable|comparator|queueable|queueablecontext|schedulable|schedulablecontext|finalizer|finalizercontext|httpcalloutmock|stubprovider|accesslevel|accesstype|accesslevel|sobjecttype|sobjectfield|describesobjectresult|describefieldresult|fieldset|fieldsetmember|picklistentry|recordtypeinfo|childrelationship|statuscode|triggeroperation|loggingLevel|quiddity|formula|domain|sobjectaccessdecision|exception|.*exception)$/i;

/** What a type's name means in a class. A class of the code base hides an object of the same name. */
export function typeOfReference(
  reference: TypeReference,
  from: TypeDeclaration | null,
  codebase: ApexCodebase,
  schema: ObjectSchema,
): ApexType {
  if (reference.dimensions > 0) {
    const element = { ...reference, dimensions: reference.dimensions - 1 };
    return listOf(typeOfReference(element, from, codebase, schema));
  }
  const argument = (index: number): ApexType => {
    const inner = reference.arguments[index];
    return inner ? typeOfReference(inner, from, codebase, schema) : unknownType('a type argument is missing');
  };
  const name = reference.name.replace(/\s+/g, '');
  const bare = name.replace(/^system\./i, '').toLowerCase();
  if (reference.arguments.length > 0) {
    if (bare === 'list' || bare === 'iterable' || bare === 'iterator') return listOf(argument(0));
    if (bare === 'set') return { kind: 'set', element: argument(0) };
    if (bare === 'map') return { kind: 'map', key: argument(0), value: argument(1) };
  }
  return typeOfName(name, from, codebase, schema);
}

/** What a dotted name means where a type is expected. */
export function typeOfName(
  name: string,
  from: TypeDeclaration | null,
  codebase: ApexCodebase,
  schema: ObjectSchema,
): ApexType {
  const lower = name.toLowerCase();
  if (lower === 'sobject' || lower === 'schema.sobject' || lower === 'system.sobject') return anySObject;
  const known = codebase.type(name, from);
  if (known) return { kind: 'class', declaration: known };
  const basic = primitives.get(lower.replace(/^system\./, ''));
  if (basic) return basic;
  if (lower.startsWith('schema.')) {
    const rest = name.slice('schema.'.length);
    return schema.isObject(rest) && !platformNames.test(rest) ? sobject(rest) : platform(rest);
  }
  if (!name.includes('.') && !platformNames.test(name) && schema.isObject(name)) return sobject(name);
  return platform(lower.startsWith('system.') ? name.slice('system.'.length) : name);
}

/**
 * The object that a name must mean where a record is expected, as in `insert x;`: every class that is not
 * in the code base and no class of the platform.
 */
export function objectNameOf(type: ApexType): string | null {
  if (type.kind === 'sobject') return type.name;
  if (type.kind !== 'platform' || type.of) return null;
  return /^\w+$/.test(type.name) && !platformNames.test(type.name) ? type.name : null;
}
