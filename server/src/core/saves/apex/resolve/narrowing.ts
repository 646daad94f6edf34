import { type BoundBody, dottedName } from '../bind/bind.ts';
import type { CodeSymbol } from '../bind/symbols.ts';
import type { Expression, NameExpression } from '../syntax.ts';
import { objectNameOf } from '../types/references.ts';
import type { ApexTypes } from '../types/types.ts';

/** The object that a condition around the name proves it to be: `x instanceof Lead`, `x.getSObjectType() == …`. */
export function narrowedTo(name: NameExpression, bound: BoundBody, types: ApexTypes): string | null {
  const symbol = bound.symbolOf(name);
  if (!symbol) return null;
  for (const { kind, negated, condition } of bound.conditionsOf(name)) {
    if (negated || !condition || kind === 'loop' || kind === 'case') continue;
    const found = provenBy(condition, symbol, bound, types);
    if (found) return found;
  }
  return null;
}

function provenBy(
  condition: Expression,
  symbol: CodeSymbol,
  bound: BoundBody,
  types: ApexTypes,
): string | null {
  switch (condition.kind) {
    case 'parenthesized':
      return provenBy(condition.inner, symbol, bound, types);
    case 'instanceof': {
      if (!isVariable(condition.operand, symbol, bound)) return null;
      const type = types.reference(condition.type, bound.owner.type);
      return objectNameOf(type.kind === 'list' ? type.element : type);
    }
    case 'binary': {
      const { operator, left, right } = condition;
      if (operator === '&&') {
        return provenBy(left, symbol, bound, types) ?? provenBy(right, symbol, bound, types);
      }
      if (operator !== '==' && operator !== '===') return null;
      return objectOf(left, right, symbol, bound) ?? objectOf(right, left, symbol, bound);
    }
    default:
      return null;
  }
}

function isVariable(expression: Expression, symbol: CodeSymbol, bound: BoundBody): boolean {
  if (expression.kind === 'parenthesized') return isVariable(expression.inner, symbol, bound);
  if (expression.kind === 'index') return isVariable(expression.target, symbol, bound);
  return expression.kind === 'name' && bound.symbolOf(expression)?.key === symbol.key;
}

/** `x.getSObjectType()` on one side, `Lead.SObjectType` on the other. */
function objectOf(call: Expression, token: Expression, symbol: CodeSymbol, bound: BoundBody): string | null {
  if (call.kind !== 'call' || !/^getsobjecttype$/i.test(call.name.name) || !call.target) return null;
  if (!isVariable(call.target, symbol, bound)) return null;
  const path = dottedName(token);
  const match = path ? /^(?:schema\.)?(\w+)\.sobjecttype$/i.exec(path) : null;
  return match?.[1] ?? null;
}
