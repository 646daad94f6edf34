import type { Argument, Expression } from '../../tree.ts';
import { comprehension } from './collections.ts';
import type { Scope } from './scope.ts';
import { fieldOf, type PythonNode } from './syntax.ts';

/** `super().__init__(…)` is `super(…)`, as other languages write it; `super()` elsewhere is the name alone. */
export function call(node: PythonNode, scope: Scope): Expression {
  const callee = fieldOf(node, 'function');
  const args = argumentsOf(fieldOf(node, 'arguments'), scope);
  if (!callee)
    return scope.other(
      node,
      args.map(({ value }) => value),
    );
  if (isSuper(callee, scope)) return scope.name(node, 'super');
  const called = scope.expression(callee, node);
  const name = nameOf(callee);
  const isInitializer =
    called.kind === 'member' && called.name === '__init__' && isNamed(called.object, 'super');
  return scope.call(node, isInitializer ? called.object : called, args, name);
}

function isNamed(expression: Expression, name: string): boolean {
  return expression.kind === 'name' && expression.name === name;
}

function isSuper(callee: PythonNode, scope: Scope): boolean {
  return callee.type === 'identifier' && scope.textOf(callee) === 'super';
}

/** Of `a.b.create(…)` it is `create`; of `getattr(a, b)(…)` it is `getattr`. */
function nameOf(callee: PythonNode): PythonNode {
  let node = callee;
  for (;;) {
    const inner: PythonNode | null | undefined =
      node.type === 'attribute'
        ? fieldOf(node, 'attribute')
        : node.type === 'call'
          ? fieldOf(node, 'function')
          : node.type === 'parenthesized_expression'
            ? node.children[0]
            : null;
    if (!inner) return node;
    node = inner;
  }
}

function argumentsOf(node: PythonNode | null, scope: Scope): Argument[] {
  if (!node) return [];
  if (node.type === 'generator_expression') return [{ name: null, value: comprehension(node, scope) }];
  return node.children.map((child) => {
    if (child.type !== 'keyword_argument') return { name: null, value: scope.expression(child, node) };
    const name = fieldOf(child, 'name');
    return { name: name && scope.textOf(name), value: scope.expression(fieldOf(child, 'value'), child) };
  });
}
