import type { Pattern } from '../../tree.ts';
import type { Scope } from './scope.ts';
import type { PythonNode } from './syntax.ts';

const lists = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);

/** What a value is bound to: a name, names in a list, or any place of an assignment. */
export function pattern(node: PythonNode, scope: Scope): Pattern {
  if (node.type === 'as_pattern_target' && node.children.length === 1)
    return pattern(node.children[0]!, scope);
  if (node.type === 'parenthesized_expression' && node.children.length === 1)
    return scope.deeper(() => pattern(node.children[0]!, scope)) ?? asExpression(node, scope);
  if (node.type === 'identifier' && scope.textOf(node) !== scope.self) return scope.namePattern(node);
  if (!lists.has(node.type)) return asExpression(node, scope);
  const items = node.children.map((child) => scope.deeper(() => pattern(child, scope)));
  return { kind: 'list-pattern', items, ...scope.place(node) };
}

function asExpression(node: PythonNode, scope: Scope): Pattern {
  return { kind: 'expression-pattern', expression: scope.expression(node, node), ...scope.place(node) };
}
