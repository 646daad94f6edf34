import type { Expression } from '../../tree.ts';
import { call } from './calls.ts';
import { comprehension, dictionary, dictionaryComprehension, list } from './collections.ts';
import { binary, comparison, unary } from './operators.ts';
import type { Scope } from './scope.ts';
import { concatenatedString, string } from './strings.ts';
import { fieldOf, fieldsOf, type PythonNode } from './syntax.ts';

type Lower = (node: PythonNode, scope: Scope) => Expression;

/** By the type of the syntax node; what is not here becomes an expression that is not read closer. */
const lowerings: Readonly<Record<string, Lower>> = {
  identifier: name,
  dotted_name: dottedName,
  integer: number,
  float: number,
  true: (node, scope) => ({ kind: 'boolean', value: true, ...scope.place(node) }),
  false: (node, scope) => ({ kind: 'boolean', value: false, ...scope.place(node) }),
  none: (node, scope) => ({ kind: 'null', ...scope.place(node) }),
  string,
  concatenated_string: concatenatedString,
  attribute,
  subscript,
  call,
  parenthesized_expression: (node, scope) => scope.expression(node.children[0], node),
  dictionary,
  list,
  tuple: list,
  set: list,
  expression_list: list,
  pattern_list: list,
  tuple_pattern: list,
  list_pattern: list,
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  generator_expression: comprehension,
  dictionary_comprehension: dictionaryComprehension,
  list_splat: spread,
  list_splat_pattern: spread,
  dictionary_splat: spread,
  dictionary_splat_pattern: spread,
  parenthesized_list_splat: (node, scope) => scope.expression(node.children[0], node),
  lambda: definition,
  function_definition: definition,
  await: (node, scope) => ({
    kind: 'await',
    value: scope.expression(node.children[0], node),
    ...scope.place(node),
  }),
  named_expression: assignment,
  assignment,
  augmented_assignment: assignment,
  conditional_expression: conditional,
  binary_operator: binary,
  boolean_operator: binary,
  comparison_operator: comparison,
  not_operator: unary,
  unary_operator: unary,
  ellipsis: (node, scope) => scope.other(node),
};

export function expression(node: PythonNode, scope: Scope): Expression {
  if (chains.has(node.type) && scope.units.text[node.startIndex] === '*') return spreadChain(node, scope);
  const lower = Object.hasOwn(lowerings, node.type) ? lowerings[node.type] : undefined;
  return lower ? lower(node, scope) : scope.other(node, scope.expressions(node.children));
}

const chains = new Set(['attribute', 'call', 'subscript']);

/** The grammar reads `[*rows.values()]` as a call of what `*rows` has: the star belongs to all of it. */
function spreadChain(node: PythonNode, scope: Scope): Expression {
  const value = scope.expression(withoutStar(node), node);
  return { kind: 'spread', value, ...scope.place(node) };
}

function withoutStar(node: PythonNode): PythonNode {
  const chain: PythonNode[] = [];
  let first: PythonNode | undefined = node;
  for (; first && chains.has(first.type); first = first.children[0]) chain.push(first);
  const inner = first?.children[0];
  if (!inner || !first?.type.endsWith('_splat'))
    return { ...node, startIndex: node.startIndex + 1, children: [] };
  return chain.reduceRight<PythonNode>(
    (object, { children, ...link }) => {
      return { ...link, startIndex: object.startIndex, children: [object, ...children.slice(1)] };
    },
    { ...inner, field: first.field },
  );
}

function name(node: PythonNode, scope: Scope): Expression {
  const text = scope.textOf(node);
  return scope.name(node, text === scope.self ? 'this' : text);
}

/** Of patterns: `case Status.DUPLICATE`. */
function dottedName(node: PythonNode, scope: Scope): Expression {
  let result: Expression | null = null;
  for (const match of scope.textOf(node).matchAll(/[^\s.]+/g)) {
    const startIndex = node.startIndex + match.index;
    const at = { startIndex, endIndex: startIndex + match[0].length };
    result = result
      ? scope.member({ startIndex: node.startIndex, endIndex: at.endIndex }, result, at)
      : name({ ...node, ...at }, scope);
  }
  return result ?? scope.other(node);
}

function number(node: PythonNode, scope: Scope): Expression {
  const value = Number(scope.textOf(node).replaceAll('_', ''));
  return Number.isNaN(value) ? scope.other(node) : { kind: 'number', value, ...scope.place(node) };
}

function attribute(node: PythonNode, scope: Scope): Expression {
  const object = scope.expression(fieldOf(node, 'object'), node);
  const member = fieldOf(node, 'attribute');
  return member ? scope.member(node, object, member) : scope.other(node, [object]);
}

function subscript(node: PythonNode, scope: Scope): Expression {
  const object = scope.expression(fieldOf(node, 'value'), node);
  const indexes = fieldsOf(node, 'subscript');
  const [only] = indexes;
  const index =
    indexes.length === 1 && only
      ? scope.expression(only, node)
      : scope.other(node, scope.expressions(indexes));
  return { kind: 'index', object, index, ...scope.place(node) };
}

function spread(node: PythonNode, scope: Scope): Expression {
  return { kind: 'spread', value: scope.expression(node.children[0], node), ...scope.place(node) };
}

function definition(node: PythonNode, scope: Scope): Expression {
  return { kind: 'function', definition: scope.function(node), ...scope.place(node) };
}

/** `a = b`, `a: T = b` within another one, `a += b`, `a := b`. */
function assignment(node: PythonNode, scope: Scope): Expression {
  const target = scope.expression(fieldOf(node, 'left') ?? fieldOf(node, 'name'), node);
  const value = scope.expression(fieldOf(node, 'right') ?? fieldOf(node, 'value'), node);
  const operator = fieldOf(node, 'operator')?.type ?? '=';
  return { kind: 'assign', target, operator, value, ...scope.place(node) };
}

function conditional(node: PythonNode, scope: Scope): Expression {
  const [then, test, otherwise] = node.children;
  return {
    kind: 'conditional',
    test: scope.expression(test, node),
    then: scope.expression(then, node),
    otherwise: scope.expression(otherwise, node),
    ...scope.place(node),
  };
}
