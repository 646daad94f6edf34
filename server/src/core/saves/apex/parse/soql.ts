import type { Expression, Identifier, QueryExpression } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { isClosing, isOpening } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { isNameLike, Kind } from './tokens.ts';
import { nameText } from './typeReferences.ts';

/** `[SELECT …]` and `[FIND …]`: what the analysis needs of a query, the rest stepped over. */
export function parseQuery(cursor: Cursor): QueryExpression {
  const { start } = cursor;
  const outer = cursor.inQuery;
  cursor.inQuery = true;
  cursor.advance();
  const query = cursor.at(Kind.Select) ? parseSelect(cursor) : parseFind(cursor);
  cursor.inQuery = outer;
  cursor.expect(Kind.BracketClose, "']'");
  return { kind: 'query', ...query, start, end: cursor.endFrom(start) };
}

type QueryParts = Omit<QueryExpression, 'kind' | 'start' | 'end'>;

function parseFind(cursor: Cursor): QueryParts {
  const binds: Expression[] = [];
  skipClauses(cursor, binds, () => false);
  return { language: 'sosl', from: null, fields: [], isCount: false, isAggregate: false, binds };
}

const AGGREGATES = /^(?:count|count_distinct|sum|avg|min|max|grouping)\s*\(/i;

function parseSelect(cursor: Cursor): QueryParts {
  const binds: Expression[] = [];
  cursor.advance();
  const fields = parseFields(cursor, binds);
  const from = cursor.isWord('from') ? parseFrom(cursor) : null;
  let isGrouped = false;
  skipClauses(cursor, binds, () => {
    if (cursor.isWord('group') && cursor.isWord('by', cursor.index + 1)) isGrouped = true;
    return false;
  });
  const isCount = fields.length === 1 && /^count\s*\(\s*\)$/i.test(fields[0]!);
  const isAggregate = isGrouped || (!isCount && fields.some((field) => AGGREGATES.test(field)));
  return { language: 'soql', from, fields, isCount, isAggregate, binds };
}

/** The items between SELECT and FROM, as spelled; a subquery is one item. */
function parseFields(cursor: Cursor, binds: Expression[]): string[] {
  const fields: string[] = [];
  do {
    const { start } = cursor;
    skipClauses(cursor, binds, () => cursor.at(Kind.Comma) || cursor.isWord('from'));
    const field = cursor.text.slice(start, cursor.endFrom(start)).trim();
    if (field !== '') fields.push(field);
  } while (cursor.eat(Kind.Comma));
  return fields;
}

function parseFrom(cursor: Cursor): Identifier | null {
  cursor.advance();
  if (!isNameLike(cursor.kind)) return null;
  const { start } = cursor;
  cursor.advance();
  while (cursor.at(Kind.Dot) && isNameLike(cursor.peek(1))) cursor.index += 2;
  const end = cursor.previousEnd;
  return { name: nameText(cursor, start, end), start, end };
}

/**
 * Steps on to the end of the query, or to where `stops` says so outside of parentheses; collects the bound
 * expressions on the way.
 */
function skipClauses(cursor: Cursor, binds: Expression[], stops: () => boolean): void {
  let open = 0;
  for (;;) {
    const { kind } = cursor;
    if (kind === Kind.End || kind === Kind.Semicolon || kind === Kind.BraceClose) return;
    if (open === 0 && (isClosing(kind) || stops())) return;
    // `FIND {text}` is the only brace in a query.
    if (kind === Kind.BraceOpen && !cursor.isWord('find', cursor.index - 1)) return;
    if (kind === Kind.Colon && beginsBind(cursor)) {
      cursor.advance();
      const before = cursor.index;
      binds.push(parseExpression(cursor));
      if (cursor.index > before) continue;
      return;
    }
    if (kind === Kind.BraceOpen) {
      skipSearchText(cursor);
      continue;
    }
    if (isOpening(kind)) open++;
    else if (isClosing(kind)) open--;
    cursor.advance();
  }
}

/** `LAST_N_DAYS:30` binds nothing. */
function beginsBind(cursor: Cursor): boolean {
  return cursor.peek(1) !== Kind.Integer;
}

function skipSearchText(cursor: Cursor): void {
  while (!cursor.at(Kind.End) && !cursor.at(Kind.Semicolon) && !cursor.at(Kind.BraceClose)) cursor.advance();
  cursor.eat(Kind.BraceClose);
}
