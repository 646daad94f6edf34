import type { Node } from 'web-tree-sitter';
import type { BinaryExpression, Expression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { typeExpression } from './calls.ts';
import { expression, expressionOr } from './expressions.ts';
import { plain } from './names.ts';

/** `x is …`. */
export function isPattern(node: Node, at: Lowering): Expression {
  const value = expressionOr(field(node, 'expression'), node, at);
  const pattern = field(node, 'pattern');
  return pattern ? patternTest(pattern, value, at) : at.other(node, [value]);
}

/** Whether `value` fits a pattern, and what the pattern binds. A name alone is taken for a type. */
export function patternTest(pattern: Node, value: Expression, at: Lowering): Expression {
  return at.deeper(() => read(pattern, value, at)) ?? at.other(pattern);
}

function read(pattern: Node, value: Expression, at: Lowering): Expression {
  switch (pattern.type) {
    case 'constant_pattern': {
      const constant = inside(pattern)[0];
      if (constant?.type === 'identifier' || constant?.type === 'generic_name') {
        return instanceTest(pattern, value, constant, null, at);
      }
      return compare(pattern, '==', value, expressionOr(constant, pattern, at), at);
    }
    case 'relational_pattern': {
      const operator = pattern.children.find(({ isNamed }) => !isNamed)?.type ?? '';
      return compare(pattern, operator, value, expressionOr(inside(pattern)[0], pattern, at), at);
    }
    case 'declaration_pattern':
    case 'type_pattern': {
      const name = field(pattern, 'name');
      if (name && field(pattern, 'type')?.type === 'implicit_type') return assigned(name, value, at);
      return instanceTest(pattern, value, field(pattern, 'type'), name, at);
    }
    case 'recursive_pattern':
      return recursive(pattern, value, at);
    case 'negated_pattern':
      return { kind: 'unary', operator: '!', operand: inner(pattern, value, at), ...at.place(pattern) };
    case 'parenthesized_pattern':
      return inner(pattern, value, at);
    case 'and_pattern':
    case 'or_pattern': {
      const left = field(pattern, 'left');
      const right = field(pattern, 'right');
      if (!left || !right) return at.other(pattern);
      const operator = pattern.type === 'and_pattern' ? '&&' : '||';
      return compare(pattern, operator, patternTest(left, value, at), patternTest(right, value, at), at);
    }
    case 'var_pattern': {
      const name = field(pattern, 'name');
      return name ? assigned(name, value, at) : at.other(pattern);
    }
    case 'discard':
      return { kind: 'boolean', value: true, ...at.place(pattern) };
    default:
      return at.other(
        pattern,
        inside(pattern).map((child) => expression(child, at)),
      );
  }
}

function inner(pattern: Node, value: Expression, at: Lowering): Expression {
  const only = inside(pattern)[0];
  return only ? patternTest(only, value, at) : at.other(pattern);
}

function compare(
  node: Node,
  operator: string,
  left: Expression,
  right: Expression,
  at: Lowering,
): BinaryExpression {
  return { kind: 'binary', operator, left, right, ...at.place(node) };
}

function assigned(name: Node, value: Expression, at: Lowering): Expression {
  const target = at.name(name, plain(at.textOf(name)));
  return { kind: 'assign', target, operator: '=', value, ...at.place(name) };
}

/** `x is Lead` and `x is Lead lead`. */
export function instanceTest(
  node: Node,
  value: Expression,
  type: Node | null,
  binding: Node | null,
  at: Lowering,
): Expression {
  const test = compare(node, 'instanceof', value, type ? typeExpression(type, at) : at.other(node), at);
  return binding?.type === 'identifier' ? compare(node, '&&', test, assigned(binding, value, at), at) : test;
}

/** `Lead { Status: "Open" } lead`. */
function recursive(pattern: Node, value: Expression, at: Lowering): Expression {
  const type = field(pattern, 'type');
  const name = field(pattern, 'name');
  const parts: Expression[] = type ? [instanceTest(pattern, value, type, null, at)] : [];
  const clause = childOfType(pattern, 'property_pattern_clause');
  for (const part of clause ? childrenOfType(clause, 'subpattern') : []) {
    const [property, wanted] = inside(part);
    if (property && wanted) parts.push(patternTest(wanted, memberOf(property, value, at), at));
  }
  if (name) parts.push(assigned(name, value, at));
  const [first, ...more] = parts;
  if (!first) return compare(pattern, '!=', value, { kind: 'null', ...at.place(pattern) }, at);
  return more.reduce((left, right) => compare(pattern, '&&', left, right, at), first);
}

/** `Address.City` of a property pattern, taken from `value`. */
function memberOf(property: Node, value: Expression, at: Lowering): Expression {
  return at
    .textOf(property)
    .split('.')
    .reduce<Expression>((object, name) => at.member(property, object, property, name.trim()), value);
}
