import type { DmlKeyword, Expression, Statement } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { parseArguments, parseExpression } from './expressions.ts';
import { endStatement } from './statements.ts';
import { isNameLike, Kind } from './tokens.ts';

/** Whether the DML keyword at the cursor begins a DML statement. */
export function startsDml(cursor: Cursor): boolean {
  switch (cursor.peek(1)) {
    case Kind.Dot:
    case Kind.SafeDot:
    case Kind.Assign:
    case Kind.BracketClose:
      return false;
    default:
      return true;
  }
}

export function parseDml(cursor: Cursor): Statement {
  const { start, end } = cursor;
  const operation = cursor.spelled().toLowerCase() as DmlKeyword;
  if (cursor.peek(1) === Kind.ParenOpen && isCall(cursor)) return parseCall(cursor);
  cursor.advance();
  const accessLevel = parseAccessLevel(cursor);
  const operand = parseExpression(cursor);
  const second = parseSecond(cursor, operation);
  endStatement(cursor);
  return {
    kind: 'dml',
    operation,
    keyword: { start, end },
    accessLevel,
    operand,
    second,
    start,
    end: cursor.endFrom(start),
  };
}

/** `merge(a, b);` with a comma between parentheses calls a method of that name. */
function isCall(cursor: Cursor): boolean {
  let open = 0;
  for (let index = cursor.index + 1; ; index++) {
    const kind = cursor.kindAt(index);
    if (kind === Kind.End || kind === Kind.Semicolon || kind === Kind.BraceOpen) return false;
    if (kind === Kind.ParenOpen || kind === Kind.BracketOpen) open++;
    else if (kind === Kind.ParenClose || kind === Kind.BracketClose) open--;
    else if (kind === Kind.Comma && open === 1) return true;
    if (open === 0) return false;
  }
}

function parseCall(cursor: Cursor): Statement {
  const name = cursor.identifier();
  const found = parseArguments(cursor);
  const { start } = name;
  const expression = {
    kind: 'call',
    target: null,
    name,
    arguments: found,
    safe: false,
    start,
    end: cursor.previousEnd,
  } as const;
  endStatement(cursor);
  return { kind: 'expression-statement', expression, start, end: cursor.endFrom(start) };
}

function parseAccessLevel(cursor: Cursor): 'user' | 'system' | null {
  if (!cursor.at(Kind.As)) return null;
  const level = (['user', 'system'] as const).find((word) => cursor.isWord(word, cursor.index + 1));
  if (level === undefined) return null;
  cursor.index += 2;
  return level;
}

/** The external-id field of an upsert, or the losing records of a merge. */
function parseSecond(cursor: Cursor, operation: DmlKeyword): Expression | null {
  if (operation !== 'upsert' && operation !== 'merge') return null;
  const { kind } = cursor;
  if (kind === Kind.Semicolon || kind === Kind.BraceClose || kind === Kind.End) return null;
  // On a line of its own it belongs to the next statement, unless a `;` follows at once.
  if (cursor.startsLine() && cursor.peek(1) !== Kind.Semicolon && cursor.peek(1) !== Kind.Dot) return null;
  if (operation === 'upsert') return isNameLike(kind) ? parseExpression(cursor) : null;
  return parseExpression(cursor);
}
