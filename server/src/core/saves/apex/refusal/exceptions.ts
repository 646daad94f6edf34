import type { BoundBody } from '../bind/bind.ts';
import type { CatchClause, Node } from '../syntax.ts';

/** The catch clause that gets a DmlException thrown at the node; null where none in the body does. */
export function catcherOf(node: Node, bound: BoundBody): CatchClause | null {
  for (const branch of [...bound.conditionsOf(node)].reverse()) {
    if (branch.kind !== 'try' || branch.node.kind !== 'try') continue;
    const clause = branch.node.catches.find(({ type }) => catchesDmlException(type.name));
    if (clause) return clause;
  }
  return null;
}

function catchesDmlException(name: string): boolean {
  return /^(system\s*\.\s*)?(dmlexception|exception)$/i.test(name);
}
