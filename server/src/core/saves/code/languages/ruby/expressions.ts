import type { Node } from 'web-tree-sitter';
import type { Expression, RecordEntry } from '../../tree.ts';
import { numberOf } from '../shared/escapes.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { leftDeep } from '../shared/operators.ts';
import { call, lambda } from './calls.ts';
import { stringValue } from './literals.ts';
import { caseValue, ifValue, runAtOnce } from './values.ts';

const spelling: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', '===': '==' };

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
    case 'constant':
    case 'global_variable':
    case 'super':
      return at.name(node);
    case 'self':
      return at.name(node, 'this');
    case 'instance_variable':
    case 'class_variable':
      // With its mark: `@client` and the method `client` are two things.
      return at.member(node, at.name(node, 'this'), node);
    case 'string':
    case 'bare_string':
    case 'chained_string':
    case 'simple_symbol':
    case 'delimited_symbol':
    case 'bare_symbol':
    case 'hash_key_symbol':
    case 'character':
      return stringValue(node, at);
    case 'integer':
    case 'float': {
      const value = numberOf(at.textOf(node));
      return value === null ? at.other(node) : { kind: 'number', value, ...at.place(node) };
    }
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', ...at.place(node) };
    case 'nil':
      return { kind: 'null', ...at.place(node) };
    case 'parenthesized_statements': {
      const only = inside(node);
      return only.length === 1 ? expression(only[0]!, at) : runAtOnce(node, only, at);
    }
    case 'begin':
      return runAtOnce(node, [node], at);
    case 'scope_resolution': {
      const name = field(node, 'name');
      const scope = field(node, 'scope');
      if (!name) return at.other(node);
      return scope ? at.member(node, expression(scope, at), name) : at.name(name);
    }
    case 'element_reference': {
      const [object, index] = inside(node);
      return {
        kind: 'index',
        object: expressionOr(object, node, at),
        index: expressionOr(index, node, at),
        ...at.place(node),
      };
    }
    case 'call':
    case 'yield':
      return call(node, at);
    case 'retry':
      return at.call(node, at.name(node), [], node);
    case 'lambda':
      return lambda(node, at);
    case 'hash':
      return { kind: 'record', entries: entriesOf(inside(node), at), ...at.place(node) };
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
    case 'left_assignment_list':
    case 'argument_list':
      return { kind: 'list', items: inside(node).map((item) => expression(item, at)), ...at.place(node) };
    case 'splat_argument':
    case 'hash_splat_argument':
      return { kind: 'spread', value: expressionOr(inside(node)[0], node, at), ...at.place(node) };
    case 'block_argument':
      return blockArgument(node, at);
    case 'assignment':
    case 'operator_assignment': {
      const operator = field(node, 'operator');
      return {
        kind: 'assign',
        target: expressionOr(field(node, 'left'), node, at),
        operator: operator ? at.textOf(operator) : '=',
        value: expressionOr(field(node, 'right'), node, at),
        ...at.place(node),
      };
    }
    case 'binary':
      if (field(node, 'operator')?.type === '<<') return appended(node, at);
      return leftDeep(node, at, expression, (binary) => {
        const operator = field(binary, 'operator');
        const written = operator ? at.textOf(operator) : '';
        return spelling[written] ?? written;
      });
    case 'unary': {
      const written = at.textOf(field(node, 'operator') ?? node);
      const operand = expressionOr(field(node, 'operand'), node, at);
      if (written === '-' && operand.kind === 'number') {
        return { kind: 'number', value: -operand.value, ...at.place(node) };
      }
      return { kind: 'unary', operator: spelling[written] ?? written, operand, ...at.place(node) };
    }
    case 'if':
    case 'unless':
    case 'conditional':
      return ifValue(node, at);
    case 'case':
      return caseValue(node, at);
    case 'rescue_modifier':
    case 'if_modifier':
    case 'unless_modifier':
      return runAtOnce(node, [node], at);
    default:
      return at.other(
        node,
        inside(node).map((child) => expression(child, at)),
      );
  }
}

/** `&:name` calls a method of what it is given and is not followed; `&block` passes the block on. */
function blockArgument(node: Node, at: Lowering): Expression {
  const value = inside(node)[0];
  return value && value.type !== 'simple_symbol' ? expression(value, at) : at.other(node);
}

export function entriesOf(nodes: readonly Node[], at: Lowering): RecordEntry[] {
  return nodes.flatMap((node): RecordEntry[] => {
    if (node.type === 'hash_splat_argument') {
      return [{ key: null, value: expressionOr(inside(node)[0], node, at), ...at.place(node) }];
    }
    const key = field(node, 'key');
    if (node.type !== 'pair' || !key) return [];
    const value = field(node, 'value');
    // `{ name: }` is the value of that name.
    return [
      { key: expression(key, at), value: value ? expression(value, at) : at.name(key), ...at.place(node) },
    ];
  });
}

/** `list << item`. */
function appended(node: Node, at: Lowering): Expression {
  const item = expressionOr(field(node, 'right'), node, at);
  const list = expressionOr(field(node, 'left'), node, at);
  const operator = field(node, 'operator') ?? node;
  return at.call(node, at.member(node, list, operator, 'push'), [{ name: null, value: item }], operator);
}
