import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import { numberOf } from '../shared/escapes.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { leftDeep, step } from '../shared/operators.ts';
import { call, created, memberOf, scopeOf } from './calls.ts';
import { closure } from './functions.ts';
import { arrayValue, stringValue } from './literals.ts';
import { qualified } from './names.ts';

const spelling: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  '.': '+',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
};

export function expression(node: Node, at: Lowering): Expression {
  return at.deeper(() => read(node, at)) ?? at.other(node);
}

/** An expression that half-typed code may lack. */
export function expressionOr(node: Node | null | undefined, of: Node, at: Lowering): Expression {
  return node ? expression(node, at) : at.other({ startIndex: of.endIndex, endIndex: of.endIndex });
}

function read(node: Node, at: Lowering): Expression {
  switch (node.type) {
    case 'variable_name':
      // With its mark: `$lead` and a constant or function `lead` are two things.
      return at.textOf(node) === '$this' ? at.name(node, 'this') : at.name(node);
    case 'name': {
      const written = at.textOf(node);
      // Numbers that are known by their names alone.
      return /^CURL[A-Z]*_/.test(written) ? at.string(node, written) : at.name(node);
    }
    case 'qualified_name':
    case 'relative_name':
    case 'namespace_name':
      return qualified(node, at);
    case 'string':
    case 'encapsed_string':
    case 'heredoc':
    case 'nowdoc':
      return stringValue(node, at);
    case 'integer':
    case 'float': {
      const value = numberOf(at.textOf(node));
      return value === null ? at.other(node) : { kind: 'number', value, ...at.place(node) };
    }
    case 'boolean':
      return { kind: 'boolean', value: at.textOf(node).toLowerCase() === 'true', ...at.place(node) };
    case 'null':
      return { kind: 'null', ...at.place(node) };
    case 'parenthesized_expression':
    case 'cast_expression':
    case 'error_suppression_expression':
    case 'clone_expression':
    case 'by_ref':
    case 'argument':
    case 'match_condition_list':
    case 'reference_assignment_operand':
      return expressionOr(field(node, 'value') ?? inside(node).at(-1), node, at);
    case 'array_creation_expression':
      return arrayValue(node, at);
    case 'list_literal':
      return { kind: 'list', items: inside(node).map((item) => expression(item, at)), ...at.place(node) };
    case 'variadic_unpacking':
      return { kind: 'spread', value: expressionOr(inside(node)[0], node, at), ...at.place(node) };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return memberOf(node, at);
    case 'class_constant_access_expression':
    case 'scoped_property_access_expression': {
      const [scope, name] = inside(node);
      if (!scope || !name) return at.other(node);
      return at.member(node, scopeOf(scope, at), name, at.textOf(name).replace(/^\$/, ''));
    }
    case 'subscript_expression': {
      const [object, index] = inside(node);
      return {
        kind: 'index',
        object: expressionOr(object, node, at),
        index: expressionOr(index, node, at),
        ...at.place(node),
      };
    }
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
      return call(node, at);
    case 'object_creation_expression':
      return created(node, at);
    case 'print_intrinsic':
      return at.call(
        node,
        at.name(node, 'print'),
        inside(node).map((value) => ({ name: null, value: expression(value, at) })),
        { startIndex: node.startIndex, endIndex: node.startIndex },
      );
    case 'assignment_expression':
    case 'reference_assignment_expression':
    case 'augmented_assignment_expression':
      return assignment(node, at);
    case 'update_expression': {
      const operand = field(node, 'argument') ?? inside(node)[0];
      return step(node, operand, at, expressionOr(operand, node, at));
    }
    case 'binary_expression':
      return leftDeep(node, at, expression, (binary) => {
        const operator = field(binary, 'operator');
        const written = operator ? at.textOf(operator).toLowerCase() : '';
        return spelling[written] ?? written;
      });
    case 'unary_op_expression': {
      const operator = at.textOf(field(node, 'operator') ?? node);
      const operand = expressionOr(field(node, 'argument') ?? inside(node).at(-1), node, at);
      if (operator === '-' && operand.kind === 'number') {
        return { kind: 'number', value: -operand.value, ...at.place(node) };
      }
      return { kind: 'unary', operator, operand, ...at.place(node) };
    }
    case 'conditional_expression': {
      const condition = field(node, 'condition');
      const test = expressionOr(condition, node, at);
      const body = field(node, 'body');
      const otherwise = expressionOr(field(node, 'alternative'), node, at);
      // `$a ?: $b`
      if (!body) return { kind: 'binary', operator: '||', left: test, right: otherwise, ...at.place(node) };
      return { kind: 'conditional', test, then: expression(body, at), otherwise, ...at.place(node) };
    }
    case 'match_expression':
      return matched(node, at);
    case 'anonymous_function':
    case 'arrow_function':
      return closure(node, at);
    case 'throw_expression':
      return at.call(
        node,
        at.name(node, 'throw'),
        inside(node).map((value) => ({ name: null, value: expression(value, at) })),
        { startIndex: node.startIndex, endIndex: node.startIndex },
      );
    default:
      return at.other(
        node,
        inside(node).map((child) => expression(child, at)),
      );
  }
}

/** `$list[] = $x` adds an item: it is `$list += [$x]`. */
function assignment(node: Node, at: Lowering): Expression {
  const left = field(node, 'left');
  const value = expressionOr(field(node, 'right'), node, at);
  const [object, index] = left?.type === 'subscript_expression' ? inside(left) : [];
  if (left && object && !index) {
    const { anchor, start, end } = value;
    return {
      kind: 'assign',
      target: expression(object, at),
      operator: '+=',
      value: { kind: 'list', items: [value], anchor, start, end },
      ...at.place(node),
    };
  }
  const written = field(node, 'operator');
  const operator = written ? at.textOf(written) : '=';
  return {
    kind: 'assign',
    target: expressionOr(left, node, at),
    operator: operator === '.=' ? '+=' : operator,
    value,
    ...at.place(node),
  };
}

function matched(node: Node, at: Lowering): Expression {
  const condition = expressionOr(field(node, 'condition'), node, at);
  const isTrue = condition.kind === 'boolean' && condition.value;
  const body = field(node, 'body');
  const arms = body ? inside(body) : [];
  const last = arms.find(({ type }) => type === 'match_default_expression');
  const resultOf = (arm: Node | undefined) =>
    expressionOr(arm ? field(arm, 'return_expression') : null, arm ?? node, at);
  // Arms stand side by side, and are lowered into each other.
  return arms
    .slice(0, at.left)
    .filter((arm) => arm !== last && arm.type === 'match_conditional_expression')
    .reduceRight<Expression>((otherwise, arm) => {
      const list = field(arm, 'conditional_expressions');
      const tests = (list ? inside(list) : []).map((test): Expression => {
        const value = expression(test, at);
        return isTrue
          ? value
          : { kind: 'binary', operator: '==', left: condition, right: value, ...at.place(test) };
      });
      const [first, ...more] = tests;
      if (!first) return otherwise;
      const test = more.reduce<Expression>(
        (left, right) => ({ kind: 'binary', operator: '||', left, right, ...at.place(arm) }),
        first,
      );
      return { kind: 'conditional', test, then: resultOf(arm), otherwise, ...at.place(node) };
    }, resultOf(last));
}
