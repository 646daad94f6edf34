import type { Annotation, Modifiers } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { isNameLike, Kind } from './tokens.ts';

/** Annotations and keywords before a declaration, in any order. */
export function parseModifiers(cursor: Cursor): Modifiers {
  let annotations: Annotation[] | null = null;
  let words: string[] | null = null;
  for (;;) {
    if (cursor.at(Kind.At) && isNameLike(cursor.peek(1)) && cursor.peek(1) !== Kind.Interface) {
      annotations ??= [];
      annotations.push(parseAnnotation(cursor));
      continue;
    }
    const length = modifierLength(cursor);
    if (length === 0) break;
    words ??= [];
    words.push(spelledModifier(cursor, length));
    cursor.index += length;
  }
  if (annotations === null && words === null) return NONE;
  return { annotations: annotations ?? [], keywords: words === null ? NO_WORDS : keywordSet(words) };
}

const NO_WORDS: ReadonlySet<string> = new Set();
const NONE: Modifiers = { annotations: [], keywords: NO_WORDS };

/** Members share their sets: there are few combinations and many members. */
const sets = new Map<string, ReadonlySet<string>>();

function keywordSet(words: readonly string[]): ReadonlySet<string> {
  const key = words.join(',');
  let found = sets.get(key);
  if (found === undefined) {
    found = new Set(words);
    // Real code has a few dozen combinations; hostile code shall not fill the memory.
    if (sets.size < 500) sets.set(key, found);
  }
  return found;
}

/** How many tokens the modifier at `index` has; 0 if none stands there. */
export function modifierLength(cursor: Cursor, index: number = cursor.index): number {
  const kind = cursor.kindAt(index);
  if (kind >= Kind.Abstract && kind <= Kind.WebService) return 1;
  const next = cursor.kindAt(index + 1);
  switch (kind) {
    case Kind.With:
    case Kind.Without:
    case Kind.Inherited:
      return next === Kind.Sharing ? 2 : 0;
    case Kind.Transient:
    case Kind.Sealed:
      return isNameLike(next) ? 1 : 0;
    default:
      return 0;
  }
}

/** The index after the modifiers and annotations that begin at token `from`; reads nothing. */
export function afterModifiers(cursor: Cursor, from: number): number {
  let index = from;
  for (;;) {
    if (cursor.kindAt(index) === Kind.At && isNameLike(cursor.kindAt(index + 1))) {
      index += 2;
      if (cursor.kindAt(index) === Kind.ParenOpen) {
        while (cursor.kindAt(index) !== Kind.ParenClose && cursor.kindAt(index) !== Kind.End) index++;
        index++;
      }
      continue;
    }
    const length = modifierLength(cursor, index);
    if (length === 0) return index;
    index += length;
  }
}

function spelledModifier(cursor: Cursor, length: number): string {
  const word = cursor.spelled().toLowerCase();
  return length === 2 ? `${word} sharing` : word;
}

function parseAnnotation(cursor: Cursor): Annotation {
  const { start } = cursor;
  cursor.advance();
  const { name } = cursor.identifier();
  if (!cursor.at(Kind.ParenOpen)) return { name, arguments: '', start, end: cursor.previousEnd };
  const argumentsStart = cursor.end;
  let argumentsEnd = argumentsStart;
  let open = 0;
  for (;;) {
    const { kind } = cursor;
    if (kind === Kind.ParenOpen) open++;
    if (kind === Kind.ParenClose) open--;
    // An unclosed list ends where a declaration goes on.
    if (kind === Kind.End || kind === Kind.Semicolon || kind === Kind.BraceOpen || kind === Kind.At) break;
    if (kind >= Kind.FirstReserved && kind <= Kind.Implements && cursor.startsLine()) break;
    if (open === 0) {
      cursor.advance();
      break;
    }
    cursor.advance();
    argumentsEnd = cursor.previousEnd;
  }
  if (open > 0) cursor.missing("')'");
  return { name, arguments: cursor.text.slice(argumentsStart, argumentsEnd), start, end: cursor.previousEnd };
}
