import type { Expression, FieldInitializer, MapEntry, NewExpression, TypeReference } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseList } from './expressions.ts';
import { isNameLike, Kind } from './tokens.ts';
import { typeOrMissing } from './typeReferences.ts';

/** `new X(…)`, `new X[n]`, `new X{…}`, `new X[]{…}`. */
export function parseNew(cursor: Cursor): NewExpression {
  const { start } = cursor;
  cursor.advance();
  let type = createdType(cursor);
  const positional: Expression[] = [];
  const fields: FieldInitializer[] = [];
  const elements: Expression[] = [];
  const entries: MapEntry[] = [];

  if (cursor.at(Kind.BracketOpen)) {
    type = { ...type, dimensions: type.dimensions + 1 };
    cursor.advance();
    positional.push(parseExpression(cursor));
    cursor.expect(Kind.BracketClose, "']'");
  } else if (cursor.at(Kind.ParenOpen)) {
    for (const argument of parseList(cursor, Kind.ParenClose, "')'", constructorArgument)) {
      if (argument.kind === 'field-initializer') fields.push(argument);
      else positional.push(argument);
    }
  }
  // `new List<X>(){…}` is refused by the compiler, and yet its elements are worth knowing.
  if (cursor.at(Kind.BraceOpen) && (type.arguments.length > 0 || type.dimensions > 0)) {
    for (const item of parseList(cursor, Kind.BraceClose, "'}'", literalItem)) {
      if (item.kind === 'map-entry') entries.push(item);
      else elements.push(item);
    }
  }
  return {
    kind: 'new',
    type,
    arguments: positional,
    fields,
    elements,
    entries,
    start,
    end: cursor.endFrom(start),
  };
}

/** The type after `new`; a keyword on the next line is not its name. */
function createdType(cursor: Cursor): TypeReference {
  if (cursor.kind >= Kind.FirstReserved) {
    cursor.missing('type');
    const at = cursor.previousEnd;
    return { name: '', arguments: [], dimensions: 0, start: at, end: at };
  }
  return typeOrMissing(cursor);
}

function constructorArgument(cursor: Cursor): Expression | FieldInitializer {
  if (!isNameLike(cursor.kind) || cursor.peek(1) !== Kind.Assign) return parseExpression(cursor);
  const name = cursor.identifier();
  cursor.advance();
  const value = parseExpression(cursor);
  return { kind: 'field-initializer', name, value, start: name.start, end: value.end };
}

function literalItem(cursor: Cursor): Expression | MapEntry {
  const key = parseExpression(cursor);
  if (!cursor.eat(Kind.Arrow)) return key;
  const value = parseExpression(cursor);
  return { kind: 'map-entry', key, value, start: key.start, end: value.end };
}
