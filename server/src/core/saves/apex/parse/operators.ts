import type { Cursor } from './cursor.ts';
import { Kind } from './tokens.ts';

/** An operator at the cursor; `tokens` is 2 for `>>`, which the lexer leaves in pieces. */
export interface Operator {
  readonly text: string;
  readonly precedence: number;
  readonly tokens: number;
}

/** From loose to tight. The assignment and the conditional operators are looser than all of these. */
const BINARY = new Map<Kind, Operator>(
  (
    [
      [Kind.Coalesce, '??', 1],
      [Kind.OrOr, '||', 2],
      [Kind.AndAnd, '&&', 3],
      [Kind.Or, '|', 4],
      [Kind.Xor, '^', 5],
      [Kind.And, '&', 6],
      [Kind.Equal, '==', 7],
      [Kind.NotEqual, '!=', 7],
      [Kind.Identical, '===', 7],
      [Kind.NotIdentical, '!==', 7],
      [Kind.LessGreater, '<>', 7],
      [Kind.Less, '<', 8],
      [Kind.LessOrEqual, '<=', 8],
      [Kind.Greater, '>', 8],
      [Kind.GreaterOrEqual, '>=', 8],
      [Kind.ShiftLeft, '<<', 9],
      [Kind.Add, '+', 10],
      [Kind.Subtract, '-', 10],
      [Kind.Multiply, '*', 11],
      [Kind.Divide, '/', 11],
      [Kind.Remainder, '%', 11],
    ] as const
  ).map(([kind, text, precedence]) => [kind, { text, precedence, tokens: 1 }]),
);

/** `x instanceof T` binds like a comparison. */
export const INSTANCE_OF_PRECEDENCE = 8;

const SHIFT_RIGHT: Operator = { text: '>>', precedence: 9, tokens: 2 };
const SHIFT_RIGHT_UNSIGNED: Operator = { text: '>>>', precedence: 9, tokens: 3 };

export function binaryOperator(cursor: Cursor): Operator | null {
  const { kind } = cursor;
  if (kind === Kind.Greater && cursor.touchesNext(cursor.index)) {
    const next = cursor.peek(1);
    if (next === Kind.Greater && cursor.touchesNext(cursor.index + 1)) {
      if (cursor.peek(2) === Kind.Greater) return SHIFT_RIGHT_UNSIGNED;
      return cursor.peek(2) === Kind.GreaterOrEqual ? null : SHIFT_RIGHT;
    }
    if (next === Kind.Greater) return SHIFT_RIGHT;
    if (next === Kind.GreaterOrEqual) return null;
  }
  return kind <= Kind.Remainder ? (BINARY.get(kind) ?? null) : null;
}

const ASSIGNMENT = new Map<Kind, Operator>(
  (
    [
      [Kind.Assign, '='],
      [Kind.AssignAdd, '+='],
      [Kind.AssignSubtract, '-='],
      [Kind.AssignMultiply, '*='],
      [Kind.AssignDivide, '/='],
      [Kind.AssignAnd, '&='],
      [Kind.AssignOr, '|='],
      [Kind.AssignXor, '^='],
      [Kind.AssignShiftLeft, '<<='],
    ] as const
  ).map(([kind, text]) => [kind, { text, precedence: 0, tokens: 1 }]),
);

const ASSIGN_SHIFT_RIGHT: Operator = { text: '>>=', precedence: 0, tokens: 2 };
const ASSIGN_SHIFT_RIGHT_UNSIGNED: Operator = { text: '>>>=', precedence: 0, tokens: 3 };

export function assignmentOperator(cursor: Cursor): Operator | null {
  const { kind, index } = cursor;
  if (kind === Kind.Greater && cursor.touchesNext(index)) {
    if (cursor.peek(1) === Kind.GreaterOrEqual) return ASSIGN_SHIFT_RIGHT;
    if (cursor.peek(1) === Kind.Greater && cursor.peek(2) === Kind.GreaterOrEqual) {
      return cursor.touchesNext(index + 1) ? ASSIGN_SHIFT_RIGHT_UNSIGNED : null;
    }
    return null;
  }
  return kind >= Kind.Assign && kind <= Kind.AssignShiftLeft ? ASSIGNMENT.get(kind)! : null;
}

const PREFIX = new Map<Kind, string>([
  [Kind.Not, '!'],
  [Kind.Complement, '~'],
  [Kind.Add, '+'],
  [Kind.Subtract, '-'],
  [Kind.Increment, '++'],
  [Kind.Decrement, '--'],
]);

export function prefixOperator(kind: Kind): string | null {
  return kind >= Kind.Add && kind <= Kind.Decrement ? (PREFIX.get(kind) ?? null) : null;
}
