import type { BoundBody } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { Expression } from '../syntax.ts';
import type { ApexType } from '../types/model.ts';
import type { ApexTypes } from '../types/types.ts';
import { additionsTo } from './additions.ts';
import type { FieldFlow } from './fieldFlow.ts';

const tokenNames = /^(?:sobjecttype|describesobjectresult)$/i;

/** Whether the expression stands for an object: its token or its description. */
export function isObjectToken(expression: Expression, bound: BoundBody, types: ApexTypes): boolean {
  const type = types.typeOf(expression, bound);
  return type.kind === 'platform' && tokenNames.test(type.name);
}

/** The object that a token or description stands for by its type: `Lead.SObjectType`. */
export function objectOfToken(type: ApexType): string | null {
  if (type.kind !== 'platform' || !tokenNames.test(type.name)) return null;
  return type.of?.kind === 'sobject' ? type.of.name : null;
}

/** `token.newSObject()`, `record.getSObjectType()` and the like, by its name in lower case: the object stays the same. */
export function isTokenCall(name: string, receiver: ApexType | null): boolean {
  if (name.endsWith('.getsobjecttype')) return receiver !== null && receiver.kind !== 'primitive';
  return /^platform\.(?:newsobject|newinstance|getdescribe)$/.test(name);
}

/** Whether a map holds the tokens of all objects by their names. */
export function isGlobalDescribe(map: Expression, bound: BoundBody, fields: FieldFlow): boolean {
  if (map.kind === 'call') return /^getglobaldescribe$/i.test(map.name.name);
  const symbol = map.kind === 'name' ? bound.symbolOf(map) : bound.memberOf(map);
  if (!symbol || symbol.kind === 'type') return false;
  const values = isLocal(symbol)
    ? additionsTo(symbol, bound).map((one) => (one.kind === 'value' ? one.value : null))
    : fields.writesTo(symbol).map(({ value }) => value);
  return (
    values.length > 0 &&
    values.every((value) => value?.kind === 'call' && isGlobalDescribe(value, bound, fields))
  );
}
