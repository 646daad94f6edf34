import type { Pattern, RecordPattern } from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { at, type Context, deepest, textOf } from './context.ts';
import { expression } from './expressions.ts';
import { propertyName } from './functions.ts';

/** What a declaration, a parameter or a loop binds. What is nested too deep is read as an expression is. */
export function pattern(context: Context, node: Concrete): Pattern {
  if (context.depth >= deepest) return anything(context, node);
  context.depth++;
  const result = shallow(context, node);
  context.depth--;
  return result;
}

function shallow(context: Context, node: Concrete): Pattern {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
    case 'undefined':
    case 'type_identifier':
      return { kind: 'name-pattern', ...at(context, node), name: textOf(context, node) };
    case 'object_pattern':
    case 'object':
      return {
        kind: 'record-pattern',
        ...at(context, node),
        entries: named(node).map((part) => entry(context, part)),
      };
    case 'array_pattern':
    case 'array':
      return { kind: 'list-pattern', ...at(context, node), items: items(context, node) };
    case 'assignment_pattern': {
      const left = child(node, 'left');
      return left ? pattern(context, left) : anything(context, node);
    }
    default:
      return anything(context, node);
  }
}

function anything(context: Context, node: Concrete): Pattern {
  return { kind: 'expression-pattern', ...at(context, node), expression: expression(context, node) };
}

function entry(context: Context, node: Concrete): RecordPattern['entries'][number] {
  const part = (name: string) => child(node, name);
  switch (node.type) {
    case 'pair_pattern':
    case 'pair': {
      const key = part('key');
      const value = part('value');
      const otherwise = value?.type === 'assignment_pattern' ? child(value, 'right') : null;
      return {
        key: key ? propertyName(context, key) : '',
        target: value ? pattern(context, value) : anything(context, node),
        otherwise: otherwise && expression(context, otherwise),
      };
    }
    case 'object_assignment_pattern': {
      const left = part('left');
      const right = part('right');
      return {
        key: left ? textOf(context, left) : '',
        target: left ? pattern(context, left) : anything(context, node),
        otherwise: right && expression(context, right),
      };
    }
    case 'rest_pattern':
    case 'spread_element': {
      const rest = named(node)[0];
      return { key: null, target: rest ? pattern(context, rest) : anything(context, node), otherwise: null };
    }
    default:
      return {
        key: textOf(context, node),
        target: { kind: 'name-pattern', ...at(context, node), name: textOf(context, node) },
        otherwise: null,
      };
  }
}

/** Holes are told by the commas around them. */
function items(context: Context, node: Concrete): (Pattern | null)[] {
  const result: (Pattern | null)[] = [];
  let isFilled = false;
  for (const part of node.children) {
    if (part.type === ',') {
      if (!isFilled) result.push(null);
      isFilled = false;
    } else if (part.start >= 0) {
      result.push(pattern(context, part));
      isFilled = true;
    }
  }
  return result;
}
