import type { TypeReference } from '../syntax.ts';
import { fitted, nameFrom } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { canBeName, isNameLike, Kind } from './tokens.ts';

/** No real type has more tokens; a bound keeps looking ahead linear in hostile text. */
const LONGEST_TYPE = 128;

/**
 * The index after the type that begins at token `index`, or -1 if there is none. Reads nothing, so that
 * declarations, casts and generics are told from expressions without going back.
 */
export function typeEnd(cursor: Cursor, index: number, limit: number = index + LONGEST_TYPE): number {
  if (!canBeName(cursor.kindAt(index))) return -1;
  let at = index + 1;
  while (cursor.kindAt(at) === Kind.Dot && isNameLike(cursor.kindAt(at + 1))) {
    if (cursor.kindAt(at + 1) === Kind.Class) break;
    // `a.` was left half-typed, and the next line declares something.
    if (isNameLike(cursor.kindAt(at + 2)) && cursor.startsLine(at + 1)) break;
    at += 2;
  }
  if (cursor.kindAt(at) === Kind.Less) {
    do {
      if (at >= limit) return -1;
      at = typeEnd(cursor, at + 1, limit);
      if (at < 0) return -1;
    } while (cursor.kindAt(at) === Kind.Comma);
    if (cursor.kindAt(at) !== Kind.Greater) return -1;
    at++;
    // `Outer<X>.Inner` is no Apex, but harmless.
    while (cursor.kindAt(at) === Kind.Dot && canBeName(cursor.kindAt(at + 1))) at += 2;
  }
  while (cursor.kindAt(at) === Kind.BracketOpen && cursor.kindAt(at + 1) === Kind.BracketClose) at += 2;
  return at;
}

/** The type at the cursor; the caller has made sure that a name stands there. */
export function parseType(cursor: Cursor): TypeReference {
  const start = cursor.start;
  const nameEnd = readDottedName(cursor);
  const name = nameText(cursor, start, nameEnd);
  const typeArguments = cursor.at(Kind.Less) ? readTypeArguments(cursor) : NO_ARGUMENTS;
  const dimensions = readDimensions(cursor);
  return { name, arguments: typeArguments, dimensions, start, end: cursor.endFrom(start) };
}

export function typeOrMissing(cursor: Cursor): TypeReference {
  if (isNameLike(cursor.kind)) return parseType(cursor);
  cursor.missing('type');
  const at = cursor.previousEnd;
  return { name: '', arguments: NO_ARGUMENTS, dimensions: 0, start: at, end: at };
}

const NO_ARGUMENTS: readonly TypeReference[] = [];

/** Steps over `A.B.C`; gives the offset of its end. */
export function readDottedName(cursor: Cursor): number {
  cursor.advance();
  while (cursor.at(Kind.Dot) && isNameLike(cursor.peek(1)) && cursor.peek(1) !== Kind.Class)
    cursor.index += 2;
  return cursor.previousEnd;
}

/** A dotted name without the blanks and comments that may stand around its dots. */
export function nameText(cursor: Cursor, start: number, end: number): string {
  const raw = cursor.text.slice(start, end);
  return /[\s/]/.test(raw) ? raw.replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|\s+/g, '') : nameFrom(raw);
}

function readTypeArguments(cursor: Cursor): TypeReference[] {
  const found: TypeReference[] = [];
  cursor.advance();
  while (canBeName(cursor.kind)) {
    const argument = cursor.nested(() => parseType(cursor));
    if (argument === null) break;
    found.push(argument);
    if (!cursor.eat(Kind.Comma)) break;
  }
  cursor.expect(Kind.Greater, "'>'");
  return fitted(found);
}

function readDimensions(cursor: Cursor): number {
  let dimensions = 0;
  while (cursor.at(Kind.BracketOpen) && cursor.peek(1) === Kind.BracketClose) {
    cursor.index += 2;
    dimensions++;
  }
  return dimensions;
}
