import type { Expression, Statement, SwitchCase } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { blockOrMissing, parseInto } from './statements.ts';
import { canBeName, Kind } from './tokens.ts';
import { parseType, typeEnd } from './typeReferences.ts';

/** `switch on x { when … { } when else { } }` */
export function parseSwitch(cursor: Cursor): Statement {
  const { start } = cursor;
  cursor.index += 2;
  const subject = parseExpression(cursor);
  const cases: SwitchCase[] = [];
  if (cursor.expect(Kind.BraceOpen, "'{'")) {
    while (!cursor.at(Kind.BraceClose) && !cursor.at(Kind.End)) {
      if (cursor.at(Kind.When)) cases.push(parseCase(cursor));
      else parseStray(cursor, cases);
    }
    cursor.expect(Kind.BraceClose, "'}'");
  }
  return { kind: 'switch', subject, cases, start, end: cursor.endFrom(start) };
}

/** Statements between the cases: the line of a `when` was lost. They are kept as a case without values. */
function parseStray(cursor: Cursor, cases: SwitchCase[]): void {
  // What is missing stands where the token before ends.
  const start = cursor.previousEnd;
  cursor.missing("'when'");
  const statements: Statement[] = [];
  while (!cursor.at(Kind.BraceClose) && !cursor.at(Kind.End) && !cursor.at(Kind.When)) {
    parseInto(cursor, statements);
  }
  const end = cursor.endFrom(start);
  cases.push({
    kind: 'when',
    values: [],
    pattern: null,
    body: { kind: 'block', statements, start, end },
    start,
    end,
  });
}

function parseCase(cursor: Cursor): SwitchCase {
  const { start } = cursor;
  cursor.advance();
  let values: Expression[] = [];
  let pattern: SwitchCase['pattern'] = null;
  if (cursor.at(Kind.Else)) cursor.advance();
  else if (isPattern(cursor)) pattern = { type: parseType(cursor), name: cursor.identifier() };
  else values = parseValues(cursor);
  const body = blockOrMissing(cursor);
  return { kind: 'when', values, pattern, body, start, end: cursor.endFrom(start) };
}

function isPattern(cursor: Cursor): boolean {
  const end = typeEnd(cursor, cursor.index);
  return end >= 0 && canBeName(cursor.kindAt(end));
}

function parseValues(cursor: Cursor): Expression[] {
  const values: Expression[] = [];
  do {
    values.push(parseExpression(cursor));
  } while (cursor.eat(Kind.Comma));
  return values;
}
