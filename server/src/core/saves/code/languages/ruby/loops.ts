import type { Node } from 'web-tree-sitter';
import type { Expression, LoopStatement, Pattern } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { parametersOf, patternOf } from './functions.ts';
import { blockOf } from './statements.ts';

const iterations: ReadonlySet<string> = new Set([
  'each',
  'each_with_index',
  'each_pair',
  'each_slice',
  'find_each',
  'in_groups_of',
]);

/** `rows.each do |row| … end` as a statement; null for other calls. */
export function eachCall(node: Node, at: Lowering): LoopStatement | null {
  const block = node.type === 'call' ? field(node, 'block') : null;
  const name = block && field(node, 'method');
  const receiver = field(node, 'receiver');
  if (!block || !name || !receiver || !iterations.has(at.textOf(name))) return null;
  const targets = parametersOf(field(block, 'parameters'), at).map(({ target }) => target);
  const isPair = at.textOf(name) === 'each_pair' || (at.textOf(name) === 'each' && targets.length > 1);
  const first = targets[0] ?? null;
  const list = field(block, 'parameters') ?? block;
  const item: Pattern | null = isPair ? { kind: 'list-pattern', items: targets, ...at.place(list) } : first;
  return loop(node, item, expression(receiver, at), field(block, 'body'), true, at);
}

export function forLoop(node: Node, at: Lowering): LoopStatement {
  const pattern = field(node, 'pattern');
  const over = field(node, 'value');
  const value = expressionOr(over && (inside(over)[0] ?? null), node, at);
  return loop(node, pattern && patternOf(pattern, at), value, field(node, 'body'), true, at);
}

/** `while`, `until`, and both behind a statement. */
export function whileLoop(node: Node, at: Lowering): LoopStatement {
  const condition = expressionOr(field(node, 'condition'), node, at);
  const { anchor, start, end } = condition;
  const test: Expression = node.type.startsWith('until')
    ? { kind: 'unary', operator: '!', operand: condition, anchor, start, end }
    : condition;
  return loop(node, null, test, field(node, 'body'), false, at);
}

function loop(
  node: Node,
  item: Pattern | null,
  over: Expression,
  body: Node | null,
  isIteration: boolean,
  at: Lowering,
): LoopStatement {
  return {
    kind: 'loop',
    before: [],
    item,
    over,
    isIteration,
    body: blockOf(body, node, at),
    ...at.place(node),
  };
}
