import type {
  Block,
  CallExpression,
  CatchClause,
  Declarator,
  Expression,
  LocalDeclaration,
  Statement,
  TryStatement,
} from '../syntax.ts';
import { fitted } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { parseDml, startsDml } from './dml.ts';
import { parseExpression } from './expressions.ts';
import { parseFor } from './loops.ts';
import { parseModifiers } from './modifiers.ts';
import { parseSwitch } from './switch.ts';
import { canBeName, isDmlKeyword, isNameLike, Kind } from './tokens.ts';
import { typeEnd, typeOrMissing } from './typeReferences.ts';

/** `{ … }`; the cursor stands on the opening brace. */
export function parseBlock(cursor: Cursor): Block {
  const { start } = cursor;
  const statements: Statement[] = [];
  cursor.advance();
  while (!cursor.at(Kind.BraceClose) && !cursor.at(Kind.End)) parseInto(cursor, statements);
  cursor.expect(Kind.BraceClose, "'}'");
  return { kind: 'block', statements: fitted(statements), start, end: cursor.endFrom(start) };
}

/** A block, or an empty one where none stands. */
export function blockOrMissing(cursor: Cursor): Block {
  if (cursor.at(Kind.BraceOpen)) return nestedBlock(cursor);
  cursor.missing("'{'");
  const at = cursor.previousEnd;
  return { kind: 'block', statements: [], start: at, end: at };
}

function nestedBlock(cursor: Cursor): Block {
  const block = cursor.nested(() => parseBlock(cursor));
  if (block !== null) return block;
  const { start } = cursor;
  cursor.skipToStatementEnd();
  return { kind: 'block', statements: [], start, end: cursor.endFrom(start) };
}

/** Adds the statement at the cursor, and always steps on. */
export function parseInto(cursor: Cursor, statements: Statement[]): void {
  if (cursor.eat(Kind.Semicolon)) return;
  const before = cursor.index;
  statements.push(parseStatement(cursor));
  if (cursor.index === before) {
    statements.pop();
    statements.push(strayToken(cursor));
  }
}

function strayToken(cursor: Cursor): Statement {
  const { start, end } = cursor;
  cursor.error('unexpected token', { start, end });
  cursor.advance();
  return { kind: 'broken-statement', parts: [], start, end };
}

/** The statement that a condition or a loop rules; an empty one may be a single `;`. */
export function parseStatement(cursor: Cursor): Statement {
  return cursor.nested(() => dispatch(cursor)) ?? tooDeep(cursor);
}

function tooDeep(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.skipToStatementEnd();
  cursor.eat(Kind.Semicolon);
  return { kind: 'broken-statement', parts: [], start, end: cursor.endFrom(start) };
}

function dispatch(cursor: Cursor): Statement {
  const { kind } = cursor;
  if (kind >= Kind.FirstReserved) {
    if (isDmlKeyword(kind) && startsDml(cursor)) return parseDml(cursor);
    switch (kind) {
      case Kind.If:
        return parseIf(cursor);
      case Kind.For:
        return parseFor(cursor);
      case Kind.While:
        return parseWhile(cursor);
      case Kind.Do:
        return parseDoWhile(cursor);
      case Kind.Try:
        return parseTry(cursor);
      case Kind.Catch:
      case Kind.Finally:
        return parseHandlers(cursor, cursor.start, emptyBlock(cursor));
      case Kind.Else:
        cursor.error("'else' without 'if'", { start: cursor.start, end: cursor.end });
        cursor.advance();
        return parseStatement(cursor);
      case Kind.Return:
        return parseReturn(cursor);
      case Kind.Throw:
        return parseThrow(cursor);
      case Kind.Break:
      case Kind.Continue:
        return parseJump(cursor);
    }
    if (kind <= Kind.WebService) return parseLocal(cursor);
    return parseExpressionStatement(cursor);
  }
  if (kind === Kind.BraceOpen) return parseBlock(cursor);
  if (kind === Kind.Semicolon) return emptyStatement(cursor);
  if (kind === Kind.Switch && cursor.peek(1) === Kind.On) return parseSwitch(cursor);
  if (startsLocal(cursor)) return parseLocal(cursor);
  return parseExpressionStatement(cursor);
}

function emptyBlock(cursor: Cursor): Block {
  const { start } = cursor;
  return { kind: 'block', statements: [], start, end: start };
}

function emptyStatement(cursor: Cursor): Block {
  const { start, end } = cursor;
  cursor.advance();
  return { kind: 'block', statements: [], start, end };
}

/** Whether a declaration stands at the cursor: a type, a name, and what may follow a name there. */
export function startsLocal(cursor: Cursor): boolean {
  const { kind, index } = cursor;
  if (kind === Kind.At) return isNameLike(cursor.peek(1));
  if (kind === Kind.Transient && canBeName(cursor.peek(1))) return true;
  const end = typeEnd(cursor, index);
  if (end < 0 || !canBeName(cursor.kindAt(end))) return false;
  switch (cursor.kindAt(end + 1)) {
    case Kind.Assign:
    case Kind.Semicolon:
    case Kind.Comma:
    case Kind.Colon:
    case Kind.ParenClose:
      return true;
    case Kind.End:
    case Kind.BraceClose:
      return !cursor.startsLine(end);
    default:
      // `Lead a` half-typed at the end of a line.
      return !cursor.startsLine(end) && cursor.startsLine(end + 1);
  }
}

function parseLocal(cursor: Cursor): LocalDeclaration {
  const local = parseDeclarators(cursor);
  endStatement(cursor);
  return { ...local, end: cursor.endFrom(local.start) };
}

/** A declaration without its `;`. */
export function parseDeclarators(cursor: Cursor): LocalDeclaration {
  const { start } = cursor;
  const modifiers = parseModifiers(cursor);
  const type = typeOrMissing(cursor);
  const declarators: Declarator[] = [];
  do {
    declarators.push(parseDeclarator(cursor));
  } while (cursor.eat(Kind.Comma));
  return {
    kind: 'local',
    modifiers,
    type,
    declarators: fitted(declarators),
    start,
    end: cursor.endFrom(start),
  };
}

function parseDeclarator(cursor: Cursor): Declarator {
  const name = cursor.identifierOrMissing('name');
  const initializer = cursor.eat(Kind.Assign) ? parseExpression(cursor) : null;
  return {
    kind: 'declarator',
    name,
    initializer,
    start: name.start,
    end: initializer?.end ?? name.end,
  };
}

function parseExpressionStatement(cursor: Cursor): Statement {
  const expression = parseExpression(cursor);
  const { start } = expression;
  if (cursor.at(Kind.BraceOpen) && isRunAs(expression)) {
    const block = nestedBlock(cursor);
    return { kind: 'run-as', arguments: expression.arguments, block, start, end: block.end };
  }
  endStatement(cursor);
  return { kind: 'expression-statement', expression, start, end: cursor.endFrom(start) };
}

function isRunAs(expression: Expression): expression is CallExpression {
  if (expression.kind !== 'call' || expression.name.name.toLowerCase() !== 'runas') return false;
  return expression.target?.kind === 'name' && expression.target.name.toLowerCase() === 'system';
}

/** Reads `;`. Where it is missing, closing brackets that nothing opened are stepped over. */
export function endStatement(cursor: Cursor): void {
  if (cursor.eat(Kind.Semicolon)) return;
  cursor.missing("';'");
  while (cursor.at(Kind.ParenClose) || cursor.at(Kind.BracketClose)) cursor.advance();
  cursor.eat(Kind.Semicolon);
}

/** `( condition )` */
export function parseCondition(cursor: Cursor): Expression {
  if (!cursor.expect(Kind.ParenOpen, "'('")) return cursor.noExpression();
  const condition = parseExpression(cursor);
  closeHeader(cursor);
  return condition;
}

/** Reads `)`, and more of them if there are more than were opened. */
export function closeHeader(cursor: Cursor): void {
  cursor.expect(Kind.ParenClose, "')'");
  while (cursor.at(Kind.ParenClose)) {
    cursor.error("unexpected ')'", { start: cursor.start, end: cursor.end });
    cursor.advance();
  }
}

function parseIf(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  const condition = parseCondition(cursor);
  const then = parseBranch(cursor);
  const otherwise = cursor.eat(Kind.Else) ? parseBranch(cursor) : null;
  return { kind: 'if', condition, then, otherwise, start, end: cursor.endFrom(start) };
}

/** A statement, or an empty one where the block that it stands in ends. */
export function parseBranch(cursor: Cursor): Statement {
  if (!cursor.at(Kind.BraceClose) && !cursor.at(Kind.End)) return parseStatement(cursor);
  cursor.missing('statement');
  const at = cursor.previousEnd;
  return { kind: 'broken-statement', parts: [], start: at, end: at };
}

function parseWhile(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  const condition = parseCondition(cursor);
  const body = parseBranch(cursor);
  return { kind: 'while', condition, body, start, end: cursor.endFrom(start) };
}

function parseDoWhile(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  const body = parseBranch(cursor);
  let condition: Expression;
  if (cursor.expect(Kind.While, "'while'")) {
    condition = parseCondition(cursor);
    endStatement(cursor);
  } else {
    condition = cursor.noExpression();
  }
  return { kind: 'do-while', body, condition, start, end: cursor.endFrom(start) };
}

function parseTry(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  return parseHandlers(cursor, start, blockOrMissing(cursor));
}

function parseHandlers(cursor: Cursor, start: number, block: Block): TryStatement {
  const catches: CatchClause[] = [];
  while (cursor.at(Kind.Catch)) catches.push(parseCatch(cursor));
  const finallyBlock = cursor.eat(Kind.Finally) ? blockOrMissing(cursor) : null;
  if (catches.length === 0 && finallyBlock === null) cursor.missing("'catch'");
  return { kind: 'try', block, catches, finallyBlock, start, end: cursor.endFrom(start) };
}

function parseCatch(cursor: Cursor): CatchClause {
  const { start } = cursor;
  cursor.advance();
  cursor.expect(Kind.ParenOpen, "'('");
  cursor.eat(Kind.Final);
  const type = typeOrMissing(cursor);
  const name = cursor.identifierOrMissing('name');
  closeHeader(cursor);
  const block = blockOrMissing(cursor);
  return { kind: 'catch', type, name, block, start, end: cursor.endFrom(start) };
}

function parseReturn(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  const value = endsStatement(cursor) ? null : parseExpression(cursor);
  endStatement(cursor);
  return { kind: 'return', value, start, end: cursor.endFrom(start) };
}

function endsStatement(cursor: Cursor): boolean {
  const { kind } = cursor;
  if (kind === Kind.Semicolon || kind === Kind.BraceClose || kind === Kind.End) return true;
  return kind >= Kind.FirstReserved && kind < Kind.InstanceOf;
}

function parseThrow(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.advance();
  const value = parseExpression(cursor);
  endStatement(cursor);
  return { kind: 'throw', value, start, end: cursor.endFrom(start) };
}

function parseJump(cursor: Cursor): Statement {
  const { start } = cursor;
  const kind = cursor.at(Kind.Break) ? 'break' : 'continue';
  cursor.advance();
  endStatement(cursor);
  return { kind, start, end: cursor.endFrom(start) };
}
