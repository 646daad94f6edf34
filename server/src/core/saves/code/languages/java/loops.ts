import type { Node } from 'web-tree-sitter';
import type { Expression, LoopStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { blockOf, statements } from './statements.ts';

/** `for (int i = 0; i < n; i++)`: the step is the last thing in the body. */
export function forLoop(node: Node, at: Lowering): LoopStatement {
  const condition = field(node, 'condition');
  const body = blockOf(field(node, 'body'), node, at);
  const steps = statements(present(node.childrenForFieldName('update')), at);
  return {
    kind: 'loop',
    before: statements(present(node.childrenForFieldName('init')), at),
    item: null,
    over: condition && expression(condition, at),
    isIteration: false,
    body: { ...body, statements: [...body.statements, ...steps] },
    ...at.place(node),
  };
}

function present(nodes: readonly (Node | null)[]): Node[] {
  return nodes.filter((node) => node?.isNamed) as Node[];
}

export function eachLoop(node: Node, at: Lowering): LoopStatement {
  const name = field(node, 'name');
  return {
    kind: 'loop',
    before: [],
    item: name && at.namePattern(name),
    over: expressionOr(field(node, 'value'), node, at),
    isIteration: true,
    body: blockOf(field(node, 'body'), node, at),
    ...at.place(node),
  };
}

/** `while` and `do`. */
export function whileLoop(node: Node, at: Lowering): LoopStatement {
  const over: Expression = expressionOr(field(node, 'condition'), node, at);
  return {
    kind: 'loop',
    before: [],
    item: null,
    over,
    isIteration: false,
    body: blockOf(field(node, 'body'), node, at),
    ...at.place(node),
  };
}
