import type { Block, Body } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import type { Members, Skeleton } from './declarations.ts';
import { skipBody } from './skip.ts';
import { isDmlKeyword, isStatementKeyword, Kind } from './tokens.ts';
import { typeEnd } from './typeReferences.ts';

/**
 * Whether statements stand where members should: the line that opened their method is damaged, or one brace
 * too many closed it.
 */
export function startsOrphan(cursor: Cursor): boolean {
  const { kind } = cursor;
  if (isStatementKeyword(kind)) return true;
  if (isDmlKeyword(kind)) return cursor.peek(1) !== Kind.ParenOpen || !isDeclared(cursor);
  if (kind === Kind.This || kind === Kind.Super || kind === Kind.New) return true;
  if (kind === Kind.Switch) return cursor.peek(1) === Kind.On;
  const end = typeEnd(cursor, cursor.index);
  if (end < 0) return false;
  switch (cursor.kindAt(end)) {
    case Kind.Assign:
    case Kind.Dot:
    case Kind.SafeDot:
    case Kind.Increment:
    case Kind.Decrement:
    case Kind.BracketOpen:
    case Kind.AssignAdd:
      return true;
    case Kind.ParenOpen:
      return !isDeclared(cursor, end);
    default:
      return false;
  }
}

/** Whether the parentheses at `index` are followed by a body: `Name(…) {` is a damaged constructor. */
function isDeclared(cursor: Cursor, index: number = cursor.index + 1): boolean {
  let open = 0;
  for (let at = index; at < index + 200; at++) {
    const kind = cursor.kindAt(at);
    if (kind === Kind.ParenOpen) open++;
    else if (kind === Kind.ParenClose) open--;
    else if (kind === Kind.Semicolon || kind === Kind.End) return false;
    if (open === 0) return cursor.kindAt(at + 1) === Kind.BraceOpen;
  }
  return false;
}

/** Keeps such statements as an initialiser, up to the brace that closes their lost block. */
export function parseOrphan(skeleton: Skeleton, members: Members): void {
  const { cursor } = skeleton;
  const { start, lexer } = { start: cursor.start, lexer: cursor.lexer };
  cursor.error('statement outside of a method', { start, end: cursor.end });
  lexer.resume(cursor.index + 1, start);
  const body = orphanBody(skeleton, start);
  members.initializers.push({
    kind: 'initializer',
    isStatic: false,
    body,
    start,
    end: cursor.previousEnd,
  });
}

function orphanBody(skeleton: Skeleton, start: number): Body<Block> {
  const { cursor, bodies, owner } = skeleton;
  const { lexer } = cursor;
  const skipped = skipBody(cursor.text, start, lexer.comments);
  if (!skipped.closed) lexer.lookedAt(cursor.text.length);
  lexer.ends[cursor.index] = skipped.end;
  cursor.index++;
  lexer.resumeAt(skipped.end);
  return bodies.block(`${owner} orphan`, start, skipped.end);
}
