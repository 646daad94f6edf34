import type { Block, ScriptDeclaration, Statement, TypeDeclaration } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { type Members, noMembers, parseTypeDeclaration, type Skeleton, startsType } from './declarations.ts';
import { parseMethod } from './members.ts';
import { modifierLength, parseModifiers } from './modifiers.ts';
import { parseInto } from './statements.ts';
import { isNameLike, Kind } from './tokens.ts';
import { parseType, typeEnd } from './typeReferences.ts';

/** Anonymous Apex: statements, and among them methods and types, which are no part of the script's body. */
export function parseScript(skeleton: Skeleton): { script: ScriptDeclaration; types: TypeDeclaration[] } {
  const { cursor, bodies } = skeleton;
  const members = noMembers();
  while (!cursor.at(Kind.End)) {
    if (startsDeclaration(cursor)) parseDeclaration(skeleton, members);
    else skipStatement(cursor);
  }
  const end = cursor.text.length;
  const body = bodies.block('script', 0, end, readScript);
  return { script: { body, methods: members.methods, start: 0, end }, types: members.types };
}

/** The statements of a script, without the declarations among them. */
function readScript(cursor: Cursor): Block {
  const statements: Statement[] = [];
  while (!cursor.at(Kind.End)) {
    if (startsDeclaration(cursor)) skipDeclaration(cursor);
    else parseInto(cursor, statements);
  }
  return { kind: 'block', statements, start: 0, end: cursor.text.length };
}

function skipDeclaration(cursor: Cursor): void {
  while (!cursor.at(Kind.BraceOpen) && !cursor.at(Kind.End)) cursor.advance();
  cursor.skipToStatementEnd();
}

function skipStatement(cursor: Cursor): void {
  const before = cursor.index;
  cursor.skipToStatementEnd();
  // A `;`, or a closing bracket that nothing opened.
  if (cursor.index === before || cursor.at(Kind.Semicolon)) cursor.advance();
}

/** Whether a method or a type is declared at the cursor. */
function startsDeclaration(cursor: Cursor): boolean {
  const index = afterModifiers(cursor);
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

function afterModifiers(cursor: Cursor): number {
  let { index } = cursor;
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
