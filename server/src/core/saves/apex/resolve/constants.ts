import { type BoundBody, dottedName } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { Expression } from '../syntax.ts';
import type { ApexTypes } from '../types/types.ts';

/**
 * A constant as text that can be compared: literals, final fields with a literal, constants of enums (by
 * their last name); lower case, as Apex compares texts with `==`. Null for what is no constant.
 */
export function constantOf(
  expression: Expression,
  bound: BoundBody,
  types: ApexTypes,
  isCaseLabel = false,
): string | null {
  switch (expression.kind) {
    case 'parenthesized':
      return constantOf(expression.inner, bound, types, isCaseLabel);
    case 'literal':
      return String(expression.value).toLowerCase();
    case 'name': {
      const symbol = bound.symbolOf(expression);
      // `when INSERT_ONLY`: in a switch an enum's constant stands without its enum.
      if (!symbol) return isCaseLabel ? expression.name.toLowerCase() : null;
      return symbol.kind === 'type' || isLocal(symbol) ? null : finalField(expression, bound, types);
    }
    case 'member': {
      if (bound.memberOf(expression)) return finalField(expression, bound, types);
      const type = types.staticClass(expression.target, bound);
      if (type) return type.kind === 'enum' ? expression.name.name.toLowerCase() : null;
      const path = dottedName(expression)?.toLowerCase();
      if (!path || !types.staticPlatform(expression.target, bound)) return null;
      // `Lead.SObjectType` and `Schema.Lead.SObjectType` are one token.
      return path.endsWith('.sobjecttype')
        ? path.replace(/^schema\./, '')
        : expression.name.name.toLowerCase();
    }
    default:
      return null;
  }
}

function finalField(expression: Expression, bound: BoundBody, types: ApexTypes): string | null {
  const symbol = bound.memberOf(expression);
  if (symbol?.declaration.kind !== 'field' || !symbol.declaration.modifiers.keywords.has('final'))
    return null;
  const { codebase } = types;
  const owned = codebase.bodiesOfType(symbol.owner).find(({ body, owner: { member } }) => {
    return 'initializer' in member && member.initializer === body && member.name.name === symbol.name;
  });
  const value = owned ? codebase.bind(owned).root : null;
  return value?.kind === 'literal' ? String(value.value).toLowerCase() : null;
}
