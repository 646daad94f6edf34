import type { Expression, Pattern, Statement } from './tree.ts';

/** A syntax node, or what stands between two: an argument, an entry, a handler. A string stands in a list of them. */
type Part = object | string;

/**
 * Calls `visit` for whatever stands right in a node, whichever kind it is; not for anchors and places of names.
 * Nodes of a tree look so different to the engine that asking each for its properties is slow: those of which most
 * code is made are told by their kind.
 *
 * @param visit gets what it collects into, and how deep it is: what stands in a list is one deeper
 */
export function eachPart<T>(
  node: object,
  visit: (part: Part, into: T, depth: number) => void,
  into: T,
  depth: number,
): void {
  const known = node as Expression | Statement | Pattern;
  switch (known.kind) {
    case 'name':
    case 'name-pattern':
    case 'number':
    case 'boolean':
    case 'null':
    case 'jump':
      return;
    case 'member':
      visit(known.object, into, depth + 1);
      return;
    case 'call':
      visit(known.callee, into, depth + 1);
      for (const one of known.arguments) visit(one, into, depth + 2);
      if (known.initializer) visit(known.initializer, into, depth + 1);
      return;
    case 'text':
      for (const one of known.parts) visit(one, into, depth + 2);
      return;
    case 'expression':
    case 'expression-pattern':
      visit(known.expression, into, depth + 1);
      return;
    case 'block':
      for (const one of known.statements) visit(one, into, depth + 2);
      return;
    case 'assign':
      visit(known.target, into, depth + 1);
      visit(known.value, into, depth + 1);
      return;
    case 'binary':
      visit(known.left, into, depth + 1);
      visit(known.right, into, depth + 1);
      return;
    case 'index':
      visit(known.object, into, depth + 1);
      visit(known.index, into, depth + 1);
      return;
    case 'unary':
      visit(known.operand, into, depth + 1);
      return;
    case 'await':
    case 'spread':
    case 'return':
    case 'throw':
      if (known.value) visit(known.value, into, depth + 1);
      return;
    case 'declare':
      visit(known.target, into, depth + 1);
      if (known.value) visit(known.value, into, depth + 1);
      return;
    case 'if':
      visit(known.test, into, depth + 1);
      visit(known.then, into, depth + 1);
      if (known.otherwise) visit(known.otherwise, into, depth + 1);
      return;
    default:
      eachProperty(node, visit, into, depth);
  }
}

function eachProperty<T>(
  node: object,
  visit: (part: Part, into: T, depth: number) => void,
  into: T,
  depth: number,
): void {
  for (const property in node) {
    if (property === 'anchor' || property === 'nameAt') continue;
    const value = (node as Record<string, unknown>)[property];
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) visit(value, into, depth + 1);
    else for (const one of value) if (one !== null) visit(one, into, depth + 2);
  }
}
