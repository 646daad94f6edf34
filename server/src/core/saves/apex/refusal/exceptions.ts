import type { BoundBody } from '../bind/bind.ts';
import type { CatchClause, Node } from '../syntax.ts';

/**
 * The catch clause that gets an exception thrown at the node; null where none in the body does. `thrown` is
 * the exception's class, null for one that is not known.
 */
export function catcherOf(
  node: Node,
  bound: BoundBody,
  thrown: string | null = 'DmlException',
): CatchClause | null {
  for (const branch of [...bound.conditionsOf(node)].reverse()) {
    if (branch.kind !== 'try' || branch.node.kind !== 'try') continue;
    const clause = branch.node.catches.find(({ type }) => catches(type.name, thrown));
    if (clause) return clause;
  }
  return null;
}

function catches(caught: string, thrown: string | null): boolean {
  const name = withoutSystem(caught);
  return name === 'exception' || (thrown !== null && name === withoutSystem(thrown));
}

function withoutSystem(name: string): string {
  return name.toLowerCase().replace(/^system\s*\.\s*/, '');
}
