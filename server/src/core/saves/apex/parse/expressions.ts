import type { Expression, Identifier } from '../syntax.ts';
import { fitted } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { assignmentOperator, binaryOperator, INSTANCE_OF_PRECEDENCE, prefixOperator } from './operators.ts';
import { castTypeEnd, parsePrimary } from './primary.ts';
import { canBeName, isDmlKeyword, isNameLike, Kind } from './tokens.ts';
import { nameText, parseType, typeEnd, typeOrMissing } from './typeReferences.ts';

/** Longer chains (`a + b + …`, `a.b().c()…`) are kept flat: whoever walks the tree recurses too. */
const LONGEST_CHAIN = 1000;

/** An expression; broken, and empty, where none stands. */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => parseAssignment(cursor)) ?? tooDeep(cursor);
}

function tooDeep(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.skipToStatementEnd();
  return { kind: 'broken', parts: [], start, end: cursor.endFrom(start) };
}

function parseAssignment(cursor: Cursor): Expression {
  const target = parseTernary(cursor);
  const operator = assignmentOperator(cursor);
  if (operator === null) return target;
  cursor.index += operator.tokens;
  const value = parseExpression(cursor);
  return { kind: 'assignment', operator: operator.text, target, value, start: target.start, end: value.end };
}

function parseTernary(cursor: Cursor): Expression {
  const condition = parseBinary(cursor, 1);
  if (!cursor.eat(Kind.Question)) return condition;
  const then = parseExpression(cursor);
  cursor.expect(Kind.Colon, "':'");
  const otherwise = parseExpression(cursor);
  return { kind: 'ternary', condition, then, otherwise, start: condition.start, end: otherwise.end };
}

function parseBinary(cursor: Cursor, minimum: number): Expression {
  let left = parseUnary(cursor);
  for (let length = 0; ; length++) {
    const isInstanceOf = cursor.at(Kind.InstanceOf);
    const operator = isInstanceOf ? null : binaryOperator(cursor);
    const precedence = isInstanceOf ? INSTANCE_OF_PRECEDENCE : (operator?.precedence ?? 0);
    if (precedence === 0 || precedence < minimum) return left;
    if (length >= LONGEST_CHAIN) return flatRest(cursor, left);
    if (operator === null) {
      cursor.advance();
      const type = typeOrMissing(cursor);
      left = { kind: 'instanceof', operand: left, type, start: left.start, end: type.end };
    } else {
      cursor.index += operator.tokens;
      const right = parseBinary(cursor, precedence + 1);
      left = {
        kind: 'binary',
        operator: operator.text,
        left,
        right,
        start: left.start,
        end: right.end,
      };
    }
  }
}

function flatRest(cursor: Cursor, first: Expression): Expression {
  const parts: Expression[] = [first];
  for (let operator = binaryOperator(cursor); operator !== null; operator = binaryOperator(cursor)) {
    cursor.index += operator.tokens;
    parts.push(parseUnary(cursor));
  }
  return { kind: 'broken', parts, start: first.start, end: parts.at(-1)!.end };
}

function parseUnary(cursor: Cursor): Expression {
  const operator = prefixOperator(cursor.kind);
  if (operator !== null) return cursor.nested(() => parsePrefixed(cursor, operator)) ?? tooDeep(cursor);
  if (cursor.at(Kind.ParenOpen)) {
    const end = castTypeEnd(cursor);
    if (end >= 0) return cursor.nested(() => parseCast(cursor)) ?? tooDeep(cursor);
  }
  return parsePostfix(cursor);
}

function parsePrefixed(cursor: Cursor, operator: string): Expression {
  const { start } = cursor;
  cursor.advance();
  const operand = parseUnary(cursor);
  return { kind: 'unary', operator, postfix: false, operand, start, end: operand.end };
}

function parseCast(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.advance();
  const type = parseType(cursor);
  cursor.advance();
  const operand = parseUnary(cursor);
  return { kind: 'cast', type, operand, start, end: operand.end };
}

function parsePostfix(cursor: Cursor): Expression {
  let target = parsePrimary(cursor);
  if (target.kind === 'broken' && target.parts.length === 0) return target;
  for (let length = 0; ; length++) {
    const next = length < LONGEST_CHAIN ? parseSuffix(cursor, target) : null;
    if (next === null) return target;
    target = next;
  }
}

/** What follows an operand and belongs to it; null if nothing does. */
function parseSuffix(cursor: Cursor, target: Expression): Expression | null {
  switch (cursor.kind) {
    case Kind.Dot:
    case Kind.SafeDot:
      return parseMember(cursor, target);
    case Kind.BracketOpen:
      return parseIndex(cursor, target);
    case Kind.Increment:
    case Kind.Decrement: {
      // On the next line it belongs to what follows there.
      if (cursor.startsLine()) return null;
      const operator = cursor.spelled();
      cursor.advance();
      const { start } = target;
      return { kind: 'unary', operator, postfix: true, operand: target, start, end: cursor.previousEnd };
    }
    default:
      return null;
  }
}

function parseMember(cursor: Cursor, target: Expression): Expression {
  const { start } = target;
  const safe = cursor.at(Kind.SafeDot);
  cursor.advance();
  if (cursor.at(Kind.Class)) {
    const end = cursor.previousEnd - 1;
    cursor.advance();
    const name = nameText(cursor, start, end);
    const type = { name, arguments: [], dimensions: 0, start, end: target.end };
    return { kind: 'type-literal', type, start, end: cursor.previousEnd };
  }
  const name = memberName(cursor);
  if (!cursor.at(Kind.ParenOpen) || name.name === '') {
    return { kind: 'member', target, name, safe, start, end: cursor.previousEnd };
  }
  const found = parseArguments(cursor);
  return { kind: 'call', target, name, arguments: found, safe, start, end: cursor.previousEnd };
}

/** The name after a dot. After `foo.` at the end of a line the next line begins something else. */
function memberName(cursor: Cursor): Identifier {
  if (isNameLike(cursor.kind) && !(cursor.startsLine() && startsOwnStatement(cursor))) {
    return cursor.identifier();
  }
  cursor.missing('name');
  const at = cursor.previousEnd;
  return { name: '', start: at, end: at };
}

/** Two names in a row, or a keyword that no name can be, on a line of their own. */
function startsOwnStatement(cursor: Cursor): boolean {
  if (cursor.kind >= Kind.FirstReserved)
    return !isDmlKeyword(cursor.kind) || cursor.peek(1) !== Kind.ParenOpen;
  return isNameLike(cursor.peek(1)) && cursor.peek(1) !== Kind.InstanceOf;
}

function parseIndex(cursor: Cursor, target: Expression): Expression | null {
  const next = cursor.peek(1);
  if ((next === Kind.Select || next === Kind.Find) && isNameLike(cursor.peek(2))) return null;
  cursor.advance();
  const index = parseExpression(cursor);
  cursor.expect(Kind.BracketClose, "']'");
  return { kind: 'index', target, index, start: target.start, end: cursor.previousEnd };
}

/** `(a, b)`; an unclosed list ends where an expression cannot go on. */
export function parseArguments(cursor: Cursor): Expression[] {
  return parseList(cursor, Kind.ParenClose, "')'", parseExpression);
}

/** A bracket, items with commas between, and the closing bracket. */
export function parseList<T>(cursor: Cursor, close: Kind, what: string, item: (cursor: Cursor) => T): T[] {
  const items: T[] = [];
  cursor.advance();
  if (cursor.eat(close)) return items;
  if (close === Kind.ParenClose && startsDeclarationLine(cursor)) {
    cursor.missing(what);
    return items;
  }
  for (;;) {
    const before = cursor.index;
    items.push(item(cursor));
    if (cursor.eat(Kind.Comma)) continue;
    if (cursor.eat(close)) return fitted(items);
    if (endsList(cursor, close)) {
      cursor.missing(what);
      return items;
    }
    cursor.missing("','");
    if (cursor.index === before) cursor.advance();
  }
}

/** Whether an unclosed list cannot go on at the cursor. */
function endsList(cursor: Cursor, close: Kind): boolean {
  const { kind } = cursor;
  switch (kind) {
    case Kind.End:
    case Kind.Semicolon:
    case Kind.BraceOpen:
    case Kind.BraceClose:
    case Kind.ParenClose:
    case Kind.BracketClose:
      return true;
    default:
      if (kind >= Kind.FirstReserved && kind < Kind.InstanceOf) return true;
      // `foo(a` and on the next line `Lead b = …`: the list was left open.
      return close !== Kind.BraceClose && cursor.startsLine() && startsOwnStatement(cursor);
  }
}

/** `foo(` and on the next line `List<Lead> b = …`: the list was left open. */
function startsDeclarationLine(cursor: Cursor): boolean {
  if (!canBeName(cursor.kind) || !cursor.startsLine()) return false;
  const end = typeEnd(cursor, cursor.index);
  if (end < 0 || !canBeName(cursor.kindAt(end))) return false;
  const next = cursor.kindAt(end + 1);
  return next === Kind.Assign || next === Kind.Semicolon;
}
