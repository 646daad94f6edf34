import { BodyMaker } from './parse/bodies.ts';
import { Cursor } from './parse/cursor.ts';
import { parseTypeDeclaration, type Skeleton, startsType } from './parse/declarations.ts';
import { parseModifiers } from './parse/modifiers.ts';
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
  const cursor = new Cursor(text);
  const bodies = new BodyMaker(uri, text, previous);
  const skeleton: Skeleton = { cursor, bodies, owner: '' };
  const unit: CompilationUnit = {
    uri,
    text,
    start: 0,
    end: text.length,
    ...parseContent(skeleton),
    comments: cursor.lexer.comments,
    errors: cursor.errors,
  };
  bodies.finish(unit);
  return unit;
}

interface Content {
  readonly types: readonly TypeDeclaration[];
  readonly trigger: TriggerDeclaration | null;
  readonly script: ScriptDeclaration | null;
}

function parseContent(skeleton: Skeleton): Content {
  const { cursor } = skeleton;
  if (cursor.at(Kind.End)) return { types: [], trigger: null, script: null };
  if (cursor.at(Kind.Trigger) && isNameLike(cursor.peek(1)) && cursor.peek(2) === Kind.On) {
    return { types: [], trigger: parseTrigger(skeleton), script: null };
  }
  if (declaresTypes(cursor)) return { types: parseTypes(skeleton), trigger: null, script: null };
  return { trigger: null, ...parseScript(skeleton) };
}

/** Whether the file begins with a type, or with the damaged head of one: `public clas Foo {`. */
function declaresTypes(cursor: Cursor): boolean {
  const { kind } = cursor;
  const isModified = isMemberModifier(kind) || kind === Kind.At;
  let open = 0;
  for (let index = 0; ; index++) {
    const found = cursor.kindAt(index);
    if (found === Kind.ParenOpen) {
      // Only annotations have arguments here.
      if (cursor.kindAt(index - 2) !== Kind.At) return false;
      open++;
    } else if (found === Kind.ParenClose) {
      open--;
    }
    if (open > 0 && found !== Kind.End) continue;
    if (isTypeKeyword(found)) return true;
    if (found === Kind.BraceOpen) return index > 0 && isModified;
    if (found === Kind.Semicolon || found === Kind.Assign || found === Kind.End) return false;
  }
}

function parseTypes(skeleton: Skeleton): TypeDeclaration[] {
  const { cursor } = skeleton;
  const types: TypeDeclaration[] = [];
  while (!cursor.at(Kind.End)) {
    const { start, index } = cursor;
    const modifiers = parseModifiers(cursor);
    if (startsType(cursor) || (types.length === 0 && !cursor.at(Kind.End))) {
      if (!isTypeKeyword(cursor.kind)) skipMisspelt(cursor);
      types.push(parseTypeDeclaration(skeleton, modifiers, start));
    } else if (cursor.index === index || !cursor.at(Kind.End)) {
      cursor.error('type expected', { start: cursor.start, end: cursor.end });
      cursor.advance();
    }
  }
  return types;
}

/** In `public clas Foo {` the name is what stands last before the brace or before `extends`. */
function skipMisspelt(cursor: Cursor): void {
  cursor.error("'class' expected", { start: cursor.start, end: cursor.end });
  while (isNameLike(cursor.kind) && isNameLike(cursor.peek(1)) && !isHeaderWord(cursor.peek(1)))
    cursor.advance();
}

function isHeaderWord(kind: Kind): boolean {
  return kind === Kind.Extends || kind === Kind.Implements;
}
