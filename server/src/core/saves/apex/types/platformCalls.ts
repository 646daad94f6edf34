import type { CallExpression, Expression } from '../syntax.ts';
import { type ApexType, anySObject, listOf, platform, primitive, unknownType } from './model.ts';

const boolean = primitive('Boolean');
const integer = primitive('Integer');
const string = primitive('String');

/** The result of a method of a list, set, map or record; null where the table does not have it. */
export function instanceCall(receiver: ApexType, name: string): ApexType | null {
  const method = name.toLowerCase();
  switch (receiver.kind) {
    case 'list':
      if (method === 'get' || method === 'remove' || method === 'next') return receiver.element;
      if (method === 'iterator') return receiver;
      return collectionCall(receiver, method);
    case 'set':
      return method === 'iterator' ? listOf(receiver.element) : collectionCall(receiver, method);
    case 'map':
      if (method === 'get' || method === 'remove' || method === 'put') return receiver.value;
      if (method === 'values') return listOf(receiver.value);
      if (method === 'keyset') return { kind: 'set', element: receiver.key };
      return collectionCall(receiver, method);
    case 'sobject':
    case 'any-sobject':
      return recordCall(receiver, method);
    case 'platform':
      return platformCall(receiver, method);
    case 'primitive':
      if (method === 'getsobjecttype') return platform('SObjectType');
      if (method === 'split') return listOf(string);
      return null;
    default:
      return null;
  }
}

function collectionCall(receiver: ApexType, method: string): ApexType | null {
  switch (method) {
    case 'clone':
    case 'deepclone':
      return receiver;
    case 'size':
      return integer;
    case 'isempty':
    case 'contains':
    case 'containskey':
    case 'containsall':
    case 'equals':
      return boolean;
    case 'getsobjecttype':
      return platform('SObjectType');
    default:
      return null;
  }
}

function recordCall(receiver: ApexType, method: string): ApexType | null {
  switch (method) {
    case 'clone':
      return receiver;
    case 'get':
    case 'put':
      return platform('Object');
    case 'getsobject':
      return anySObject;
    case 'getsobjects':
      return listOf(anySObject);
    case 'getsobjecttype':
      return platform('SObjectType', receiver);
    default:
      return null;
  }
}

function platformCall(receiver: ApexType & { kind: 'platform' }, method: string): ApexType | null {
  const { of } = receiver;
  switch (method) {
    case 'getrecords':
      return of ?? null;
    case 'newsobject':
      return of ?? anySObject;
    case 'getdescribe':
      return platform('DescribeSObjectResult', of);
    case 'getsobjecttype':
      return platform('SObjectType', of);
    case 'newinstance':
      return /^type$/i.test(receiver.name) && of ? of : platform('Object');
    default:
      return null;
  }
}

/** The result of a static method of the platform; null where the table does not have it. */
export function staticCall(
  className: string,
  call: CallExpression,
  typeOf: (expression: Expression) => ApexType,
  typeLiteral: (expression: Expression) => ApexType | null,
): ApexType | null {
  const key = `${className.toLowerCase().replace(/^system\./, '')}.${call.name.name.toLowerCase()}`;
  const [first, second] = call.arguments;
  switch (key) {
    case 'database.query':
    case 'database.querywithbinds':
      return listOf(anySObject);
    case 'database.insert':
    case 'database.update':
      return resultOf(first ? typeOf(first) : null, 'Database.SaveResult');
    case 'database.upsert':
      return resultOf(first ? typeOf(first) : null, 'Database.UpsertResult');
    case 'database.convertlead':
      return resultOf(first ? typeOf(first) : null, 'Database.LeadConvertResult');
    case 'security.stripinaccessible':
      return platform('SObjectAccessDecision', second ? typeOf(second) : undefined);
    case 'json.deserialize':
    case 'json.deserializestrict':
      return (second ? typeLiteral(second) : null) ?? platform('Object');
    case 'string.valueof':
    case 'string.join':
    case 'string.format':
      return string;
    case 'schema.getglobaldescribe':
      return { kind: 'map', key: string, value: platform('SObjectType') };
    case 'type.forname':
      return platform('Type');
    case 'schema.describesobjects':
      return listOf(platform('DescribeSObjectResult'));
    case 'id.valueof':
      return primitive('Id');
    default:
      return null;
  }
}

function resultOf(argument: ApexType | null, name: string): ApexType {
  if (!argument) return unknownType(`${name} of nothing`);
  return argument.kind === 'list' ? listOf(platform(name)) : platform(name);
}
