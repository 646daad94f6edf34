import type { Node } from 'web-tree-sitter';
import type { AssignExpression, BinaryExpression, Expression } from '../../tree.ts';
import type { Lowering } from './lowering.ts';
import { field } from './nodes.ts';

/**
 * `a + b + c + …`, whose tree is as deep as it is long. Where it is longer than levels are left, its operands
 * stand side by side.
 */
export function leftDeep(
  node: Node,
  at: Lowering,
  expression: (node: Node, at: Lowering) => Expression,
  operatorOf: (node: Node) => string = (binary) => at.textOf(field(binary, 'operator') ?? binary),
): Expression {
  const spine: Node[] = [];
  let first: Node | null = node;
  for (; first?.type === node.type; first = field(first, 'left')) spine.push(first);
  const lower = (operand: Node | null, of: Node): Expression =>
    operand ? expression(operand, at) : at.other({ startIndex: of.startIndex, endIndex: of.startIndex });
  const deepestOne = spine.at(-1)!;
  if (spine.length > at.left) {
    const operands = spine.map((binary) => lower(field(binary, 'right'), binary)).reverse();
    return at.other(node, [lower(first, deepestOne), ...operands]);
  }
  return spine.reduceRight<Expression>(
    (left, binary): BinaryExpression => ({
      kind: 'binary',
      operator: operatorOf(binary),
      left,
      right: lower(field(binary, 'right'), binary),
      ...at.place(binary),
    }),
    lower(first, deepestOne),
  );
}

/** `i++` as `i += 1`. */
export function step(
  node: Node,
  operand: Node | undefined,
  at: Lowering,
  target: Expression,
): AssignExpression {
  const sign = at.textOf(node).includes('--') && operand ? '-=' : '+=';
  return {
    kind: 'assign',
    target,
    operator: sign,
    value: { kind: 'number', value: 1, ...at.place(node) },
    ...at.place(node),
  };
}
