import type { Node } from 'web-tree-sitter';
import type { Argument, Expression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { leftDeep, step } from '../shared/operators.ts';
import { arrayCreation, creation, listOf } from './creation.ts';
import { lambda } from './functions.ts';
import { numberLiteral, stringLiteral } from './literals.ts';
import { typeName } from './names.ts';
import { instanceOf } from './patterns.ts';
import { switchValue } from './switches.ts';

export function expression(node: Node, at: Lowering): Expression {
  return at.deeper(() => read(node, at)) ?? at.other(node);
}

/** An expression that half-typed code may lack. */
export function expressionOr(node: Node | null | undefined, of: Node, at: Lowering): Expression {
  return node ? expression(node, at) : at.other({ startIndex: of.endIndex, endIndex: of.endIndex });
}

function read(node: Node, at: Lowering): Expression {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'super':
      return at.name(node);
    case 'this':
      return at.name(node, 'this');
    case 'string_literal':
    case 'character_literal':
      return stringLiteral(node, at);
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'octal_integer_literal':
    case 'binary_integer_literal':
    case 'decimal_floating_point_literal':
    case 'hex_floating_point_literal':
      return numberLiteral(node, at);
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', ...at.place(node) };
    case 'null_literal':
      return { kind: 'null', ...at.place(node) };
    case 'parenthesized_expression':
      return expressionOr(inside(node)[0], node, at);
    case 'cast_expression':
      return expressionOr(field(node, 'value'), node, at);
    case 'field_access':
      return fieldAccess(node, at);
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      return qualified(node, at);
    case 'class_literal':
      return classLiteral(node, at);
    case 'array_access':
      return {
        kind: 'index',
        object: expressionOr(field(node, 'array'), node, at),
        index: expressionOr(field(node, 'index'), node, at),
        ...at.place(node),
      };
    case 'method_invocation':
      return invocation(node, at);
    case 'explicit_constructor_invocation':
      return constructorCall(node, at);
    case 'object_creation_expression':
      return creation(node, at);
    case 'array_creation_expression':
      return arrayCreation(node, at);
    case 'array_initializer':
    case 'element_value_array_initializer':
      return listOf(node, node, at);
    case 'assignment_expression':
      return assignment(node, at);
    case 'binary_expression':
      return leftDeep(node, at, expression);
    case 'unary_expression':
      return unary(node, at);
    case 'update_expression': {
      const operand = inside(node)[0];
      return step(node, operand, at, expressionOr(operand, node, at));
    }
    case 'instanceof_expression':
      return instanceOf(node, at);
    case 'ternary_expression':
      return {
        kind: 'conditional',
        test: expressionOr(field(node, 'condition'), node, at),
        then: expressionOr(field(node, 'consequence'), node, at),
        otherwise: expressionOr(field(node, 'alternative'), node, at),
        ...at.place(node),
      };
    case 'lambda_expression':
      return lambda(node, at);
    case 'method_reference':
      return reference(node, at);
    case 'switch_expression':
      return switchValue(node, at);
    default:
      return at.other(
        node,
        inside(node).map((child) => expression(child, at)),
      );
  }
}

function fieldAccess(node: Node, at: Lowering): Expression {
  const name = field(node, 'field');
  const object = field(node, 'object');
  if (!name || !object) return at.other(node);
  // `Outer.this` is `this` as far as data goes.
  if (name.type === 'this') return at.name(node, 'this');
  return at.member(node, expression(object, at), name);
}

/** A qualified name where a value is meant. */
function qualified(node: Node, at: Lowering): Expression {
  const parts = inside(node);
  const last = parts.at(-1);
  const first = parts[0];
  if (!last || !first || first === last) return at.name(node);
  return at.member(node, expression(first, at), last);
}

function classLiteral(node: Node, at: Lowering): Expression {
  const type = inside(node)[0];
  const name = type && typeName(type, at);
  if (!name) return at.other(node);
  const dot = { startIndex: Math.max(type.endIndex, node.endIndex - 5), endIndex: node.endIndex };
  return at.member(node, at.name(type, name), dot, 'class');
}

export function argumentsOf(list: Node | null, at: Lowering): readonly Argument[] {
  return list ? inside(list).map((child) => ({ name: null, value: expression(child, at) })) : [];
}

function invocation(node: Node, at: Lowering): Expression {
  const name = field(node, 'name');
  if (!name) return at.other(node);
  const object = field(node, 'object');
  const args = field(node, 'arguments');
  const callee = object
    ? at.member({ startIndex: node.startIndex, endIndex: name.endIndex }, expression(object, at), name)
    : at.name(name);
  if (callee.kind === 'member') {
    const type = callee.name === 'getSimpleName' ? classNamed(callee.object) : null;
    if (type !== null) return at.string(node, type);
    if (isFuture(callee.object) && /^(?:join|get)$/.test(callee.name)) {
      return { kind: 'await', value: callee.object, ...at.place(node) };
    }
  }
  return at.call(node, callee, argumentsOf(args, at), name);
}

/** The name in `Lead.class`. */
function classNamed(expression: Expression): string | null {
  if (expression.kind !== 'member' || expression.name !== 'class') return null;
  return expression.object.kind === 'name' ? expression.object.name.replace(/^.*\./, '') : null;
}

/** `client.sendAsync(…)`, whose `join()` and `get()` wait for it. */
function isFuture(value: Expression): boolean {
  if (value.kind !== 'call' || value.isNew) return false;
  const { callee } = value;
  return (callee.kind === 'member' || callee.kind === 'name') && callee.name.endsWith('Async');
}

/** `this(…)` and `super(…)`. */
function constructorCall(node: Node, at: Lowering): Expression {
  const callee = field(node, 'constructor') ?? node;
  return at.call(node, at.name(callee), argumentsOf(childOfType(node, 'argument_list'), at), callee);
}

function assignment(node: Node, at: Lowering): Expression {
  const operator = field(node, 'operator');
  return {
    kind: 'assign',
    target: expressionOr(field(node, 'left'), node, at),
    operator: operator ? at.textOf(operator) : '=',
    value: expressionOr(field(node, 'right'), node, at),
    ...at.place(node),
  };
}

function unary(node: Node, at: Lowering): Expression {
  const operator = field(node, 'operator');
  const operand = expressionOr(field(node, 'operand'), node, at);
  if (operator?.type === '-' && operand.kind === 'number') {
    return { kind: 'number', value: -operand.value, ...at.place(node) };
  }
  return { kind: 'unary', operator: operator ? at.textOf(operator) : '', operand, ...at.place(node) };
}

/** `this::save` is the member that is called later; `Lead::new` makes objects and is not followed. */
function reference(node: Node, at: Lowering): Expression {
  const parts = node.namedChildren.filter((child) => child.type !== 'type_arguments');
  const object = parts[0] ?? (node.firstChild?.type === 'super' ? node.firstChild : null);
  const name = parts.at(-1);
  if (!object || !name || object === name || name.type !== 'identifier') {
    return at.other(node, object ? [expression(object, at)] : []);
  }
  return at.member(node, expression(object, at), name);
}
