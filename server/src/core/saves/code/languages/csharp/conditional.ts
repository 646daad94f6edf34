import type { Node } from 'web-tree-sitter';
import type { Statement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { statements } from './statements.ts';

/** `#if X … #else … #endif` among statements: which one is compiled is not known. */
export function conditionalCompilation(node: Node, at: Lowering): readonly Statement[] {
  const condition = field(node, 'condition');
  const alternative = field(node, 'alternative');
  const own = compiled(node);
  if (!condition) return statements(own, at);
  return [
    {
      kind: 'if',
      test: at.other(condition),
      then: at.block(node, statements(own, at)),
      otherwise: alternative && at.block(alternative, conditionalCompilation(alternative, at)),
      ...at.place(node),
    },
  ];
}

/** What stands between `#if` and `#else`, without the condition. */
export function compiled(node: Node): readonly Node[] {
  const condition = field(node, 'condition');
  return inside(node).filter(
    (child) =>
      !child.type.startsWith('preproc_') && child.startIndex >= (condition?.endIndex ?? node.startIndex),
  );
}

/** Conditions in each other. */
const deepest = 200;

/** All of the branches, one after the other: for declarations, which do not run. */
export function everyBranch(node: Node, depth = 0): readonly Node[] {
  if (depth > deepest) return [];
  const alternative = field(node, 'alternative');
  const nested = inside(node).filter(({ type }) => type === 'preproc_if');
  return [
    ...compiled(node),
    ...nested.flatMap((inner) => everyBranch(inner, depth + 1)),
    ...(alternative ? everyBranch(alternative, depth + 1) : []),
  ];
}
