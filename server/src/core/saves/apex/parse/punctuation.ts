import { isDigit } from './characters.ts';
import { Kind } from './tokens.ts';

/** A kind and a length of one to three in one number: the lexer asks this for every third token. */
function token(kind: Kind, length: number): number {
  return (kind << 2) | length;
}

/** The operator or bracket at `start`, as `kind << 2 | length`. */
export function punctuationAt(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  const isAssign = next === 61;
  switch (text.charCodeAt(start)) {
    case 123:
      return token(Kind.BraceOpen, 1);
    case 125:
      return token(Kind.BraceClose, 1);
    case 40:
      return token(Kind.ParenOpen, 1);
    case 41:
      return token(Kind.ParenClose, 1);
    case 91:
      return token(Kind.BracketOpen, 1);
    case 93:
      return token(Kind.BracketClose, 1);
    case 59:
      return token(Kind.Semicolon, 1);
    case 44:
      return token(Kind.Comma, 1);
    case 46:
      return token(Kind.Dot, 1);
    case 58:
      return token(Kind.Colon, 1);
    case 64:
      return token(Kind.At, 1);
    case 126:
      return token(Kind.Complement, 1);
    case 63:
      if (next === 63) return token(Kind.Coalesce, 2);
      if (next === 46 && !isDigit(text.charCodeAt(start + 2))) return token(Kind.SafeDot, 2);
      return token(Kind.Question, 1);
    case 61:
      if (next === 62) return token(Kind.Arrow, 2);
      if (!isAssign) return token(Kind.Assign, 1);
      if (text.charCodeAt(start + 2) === 61) return token(Kind.Identical, 3);
      return token(Kind.Equal, 2);
    case 33:
      if (!isAssign) return token(Kind.Not, 1);
      if (text.charCodeAt(start + 2) === 61) return token(Kind.NotIdentical, 3);
      return token(Kind.NotEqual, 2);
    case 60:
      if (isAssign) return token(Kind.LessOrEqual, 2);
      if (next === 62) return token(Kind.LessGreater, 2);
      if (next !== 60) return token(Kind.Less, 1);
      if (text.charCodeAt(start + 2) === 61) return token(Kind.AssignShiftLeft, 3);
      return token(Kind.ShiftLeft, 2);
    // `>>` stays two tokens: in `Map<Id, List<Id>>` it closes two lists of arguments.
    case 62:
      return isAssign ? token(Kind.GreaterOrEqual, 2) : token(Kind.Greater, 1);
    case 43:
      if (next === 43) return token(Kind.Increment, 2);
      return isAssign ? token(Kind.AssignAdd, 2) : token(Kind.Add, 1);
    case 45:
      if (next === 45) return token(Kind.Decrement, 2);
      return isAssign ? token(Kind.AssignSubtract, 2) : token(Kind.Subtract, 1);
    case 42:
      return isAssign ? token(Kind.AssignMultiply, 2) : token(Kind.Multiply, 1);
    case 47:
      return isAssign ? token(Kind.AssignDivide, 2) : token(Kind.Divide, 1);
    case 94:
      return isAssign ? token(Kind.AssignXor, 2) : token(Kind.Xor, 1);
    case 37:
      return token(Kind.Remainder, 1);
    case 38:
      if (next === 38) return token(Kind.AndAnd, 2);
      return isAssign ? token(Kind.AssignAnd, 2) : token(Kind.And, 1);
    case 124:
      if (next === 124) return token(Kind.OrOr, 2);
      return isAssign ? token(Kind.AssignOr, 2) : token(Kind.Or, 1);
    default:
      return token(Kind.Unknown, 1);
  }
}
