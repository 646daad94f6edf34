import type { BinaryExpression, Expression, UnaryExpression } from '../../tree.ts';
import type { Extent } from '../shared/lowering.ts';
import type { Scope } from './scope.ts';
import { fieldOf, type PythonNode } from './syntax.ts';

const spellings: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  is: '==',
  'is not': '!=',
  '<>': '!=',
};

function both(
  at: Extent,
  operator: string,
  left: Expression,
  right: Expression,
  scope: Scope,
): BinaryExpression {
  return { kind: 'binary', operator: spellings[operator] ?? operator, left, right, ...scope.place(at) };
}

function negated(at: Extent, operand: Expression, scope: Scope): UnaryExpression {
  return { kind: 'unary', operator: '!', operand, ...scope.place(at) };
}

/**
 * `a + b`, `a and b`. The tree of `a + b + c + …` is as deep as it is long: where it is longer than levels are
 * left, its operands stand side by side.
 */
export function binary(node: PythonNode, scope: Scope): Expression {
  const spine: PythonNode[] = [];
  let first: PythonNode | null = node;
  for (; first?.type === node.type; first = fieldOf(first, 'left')) spine.push(first);
  spine.reverse();
  const leftmost = scope.expression(first, node);
  if (spine.length > scope.left) {
    const operands = spine.map((part) => scope.expression(fieldOf(part, 'right'), part));
    return scope.other(node, [leftmost, ...operands]);
  }
  return spine.reduce<Expression>((left, part) => {
    const right = scope.expression(fieldOf(part, 'right'), part);
    return both(part, fieldOf(part, 'operator')?.type ?? '', left, right, scope);
  }, leftmost);
}

/** `a < b < c` is `a < b and b < c`. */
export function comparison(node: PythonNode, scope: Scope): Expression {
  let result: Expression | null = null;
  let operator = '';
  let before: PythonNode | null = null;
  let left: Expression | null = null;
  for (const child of node.children) {
    if (child.field === 'operators') {
      operator = child.type;
      continue;
    }
    const right = scope.expression(child, node);
    if (before && left) {
      const at = { startIndex: before.startIndex, endIndex: child.endIndex };
      const compared =
        operator === 'not in'
          ? negated(at, both(at, 'in', left, right, scope), scope)
          : both(at, operator, left, right, scope);
      const whole = { startIndex: node.startIndex, endIndex: child.endIndex };
      result = result ? both(whole, 'and', result, compared, scope) : compared;
    }
    before = child;
    left = right;
  }
  return result ?? left ?? scope.other(node);
}

/** `not a`, `-a`, `~a`. */
export function unary(node: PythonNode, scope: Scope): Expression {
  const operand = scope.expression(fieldOf(node, 'argument'), node);
  const operator = node.type === 'not_operator' ? '!' : (fieldOf(node, 'operator')?.type ?? '');
  return { kind: 'unary', operator, operand, ...scope.place(node) };
}
