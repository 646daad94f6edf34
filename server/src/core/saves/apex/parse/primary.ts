import type { BrokenExpression, Expression } from '../syntax.ts';
import { parseNew } from './creation.ts';
import type { Cursor } from './cursor.ts';
import { parseArguments, parseExpression } from './expressions.ts';
import { parseLiteral } from './literals.ts';
import { parseQuery } from './soql.ts';
import { canBeName, Kind } from './tokens.ts';
import { parseType, typeEnd } from './typeReferences.ts';

/** A name, literal, parenthesis, `new`, query: an operand without its suffixes. */
export function parsePrimary(cursor: Cursor): Expression {
  const { kind } = cursor;
  if (canBeName(kind)) return parseName(cursor);
  switch (kind) {
    case Kind.This:
    case Kind.Super:
      return parseNameOrCall(cursor);
    case Kind.String:
    case Kind.MultilineString:
    case Kind.Integer:
    case Kind.Long:
    case Kind.Decimal:
    case Kind.Null:
    case Kind.True:
    case Kind.False:
      return parseLiteral(cursor);
    case Kind.ParenOpen:
      return parseParenthesized(cursor);
    case Kind.New:
      return parseNew(cursor);
    case Kind.BracketOpen:
      return parseBracket(cursor);
    default:
      return noOperand(cursor);
  }
}

function parseName(cursor: Cursor): Expression {
  const next = cursor.peek(1);
  if (next === Kind.Less || (next === Kind.BracketOpen && cursor.peek(2) === Kind.BracketClose)) {
    const end = typeEnd(cursor, cursor.index);
    if (end >= 0 && cursor.kindAt(end) === Kind.Dot && cursor.kindAt(end + 1) === Kind.Class) {
      const type = parseType(cursor);
      cursor.index += 2;
      return { kind: 'type-literal', type, start: type.start, end: cursor.previousEnd };
    }
  }
  return parseNameOrCall(cursor);
}

function parseNameOrCall(cursor: Cursor): Expression {
  const name = cursor.identifier();
  const { start } = name;
  if (!cursor.at(Kind.ParenOpen)) return { kind: 'name', name: name.name, start, end: name.end };
  const found = parseArguments(cursor);
  return {
    kind: 'call',
    target: null,
    name,
    arguments: found,
    safe: false,
    start,
    end: cursor.previousEnd,
  };
}

function parseParenthesized(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.advance();
  const inner = parseExpression(cursor);
  cursor.expect(Kind.ParenClose, "')'");
  return { kind: 'parenthesized', inner, start, end: cursor.endFrom(start) };
}

function parseBracket(cursor: Cursor): Expression {
  const next = cursor.peek(1);
  if (next === Kind.Select || next === Kind.Find) return parseQuery(cursor);
  const { start } = cursor;
  cursor.error('query expected', { start, end: cursor.end });
  cursor.advance();
  const part = parseExpression(cursor);
  cursor.eat(Kind.BracketClose);
  return { kind: 'broken', parts: [part], start, end: cursor.endFrom(start) };
}

/** Nothing that could be an operand. What cannot be anything else either is stepped over. */
function noOperand(cursor: Cursor): BrokenExpression {
  if (!cursor.at(Kind.Unknown) && !cursor.at(Kind.At)) {
    cursor.missing('expression');
    return cursor.noExpression();
  }
  const { start } = cursor;
  cursor.error('unexpected character', { start, end: cursor.end });
  while (cursor.at(Kind.Unknown) || cursor.at(Kind.At)) cursor.advance();
  return { kind: 'broken', parts: [], start, end: cursor.previousEnd };
}

const NUMERIC = new Set(['integer', 'long', 'double', 'decimal']);

/** Where the type of a cast at the cursor ends, as a token index; -1 if `(` begins no cast. */
export function castTypeEnd(cursor: Cursor): number {
  const open = cursor.index;
  const end = typeEnd(cursor, open + 1);
  if (end < 0 || cursor.kindAt(end) !== Kind.ParenClose) return -1;
  return beginsOperand(cursor, end + 1, open + 1) ? end : -1;
}

function beginsOperand(cursor: Cursor, index: number, typeIndex: number): boolean {
  const kind = cursor.kindAt(index);
  if (canBeName(kind)) return !isQueryWord(cursor, index);
  switch (kind) {
    case Kind.This:
    case Kind.Super:
    case Kind.Null:
    case Kind.True:
    case Kind.False:
    case Kind.New:
    case Kind.String:
    case Kind.MultilineString:
    case Kind.Integer:
    case Kind.Long:
    case Kind.Decimal:
    case Kind.ParenOpen:
    case Kind.Not:
    case Kind.Complement:
      return true;
    case Kind.BracketOpen:
      return cursor.kindAt(index + 1) === Kind.Select || cursor.kindAt(index + 1) === Kind.Find;
    // `(a) - b` subtracts, `(Integer) -b` casts.
    case Kind.Add:
    case Kind.Subtract:
      return NUMERIC.has(cursor.spelled(typeIndex).toLowerCase());
    default:
      return false;
  }
}

const QUERY_WORDS = new Set([
  'all',
  'and',
  'for',
  'group',
  'having',
  'limit',
  'offset',
  'or',
  'order',
  'update',
  'with',
]);

/** In `[… WHERE a = :(b) AND c]` the parenthesis is no cast. Only asked after a closing parenthesis. */
function isQueryWord(cursor: Cursor, index: number): boolean {
  if (!cursor.inQuery) return false;
  return QUERY_WORDS.has(cursor.spelled(index).toLowerCase());
}
