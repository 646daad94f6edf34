import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { leftDeep, step } from '../shared/operators.ts';
import { invocation, memberAccess } from './calls.ts';
import {
  anonymousObject,
  arrayCreation,
  collection,
  creation,
  initializerValue,
  withChanges,
} from './creation.ts';
import { anonymousMethod, lambda } from './functions.ts';
import { interpolatedString, numberLiteral, rawString, stringLiteral, verbatimString } from './literals.ts';
import { onlyChild, plain, typeName } from './names.ts';
import { instanceTest, isPattern } from './patterns.ts';
import { switchValue, thrower } from './switches.ts';

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
      return at.name(node, plain(at.textOf(node)));
    case 'predefined_type':
      return at.name(node);
    case 'generic_name':
      return at.name(node, typeName(node, at) ?? at.textOf(node));
    case 'this':
      return at.name(node, 'this');
    case 'base':
      return at.name(node, 'super');
    case 'alias_qualified_name':
      return expressionOr(field(node, 'name'), node, at);
    case 'string_literal':
    case 'character_literal':
      return stringLiteral(node, at);
    case 'verbatim_string_literal':
      return verbatimString(node, at);
    case 'raw_string_literal':
      return rawString(node, at);
    case 'interpolated_string_expression':
      return interpolatedString(node, at);
    case 'integer_literal':
    case 'real_literal':
      return numberLiteral(node, at);
    case 'boolean_literal':
      return { kind: 'boolean', value: at.textOf(node) === 'true', ...at.place(node) };
    case 'null_literal':
      return { kind: 'null', ...at.place(node) };
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'ref_expression':
    case 'argument':
      return expressionOr(onlyChild(node), node, at);
    case 'cast_expression':
      return expressionOr(field(node, 'value'), node, at);
    case 'as_expression':
      return expressionOr(field(node, 'left'), node, at);
    case 'member_access_expression':
    case 'qualified_name':
    case 'conditional_access_expression':
      return memberAccess(node, at);
    case 'element_access_expression':
      return {
        kind: 'index',
        object: expressionOr(field(node, 'expression'), node, at),
        index: subscript(field(node, 'subscript') ?? node, at),
        ...at.place(node),
      };
    case 'invocation_expression':
      return invocation(node, at);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return creation(node, at);
    case 'anonymous_object_creation_expression':
      return anonymousObject(node, at);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'stackalloc_expression':
    case 'implicit_stackalloc_expression':
      return arrayCreation(node, at);
    case 'initializer_expression':
      return initializerValue(node, node, at) ?? { kind: 'list', items: [], ...at.place(node) };
    case 'collection_expression':
      return collection(node, at);
    case 'tuple_expression':
      return {
        kind: 'list',
        items: inside(node).map((item) => expression(item, at)),
        ...at.place(node),
      };
    case 'with_expression':
      return withChanges(node, at);
    case 'declaration_expression':
      return declared(node, at);
    case 'assignment_expression':
      return {
        kind: 'assign',
        target: expressionOr(field(node, 'left'), node, at),
        operator: operatorOf(node, at) || '=',
        value: expressionOr(field(node, 'right'), node, at),
        ...at.place(node),
      };
    case 'binary_expression':
      return leftDeep(node, at, expression);
    case 'prefix_unary_expression':
    case 'postfix_unary_expression':
      return unary(node, at);
    case 'await_expression':
      return awaited(node, at);
    case 'is_expression':
      return instanceTest(node, expressionOr(field(node, 'left'), node, at), field(node, 'right'), null, at);
    case 'is_pattern_expression':
      return isPattern(node, at);
    case 'conditional_expression':
      return {
        kind: 'conditional',
        test: expressionOr(field(node, 'condition'), node, at),
        then: expressionOr(field(node, 'consequence'), node, at),
        otherwise: expressionOr(field(node, 'alternative'), node, at),
        ...at.place(node),
      };
    case 'switch_expression':
      return switchValue(node, at);
    case 'throw_expression':
      return thrower(node, at);
    case 'lambda_expression':
      return lambda(node, at);
    case 'anonymous_method_expression':
      return anonymousMethod(node, at);
    case 'typeof_expression': {
      const type = field(node, 'type');
      return at.other(node, type ? [at.name(type, typeName(type, at) ?? at.textOf(type))] : []);
    }
    case 'default_expression':
    case 'sizeof_expression':
      return at.other(node);
    default:
      return at.other(
        node,
        inside(node).map((child) => expression(child, at)),
      );
  }
}

/** `await x.ConfigureAwait(false)` awaits x: see `calls.ts`. */
function awaited(node: Node, at: Lowering): Expression {
  const value = expressionOr(onlyChild(node), node, at);
  return value.kind === 'await' ? value : { kind: 'await', value, ...at.place(node) };
}

function operatorOf(node: Node, at: Lowering): string {
  const operator = field(node, 'operator');
  return operator ? at.textOf(operator) : '';
}

/** `[key]`; of several, all. */
export function subscript(node: Node, at: Lowering): Expression {
  const items = inside(node).filter(({ type }) => type === 'argument');
  const [first] = items;
  if (first && items.length === 1) return expression(first, at);
  return at.other(
    node,
    items.map((item) => expression(item, at)),
  );
}

function unary(node: Node, at: Lowering): Expression {
  const operand = onlyChild(node);
  const value = expressionOr(operand, node, at);
  const sign = node.children.find(({ isNamed }) => !isNamed)?.type ?? '';
  if (sign === '++' || sign === '--') return step(node, operand ?? undefined, at, value);
  // `x!` only tells the compiler something.
  if (node.type === 'postfix_unary_expression') return value;
  if (sign === '-' && value.kind === 'number') {
    return { kind: 'number', value: -value.value, ...at.place(node) };
  }
  return { kind: 'unary', operator: sign, operand: value, ...at.place(node) };
}

/** `out var x`: the name is there from now on, with a value that is not known. */
function declared(node: Node, at: Lowering): Expression {
  const name = field(node, 'name') ?? childOfType(node, 'identifier');
  if (!name) return at.other(node);
  return {
    kind: 'assign',
    target: at.name(name),
    operator: '=',
    value: at.other(name),
    ...at.place(node),
  };
}
