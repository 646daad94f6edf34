import type { Block, Body, Expression, Identifier, Modifiers, Parameter, TypeReference } from '../syntax.ts';
import { fitted } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { isClosing, isOpening } from './cursor.ts';
import { type Members, parseTypeDeclaration, type Skeleton, startsType } from './declarations.ts';
import { modifierLength, parseModifiers } from './modifiers.ts';
import { skipBody } from './skip.ts';
import { isMemberModifier, isNameLike, Kind } from './tokens.ts';
import { parseType, typeEnd, typeOrMissing } from './typeReferences.ts';

/** The member at the cursor; reads nothing where none stands. */
export function parseMember(skeleton: Skeleton, typeName: string, members: Members): void {
  const { cursor } = skeleton;
  if (cursor.eat(Kind.Semicolon)) return;
  const { start } = cursor;
  const modifiers = parseModifiers(cursor);
  if (startsType(cursor)) {
    const declared = cursor.nested(() => parseTypeDeclaration(skeleton, modifiers, start));
    if (declared !== null) members.types.push(declared);
    return;
  }
  if (cursor.at(Kind.BraceOpen)) {
    const isStatic = modifiers.keywords.has('static');
    const body = blockBody(skeleton, `${isStatic ? 'static ' : ''}{}`);
    members.initializers.push({
      kind: 'initializer',
      isStatic,
      body,
      start,
      end: cursor.previousEnd,
    });
    return;
  }
  if (isNameLike(cursor.kind) && cursor.peek(1) === Kind.ParenOpen) {
    const name = cursor.identifier();
    const isConstructor = name.name.toLowerCase() === typeName.toLowerCase();
    if (!isConstructor) cursor.error('return type expected', { start: name.start, end: name.start });
    parseMethod(skeleton, members, { start, modifiers, type: null, name });
    return;
  }
  if (typeEnd(cursor, cursor.index) < 0) return;
  const type = parseType(cursor);
  const name = cursor.identifierOrMissing('name');
  const header = { start, modifiers, type, name };
  if (cursor.at(Kind.ParenOpen)) parseMethod(skeleton, members, header);
  else if (cursor.at(Kind.BraceOpen)) parseProperty(skeleton, members, header);
  else parseFields(skeleton, members, header);
}

interface Header {
  readonly start: number;
  readonly modifiers: Modifiers;
  readonly name: Identifier;
}

/** The body at the cursor's opening brace, skipped; `key` tells it from others of the same text. */
export function blockBody(skeleton: Skeleton, key: string): Body<Block> {
  const { cursor, bodies, owner } = skeleton;
  const { start, end } = cursor;
  const { lexer } = cursor;
  // What was read beyond the brace, comments too, is read again.
  lexer.resume(cursor.index + 1, end);
  const skipped = skipBody(cursor.text, end, lexer.comments);
  if (!skipped.closed) lexer.lookedAt(cursor.text.length);
  if (!skipped.closed) cursor.error("'}' expected", { start: skipped.end, end: skipped.end });
  cursor.index++;
  // One token stands for the whole body.
  lexer.ends[cursor.index - 1] = skipped.end;
  lexer.resumeAt(skipped.end);
  return bodies.block(`${owner} ${key}`, start, skipped.end);
}

export function parseMethod(
  skeleton: Skeleton,
  members: Pick<Members, 'methods'>,
  header: Header & { readonly type: TypeReference | null },
): void {
  const { cursor } = skeleton;
  const { start, modifiers, type, name } = header;
  const parameters = parseParameters(cursor);
  let body: Body<Block> | null = null;
  if (cursor.at(Kind.BraceOpen)) body = blockBody(skeleton, cursor.text.slice(start, cursor.start));
  else cursor.expect(Kind.Semicolon, "'{'");
  members.methods.push({
    kind: type === null ? 'constructor' : 'method',
    name,
    returnType: type,
    parameters,
    modifiers,
    body,
    start,
    end: cursor.previousEnd,
  });
}

function parseParameters(cursor: Cursor): Parameter[] {
  const parameters: Parameter[] = [];
  cursor.advance();
  while (isNameLike(cursor.kind) || cursor.at(Kind.At)) {
    if (isMemberModifier(cursor.kind) && cursor.startsLine()) break;
    const { start } = cursor;
    parseModifiers(cursor);
    const type = typeOrMissing(cursor);
    const name = cursor.identifierOrMissing('name');
    parameters.push({ name, type, start: Math.min(start, type.start), end: cursor.endFrom(start) });
    if (!cursor.eat(Kind.Comma) && !isNameLike(cursor.kind)) break;
  }
  skipToBody(cursor);
  return parameters.length === 0 ? parameters : fitted(parameters);
}

/** Reads `)`, and whatever damage stands between the parameters and the body. */
function skipToBody(cursor: Cursor): void {
  if (cursor.eat(Kind.ParenClose)) return;
  cursor.missing("')'");
  for (let index = cursor.index; ; index++) {
    const kind = cursor.kindAt(index);
    if (kind === Kind.BraceOpen || kind === Kind.ParenClose) {
      cursor.index = kind === Kind.ParenClose ? index + 1 : index;
      return;
    }
    if (kind === Kind.End || kind === Kind.Semicolon || kind === Kind.BraceClose || cursor.startsLine(index))
      return;
  }
}

function parseProperty(
  skeleton: Skeleton,
  members: Members,
  header: Header & { readonly type: TypeReference },
): void {
  const { cursor } = skeleton;
  const { start, modifiers, type, name } = header;
  const signature = cursor.text.slice(start, cursor.start);
  let getter: Body<Block> | null = null;
  let setter: Body<Block> | null = null;
  cursor.advance();
  while (startsAccessor(cursor)) {
    parseModifiers(cursor);
    const isGetter = cursor.at(Kind.Get);
    cursor.advance();
    if (cursor.at(Kind.BraceOpen)) {
      const body = blockBody(skeleton, `${isGetter ? 'get' : 'set'} ${signature}`);
      if (isGetter) getter ??= body;
      else setter ??= body;
    } else {
      cursor.expect(Kind.Semicolon, "';'");
    }
  }
  cursor.expect(Kind.BraceClose, "'}'");
  members.properties.push({
    kind: 'property',
    name,
    type,
    modifiers,
    getter,
    setter,
    start,
    end: cursor.previousEnd,
  });
}

function startsAccessor(cursor: Cursor): boolean {
  let { index } = cursor;
  for (let length = modifierLength(cursor, index); length > 0; length = modifierLength(cursor, index)) {
    index += length;
  }
  const kind = cursor.kindAt(index);
  if (kind !== Kind.Get && kind !== Kind.Set) return false;
  const next = cursor.kindAt(index + 1);
  return next === Kind.BraceOpen || next === Kind.Semicolon || next === Kind.BraceClose;
}

/** `Integer a = 1, b;`: one declaration each. */
function parseFields(
  skeleton: Skeleton,
  members: Members,
  header: Header & { readonly type: TypeReference },
): void {
  const { cursor } = skeleton;
  const { modifiers, type } = header;
  let { start, name } = header;
  for (;;) {
    const signature = `${cursor.text.slice(header.start, header.name.start)} ${name.name} =`;
    const initializer = cursor.eat(Kind.Assign) ? initializerBody(skeleton, signature) : null;
    const isLast = !cursor.at(Kind.Comma);
    if (isLast) cursor.expect(Kind.Semicolon, "';'");
    members.fields.push({
      kind: 'field',
      name,
      type,
      modifiers,
      initializer,
      start,
      end: cursor.endFrom(start),
    });
    if (isLast) return;
    cursor.advance();
    name = cursor.identifierOrMissing('name');
    start = name.start;
  }
}

function initializerBody(skeleton: Skeleton, key: string): Body<Expression> {
  const { cursor, bodies, owner } = skeleton;
  const from = cursor.index;
  skipInitializer(cursor);
  const start = cursor.index === from ? cursor.previousEnd : cursor.startAt(from);
  return bodies.initializer(`${owner} ${key}`, start, cursor.endFrom(start));
}

function skipInitializer(cursor: Cursor): void {
  let open = 0;
  for (;;) {
    const { kind } = cursor;
    if (kind === Kind.End) return;
    if (isMemberModifier(kind) && cursor.startsLine() && isNameLike(cursor.peek(1))) return;
    if (kind === Kind.Semicolon) return;
    if (open === 0 && (isClosing(kind) || (kind === Kind.Comma && startsNextField(cursor)))) return;
    if (isOpening(kind)) open++;
    else if (isClosing(kind)) open--;
    cursor.advance();
  }
}

/** The comma of `Map<A, B>` separates no fields. */
function startsNextField(cursor: Cursor): boolean {
  if (!isNameLike(cursor.peek(1))) return false;
  const next = cursor.peek(2);
  return next === Kind.Assign || next === Kind.Semicolon || next === Kind.Comma;
}
