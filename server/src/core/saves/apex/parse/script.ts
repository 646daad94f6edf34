import type { Span } from '../../../text.ts';
import type { Block, ScriptDeclaration, Statement, TypeDeclaration } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { type Members, noMembers, parseTypeDeclaration, type Skeleton, startsType } from './declarations.ts';
import { parseMethod } from './members.ts';
import { afterModifiers, parseModifiers } from './modifiers.ts';
import { parseInto } from './statements.ts';
import { isMemberModifier, isNameLike, Kind } from './tokens.ts';
import { parseType, typeEnd } from './typeReferences.ts';

/** Anonymous Apex: statements, and among them methods and types, which are no part of the script's body. */
export function parseScript(skeleton: Skeleton): { script: ScriptDeclaration; types: TypeDeclaration[] } {
  const { cursor, bodies } = skeleton;
  const members = noMembers();
  const declared: Span[] = [];
  while (!cursor.at(Kind.End)) {
    if (startsDeclaration(cursor)) {
      const { start } = cursor;
      parseDeclaration(skeleton, members);
      declared.push({ start, end: cursor.previousEnd });
    } else {
      skipFragment(cursor);
    }
  }
  const end = cursor.text.length;
  const body = bodies.block('script', 0, end, (own) => readScript(own, declared));
  return { script: { body, methods: members.methods, start: 0, end }, types: members.types };
}

/** The statements of a script, without the declarations among them. */
function readScript(cursor: Cursor, declared: readonly Span[]): Block {
  const statements: Statement[] = [];
  let next = 0;
  while (!cursor.at(Kind.End)) {
    while (next < declared.length && declared[next]!.end <= cursor.start) next++;
    const declaration = declared[next];
    if (declaration !== undefined && cursor.start >= declaration.start) {
      while (!cursor.at(Kind.End) && cursor.start < declaration.end) cursor.advance();
    } else {
      parseInto(cursor, statements);
    }
  }
  return { kind: 'block', statements, start: 0, end: cursor.text.length };
}

/**
 * Steps on to where a declaration may begin: after `;`, after a block, at a line that begins with a
 * modifier. Brackets other than braces are not counted, as damaged ones would hide what follows.
 */
function skipFragment(cursor: Cursor): void {
  let open = 0;
  do {
    const { kind } = cursor;
    cursor.advance();
    if (kind === Kind.BraceOpen) open++;
    else if (kind === Kind.BraceClose) open--;
    if (open <= 0 && (kind === Kind.Semicolon || kind === Kind.BraceClose)) return;
  } while (!cursor.at(Kind.End) && !(isMemberModifier(cursor.kind) && cursor.startsLine()));
}

/** Whether a method or a type is declared at the cursor. */
function startsDeclaration(cursor: Cursor): boolean {
  const index = afterModifiers(cursor, cursor.index);
  const kind = cursor.kindAt(index);
  if (kind === Kind.Class || kind === Kind.Interface || kind === Kind.Enum) {
    return isNameLike(cursor.kindAt(index + 1));
  }
  const end = typeEnd(cursor, index);
  if (end < 0 || !isNameLike(cursor.kindAt(end)) || cursor.kindAt(end + 1) !== Kind.ParenOpen) return false;
  let open = 0;
  for (let at = end + 1; at < end + 400; at++) {
    const found = cursor.kindAt(at);
    if (found === Kind.ParenOpen) open++;
    else if (found === Kind.ParenClose) open--;
    else if (found === Kind.End || found === Kind.Semicolon) return false;
    if (open === 0) return cursor.kindAt(at + 1) === Kind.BraceOpen;
  }
  return false;
}

function parseDeclaration(skeleton: Skeleton, members: Members): void {
  const { cursor } = skeleton;
  const { start } = cursor;
  const modifiers = parseModifiers(cursor);
  if (startsType(cursor)) {
    members.types.push(parseTypeDeclaration(skeleton, modifiers, start));
    return;
  }
  const type = parseType(cursor);
  const name = cursor.identifier();
  parseMethod(skeleton, members, { start, modifiers, type, name });
}
