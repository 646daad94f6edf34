import type { Node } from './syntax.ts';

/** The direct parts of a node, in the order in which they stand. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  forEachChild(node, (child) => found.push(child));
  return found;
}

/** Calls `visit` for each direct part of a node, in the order in which they stand. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  switch (node.kind) {
    case 'block':
      each(node.statements, visit);
      return;
    case 'local':
      each(node.declarators, visit);
      return;
    case 'declarator':
      maybe(node.initializer, visit);
      return;
    case 'expression-statement':
      visit(node.expression);
      return;
    case 'dml':
      visit(node.operand);
      maybe(node.second, visit);
      return;
    case 'if':
      visit(node.condition);
      visit(node.then);
      maybe(node.otherwise, visit);
      return;
    case 'for':
      each(node.initializers, visit);
      maybe(node.condition, visit);
      each(node.updates, visit);
      visit(node.body);
      return;
    case 'for-each':
      visit(node.iterable);
      visit(node.body);
      return;
    case 'while':
      visit(node.condition);
      visit(node.body);
      return;
    case 'do-while':
      visit(node.body);
      visit(node.condition);
      return;
    case 'switch':
      visit(node.subject);
      each(node.cases, visit);
      return;
    case 'when':
      each(node.values, visit);
      visit(node.body);
      return;
    case 'try':
      visit(node.block);
      each(node.catches, visit);
      maybe(node.finallyBlock, visit);
      return;
    case 'catch':
      visit(node.block);
      return;
    case 'return':
      maybe(node.value, visit);
      return;
    case 'throw':
      visit(node.value);
      return;
    case 'run-as':
      each(node.arguments, visit);
      visit(node.block);
      return;
    case 'broken-statement':
    case 'broken':
      each(node.parts, visit);
      return;
    case 'member':
      visit(node.target);
      return;
    case 'call':
      maybe(node.target, visit);
      each(node.arguments, visit);
      return;
    case 'index':
      visit(node.target);
      visit(node.index);
      return;
    case 'new':
      each(node.arguments, visit);
      each(node.fields, visit);
      each(node.elements, visit);
      each(node.entries, visit);
      return;
    case 'field-initializer':
      visit(node.value);
      return;
    case 'map-entry':
      visit(node.key);
      visit(node.value);
      return;
    case 'cast':
    case 'instanceof':
    case 'unary':
      visit(node.operand);
      return;
    case 'binary':
      visit(node.left);
      visit(node.right);
      return;
    case 'assignment':
      visit(node.target);
      visit(node.value);
      return;
    case 'ternary':
      visit(node.condition);
      visit(node.then);
      visit(node.otherwise);
      return;
    case 'parenthesized':
      visit(node.inner);
      return;
    case 'query':
      each(node.binds, visit);
      return;
    case 'break':
    case 'continue':
    case 'name':
    case 'literal':
    case 'type-literal':
      return;
  }
}

function each(nodes: readonly Node[], visit: (child: Node) => void): void {
  for (const node of nodes) visit(node);
}

function maybe(node: Node | null, visit: (child: Node) => void): void {
  if (node !== null) visit(node);
}

/**
 * Visits a node and everything in it, parents first, in the order of the text. Where `visit` returns false
 * the node's parts are left out. Does not recurse, so that no tree is too deep for it.
 */
export function walk(root: Node, visit: (node: Node) => unknown): void {
  const waiting: Node[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    if (visit(node) === false) continue;
    const from = waiting.length;
    forEachChild(node, (child) => waiting.push(child));
    reverseFrom(waiting, from);
  }
}

function reverseFrom(nodes: Node[], from: number): void {
  for (let low = from, high = nodes.length - 1; low < high; low++, high--) {
    const node = nodes[low]!;
    nodes[low] = nodes[high]!;
    nodes[high] = node;
  }
}
