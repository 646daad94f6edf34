import type { Node } from 'web-tree-sitter';
import type { Expression, LoopStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field } from '../shared/nodes.ts';
import { pattern } from './declarations.ts';
import { expression, expressionOr } from './expressions.ts';
import { blockOf, statements } from './statements.ts';

/** `for (int i = 0; i < n; i++)`: the step is the last thing in the body. */
export function forLoop(node: Node, at: Lowering): LoopStatement {
  const condition = field(node, 'condition');
  const body = blockOf(field(node, 'body'), node, at);
  const steps = statements(present(node.childrenForFieldName('update')), at);
  return {
    kind: 'loop',
    before: statements(present(node.childrenForFieldName('initializer')), at),
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

/** `foreach` and `await foreach`. */
export function eachLoop(node: Node, at: Lowering): LoopStatement {
  const left = field(node, 'left');
  const over = expressionOr(field(node, 'right'), node, at);
  const isAwaited = node.firstChild?.type === 'await';
  return {
    kind: 'loop',
    before: [],
    item: left && pattern(left, at),
    over: isAwaited ? awaited(over) : over,
    isIteration: true,
    body: blockOf(field(node, 'body'), node, at),
    ...at.place(node),
  };
}

function awaited(value: Expression): Expression {
  const { anchor, start, end } = value;
  return { kind: 'await', value, anchor, start, end };
}

/** `while` and `do`. */
export function whileLoop(node: Node, at: Lowering): LoopStatement {
  return {
    kind: 'loop',
    before: [],
    item: null,
    over: expressionOr(field(node, 'condition'), node, at),
    isIteration: false,
    body: blockOf(field(node, 'body'), node, at),
    ...at.place(node),
  };
}
