import type {
  FieldDeclaration,
  Identifier,
  InitializerDeclaration,
  MethodDeclaration,
  Modifiers,
  PropertyDeclaration,
  TypeDeclaration,
  TypeReference,
} from '../syntax.ts';
import type { BodyMaker } from './bodies.ts';
import type { Cursor } from './cursor.ts';
import { parseMember } from './members.ts';
import { afterModifiers } from './modifiers.ts';
import { parseOrphan, startsOrphan } from './recovery.ts';
import type { Piece, Reuse } from './reuse.ts';
import { beginsMember, skipBody } from './skip.ts';
import { isNameLike, isTypeKeyword, Kind } from './tokens.ts';
import { typeOrMissing } from './typeReferences.ts';

/** What the skeleton pass carries along. */
export interface Skeleton {
  readonly cursor: Cursor;
  readonly bodies: BodyMaker;
  /** The dotted name of the type that is being read; '' outside of types. */
  owner: string;
  /** Takes over what an earlier version of the file has too; null for the first one. */
  readonly reuse: Reuse | null;
  /** The last answer of `endsFile`, for the token at `index`: a row of closing braces asks again and again. */
  ending: { readonly index: number; readonly ends: boolean } | null;
}

export interface Members {
  readonly fields: FieldDeclaration[];
  readonly properties: PropertyDeclaration[];
  readonly methods: MethodDeclaration[];
  readonly initializers: InitializerDeclaration[];
  readonly types: TypeDeclaration[];
}

export function noMembers(): Members {
  return { fields: [], properties: [], methods: [], initializers: [], types: [] };
}

/** Whether `class X`, `interface X` or `enum X` stands at the cursor, behind the modifiers. */
export function startsType(cursor: Cursor): boolean {
  return isTypeKeyword(cursor.kind) && isNameLike(cursor.peek(1));
}

/** A class, interface or enum whose modifiers have been read. */
export function parseTypeDeclaration(
  skeleton: Skeleton,
  modifiers: Modifiers,
  start: number,
): TypeDeclaration {
  const { cursor } = skeleton;
  const kind = cursor.at(Kind.Class) ? 'class' : cursor.at(Kind.Enum) ? 'enum' : 'interface';
  if (isTypeKeyword(cursor.kind)) cursor.advance();
  const name = cursor.identifierOrMissing('name');
  // `class Box<T>` belongs to Salesforce alone, yet its stubs are found in the wild.
  if (cursor.at(Kind.Less)) typeParameters(cursor);
  let superclass: TypeReference | null = null;
  const interfaces: TypeReference[] = [];
  while (cursor.at(Kind.Extends) || cursor.at(Kind.Implements)) {
    const extending = cursor.at(Kind.Extends) && kind === 'class';
    cursor.advance();
    if (extending) superclass = typeOrMissing(cursor);
    else typeList(cursor, interfaces);
  }
  const members = noMembers();
  const outer = skeleton.owner;
  skeleton.owner = outer === '' ? name.name : `${outer}.${name.name}`;
  const pieces: Piece[] = [];
  parseTypeBody(skeleton, kind, name, members, pieces, outer === '');
  skeleton.owner = outer;
  const end = cursor.endFrom(start);
  const type: TypeDeclaration = { kind, name, modifiers, superclass, interfaces, ...members, start, end };
  skeleton.reuse?.keep(type, pieces, cursor);
  return type;
}

function typeParameters(cursor: Cursor): void {
  while (!cursor.at(Kind.Greater) && !cursor.at(Kind.BraceOpen) && !cursor.at(Kind.End)) cursor.advance();
  cursor.eat(Kind.Greater);
}

function typeList(cursor: Cursor, found: TypeReference[]): void {
  do {
    found.push(typeOrMissing(cursor));
  } while (cursor.eat(Kind.Comma));
}

function parseTypeBody(
  skeleton: Skeleton,
  kind: TypeDeclaration['kind'],
  name: Identifier,
  members: Members,
  pieces: Piece[],
  isOutermost: boolean,
): void {
  const { cursor } = skeleton;
  if (!cursor.eat(Kind.BraceOpen)) cursor.missing("'{'");
  if (kind === 'enum') {
    skipConstants(cursor);
    return;
  }
  while (!cursor.at(Kind.End)) {
    if (cursor.at(Kind.BraceClose)) {
      cursor.advance();
      if (!isOutermost || endsFile(skeleton)) return;
      const at = cursor.previousEnd;
      cursor.error("unexpected '}'", { start: at - 1, end: at });
      continue;
    }
    const { reuse, owner } = skeleton;
    const known = reuse?.take(cursor, owner, members);
    if (known) {
      pieces.push(known);
      continue;
    }
    const before = cursor.index;
    const mark = reuse?.mark(cursor, members);
    if (startsOrphan(cursor)) parseOrphan(skeleton, members);
    else parseMember(skeleton, name.name, members);
    if (cursor.index === before) skipToken(cursor);
    else if (reuse && mark) pieces.push(reuse.pieceSince(mark, cursor, members));
  }
  cursor.missing("'}'");
}

function skipConstants(cursor: Cursor): void {
  while (!cursor.at(Kind.BraceClose) && !cursor.at(Kind.End)) {
    if (cursor.at(Kind.BraceOpen) || cursor.at(Kind.Semicolon)) {
      cursor.missing("'}'");
      return;
    }
    cursor.advance();
  }
  cursor.expect(Kind.BraceClose, "'}'");
}

/**
 * Whether an outermost type really ends at the closing brace before the cursor. It does not where members
 * follow, or where the text has a closing brace more than it opens: then one brace too many stands above.
 */
function endsFile(skeleton: Skeleton): boolean {
  const { cursor } = skeleton;
  let index = Math.max(cursor.index, skeleton.ending?.index ?? 0);
  while (cursor.kindAt(index) === Kind.BraceClose) index++;
  if (skeleton.ending?.index !== index) skeleton.ending = { index, ends: !goesOnAt(cursor, index) };
  return skeleton.ending.ends;
}

function goesOnAt(cursor: Cursor, index: number): boolean {
  if (cursor.kindAt(index) === Kind.End || startsTypeAt(cursor, index)) return false;
  const { text } = cursor;
  const rest = cursor.startAt(index);
  if (beginsMember(text, rest)) return true;
  const skipped = skipBody(text, rest, []);
  return skipped.closed || skipped.end < text.length;
}

function startsTypeAt(cursor: Cursor, from: number): boolean {
  return isTypeKeyword(cursor.kindAt(afterModifiers(cursor, from)));
}

function skipToken(cursor: Cursor): void {
  cursor.error('unexpected token', { start: cursor.start, end: cursor.end });
  cursor.advance();
}
