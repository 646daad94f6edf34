import type { CallExpression, Expression, NameExpression } from '../tree.ts';

/** The names of a chain, first to last, calls and indexes left out: `conn.sobject('Lead').create` has three. */
export function pathOf(expression: Expression): string[] {
  const names: string[] = [];
  let node: Expression | null = expression;
  while (node) {
    switch (node.kind) {
      case 'name':
        names.push(node.name);
        node = null;
        break;
      case 'member':
        names.push(node.name);
        node = node.object;
        break;
      case 'index':
        node = node.object;
        break;
      case 'call':
        node = node.callee;
        break;
      case 'await':
        node = node.value;
        break;
      default:
        node = null;
    }
  }
  return names.reverse();
}

/** The name with which a chain begins: `a` in `a.b().c[0]`. */
export function rootOf(expression: Expression): NameExpression | null {
  let node = expression;
  for (;;) {
    if (node.kind === 'name') return node;
    if (node.kind === 'member' || node.kind === 'index') node = node.object;
    else if (node.kind === 'call') node = node.callee;
    else if (node.kind === 'await') node = node.value;
    else return null;
  }
}

/** The name of what is called; '' where it has none. */
export function calledName(call: CallExpression): string {
  const { callee } = call;
  if (callee.kind === 'name' || callee.kind === 'member') return callee.name;
  return '';
}

/** The object before the dot of a method call. */
export function receiverOf(call: CallExpression): Expression | null {
  return call.callee.kind === 'member' ? call.callee.object : null;
}

/** A text without parts that are not known. */
export function plainText(expression: Expression | null | undefined): string | null {
  if (expression?.kind !== 'text') return null;
  return expression.parts.every((part) => typeof part === 'string') ? expression.parts.join('') : null;
}

/** An expression as it may stand in a sentence. */
export function shown(expression: Expression): string {
  const path = pathOf(expression).join('.');
  return path.length > 40 ? `${path.slice(0, 39)}…` : path;
}
