import type {
  Expression,
  ExpressionStatement,
  ForStatement,
  LocalDeclaration,
  Statement,
} from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { closeHeader, parseBranch, parseDeclarators, startsLocal } from './statements.ts';
import { canBeName, Kind } from './tokens.ts';
import { parseType, typeEnd } from './typeReferences.ts';

/** `for (…; …; …)` and `for (X x : xs)`. */
export function parseFor(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  if (!cursor.expect(Kind.ParenOpen, "'('")) return headless(cursor, start);
  return isForEach(cursor) ? parseForEach(cursor, start) : parseCounting(cursor, start);
}

function headless(cursor: Cursor, start: number): ForStatement {
  const body = parseBranch(cursor);
  return {
    kind: 'for',
    initializers: [],
    condition: null,
    updates: [],
    body,
    start,
    end: cursor.endFrom(start),
  };
}

function isForEach(cursor: Cursor): boolean {
  const first = cursor.at(Kind.Final) ? cursor.index + 1 : cursor.index;
  const end = typeEnd(cursor, first);
  return end >= 0 && canBeName(cursor.kindAt(end)) && cursor.kindAt(end + 1) === Kind.Colon;
}

function parseForEach(cursor: Cursor, start: number): Statement {
  cursor.eat(Kind.Final);
  const type = parseType(cursor);
  const name = cursor.identifier();
  cursor.advance();
  const iterable = parseExpression(cursor);
  closeHeader(cursor);
  const body = parseBranch(cursor);
  return { kind: 'for-each', type, name, iterable, body, start, end: cursor.endFrom(start) };
}

function parseCounting(cursor: Cursor, start: number): ForStatement {
  const initializers = cursor.at(Kind.Semicolon) ? [] : parseInitializers(cursor);
  cursor.expect(Kind.Semicolon, "';'");
  const condition = endsPart(cursor) ? null : parseExpression(cursor);
  if (!cursor.at(Kind.ParenClose)) cursor.expect(Kind.Semicolon, "';'");
  const updates = endsPart(cursor) ? [] : parseExpressions(cursor);
  closeHeader(cursor);
  const body = parseBranch(cursor);
  return {
    kind: 'for',
    initializers,
    condition,
    updates,
    body,
    start,
    end: cursor.endFrom(start),
  };
}

function endsPart(cursor: Cursor): boolean {
  return cursor.at(Kind.Semicolon) || cursor.at(Kind.ParenClose) || cursor.at(Kind.BraceOpen);
}

function parseInitializers(cursor: Cursor): (LocalDeclaration | ExpressionStatement)[] {
  if (cursor.at(Kind.Final) || startsLocal(cursor)) return [parseDeclarators(cursor)];
  return parseExpressions(cursor).map((expression) => ({
    kind: 'expression-statement',
    expression,
    start: expression.start,
    end: expression.end,
  }));
}

function parseExpressions(cursor: Cursor): Expression[] {
  const found: Expression[] = [];
  do {
    found.push(parseExpression(cursor));
  } while (cursor.eat(Kind.Comma));
  return found;
}
