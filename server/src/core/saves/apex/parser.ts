import { BodyMaker } from './parse/bodies.ts';
import { Cursor } from './parse/cursor.ts';
import { parseTypeDeclaration, type Skeleton, startsType } from './parse/declarations.ts';
import { afterModifiers, modifierLength, parseModifiers } from './parse/modifiers.ts';
import { Reuse } from './parse/reuse.ts';
import { parseScript } from './parse/script.ts';
import { isMemberModifier, isNameLike, isTypeKeyword, Kind } from './parse/tokens.ts';
import { parseTrigger } from './parse/trigger.ts';
import type { CompilationUnit, ScriptDeclaration, TriggerDeclaration, TypeDeclaration } from './syntax.ts';

/**
 * Reads the skeleton of an Apex file; what it is (types, a trigger, a script) is told by its content. Never
 * throws. Bodies that `previous`, an earlier version of the same file, has too are taken over from it, and
 * their anchors move: the earlier unit shall not be used any more.
 */
export function parse(uri: string, text: string, previous?: CompilationUnit): CompilationUnit {
  return (
    parseAs(uri, text, previous, parseDeclared, true) ??
    parseAs(uri, text, previous, parseScriptContent, false)!
  );
}

interface Content {
  readonly types: readonly TypeDeclaration[];
  readonly trigger: TriggerDeclaration | null;
  readonly script: ScriptDeclaration | null;
}

function parseAs(
  uri: string,
  text: string,
  previous: CompilationUnit | undefined,
  read: (skeleton: Skeleton) => Content | null,
  reuses: boolean,
): CompilationUnit | null {
  const cursor = new Cursor(text);
  const bodies = new BodyMaker(uri, text, previous);
  const reuse = reuses ? Reuse.of(text, previous, bodies) : null;
  const content = read({ cursor, bodies, owner: '', reuse, ending: null });
  if (content === null) return null;
  const { lexer, errors } = cursor;
  const unit = { uri, text, start: 0, end: text.length, ...content, comments: lexer.comments, errors };
  bodies.finish(unit);
  return unit;
}

/** A trigger, or a file of types; null where it is neither. */
function parseDeclared(skeleton: Skeleton): Content | null {
  const { cursor } = skeleton;
  if (cursor.at(Kind.End)) return { types: [], trigger: null, script: null };
  if (cursor.at(Kind.Trigger) && isNameLike(cursor.peek(1)) && cursor.peek(2) === Kind.On) {
    return { types: [], trigger: parseTrigger(skeleton), script: null };
  }
  const types = declaresTypes(cursor) ? parseTypes(skeleton) : null;
  return types === null ? null : { types, trigger: null, script: null };
}

function parseScriptContent(skeleton: Skeleton): Content {
  return { trigger: null, ...parseScript(skeleton) };
}

/** A head longer than this is none. */
const LONGEST_HEAD = 500;

/** Whether the file begins with a type, or with the damaged head of one: `public clas Foo {`. */
function declaresTypes(cursor: Cursor): boolean {
  const isModified = isMemberModifier(cursor.kind) || cursor.at(Kind.At);
  let hasArguments = false;
  for (let index = 0; index < LONGEST_HEAD; index++) {
    const kind = cursor.kindAt(index);
    if (isTypeKeyword(kind) && isNameLike(cursor.kindAt(index + 1))) return true;
    if (kind === Kind.BraceOpen) return index > 0 && isModified && !hasArguments;
    if (kind === Kind.Semicolon || kind === Kind.End) return false;
    // Only annotations have arguments here; a method has them too.
    if (kind === Kind.ParenOpen && cursor.kindAt(index - 2) !== Kind.At) hasArguments = true;
  }
  return false;
}

/** The types of a file; null where a script goes on behind them. */
function parseTypes(skeleton: Skeleton): TypeDeclaration[] | null {
  const { cursor } = skeleton;
  const types: TypeDeclaration[] = [];
  while (!cursor.at(Kind.End)) {
    if (types.length > 0 && (cursor.at(Kind.BraceClose) || cursor.at(Kind.Semicolon))) {
      cursor.error('type expected', { start: cursor.start, end: cursor.end });
      cursor.advance();
      continue;
    }
    skipToHead(cursor);
    const { start } = cursor;
    const modifiers = parseModifiers(cursor);
    if (startsType(cursor) || types.length === 0) {
      if (!startsType(cursor)) skipMisspelt(cursor);
      types.push(parseTypeDeclaration(skeleton, modifiers, start));
    } else if (!cursor.at(Kind.End)) {
      return null;
    }
  }
  return types;
}

/** Steps over damage before the head of a type, if there is one. */
function skipToHead(cursor: Cursor): void {
  const from = afterModifiers(cursor, cursor.index);
  for (let index = from; index < from + LONGEST_HEAD; index++) {
    const kind = cursor.kindAt(index);
    if (isTypeKeyword(kind) && isNameLike(cursor.kindAt(index + 1))) {
      if (index === from) return;
      let head = index;
      while (head > from && modifierLength(cursor, head - 1) === 1) head--;
      cursor.error('type expected', { start: cursor.start, end: cursor.startAt(head) });
      cursor.index = head;
      return;
    }
    if (kind === Kind.BraceOpen || kind === Kind.Semicolon || kind === Kind.End) return;
  }
}

/** In `public clas Foo {` the name is what stands last before the brace or before `extends`. */
function skipMisspelt(cursor: Cursor): void {
  cursor.error("'class' expected", { start: cursor.start, end: cursor.end });
  if (isTypeKeyword(cursor.kind)) return;
  while (isNameLike(cursor.kind) && isNameLike(cursor.peek(1)) && !isHeaderWord(cursor.peek(1)))
    cursor.advance();
}

function isHeaderWord(kind: Kind): boolean {
  return kind === Kind.Extends || kind === Kind.Implements;
}
