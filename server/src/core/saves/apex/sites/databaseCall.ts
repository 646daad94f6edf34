import type { BoundBody } from '../bind/bind.ts';
import { dottedName } from '../bind/bind.ts';
import type { CallExpression, Expression } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

export type DatabaseMethod = 'insert' | 'update' | 'upsert' | 'convertLead';

/** A call of a Database method that saves, its arguments told apart by what they are. */
export interface DatabaseCall {
  readonly method: DatabaseMethod;
  readonly operand: Expression;
  /** The allOrNone flag. */
  readonly flag: Expression | null;
  /** Database.DMLOptions. */
  readonly options: Expression | null;
  readonly externalId: string | null;
  /** The argument that names the external-id field. */
  readonly field: Expression | null;
  /** AccessLevel. */
  readonly accessLevel: Expression | null;
  /** Arguments of which it cannot be told what they are. */
  readonly unclear: Expression | null;
}

const methods: Readonly<Record<string, DatabaseMethod>> = {
  'database.insert': 'insert',
  'database.update': 'update',
  'database.upsert': 'upsert',
  'database.convertlead': 'convertLead',
};

/** Reads a call as one of Database.insert, update, upsert, convertLead; null for other calls. */
export function databaseCall(call: CallExpression, bound: BoundBody, types: ApexTypes): DatabaseCall | null {
  if (!/^(insert|update|upsert|convertlead)$/i.test(call.name.name) || !call.target) return null;
  const path = dottedName(call.target);
  if (!path || !/^(system\s*\.\s*)?database$/i.test(path)) return null;
  if (types.staticClass(call.target, bound)) return null;
  const method = methods[`database.${call.name.name.toLowerCase()}`];
  const [operand, ...rest] = call.arguments;
  if (!method || !operand) return null;
  const found: { -readonly [K in Exclude<keyof DatabaseCall, 'method' | 'operand'>]: DatabaseCall[K] } = {
    flag: null,
    options: null,
    externalId: null,
    field: null,
    accessLevel: null,
    unclear: null,
  };
  for (const argument of rest) {
    const kind = argumentKind(argument, bound, types);
    if (kind === 'flag') found.flag = argument;
    else if (kind === 'options') found.options = argument;
    else if (kind === 'unclear') found.unclear = argument;
    else if (kind === 'access') found.accessLevel = argument;
    else {
      found.field = argument;
      found.externalId = fieldName(argument, bound);
    }
  }
  return { method, operand, ...found };
}

type ArgumentKind = 'flag' | 'options' | 'field' | 'access' | 'unclear';

function argumentKind(argument: Expression, bound: BoundBody, types: ApexTypes): ArgumentKind {
  const path = dottedName(argument);
  if (path && /^(system\s*\.\s*)?accesslevel\b/i.test(path)) return 'access';
  const type = types.typeOf(argument, bound);
  if (type.kind === 'primitive') return type.name.toLowerCase() === 'boolean' ? 'flag' : 'unclear';
  if (type.kind === 'platform') {
    const name = type.name.toLowerCase();
    if (name === 'database.dmloptions') return 'options';
    if (name.endsWith('sobjectfield')) return 'field';
    if (name.endsWith('accesslevel')) return 'access';
  }
  if (argument.kind === 'literal') return 'unclear';
  // `Account.Ext__c`, `Schema.Account.fields.Ext__c`, `Schema.sObjectType.Account.fields.Ext__c`
  if (path && /\./.test(path) && type.kind === 'unknown') return 'field';
  return 'unclear';
}

function fieldName(argument: Expression, bound: BoundBody): string {
  const path = dottedName(argument);
  return path ? path.slice(path.lastIndexOf('.') + 1) : bound.text(argument);
}
