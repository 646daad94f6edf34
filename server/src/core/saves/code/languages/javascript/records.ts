import type { Expression, RecordEntry } from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { at, type Context, other, textOf } from './context.ts';
import { expression } from './expressions.ts';
import { functionExpression } from './functions.ts';

/** The name of a property: a text, or the expression of a computed one. */
export function keyOf(context: Context, node: Concrete): Expression {
  if (node.type === 'computed_property_name') {
    const inside = named(node)[0];
    return inside ? expression(context, inside) : other(context, node);
  }
  if (node.type === 'string' || node.type === 'number') return expression(context, node);
  return { kind: 'text', ...at(context, node), parts: [textOf(context, node)] };
}

/** `a: 1`, `a`, `...a`, `a() {}`; in a pattern also `a = 1`. */
export function recordEntry(context: Context, node: Concrete): RecordEntry {
  switch (node.type) {
    case 'pair':
    case 'pair_pattern': {
      const key = child(node, 'key');
      const value = child(node, 'value');
      return {
        ...at(context, node),
        key: key ? keyOf(context, key) : null,
        value: value ? expression(context, value) : other(context, node),
      };
    }
    case 'method_definition': {
      const key = child(node, 'name');
      return {
        ...at(context, node),
        key: key ? keyOf(context, key) : null,
        value: functionExpression(context, node),
      };
    }
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern':
      return { ...at(context, node), key: keyOf(context, node), value: expression(context, node) };
    case 'object_assignment_pattern': {
      const left = child(node, 'left');
      return {
        ...at(context, node),
        key: left?.type.endsWith('identifier_pattern') ? keyOf(context, left) : null,
        value: expression(context, node),
      };
    }
    default: {
      // A spread; or code that is unfinished, which may then hold anything.
      const inside = named(node);
      const value = node.type === 'spread_element' || node.type === 'rest_pattern' ? inside[0] : node;
      return {
        ...at(context, node),
        key: null,
        value: value ? expression(context, value) : other(context, node),
      };
    }
  }
}
