import { type BoundBody, typeText } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { Expression } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

/** How the type of an operand is known, in a few words. */
export function evidenceFor(expression: Expression, bound: BoundBody, types: ApexTypes): string {
  switch (expression.kind) {
    case 'name':
    case 'member': {
      const symbol = expression.kind === 'name' ? bound.symbolOf(expression) : bound.memberOf(expression);
      if (symbol && symbol.kind !== 'type') {
        const what =
          isLocal(symbol) && symbol.kind === 'parameter'
            ? 'parameter'
            : isLocal(symbol)
              ? 'variable'
              : symbol.kind;
        return `${what} ${symbol.name} is declared as ${typeText(symbol.type)}`;
      }
      return `the type of ${bound.text(expression)}`;
    }
    case 'new':
      return `new ${typeText(expression.type)}`;
    case 'cast':
      return `cast to ${typeText(expression.type)}`;
    case 'query':
      return `query on ${expression.from?.name ?? 'an object'}`;
    case 'call': {
      const target = types.resolveCall(expression, bound);
      if (target.kind === 'method' && target.method.returnType) {
        return `${target.method.name.name} returns ${typeText(target.method.returnType)}`;
      }
      return expression.target
        ? evidenceFor(expression.target, bound, types)
        : `the call of ${expression.name.name}`;
    }
    case 'index':
      return evidenceFor(expression.target, bound, types);
    case 'parenthesized':
      return evidenceFor(expression.inner, bound, types);
    default:
      return 'the type of the expression';
  }
}
